package io.redissim.core.keyspace;

import io.redissim.core.bytes.Ascii;

/**
 * A view of one entry: what all types have in common. Reused: valid until the next call on its
 * database, except the methods of the view itself.
 */
public final class Entry {
  private final Database database;
  private long address;
  private byte[] page = Ascii.EMPTY;
  private int at;
  private long header;

  Entry(Database database) {
    this.database = database;
  }

  Entry point(long address, byte[] page, int at, long header) {
    this.address = address;
    this.page = page;
    this.at = at;
    this.header = header;
    return this;
  }

  public ValueKind kind() {
    return ValueKind.ofCode(Cell.typeCode(header));
  }

  public Encoding encoding() {
    return kind().encoding(Cell.encodingCode(header));
  }

  /** The value of an entry of this type, as the database's own view of it. */
  public <V> V value(ValueType<V> type) {
    return database.value(address, type);
  }

  /** The value of an entry whose type is STRING, as a view with the same lifetime. */
  public StringValue string() {
    return database.viewString(page, at, header);
  }

  public boolean hasDeadline() {
    return Cell.hasDeadline(header);
  }

  /** In epoch milliseconds, or {@link Database#NO_DEADLINE}. */
  public long deadline() {
    return hasDeadline() ? Cell.deadline(page, at, header) : Database.NO_DEADLINE;
  }

  public byte[] keyArray() {
    return page;
  }

  public int keyOffset() {
    return at + Cell.keyOffset(header);
  }

  public int keyLength() {
    return Cell.keyLength(page, at, header);
  }

  /** Seconds since the last access, under an LRU policy. */
  public long idleSeconds() {
    return database.access().idleSeconds(Cell.clock(header));
  }

  /** The decayed logarithmic counter of accesses, 0 to 255, under an LFU policy. */
  public int lfuCounter() {
    return database.access().counter(Cell.clock(header));
  }

  /** As if the last access had been so long ago (RESTORE IDLETIME). */
  public void setIdleSeconds(long seconds) {
    writeClock(database.access().withIdle(seconds));
  }

  /** Sets the access counter, 0 to 255 (RESTORE FREQ). */
  public void setLfuCounter(int counter) {
    writeClock(database.access().withCounter(counter));
  }

  /** Bytes of the cell, its index slot, its deadline record and a large value. */
  public long memoryUsage() {
    long bytes = (long) Cell.granules(page, at, header) * 8 + Long.BYTES;
    if (hasDeadline()) {
      bytes += Long.BYTES;
    }
    return bytes + database.largeBytes(page, at, header);
  }

  private void writeClock(int clock) {
    Cell.writeClock(page, at, header, clock);
    header = Cell.header(page, at);
  }
}
