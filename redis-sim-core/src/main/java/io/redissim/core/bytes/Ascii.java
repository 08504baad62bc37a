package io.redissim.core.bytes;

import java.nio.charset.StandardCharsets;

/** Numbers, letters and words as ASCII bytes, without a String in between. */
public final class Ascii {
  public static final byte[] EMPTY = {};

  /** Bytes that {@link #writeLong} may need: a sign and 19 digits. */
  public static final int MAX_LONG_BYTES = 20;

  private static final byte[] DIGIT_PAIRS = digitPairs();
  private static final byte[] MIN_LONG = bytes("-9223372036854775808");

  private Ascii() {}

  /** The Latin-1 bytes of a constant or of text for a person. */
  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  public static String string(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /**
   * Whether the bytes are the canonical form of a signed 64-bit integer: no sign but a leading '-',
   * no leading zero, no space, in range. Read the value with {@link #parseLong}. Source: Valkey
   * {@code util.c:string2ll}.
   */
  public static boolean isLong(byte[] a, int offset, int length) {
    if (length == 0 || length > MAX_LONG_BYTES) {
      return false;
    }
    int at = offset;
    int end = offset + length;
    boolean negative = a[at] == '-';
    if (negative && ++at == end) {
      return false;
    }
    if (a[at] == '0') {
      return length == 1;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = a[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      // Accumulated as a negative number, whose range is the larger by one.
      if (value < Long.MIN_VALUE / 10) {
        return false;
      }
      long next = value * 10 - digit;
      if (next > value * 10) {
        return false;
      }
      value = next;
    }
    return negative || value != Long.MIN_VALUE;
  }

  /** The value of bytes for which {@link #isLong} holds. */
  public static long parseLong(byte[] a, int offset, int length) {
    int at = offset;
    int end = offset + length;
    boolean negative = a[at] == '-';
    if (negative) {
      at++;
    }
    long value = 0;
    for (; at < end; at++) {
      value = value * 10 - (a[at] - '0');
    }
    return negative ? value : -value;
  }

  /** How many bytes {@link #writeLong} writes. */
  public static int longLength(long value) {
    if (value == Long.MIN_VALUE) {
      return MIN_LONG.length;
    }
    int sign = 0;
    long v = value;
    if (v < 0) {
      sign = 1;
      v = -v;
    }
    int digits = 1;
    while (v >= 1000) {
      v /= 1000;
      digits += 3;
    }
    if (v >= 100) {
      digits += 2;
    } else if (v >= 10) {
      digits++;
    }
    return sign + digits;
  }

  /** Writes the decimal form at {@code offset} and returns the offset after it. */
  public static int writeLong(long value, byte[] a, int offset) {
    if (value == Long.MIN_VALUE) {
      System.arraycopy(MIN_LONG, 0, a, offset, MIN_LONG.length);
      return offset + MIN_LONG.length;
    }
    int end = offset + longLength(value);
    int at = end;
    long v = value;
    if (v < 0) {
      a[offset] = '-';
      v = -v;
    }
    while (v >= 100) {
      long rest = v / 100;
      int pair = (int) (v - rest * 100) << 1;
      v = rest;
      a[--at] = DIGIT_PAIRS[pair + 1];
      a[--at] = DIGIT_PAIRS[pair];
    }
    int pair = (int) v << 1;
    a[--at] = DIGIT_PAIRS[pair + 1];
    if (v >= 10) {
      a[--at] = DIGIT_PAIRS[pair];
    }
    return end;
  }

  public static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b | 0x20) : b;
  }

  /** Whether the bytes are this word of ASCII letters, digits and signs, in any case. */
  public static boolean equalsIgnoreCase(byte[] a, int offset, int length, String word) {
    if (length != word.length()) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (lower(a[offset + i]) != lower((byte) word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static byte[] digitPairs() {
    byte[] pairs = new byte[200];
    for (int i = 0; i < 100; i++) {
      pairs[2 * i] = (byte) ('0' + i / 10);
      pairs[2 * i + 1] = (byte) ('0' + i % 10);
    }
    return pairs;
  }
}
