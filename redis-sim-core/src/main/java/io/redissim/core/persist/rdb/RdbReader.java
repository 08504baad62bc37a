package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Ascii;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads the primitives of the RDB format from a slice of an array that nobody vouches for: every
 * length is held against the bytes that are there before anything is allocated. Source: Valkey
 * {@code rdb.c:rdbLoadLenByRef, rdbGenericLoadStringObject}.
 */
public final class RdbReader {
  private static final VarHandle LONG_LE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG_BE =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INT_LE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private final byte[] array;
  private final int end;
  private int at;

  public RdbReader(byte[] array, int offset, int length) {
    this.array = array;
    this.at = offset;
    this.end = offset + length;
  }

  /** Bytes not read yet. */
  public int left() {
    return end - at;
  }

  /** 0 to 255. */
  public int byteValue() throws RdbFormatException {
    return array[take(1)] & 0xff;
  }

  /** So many bytes in an array of their own. */
  public byte[] raw(int count) throws RdbFormatException {
    int from = take(count);
    return Arrays.copyOfRange(array, from, from + count);
  }

  /** Eight bytes, little-endian. */
  public long longValue() throws RdbFormatException {
    return (long) LONG_LE.get(array, take(Long.BYTES));
  }

  /** A length or a count as it is written; as an unsigned number it may have all 64 bits. */
  public long length() throws RdbFormatException {
    int first = byteValue();
    if (first >> 6 == RdbCodes.ENCODED) {
      throw RdbFormatException.INSTANCE;
    }
    return length(first);
  }

  /** A string in an array of its own. */
  public byte[] string() throws RdbFormatException {
    int first = byteValue();
    if (first >> 6 != RdbCodes.ENCODED) {
      int length = bounded(length(first), left());
      byte[] bytes = new byte[length];
      System.arraycopy(array, take(length), bytes, 0, length);
      return bytes;
    }
    return switch (first & 0x3f) {
      case RdbCodes.INT_8_BITS -> digits((byte) byteValue());
      case RdbCodes.INT_16_BITS -> digits((short) (byteValue() | byteValue() << 8));
      case RdbCodes.INT_32_BITS -> digits((int) INT_LE.get(array, take(Integer.BYTES)));
      case RdbCodes.LZF -> compressed();
      default -> throw RdbFormatException.INSTANCE;
    };
  }

  private byte[] compressed() throws RdbFormatException {
    int count = bounded(length(), left());
    int length = bounded(length(), MAX_ARRAY);
    int from = take(count);
    if (Lzf.decompressedLength(array, from, count) != length) {
      throw RdbFormatException.INSTANCE;
    }
    byte[] bytes = new byte[length];
    Lzf.decompress(array, from, count, bytes);
    return bytes;
  }

  private long length(int first) throws RdbFormatException {
    switch (first >> 6) {
      case RdbCodes.LENGTH_6_BITS:
        return first;
      case RdbCodes.LENGTH_14_BITS:
        return ((first & 0x3fL) << 8) | byteValue();
      default:
        if (first == RdbCodes.LENGTH_32_BITS) {
          return (int) INT_BE.get(array, take(Integer.BYTES)) & 0xffffffffL;
        }
        if (first == RdbCodes.LENGTH_64_BITS) {
          return (long) LONG_BE.get(array, take(Long.BYTES));
        }
        throw RdbFormatException.INSTANCE;
    }
  }

  private static int bounded(long length, int max) throws RdbFormatException {
    if (length < 0 || length > max) {
      throw RdbFormatException.INSTANCE;
    }
    return (int) length;
  }

  private static byte[] digits(long value) {
    byte[] bytes = new byte[Ascii.longLength(value)];
    Ascii.writeLong(value, bytes, 0);
    return bytes;
  }

  private int take(int count) throws RdbFormatException {
    if (count > end - at) {
      throw RdbFormatException.INSTANCE;
    }
    int from = at;
    at += count;
    return from;
  }
}
