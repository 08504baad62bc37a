package io.redissim.core.bytes;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The C {@code long double} of x86-64, which is what Redis computes INCRBYFLOAT with: 64 bits of
 * precision, 15 of exponent, rounded to nearest, ties to even. A Java double would show other
 * digits.
 *
 * <p>A finite value is {@code mantissa * 2^exponent} with a mantissa of at most 64 bits and an
 * exponent of at least -16445; there is no negative zero, since Redis never prints one.
 */
public final class LongDouble implements Comparable<LongDouble> {
  public static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0, 0);
  private static final LongDouble INFINITY = new LongDouble(BigInteger.ONE, 0, 1);
  private static final LongDouble MINUS_INFINITY = new LongDouble(BigInteger.ONE.negate(), 0, -1);

  private static final int PRECISION = 64;
  private static final int MIN_EXPONENT = -16445;
  private static final int MAX_BITS = 16384;

  /** {@code LDBL_MAX}. */
  public static final LongDouble MAX =
      new LongDouble(
          BigInteger.ONE.shiftLeft(PRECISION).subtract(BigInteger.ONE), MAX_BITS - PRECISION, 0);

  /** More characters than this are no number. Source: Valkey {@code util.c:string2ld}. */
  private static final int MAX_CHARACTERS = 5 * 1024 - 1;

  /** Beyond this decimal exponent everything is zero or infinite. */
  private static final int MAX_DECIMAL_EXPONENT = 5000;

  /** Below this binary exponent 17 digits after the point are all zero. */
  private static final int PRINTS_AS_ZERO = -200;

  private static final int DIGITS_AFTER_POINT = 17;

  private final BigInteger mantissa;
  private final int exponent;

  /** -1, 0 or 1: minus infinity, a finite number, infinity. */
  private final int infinite;

  private LongDouble(BigInteger mantissa, int exponent, int infinite) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.infinite = infinite;
  }

  public static LongDouble of(long value) {
    return new LongDouble(BigInteger.valueOf(value), 0, 0);
  }

  /**
   * What {@code strtold} reads from all of these bytes: decimal and hexadecimal numbers, {@code
   * inf} and {@code infinity}; null for anything else, for NaN, and for a number so large or small
   * that it becomes infinite or zero.
   */
  public static @Nullable LongDouble parse(byte[] a, int offset, int length) {
    if (length == 0 || length > MAX_CHARACTERS) {
      return null;
    }
    int at = offset;
    boolean negative = a[at] == '-';
    if (negative || a[at] == '+') {
      at++;
    }
    int left = offset + length - at;
    if (Ascii.equalsIgnoreCase(a, at, left, "inf")
        || Ascii.equalsIgnoreCase(a, at, left, "infinity")) {
      return negative ? MINUS_INFINITY : INFINITY;
    }
    boolean hex = left > 1 && a[at] == '0' && Ascii.lower(a[at + 1]) == 'x';
    LongDouble magnitude = magnitude(a, hex ? at + 2 : at, offset + length, hex ? 16 : 10);
    return magnitude == null || !negative ? magnitude : magnitude.negated();
  }

  /** {@code digits[.digits][e[sign]digits]}, with {@code p} for {@code e} if hexadecimal. */
  private static @Nullable LongDouble magnitude(byte[] a, int from, int end, int radix) {
    StringBuilder digits = new StringBuilder();
    int fraction = 0;
    boolean pointSeen = false;
    int at = from;
    for (; at < end; at++) {
      if (a[at] == '.' && !pointSeen) {
        pointSeen = true;
      } else if (a[at] > 0 && Character.digit(a[at], radix) >= 0) {
        digits.append((char) a[at]);
        fraction += pointSeen ? 1 : 0;
      } else {
        break;
      }
    }
    int scale = at == end ? 0 : exponent(a, at, end, radix == 16 ? 'p' : 'e');
    if (digits.isEmpty() || scale == Integer.MIN_VALUE) {
      return null;
    }
    BigInteger integer = new BigInteger(digits.toString(), radix);
    if (integer.signum() == 0) {
      return ZERO;
    }
    LongDouble value =
        radix == 16
            ? rounded(integer, scale - 4 * fraction, false)
            : decimal(integer, scale - fraction);
    return value.infinite != 0 || value.mantissa.signum() == 0 ? null : value;
  }

  /**
   * The exponent that fills the rest of the bytes, cut to a million; the minimum: there is none.
   */
  private static int exponent(byte[] a, int from, int end, char letter) {
    int at = from + 1;
    if (Ascii.lower(a[from]) != letter || at == end) {
      return Integer.MIN_VALUE;
    }
    boolean negative = a[at] == '-';
    if ((negative || a[at] == '+') && ++at == end) {
      return Integer.MIN_VALUE;
    }
    int value = 0;
    for (; at < end; at++) {
      int digit = a[at] - '0';
      if (digit < 0 || digit > 9) {
        return Integer.MIN_VALUE;
      }
      value = Math.min(1_000_000, value * 10 + digit);
    }
    return negative ? -value : value;
  }

  /** {@code integer * 10^scale}, rounded. */
  private static LongDouble decimal(BigInteger integer, int scale) {
    int digits = integer.bitLength() * 3 / 10;
    if (digits + scale > MAX_DECIMAL_EXPONENT) {
      return INFINITY;
    }
    if (digits + scale < -MAX_DECIMAL_EXPONENT) {
      return ZERO;
    }
    if (scale >= 0) {
      return rounded(integer.multiply(BigInteger.TEN.pow(scale)), 0, false);
    }
    BigInteger divisor = BigInteger.TEN.pow(-scale);
    // Two bits more than are kept: with them and the remainder the rounding is exact.
    int shift = Math.max(0, PRECISION + 2 + divisor.bitLength() - integer.bitLength());
    BigInteger[] quotient = integer.shiftLeft(shift).divideAndRemainder(divisor);
    return rounded(quotient[0], -shift, quotient[1].signum() != 0);
  }

  /** {@code magnitude * 2^exponent}, a little more if {@code inexact}, to nearest, ties to even. */
  private static LongDouble rounded(BigInteger magnitude, int exponent, boolean inexact) {
    int drop = Math.max(magnitude.bitLength() - PRECISION, MIN_EXPONENT - exponent);
    BigInteger kept = magnitude;
    int scale = exponent;
    if (drop > 0) {
      kept = magnitude.shiftRight(drop);
      scale += drop;
      boolean half = magnitude.testBit(drop - 1);
      if (half && (inexact || kept.testBit(0) || magnitude.getLowestSetBit() < drop - 1)) {
        kept = kept.add(BigInteger.ONE);
      }
    }
    if (kept.signum() == 0) {
      return ZERO;
    }
    return kept.bitLength() + scale > MAX_BITS ? INFINITY : new LongDouble(kept, scale, 0);
  }

  public boolean isInfinite() {
    return infinite != 0;
  }

  public LongDouble negated() {
    return new LongDouble(mantissa.negate(), exponent, -infinite);
  }

  /** The rounded sum; null if it is not a number: infinity less infinity. */
  public @Nullable LongDouble plus(LongDouble other) {
    if (infinite != 0 || other.infinite != 0) {
      if (infinite + other.infinite == 0) {
        return null;
      }
      return infinite + other.infinite > 0 ? INFINITY : MINUS_INFINITY;
    }
    int scale = Math.min(exponent, other.exponent);
    BigInteger sum =
        mantissa.shiftLeft(exponent - scale).add(other.mantissa.shiftLeft(other.exponent - scale));
    LongDouble magnitude = rounded(sum.abs(), scale, false);
    return sum.signum() < 0 ? magnitude.negated() : magnitude;
  }

  /** The rounded product with a positive number. */
  public LongDouble times(long factor) {
    if (infinite != 0) {
      return this;
    }
    BigInteger product = mantissa.abs().multiply(BigInteger.valueOf(factor));
    LongDouble magnitude = rounded(product, exponent, false);
    return mantissa.signum() < 0 ? magnitude.negated() : magnitude;
  }

  /** The least integer that is not less; the nearest long where no long is. */
  public long ceiling() {
    if (infinite != 0 || mantissa.bitLength() + exponent > Long.SIZE) {
      return infinite + mantissa.signum() > 0 ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
    BigInteger whole =
        exponent >= 0
            ? mantissa.shiftLeft(exponent)
            : mantissa.negate().shiftRight(-exponent).negate();
    return whole
        .max(BigInteger.valueOf(Long.MIN_VALUE))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValue();
  }

  @Override
  public int compareTo(LongDouble other) {
    if (infinite != 0 || other.infinite != 0) {
      return Integer.compare(infinite, other.infinite);
    }
    int scale = Math.min(exponent, other.exponent);
    return mantissa
        .shiftLeft(exponent - scale)
        .compareTo(other.mantissa.shiftLeft(other.exponent - scale));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LongDouble number && compareTo(number) == 0;
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /**
   * As Redis prints it for people: 17 digits after the point, without the zeros at the end, never
   * an exponent. Source: Valkey {@code util.c:ld2string}.
   */
  @Override
  public String toString() {
    if (infinite != 0) {
      return infinite > 0 ? "inf" : "-inf";
    }
    if (exponent < PRINTS_AS_ZERO) {
      return "0";
    }
    if (exponent >= 0) {
      return mantissa.shiftLeft(exponent).toString();
    }
    BigDecimal exact =
        new BigDecimal(mantissa).divide(new BigDecimal(BigInteger.ONE.shiftLeft(-exponent)));
    BigDecimal shown = exact.setScale(DIGITS_AFTER_POINT, RoundingMode.HALF_EVEN);
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }
}
