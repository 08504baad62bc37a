package io.redissim.core.bytes;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;

/** Floating point numbers as Redis reads and prints them, without a String in between. */
public final class Doubles {
  /** Bytes that {@link #write} may touch. */
  public static final int MAX_BYTES = 40;

  /** Integers up to this size are printed digit by digit, as Redis does: 2^62. */
  private static final double MAX_INTEGER = 0x1p62;

  /** A number of so many digits, and these powers of ten, are exact as a double. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] EXACT_POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final byte[] INF = Ascii.bytes("inf");
  private static final byte[] NAN = Ascii.bytes("nan");

  /** Room for digits before they are in their place. */
  private static final int DIGITS_AT = 12;

  private Doubles() {}

  // ---- Writing.

  /**
   * Writes the decimal that reads back as the same number: integers without a point, exponents like
   * {@code 1e+20}, {@code inf}, {@code -inf} and {@code nan}. Returns the offset behind it. Source:
   * Valkey {@code util.c:d2string}.
   */
  public static int write(double value, byte[] a, int offset) {
    if (Double.isNaN(value)) {
      return put(NAN, a, offset);
    }
    if (value == 0 && 1 / value > 0) {
      a[offset] = '0';
      return offset + 1;
    }
    if (value != 0 && value >= -MAX_INTEGER && value <= MAX_INTEGER) {
      long integer = (long) value;
      if (integer == value) {
        return Ascii.writeLong(integer, a, offset);
      }
    }
    return writeShortest(value, a, offset);
  }

  /**
   * As {@link #write}, but large integers too have an exponent: {@code 1e+17}. Not of NaN. Source:
   * Valkey {@code fpconv_dtoa.c:fpconv_dtoa}.
   */
  public static int writeShortest(double value, byte[] a, int offset) {
    int at = offset;
    double magnitude = value;
    if (value < 0 || (value == 0 && 1 / value < 0)) {
      a[at++] = '-';
      magnitude = -value;
    }
    if (magnitude == 0) {
      a[at] = '0';
      return at + 1;
    }
    return Double.isInfinite(magnitude) ? put(INF, a, at) : writeFinite(magnitude, a, at);
  }

  /** As {@link #write}, in an array of its own. */
  public static byte[] bytes(double value) {
    byte[] room = new byte[MAX_BYTES];
    return Arrays.copyOf(room, write(value, room, 0));
  }

  /**
   * The number with 17 digits at most, as C's {@code %.17g} writes it. Not for the hot path.
   * Source: Valkey {@code util.c:ld2string}, LD_STR_AUTO.
   */
  public static byte[] precise(double value) {
    if ((value == (long) value && Math.abs(value) < 1e17) || Double.isInfinite(value)) {
      return bytes(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(17, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    BigDecimal shortest = rounded.stripTrailingZeros();
    if (exponent >= -4 && exponent < 17) {
      return Ascii.bytes(shortest.toPlainString());
    }
    StringBuilder text = new StringBuilder(shortest.unscaledValue().abs().toString());
    if (text.length() > 1) {
      text.insert(1, '.');
    }
    text.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent) < 10 ? "0" : "");
    text.append(Math.abs(exponent));
    return Ascii.bytes((value < 0 ? "-" : "") + text);
  }

  private static int put(byte[] word, byte[] a, int offset) {
    System.arraycopy(word, 0, a, offset, word.length);
    return offset + word.length;
  }

  /**
   * The digits and where the point goes. Source: Valkey {@code fpconv_dtoa.c:emit_digits}, whose
   * exponent is {@code scale} here.
   */
  private static int writeFinite(double magnitude, byte[] a, int offset) {
    int digitsAt = offset + DIGITS_AT;
    long found = Grisu.digits(magnitude, a, digitsAt);
    int count = Grisu.count(found);
    int scale = Grisu.scale(found);
    int exponent = Math.abs(scale + count - 1);
    if (scale >= 0 && exponent < count + 7) {
      System.arraycopy(a, digitsAt, a, offset, count);
      Arrays.fill(a, offset + count, offset + count + scale, (byte) '0');
      return offset + count + scale;
    }
    if (scale < 0 && (scale > -7 || exponent < 4)) {
      return writePlain(a, offset, digitsAt, count, count + scale);
    }
    return writeScientific(a, offset, digitsAt, count, scale + count - 1);
  }

  private static int writePlain(byte[] a, int offset, int digitsAt, int count, int beforePoint) {
    int at = offset;
    if (beforePoint <= 0) {
      a[at++] = '0';
      a[at++] = '.';
      for (int i = beforePoint; i < 0; i++) {
        a[at++] = '0';
      }
      System.arraycopy(a, digitsAt, a, at, count);
      return at + count;
    }
    System.arraycopy(a, digitsAt, a, at, beforePoint);
    at += beforePoint;
    a[at++] = '.';
    System.arraycopy(a, digitsAt + beforePoint, a, at, count - beforePoint);
    return at + count - beforePoint;
  }

  private static int writeScientific(byte[] a, int offset, int digitsAt, int count, int exponent) {
    int at = offset;
    a[at++] = a[digitsAt];
    if (count > 1) {
      a[at++] = '.';
      System.arraycopy(a, digitsAt + 1, a, at, count - 1);
      at += count - 1;
    }
    a[at++] = 'e';
    a[at++] = (byte) (exponent < 0 ? '-' : '+');
    return Ascii.writeLong(Math.abs(exponent), a, at);
  }

  // ---- Reading.

  /**
   * What {@code strtod} reads from all of these bytes; NaN if they are no number, or one so large
   * or small that it becomes infinite or zero. Source: Valkey {@code util.c:string2d}.
   */
  public static double parse(byte[] a, int offset, int length) {
    return parse(a, offset, offset + length, false);
  }

  /**
   * As {@link #parse}, for the ends of ranges: white space may come first, nothing at all is 0, and
   * what is too large is infinite. Bytes from a NUL on do not count. Source: Valkey {@code
   * t_zset.c:zslParseRange}.
   */
  public static double parseBound(byte[] a, int offset, int length) {
    int at = offset;
    int end = at;
    while (end < offset + length && a[end] != 0) {
      end++;
    }
    if (at == end) {
      return 0;
    }
    while (at < end && (a[at] == ' ' || (a[at] >= '\t' && a[at] <= '\r'))) {
      at++;
    }
    return parse(a, at, end, true);
  }

  private static double parse(byte[] a, int offset, int end, boolean anySize) {
    int at = offset;
    if (at == end) {
      return Double.NaN;
    }
    boolean negative = a[at] == '-';
    if (negative || a[at] == '+') {
      at++;
    }
    double magnitude = exact(a, at, end);
    if (Double.isNaN(magnitude)) {
      magnitude = magnitude(a, at, end, anySize);
    }
    return negative ? -magnitude : magnitude;
  }

  /** {@code digits[.digits]} of at most 15 digits in all; else NaN. */
  private static double exact(byte[] a, int from, int end) {
    if (end - from > EXACT_DIGITS + 1) {
      return Double.NaN;
    }
    long digits = 0;
    int count = 0;
    int point = -1;
    for (int at = from; at < end; at++) {
      int digit = a[at] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        count++;
      } else if (a[at] == '.' && point < 0) {
        point = at;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return Double.NaN;
    }
    return point < 0 ? digits : digits / EXACT_POWERS[end - point - 1];
  }

  private static double magnitude(byte[] a, int from, int end, boolean anySize) {
    int length = end - from;
    if (Ascii.equalsIgnoreCase(a, from, length, "inf")
        || Ascii.equalsIgnoreCase(a, from, length, "infinity")) {
      return Double.POSITIVE_INFINITY;
    }
    boolean hex = length > 2 && a[from] == '0' && Ascii.lower(a[from + 1]) == 'x';
    int mantissaEnd = mantissaEnd(a, hex ? from + 2 : from, end, hex ? 16 : 10);
    if (mantissaEnd < 0 || !isExponent(a, mantissaEnd, end, hex ? 'p' : 'e')) {
      return Double.NaN;
    }
    String text = Ascii.string(Arrays.copyOfRange(a, from, end));
    double value = Double.parseDouble(hex && mantissaEnd == end ? text + "p0" : text);
    boolean outOfRange =
        Double.isInfinite(value) || (value == 0 && !isZero(a, from, mantissaEnd, hex));
    return outOfRange && !anySize ? Double.NaN : value;
  }

  /** The end of {@code digits[.digits]}; negative: there is no digit. */
  private static int mantissaEnd(byte[] a, int from, int end, int radix) {
    int at = from;
    boolean pointSeen = false;
    boolean digitSeen = false;
    for (; at < end; at++) {
      if (a[at] == '.' && !pointSeen) {
        pointSeen = true;
      } else if (a[at] > 0 && Character.digit(a[at], radix) >= 0) {
        digitSeen = true;
      } else {
        break;
      }
    }
    return digitSeen ? at : -1;
  }

  /** Whether the rest is nothing, or the letter, a sign perhaps, and digits. */
  private static boolean isExponent(byte[] a, int from, int end, char letter) {
    if (from == end) {
      return true;
    }
    int at = from + 1;
    if (Ascii.lower(a[from]) != letter) {
      return false;
    }
    if (at < end && (a[at] == '-' || a[at] == '+')) {
      at++;
    }
    if (at == end) {
      return false;
    }
    for (; at < end; at++) {
      if (a[at] < '0' || a[at] > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isZero(byte[] a, int from, int mantissaEnd, boolean hex) {
    for (int at = hex ? from + 2 : from; at < mantissaEnd; at++) {
      if (a[at] != '0' && a[at] != '.') {
        return false;
      }
    }
    return true;
  }
}
