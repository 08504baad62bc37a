package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Ascii;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Appends the primitives of the RDB format to an array that grows. Lengths are big-endian, integers
 * little-endian. Source: Valkey {@code rdb.c:rdbSaveLen, rdbSaveRawString}.
 */
public final class RdbWriter {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int INITIAL = 256;

  /** More than this is not kept for the next use. */
  private static final int KEPT = 1024 * 1024;

  private static final int MAX_LENGTH_BYTES = 9;

  /** Shorter strings are not worth trying to compress. */
  private static final int MIN_COMPRESSED = 21;

  /** A compressed string must be shorter by at least this much. */
  private static final int MIN_SAVING = 4;

  private static final int MAX_NUMBER_DIGITS = 11;

  private final Lzf lzf = new Lzf();
  private boolean compressing = true;
  private byte[] bytes = Ascii.EMPTY;
  private int size;
  private int version = RdbCodes.VERSION;

  /** {@code rdbcompression}: whether strings of 21 bytes and more are compressed. */
  public void compressing(boolean on) {
    compressing = on;
  }

  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** The version of RDB that what was written needs. */
  int version() {
    return version;
  }

  /** What is written now is unknown to older versions. */
  void needs(int newerVersion) {
    version = Math.max(version, newerVersion);
  }

  /** Starts anew. */
  public void clear() {
    size = 0;
    version = RdbCodes.VERSION;
    if (bytes.length > KEPT) {
      bytes = Ascii.EMPTY;
    }
  }

  /** Forgets the bytes, but not which version they needed. */
  void restart() {
    size = 0;
  }

  public RdbWriter byteValue(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  /** Two bytes, little-endian. */
  public RdbWriter shortValue(int value) {
    return byteValue(value).byteValue(value >> 8);
  }

  /** Eight bytes, little-endian. */
  public RdbWriter longValue(long value) {
    ensure(Long.BYTES);
    LONG_LE.set(bytes, size, value);
    size += Long.BYTES;
    return this;
  }

  /** A length or a count, an unsigned number: 1, 2, 5 or 9 bytes. */
  public RdbWriter length(long length) {
    ensure(MAX_LENGTH_BYTES);
    if ((length & -1L << 6) == 0) {
      bytes[size++] = (byte) length;
    } else if ((length & -1L << 14) == 0) {
      bytes[size++] = (byte) (RdbCodes.LENGTH_14_BITS << 6 | length >> 8);
      bytes[size++] = (byte) length;
    } else if (length >>> 32 == 0) {
      bytes[size++] = (byte) RdbCodes.LENGTH_32_BITS;
      INT_BE.set(bytes, size, (int) length);
      size += Integer.BYTES;
    } else {
      bytes[size++] = (byte) RdbCodes.LENGTH_64_BITS;
      LONG_BE.set(bytes, size, length);
      size += Long.BYTES;
    }
    return this;
  }

  /**
   * A string: as a number if it is the canonical form of one of 32 bits, else compressed if worth
   * it.
   */
  public RdbWriter string(byte[] array, int offset, int length) {
    if (length <= MAX_NUMBER_DIGITS && Ascii.isLong(array, offset, length)) {
      long value = Ascii.parseLong(array, offset, length);
      if (value == (int) value) {
        return number((int) value);
      }
    }
    if (compressing && length >= MIN_COMPRESSED && compressed(array, offset, length)) {
      return this;
    }
    length(length);
    return raw(array, offset, length);
  }

  /** A string that holds the digits of a number. */
  public RdbWriter string(long value) {
    if (value == (int) value) {
      return number((int) value);
    }
    length(Ascii.longLength(value));
    ensure(Ascii.MAX_LONG_BYTES);
    size = Ascii.writeLong(value, bytes, size);
    return this;
  }

  public RdbWriter raw(byte[] array, int offset, int length) {
    ensure(length);
    System.arraycopy(array, offset, bytes, size, length);
    size += length;
    return this;
  }

  private RdbWriter number(int value) {
    if (value == (byte) value) {
      return encoded(RdbCodes.INT_8_BITS).byteValue(value);
    }
    if (value == (short) value) {
      return encoded(RdbCodes.INT_16_BITS).shortValue(value);
    }
    return encoded(RdbCodes.INT_32_BITS).shortValue(value).shortValue(value >> 16);
  }

  private RdbWriter encoded(int encoding) {
    return byteValue(RdbCodes.ENCODED << 6 | encoding);
  }

  /**
   *
   *
   * <pre>
   * LZF | compressed length | length | compressed bytes
   * </pre>
   *
   * The length of a length is known only afterwards: the bytes are compressed behind the room that
   * the head needs at most, then moved.
   */
  private boolean compressed(byte[] array, int offset, int length) {
    int head = 1 + 2 * MAX_LENGTH_BYTES;
    ensure(head + length);
    int from = size + head;
    int count = lzf.compress(array, offset, length, bytes, from, length - MIN_SAVING);
    if (count == 0) {
      return false;
    }
    encoded(RdbCodes.LZF).length(count).length(length);
    System.arraycopy(bytes, from, bytes, size, count);
    size += count;
    return true;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      int wanted = Math.addExact(size, more);
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, Math.max(INITIAL, Math.max(wanted, doubled)));
    }
  }
}
