package io.redissim.core.keyspace;

import io.redissim.core.bytes.Key;
import org.jspecify.annotations.Nullable;

/**
 * What one database holds: cells, the index that finds them, the deadlines that end them and the
 * large values beside them, kept in step. Knows nothing of commands: an entry past its deadline is
 * still an entry here, and nobody is told of changes.
 *
 * <p>Addresses are the arena's; 0 is no cell. Cells move only in {@link #place} and {@link
 * #compactPage}.
 */
final class Contents {
  /** What happens to the old value's bytes when an entry is laid out anew. */
  enum Content {
    REPLACED,
    KEPT,
    /** Kept, and with room to grow. */
    EXTENDED,
    /** Replaced by what it has grown to, with room to grow on. */
    OUTGROWN
  }

  static final int NO_SLOT = -1;

  private static final int MAX_KEY = 1 << 30;

  private static final int INT_KIND = ValueKind.STRING.cellKind(Encoding.INT);

  private final Keyspace keyspace;
  private final AccessClock access;
  private final Arena arena;
  private final Index index;
  private final DeadlineIndex deadlines;
  private final ElementDeadlines elements;
  private final SideTable large;
  private long size;

  Contents(Keyspace keyspace) {
    this.keyspace = keyspace;
    this.access = keyspace.access();
    this.arena = new Arena(keyspace.growth());
    this.index = new Index(arena, keyspace.growth());
    this.deadlines = new DeadlineIndex(keyspace.growth());
    this.elements = new ElementDeadlines(keyspace.growth());
    this.large = new SideTable(keyspace.growth());
  }

  long size() {
    return size;
  }

  Arena arena() {
    return arena;
  }

  /** To be asked only while there are keys. */
  Index index() {
    return index;
  }

  DeadlineIndex deadlines() {
    return deadlines;
  }

  SideTable large() {
    return large;
  }

  /** The deadlines of elements of large values. */
  ElementDeadlines elements() {
    return elements;
  }

  long usedBytes() {
    return arena.liveBytes()
        + index.usedBytes()
        + deadlines.usedBytes()
        + elements.index().usedBytes()
        + large.usedBytes();
  }

  long reservedBytes() {
    return arena.reservedBytes()
        + index.reservedBytes()
        + deadlines.reservedBytes()
        + elements.index().reservedBytes()
        + large.usedBytes();
  }

  // ---- Reading.

  long find(Key key) {
    return size == 0 ? 0 : index.find(key);
  }

  boolean isDue(long address, long now) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    return Cell.hasDeadline(header) && now > Cell.deadline(page, at, header);
  }

  long deadline(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    return deadline(page, at, Cell.header(page, at));
  }

  static long deadline(byte[] page, int at, long header) {
    return Cell.hasDeadline(header) ? Cell.deadline(page, at, header) : Database.NO_DEADLINE;
  }

  static int kind(long header) {
    return Cell.kind(Cell.typeCode(header), Cell.encodingCode(header));
  }

  /** The kind of the same value without a gap. */
  private static int gaplessKind(long header) {
    ValueKind kind = ValueKind.ofCode(Cell.typeCode(header));
    return kind.cellKind(kind.encoding(Cell.encodingCode(header)));
  }

  static boolean isNumber(long header) {
    return kind(header) == INT_KIND;
  }

  static boolean isLarge(long header) {
    return Cell.form(header) == Cell.FORM_FIXED && !isNumber(header);
  }

  /** The number, or the slot in the side table, of a cell whose form is fixed. */
  static long fixed(byte[] page, int at, long header) {
    return (long) Cell.LONG.get(page, at + Cell.valueOffset(page, at, header));
  }

  /** Writes another number to a cell that holds one. */
  void overwriteNumber(long address, long number) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    Cell.LONG.set(page, at + Cell.valueOffset(page, at, Cell.header(page, at)), number);
  }

  /** The side table's slot of the value in this cell; {@link #NO_SLOT}: not large, or no cell. */
  int largeSlot(long address) {
    if (address == 0) {
      return NO_SLOT;
    }
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    return isLarge(header) ? (int) fixed(page, at, header) : NO_SLOT;
  }

  /** The large value in this cell, null if it has none or there is no cell. */
  @Nullable LargeValue largeAt(long address) {
    int slot = largeSlot(address);
    return slot == NO_SLOT ? null : large.get(slot);
  }

  void touch(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    int clock = Cell.clock(header);
    int touched = access.touched(clock);
    if (touched != clock) {
      Cell.writeClock(page, at, header, touched);
    }
  }

  long hashOf(byte[] page, int at, long header) {
    int keyAt = at + Cell.keyOffset(header);
    return keyspace.keyHash().of(page, keyAt, Cell.keyLength(page, at, header));
  }

  // ---- Writing.

  /**
   * Lays the key's entry out, in its old cell ({@code old}, 0: none) where it fits, and returns its
   * address. Header, deadline and key are written; so is the value if it is kept, else that is left
   * to the caller, as is dropping an old large value. Throws before anything has changed.
   */
  long place(Key key, long old, int kind, int form, int length, long deadline, Content content) {
    boolean hasDeadline = deadline != Database.NO_DEADLINE;
    int keyLength = key.length();
    if (old == 0) {
      int needed = Cell.granules(Cell.bytes(keyLength, form, length, hasDeadline, false));
      return placeNew(key, kind, form, length, deadline, needed);
    }
    byte[] page = arena.page(old);
    int at = Arena.offset(old);
    long before = Cell.header(page, at);
    boolean longSlack = hasLongSlack(kind, before, content);
    int needed = Cell.granules(Cell.bytes(keyLength, form, length, hasDeadline, longSlack));
    int granules = Cell.granules(page, at, before);
    boolean keeps = content == Content.KEPT || content == Content.EXTENDED;
    boolean grows = content == Content.OUTGROWN || content == Content.EXTENDED;
    int kept = keeps ? Cell.valueLength(page, at, before) : 0;
    int moved = keyLength + Math.min(length, kept);
    int movedFrom = at + Cell.keyOffset(before);
    long oldDeadline = deadline(page, at, before);
    // What may throw comes first; a record that has no entry then is a stale one like others.
    int mark =
        deadlines.record(
            key.hash(), oldDeadline, Cell.mark(before), deadline, keyspace.nowMillis());
    int slack = granules - needed;
    long address = old;
    if (slack >= 0 && (slack <= Cell.MAX_SHORT_SLACK || granules <= Arena.MAX_CLASS)) {
      slack = granules > Arena.MAX_CLASS || isWorthKeeping(slack, needed, longSlack) ? slack : 0;
    } else {
      address = arena.allocate(needed + (grows ? roomToGrow(needed, longSlack) : 0));
      slack = arena.granted() - needed;
    }
    deadlines.changed(oldDeadline, deadline, keyspace.nowMillis());
    int clock = access.written(Cell.clock(before));
    int bits = address == old ? mark | Cell.previousFree(before) : mark;
    int shortSlack = longSlack ? 0 : slack;
    long header = Cell.header(kind | bits, keyLength, form, hasDeadline, shortSlack, clock);
    header = longSlack ? Cell.longSlackHeader(header) : header;
    byte[] newPage = arena.page(address);
    int newAt = Arena.offset(address);
    int movedTo = newAt + Cell.keyOffset(header);
    if (movedTo != movedFrom || newPage != page) {
      System.arraycopy(page, movedFrom, newPage, movedTo, moved);
    }
    Cell.write(newPage, newAt, header, keyLength, length, deadline);
    if (longSlack) {
      Cell.writeSlack(newPage, newAt, header, slack);
    }
    if (address != old) {
      index.replace(key.hash(), old, address);
      arena.free(old, granules);
    } else if (granules != needed + slack) {
      arena.trim(old, granules, needed);
    }
    return address;
  }

  private long placeNew(Key key, int kind, int form, int length, long deadline, int needed) {
    int keyLength = key.length();
    if (keyLength > MAX_KEY) {
      throw new KeyspaceFullException("a key of " + keyLength + " bytes");
    }
    index.reserve(key.hash());
    long none = Database.NO_DEADLINE;
    int mark = deadlines.record(key.hash(), none, 0, deadline, keyspace.nowMillis());
    long address = arena.allocate(needed);
    int slack = arena.granted() - needed;
    deadlines.changed(none, deadline, keyspace.nowMillis());
    long header =
        Cell.header(kind | mark, keyLength, form, deadline != none, slack, access.first());
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    Cell.write(page, at, header, keyLength, length, deadline);
    System.arraycopy(key.array(), key.offset(), page, at + Cell.keyOffset(header), keyLength);
    index.insert(key.hash(), address);
    size++;
    return address;
  }

  /** A collection that has outgrown its cell gets one that tells more slack, and keeps it so. */
  private static boolean hasLongSlack(int kind, long before, Content content) {
    if (content == Content.KEPT) {
      return Cell.hasLongSlack(before);
    }
    return content == Content.OUTGROWN && Cell.typeCode(kind) != ValueKind.STRING.code();
  }

  /**
   * Up to a third of a cell may lie idle for a value that changes its size; of a large cell that is
   * made for this, a fifth.
   */
  static boolean isWorthKeeping(int slack, int needed, boolean longSlack) {
    if (slack <= Cell.MAX_SHORT_SLACK) {
      int spared = longSlack ? Cell.MIN_GRANULES : 0;
      return slack < Cell.MIN_GRANULES || slack * 2 <= needed + spared;
    }
    return longSlack && slack * 4 <= needed;
  }

  /** An eighth, so that a collection that loses as much again still keeps its cell. */
  private static int roomToGrow(int needed, boolean longSlack) {
    int least = Cell.MAX_SHORT_SLACK - 1;
    return Math.min(longSlack ? Math.max(least, Arena.MAX_CLASS - needed) : least, needed >> 3);
  }

  /** Lays out an entry whose value is a number, or a slot in the side table. */
  long placeFixed(Key key, long old, int kind, long value, long deadline) {
    long address = place(key, old, kind, Cell.FORM_FIXED, Long.BYTES, deadline, Content.REPLACED);
    // Computed, not read back: loading a header just stored would wait for the store.
    boolean hasDeadline = deadline != Database.NO_DEADLINE;
    int from = Cell.valueOffset(key.length(), Cell.FORM_FIXED, hasDeadline);
    Cell.LONG.set(arena.page(address), Arena.offset(address) + from, value);
    return address;
  }

  void placeNumber(Key key, long old, long number, long deadline) {
    int oldSlot = largeSlot(old);
    placeFixed(key, old, INT_KIND, number, deadline);
    dropLarge(oldSlot);
  }

  void placeLarge(Key key, long old, int kind, LargeValue value, long deadline) {
    int oldSlot = largeSlot(old);
    int slot = large.reserve();
    int mark = elements.record(key.hash(), value, keyspace.nowMillis());
    placeFixed(key, old, kind, slot, deadline);
    large.put(slot, value);
    elements.placed(value, mark, keyspace.nowMillis());
    dropLarge(oldSlot);
  }

  /** Lays out a value in its cell from these bytes. */
  void placeBytes(
      Key key, long old, int kind, byte[] array, int offset, int length, long deadline) {
    placeBytes(key, old, kind, array, offset, length, deadline, Content.REPLACED);
  }

  /** As {@link #placeBytes}, of a packed collection. */
  void placeBlock(Key key, long old, int kind, byte[] array, int length, long deadline) {
    Content content = old != 0 && outgrows(old, kind, length) ? Content.OUTGROWN : Content.REPLACED;
    placeBytes(key, old, kind, array, 0, length, deadline, content);
  }

  /** Whether this is more of the same type than what the cell holds. */
  private boolean outgrows(long address, int kind, int length) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    return Cell.typeCode(header) == Cell.typeCode(kind)
        && Cell.form(header) != Cell.FORM_FIXED
        && length > Cell.valueLength(page, at, header);
  }

  private void placeBytes(
      Key key,
      long old,
      int kind,
      byte[] array,
      int offset,
      int length,
      long deadline,
      Content content) {
    int oldSlot = largeSlot(old);
    int form = Cell.form(length);
    long address = place(key, old, kind, form, length, deadline, content);
    boolean hasDeadline = deadline != Database.NO_DEADLINE;
    int from =
        content == Content.OUTGROWN
            ? valueAt(address)
            : Arena.offset(address) + Cell.valueOffset(key.length(), form, hasDeadline);
    System.arraycopy(array, offset, arena.page(address), from, length);
    dropLarge(oldSlot);
  }

  /** Where the value begins in its page. */
  int valueAt(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    return at + Cell.valueOffset(page, at, Cell.header(page, at));
  }

  /** Takes over the value, deadline and clock of another entry, of this database or another. */
  void adopt(Contents origin, long source, Key to, long old, boolean copying) {
    byte[] page = origin.arena.page(source);
    int at = Arena.offset(source);
    long header = Cell.header(page, at);
    long deadline = deadline(page, at, header);
    if (isLarge(header)) {
      LargeValue value = origin.large.get((int) fixed(page, at, header));
      placeLarge(to, old, kind(header), copying ? value.copy() : value, deadline);
    } else if (isNumber(header)) {
      placeNumber(to, old, fixed(page, at, header), deadline);
    } else {
      int from = origin.valueAt(source);
      int gap = Cell.gap(page, from, header);
      int length = Cell.valueLength(page, at, header) - gap;
      placeBytes(to, old, gaplessKind(header), page, from + gap, length, deadline);
    }
    long address = index.find(to);
    byte[] newPage = arena.page(address);
    int newAt = Arena.offset(address);
    Cell.writeClock(newPage, newAt, Cell.header(newPage, newAt), Cell.clock(header));
  }

  void remove(long hash, long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    if (Cell.hasDeadline(header)) {
      deadlines.forget(Cell.deadline(page, at, header));
    }
    if (isLarge(header)) {
      elements.forget(large.remove((int) fixed(page, at, header)));
    }
    index.remove(hash, address);
    arena.free(address, Cell.granules(page, at, header));
    size--;
  }

  private void dropLarge(int slot) {
    if (slot != NO_SLOT) {
      elements.forget(large.remove(slot));
    }
  }

  // ---- Deadlines.

  /** A living entry's record was taken: it gets a new one if it needs one. */
  void recordAgain(long address, long hash, long deadline, long now) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    if (deadlines.needsRecord(Cell.mark(Cell.header(page, at)))) {
      deadlines.addAgain(hash, deadline, now);
      Cell.writeMark(page, at, deadlines.currentMark());
    }
  }

  /** Whether {@link #sweep} has something to do. */
  boolean isSweeping() {
    return deadlines.isSweeping() || elements.index().isSweeping();
  }

  /** Moves up to {@code max} records from old wheels to new ones; returns how many. */
  int sweep(int max) {
    int steps = 0;
    while (steps < max && deadlines.isSweeping()) {
      steps += sweepOne(deadlines);
    }
    while (steps < max && elements.index().isSweeping()) {
      steps += sweepOne(elements.index());
    }
    return steps;
  }

  /** The same behind a write that has happened: only as far as it cannot fail. */
  void sweepWhereRoom(int max) {
    for (int i = 0; i < max && deadlines.isReadyToSweep(); i++) {
      sweepOne(deadlines);
    }
    for (int i = 0; i < max && elements.index().isReadyToSweep(); i++) {
      sweepOne(elements.index());
    }
  }

  private int sweepOne(DeadlineIndex of) {
    long record = of.drain();
    if (record == DeadlineWheel.NONE) {
      return 0;
    }
    if (of == deadlines) {
      takeAlong(record);
    } else {
      takeElementsAlong(record);
    }
    of.takeDrained();
    return 1;
  }

  /** Entries that share the record's hash prefix and are not known to the new wheel move there. */
  private void takeAlong(long record) {
    if (size == 0) {
      return;
    }
    int nth = 0;
    for (long address; (address = index.withPrefix(record, nth)) != 0; nth++) {
      long deadline = deadline(address);
      if (deadline != Database.NO_DEADLINE) {
        recordAgain(address, record, deadline, keyspace.nowMillis());
      }
    }
  }

  private void takeElementsAlong(long record) {
    if (size == 0) {
      return;
    }
    int nth = 0;
    for (long address; (address = index.withPrefix(record, nth)) != 0; nth++) {
      LargeValue value = largeAt(address);
      if (value != null && value.recordedDeadline() != Database.NO_DEADLINE) {
        elements.recordAgain(record, value, keyspace.nowMillis());
      }
    }
  }

  // ---- Compaction.

  /** Moves the entries of the sparsest page elsewhere and gives it back; false: not worth it. */
  boolean compactPage() {
    index.trimDirectory();
    int page = arena.sparsePage();
    if (page < 0 || !arena.prepareMove()) {
      return false;
    }
    arena.unlinkFreeCells(page);
    for (long from = arena.firstCell(page); from != 0; from = arena.nextCell(from)) {
      if (!arena.isFree(from)) {
        evacuate(from);
      }
    }
    arena.giveBack(page);
    return true;
  }

  private void evacuate(long from) {
    byte[] page = arena.page(from);
    int at = Arena.offset(from);
    long header = Cell.header(page, at);
    int needed = Cell.granulesNeeded(page, at, header);
    long to = arena.allocate(needed);
    byte[] newPage = arena.page(to);
    int newAt = Arena.offset(to);
    System.arraycopy(page, at, newPage, newAt, needed << 3);
    Cell.writeSlack(newPage, newAt, header, arena.granted() - needed);
    Cell.writePreviousFree(newPage, newAt, false);
    index.replace(hashOf(page, at, header), from, to);
  }
}
