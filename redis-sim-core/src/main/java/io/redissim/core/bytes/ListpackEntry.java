package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * One entry of a {@link Listpack}, found by the array it lies in and the offset of its first byte.
 *
 * <pre>
 *   0xxxxxxx                     integer 0 to 127
 *   10xxxxxx bytes               string of up to 63 bytes
 *   110xxxxx xxxxxxxx            signed integer of 13 bits, the high ones first
 *   1110xxxx xxxxxxxx bytes      string of up to 4095 bytes, the high bits first
 *   11110000 4 bytes, bytes      string of any length
 *   11110001 to 11110100         signed integer of 16, 24, 32 and 64 bits
 * </pre>
 *
 * Numbers of several bytes are little-endian. Behind it stands its own length once more, readable
 * from the end: seven bits to a byte, the high ones first, and all bytes but the first have the
 * high bit set. What reads as a canonical number is always stored as one. Source: Valkey {@code
 * listpack.c}.
 *
 * <p>Only {@link Listpack#isValid} trusts nothing; all else expects the bytes to be well-formed.
 */
public final class ListpackEntry {
  private static final int SHORT_STRING = 0x80;
  private static final int INT_13 = 0xc0;
  private static final int MEDIUM_STRING = 0xe0;
  private static final int LONG_STRING = 0xf0;
  private static final int INT_16 = 0xf1;
  private static final int INT_24 = 0xf2;
  private static final int INT_32 = 0xf3;
  private static final int INT_64 = 0xf4;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ListpackEntry() {}

  public static boolean isInteger(byte[] a, int at) {
    int first = a[at];
    return first >= 0 || (first & 0xe0) == INT_13 || ((first & 0xff) >= INT_16);
  }

  /** The number in an entry for which {@link #isInteger} holds. */
  public static long integer(byte[] a, int at) {
    int first = a[at];
    if (first >= 0) {
      return first;
    }
    if ((first & 0xe0) == INT_13) {
      int high = first << 27 >> 19;
      return high | (a[at + 1] & 0xff);
    }
    switch (first & 0xff) {
      case INT_16:
        return (short) SHORT.get(a, at + 1);
      case INT_24:
        int top = a[at + 3] << 16;
        return top | ((short) SHORT.get(a, at + 1) & 0xffff);
      case INT_32:
        return (int) INT.get(a, at + 1);
      default:
        return (long) LONG.get(a, at + 1);
    }
  }

  /** Where the bytes of a string entry begin. */
  public static int stringOffset(byte[] a, int at) {
    int first = a[at] & 0xff;
    return first < INT_13 ? at + 1 : first < LONG_STRING ? at + 2 : at + 5;
  }

  /** How many bytes a string entry has. */
  public static int stringLength(byte[] a, int at) {
    int first = a[at] & 0xff;
    if (first < INT_13) {
      return first & 0x3f;
    }
    return first < LONG_STRING ? (first & 0xf) << 8 | (a[at + 1] & 0xff) : (int) INT.get(a, at + 1);
  }

  /** Bytes of the element as text, whether it is stored as a number or as a string. */
  public static int textLength(byte[] a, int at) {
    return isInteger(a, at) ? Ascii.longLength(integer(a, at)) : stringLength(a, at);
  }

  /** Writes the element as text into {@code to} and returns the offset after it. */
  public static int writeText(byte[] a, int at, byte[] to, int offset) {
    if (isInteger(a, at)) {
      return Ascii.writeLong(integer(a, at), to, offset);
    }
    int length = stringLength(a, at);
    System.arraycopy(a, stringOffset(a, at), to, offset, length);
    return offset + length;
  }

  /** Whether the element is these bytes. */
  public static boolean equals(byte[] a, int at, byte[] bytes, int offset, int length) {
    if (isInteger(a, at)) {
      return Ascii.isLong(bytes, offset, length)
          && Ascii.parseLong(bytes, offset, length) == integer(a, at);
    }
    return equalsString(a, at, bytes, offset, length);
  }

  /** Whether a string entry has these bytes. */
  static boolean equalsString(byte[] a, int at, byte[] bytes, int offset, int length) {
    int first = a[at] & 0xff;
    if (first < INT_13) {
      return first == (SHORT_STRING | length) && Bytes.same(a, at + 1, bytes, offset, length);
    }
    return stringLength(a, at) == length
        && Bytes.same(a, stringOffset(a, at), bytes, offset, length);
  }

  /** The offset behind the entry: the next one, or the mark of the listpack's end. */
  public static int skip(byte[] a, int at) {
    int first = a[at];
    if (first >= 0) {
      return at + 2;
    }
    if ((first & 0xff) < INT_13) {
      return at + (first & 0x3f) + 2;
    }
    return at + withBackLength(encodedBytes(a, at));
  }

  /** The offset of the entry that ends before {@code end}. */
  public static int skipBack(byte[] a, int end) {
    int at = end - 1;
    int encoded = a[at];
    if (encoded < 0) {
      encoded = (int) backLength(a, at);
    }
    return end - withBackLength(encoded);
  }

  /** The length whose last byte is at {@code last}; -1 if it would take more than five bytes. */
  private static long backLength(byte[] a, int last) {
    long length = 0;
    for (int i = 0; i < 5; i++) {
      byte b = a[last - i];
      length |= (long) (b & 0x7f) << 7 * i;
      if (b >= 0) {
        return length;
      }
    }
    return -1;
  }

  /** Bytes of the entry without its length at the end. */
  private static int encodedBytes(byte[] a, int at) {
    int first = a[at] & 0xff;
    if (first < SHORT_STRING) {
      return 1;
    }
    if (first < INT_13) {
      return 1 + (first & 0x3f);
    }
    if (first < MEDIUM_STRING) {
      return 2;
    }
    if (first < LONG_STRING) {
      return 2 + ((first & 0xf) << 8 | (a[at + 1] & 0xff));
    }
    switch (first) {
      case LONG_STRING:
        return 5 + (int) INT.get(a, at + 1);
      case INT_16:
        return 3;
      case INT_24:
        return 4;
      case INT_32:
        return 5;
      default:
        return 9;
    }
  }

  /**
   * The offset behind the entry if it lies wholly before {@code end} and its two lengths agree; -1
   * if not. Expects a hostile entry.
   */
  static int validSkip(byte[] a, int at, int end) {
    int first = a[at] & 0xff;
    int prefix = first < MEDIUM_STRING ? 1 : first < LONG_STRING ? 2 : first == LONG_STRING ? 5 : 1;
    if (first > INT_64 || end - at < prefix) {
      return -1;
    }
    if (first == LONG_STRING && (int) INT.get(a, at + 1) < 0) {
      return -1;
    }
    int encoded = encodedBytes(a, at);
    if (encoded < 0 || encoded > end - at) {
      return -1;
    }
    int whole = withBackLength(encoded);
    if (whole > end - at) {
      return -1;
    }
    // The first byte is at most at + encoded - 1, so five bytes back are in the array: before the
    // first entry stands the header of six.
    return backLength(a, at + whole - 1) == encoded ? at + whole : -1;
  }

  /** Bytes of an entry for this element, whole. */
  public static int size(byte[] bytes, int offset, int length) {
    return Ascii.isLong(bytes, offset, length)
        ? size(Ascii.parseLong(bytes, offset, length))
        : stringSize(length);
  }

  /** Bytes of an entry for this number, whole. */
  public static int size(long value) {
    return integerBytes(value) + 1;
  }

  /** Bytes of an entry for a string of this length, whole. */
  public static int stringSize(int length) {
    return withBackLength((length < 64 ? 1 : length < 4096 ? 2 : 5) + length);
  }

  /** The entry of this number up to its eighth byte, the first one lowest, without its end. */
  static long firstBytes(long value) {
    return switch (integerBytes(value)) {
      case 1 -> value;
      case 2 -> INT_13 | (value >> 8 & 0x1f) | (value & 0xff) << 8;
      case 3 -> INT_16 | (value & 0xffff) << 8;
      case 4 -> INT_24 | (value & 0xffffff) << 8;
      case 5 -> INT_32 | (value & 0xffffffffL) << 8;
      default -> INT_64 | value << 8;
    };
  }

  private static int integerBytes(long value) {
    if (value >= 0 && value <= 127) {
      return 1;
    }
    if (value >= -4096 && value <= 4095) {
      return 2;
    }
    if (value >= Short.MIN_VALUE && value <= Short.MAX_VALUE) {
      return 3;
    }
    if (value >= -(1 << 23) && value < 1 << 23) {
      return 4;
    }
    return value == (int) value ? 5 : 9;
  }

  /**
   * Writes an entry of the smallest form for this element and returns the offset after it. It takes
   * {@link #size(byte[], int, int)} bytes.
   */
  public static int write(byte[] a, int at, byte[] bytes, int offset, int length) {
    return Ascii.isLong(bytes, offset, length)
        ? write(a, at, Ascii.parseLong(bytes, offset, length))
        : writeString(a, at, bytes, offset, length);
  }

  /** Writes an entry of the smallest form for this number and returns the offset after it. */
  public static int write(byte[] a, int at, long value) {
    int encoded = integerBytes(value);
    switch (encoded) {
      case 1:
        a[at] = (byte) value;
        break;
      case 2:
        a[at] = (byte) (INT_13 | (value >> 8 & 0x1f));
        a[at + 1] = (byte) value;
        break;
      case 3:
        a[at] = (byte) INT_16;
        SHORT.set(a, at + 1, (short) value);
        break;
      case 4:
        a[at] = (byte) INT_24;
        SHORT.set(a, at + 1, (short) value);
        a[at + 3] = (byte) (value >> 16);
        break;
      case 5:
        a[at] = (byte) INT_32;
        INT.set(a, at + 1, (int) value);
        break;
      default:
        a[at] = (byte) INT_64;
        LONG.set(a, at + 1, value);
        break;
    }
    a[at + encoded] = (byte) encoded;
    return at + encoded + 1;
  }

  /** As {@link #write}, of bytes that are no number. */
  public static int writeString(byte[] a, int at, byte[] bytes, int offset, int length) {
    int from;
    if (length < 64) {
      a[at] = (byte) (SHORT_STRING | length);
      from = at + 1;
    } else if (length < 4096) {
      a[at] = (byte) (MEDIUM_STRING | length >> 8);
      a[at + 1] = (byte) length;
      from = at + 2;
    } else {
      a[at] = (byte) LONG_STRING;
      INT.set(a, at + 1, length);
      from = at + 5;
    }
    System.arraycopy(bytes, offset, a, from, length);
    int end = from + length;
    return writeBackLength(a, end, end - at);
  }

  private static int writeBackLength(byte[] a, int at, int encoded) {
    int count = withBackLength(encoded) - encoded;
    int rest = encoded;
    for (int i = count - 1; i > 0; i--) {
      a[at + i] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    a[at] = (byte) rest;
    return at + count;
  }

  /**
   * Adds the bytes that tell the length at the end of the entry. The borders are Redis': one less
   * than what would fit.
   */
  private static int withBackLength(int encoded) {
    if (encoded <= 127) {
      return encoded + 1;
    }
    if (encoded < 16383) {
      return encoded + 2;
    }
    if (encoded < 2097151) {
      return encoded + 3;
    }
    return encoded < 268435455 ? encoded + 4 : encoded + 5;
  }
}
