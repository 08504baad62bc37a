package io.redissim.core.persist.rdb;

import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.type.stream.StreamBuilder;
import io.redissim.core.type.stream.StreamValue;

/**
 * A stream. Numbers are RDB lengths, names RDB strings, IDs of pending entries 16 bytes as they
 * are, big-endian, times 8 bytes, little-endian.
 *
 * <pre>
 *   nodes, of each: its ID in a string of 16 bytes, its listpack in a string
 *   entries | last ID | first ID, largest deleted ID, entries ever added          since version 2
 *   groups, of each: name | last delivered ID | entries read                      since version 2
 *     pending entries, of each: ID | delivery time | deliveries
 *     consumers, of each: name | seen time | active time                          since version 3
 *       pending entries, of each: ID
 * </pre>
 *
 * Source: Valkey {@code rdb.c:rdbSaveObject, rdbLoadObject}.
 */
public final class StreamCodec implements ValueCodec {
  private static final int ID_BYTES = 16;

  @Override
  public ValueKind kind() {
    return ValueKind.STREAM;
  }

  @Override
  public boolean reads(int rdbType) {
    return rdbType == RdbCodes.TYPE_STREAM_LISTPACKS
        || rdbType == RdbCodes.TYPE_STREAM_LISTPACKS_2
        || rdbType == RdbCodes.TYPE_STREAM_LISTPACKS_3;
  }

  @Override
  public void write(Entry entry, RdbWriter out) {
    out.byteValue(RdbCodes.TYPE_STREAM_LISTPACKS_3);
    entry.value(StreamValue.TYPE).visit(new StreamWriter(out));
  }

  @Override
  public LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    StreamBuilder stream = new StreamBuilder();
    for (long nodes = in.length(); nodes != 0; nodes--) {
      RdbReader id = idOf(in.string());
      check(stream.addNode(bigEndian(id), bigEndian(id), in.string()));
    }
    check(stream.remember(in.length(), in.length(), in.length()));
    if (rdbType == RdbCodes.TYPE_STREAM_LISTPACKS) {
      stream.guessMore();
    } else {
      stream.rememberMore(in.length(), in.length(), in.length(), in.length(), in.length());
    }
    for (long groups = in.length(); groups != 0; groups--) {
      readGroup(rdbType, in, stream);
    }
    return stream::store;
  }

  private static RdbReader idOf(byte[] bytes) throws RdbFormatException {
    check(bytes.length == ID_BYTES);
    return new RdbReader(bytes, 0, ID_BYTES);
  }

  private static void readGroup(int rdbType, RdbReader in, StreamBuilder stream)
      throws RdbFormatException {
    byte[] name = in.string();
    long ms = in.length();
    long seq = in.length();
    boolean hasCount = rdbType != RdbCodes.TYPE_STREAM_LISTPACKS;
    check(stream.addGroup(name, ms, seq, hasCount ? in.length() : stream.entriesUpTo(ms, seq)));
    for (long pending = in.length(); pending != 0; pending--) {
      check(stream.addPending(bigEndian(in), bigEndian(in), in.longValue(), in.length()));
    }
    for (long consumers = in.length(); consumers != 0; consumers--) {
      readConsumer(rdbType, in, stream);
    }
    check(stream.endGroup());
  }

  private static void readConsumer(int rdbType, RdbReader in, StreamBuilder stream)
      throws RdbFormatException {
    byte[] name = in.string();
    long seenTime = in.longValue();
    boolean hasActive = rdbType == RdbCodes.TYPE_STREAM_LISTPACKS_3;
    check(stream.addConsumer(name, seenTime, hasActive ? in.longValue() : seenTime));
    for (long owned = in.length(); owned != 0; owned--) {
      check(stream.own(bigEndian(in), bigEndian(in)));
    }
  }

  private static long bigEndian(RdbReader in) throws RdbFormatException {
    return Long.reverseBytes(in.longValue());
  }

  private static void check(boolean fits) throws RdbFormatException {
    if (!fits) {
      throw RdbFormatException.INSTANCE;
    }
  }
}
