package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Crc64;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import java.util.List;

/**
 * Values of all types in RDB, and the payload of DUMP:
 *
 * <pre>
 * RDB type and value | 2 bytes RDB version | 8 bytes CRC of all before     (both little-endian)
 * </pre>
 *
 * Source: Valkey {@code cluster.c:createDumpPayload, verifyDumpPayload}.
 */
public final class RdbValues {
  private static final int FOOTER = Short.BYTES + Long.BYTES;

  private final List<ValueCodec> codecs;

  /** With a codec for each type of value. */
  public RdbValues(ValueCodec... codecs) {
    this.codecs = List.of(codecs);
  }

  /** The RDB type in one byte, then the value. */
  public void write(Entry entry, RdbWriter out) {
    codecOf(entry.kind()).write(entry, out);
  }

  /** What {@link #write} wrote, or any server since the first one. */
  public LoadedValue read(RdbReader in) throws RdbFormatException {
    int rdbType = in.byteValue();
    return read(LegacyForms.today(rdbType), LegacyForms.translate(rdbType, in));
  }

  private LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    for (ValueCodec codec : codecs) {
      if (codec.reads(rdbType)) {
        return codec.read(rdbType, in);
      }
    }
    throw RdbFormatException.INSTANCE;
  }

  /** The entry's DUMP payload becomes what {@code out} holds. */
  public void dump(Entry entry, RdbWriter out) {
    out.clear();
    write(entry, out);
    out.shortValue(out.version());
    out.longValue(Crc64.update(0, out.array(), 0, out.size()));
  }

  /**
   * Whether a DUMP payload is whole and not newer than we are.
   *
   * @param anyChecksum its checksum does not matter
   */
  public static boolean isIntact(byte[] array, int offset, int length, boolean anyChecksum) {
    if (length < FOOTER) {
      return false;
    }
    int footer = offset + length - FOOTER;
    int version = array[footer] & 0xff | (array[footer + 1] & 0xff) << 8;
    if (version > RdbCodes.NEWEST_VERSION) {
      return false;
    }
    if (anyChecksum) {
      return true;
    }
    long crc = Crc64.update(0, array, offset, length - Long.BYTES);
    for (int i = 0; i < Long.BYTES; i++) {
      if (array[footer + Short.BYTES + i] != (byte) (crc >>> 8 * i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The value of an intact DUMP payload. What stands between it and the footer is ignored, as in
   * Redis.
   */
  public LoadedValue restore(byte[] array, int offset, int length) throws RdbFormatException {
    return read(new RdbReader(array, offset, length - FOOTER));
  }

  private ValueCodec codecOf(ValueKind kind) {
    for (ValueCodec codec : codecs) {
      if (codec.kind() == kind) {
        return codec;
      }
    }
    throw new IllegalStateException("no RDB codec for " + kind.printed());
  }
}
