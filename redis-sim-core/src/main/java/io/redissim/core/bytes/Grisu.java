package io.redissim.core.bytes;

import java.math.BigInteger;

/**
 * The decimal digits of a double, few enough: nearly always the shortest that read back as the same
 * number, and always those that Redis prints, which uses the same algorithm: Grisu2 of Florian
 * Loitsch, "Printing Floating-Point Numbers Quickly and Accurately with Integers", 2010.
 *
 * <p>The number and the two points halfway to its neighbours are multiplied by a power of ten out
 * of a table, so that the product has between 32 and 60 bits behind the point. Then digits are
 * taken from the upper point until what remains is between the two.
 */
final class Grisu {
  private static final long HIDDEN_BIT = 1L << 52;
  private static final int BIAS = 1023 + 52;
  private static final long LOW_HALF = 0xffffffffL;

  /** Of the product's exponent. */
  private static final int MIN_EXPONENT = -60;

  private static final int MAX_EXPONENT = -32;

  private static final int FIRST_POWER = -348;
  private static final int POWER_STEP = 8;
  private static final int POWERS = 87;
  private static final double LOG_2 = 0.30102999566398114;

  /** {@code 10^(FIRST_POWER + i * POWER_STEP)} is {@code MANTISSAS[i] * 2^EXPONENTS[i]}. */
  private static final long[] MANTISSAS = new long[POWERS];

  private static final int[] EXPONENTS = new int[POWERS];

  static {
    for (int i = 0; i < POWERS; i++) {
      power(i, FIRST_POWER + i * POWER_STEP);
    }
  }

  private Grisu() {}

  /** How many digits were written. */
  static int count(long found) {
    return (int) found & 0xff;
  }

  /** The power of ten that the digits, read as an integer, are to be multiplied by. */
  static int scale(long found) {
    return (int) (found >> 8);
  }

  /** Writes the digits of a positive finite number; see {@link #count} and {@link #scale}. */
  static long digits(double value, byte[] a, int offset) {
    long bits = Double.doubleToRawLongBits(value);
    long fraction = bits & (HIDDEN_BIT - 1);
    int exponent = (int) (bits >>> 52);
    if (exponent == 0) {
      exponent = 1;
    } else {
      fraction |= HIDDEN_BIT;
    }
    exponent -= BIAS;

    long upper = (fraction << 1) + 1;
    int shift = Long.numberOfLeadingZeros(upper);
    upper <<= shift;
    int upperExponent = exponent - 1 - shift;
    int lowerShift = fraction == HIDDEN_BIT ? 2 : 1;
    long lower = (fraction << lowerShift) - 1;
    lower <<= exponent - lowerShift - upperExponent;
    long middle = fraction << Long.numberOfLeadingZeros(fraction);

    int power = powerFor(upperExponent);
    long by = MANTISSAS[power];
    middle = multiply(middle, by);
    upper = multiply(upper, by) - 1;
    lower = multiply(lower, by) + 1;
    int pointAt = -(upperExponent + EXPONENTS[power] + 64);
    int scale = -(FIRST_POWER + power * POWER_STEP);
    return generate(upper, upper - middle, upper - lower, pointAt, scale, a, offset);
  }

  /**
   * Takes digits from {@code upper}, a number with {@code pointAt} bits behind the point.
   *
   * @param distance from the number itself to upper
   * @param width from the lower to the upper point
   */
  private static long generate(
      long upper, long distance, long width, int pointAt, int scale, byte[] a, int offset) {
    long mask = (1L << pointAt) - 1;
    long integer = upper >>> pointAt;
    long fraction = upper & mask;
    int count = 0;
    int left = 10;
    for (long divisor = 1_000_000_000L; left > 0; divisor /= 10) {
      long digit = integer / divisor;
      if (digit != 0 || count != 0) {
        a[offset + count++] = (byte) ('0' + digit);
      }
      integer -= digit * divisor;
      left--;
      long rest = (integer << pointAt) + fraction;
      if (Long.compareUnsigned(rest, width) <= 0) {
        round(a, offset + count - 1, width, rest, divisor << pointAt, distance);
        return (long) (scale + left) << 8 | count;
      }
    }
    long restWidth = width;
    long unit = 1;
    while (true) {
      fraction *= 10;
      restWidth *= 10;
      unit *= 10;
      left--;
      long digit = fraction >>> pointAt;
      if (digit != 0 || count != 0) {
        a[offset + count++] = (byte) ('0' + digit);
      }
      fraction &= mask;
      if (Long.compareUnsigned(fraction, restWidth) < 0) {
        round(a, offset + count - 1, restWidth, fraction, mask + 1, distance * unit);
        return (long) (scale + left) << 8 | count;
      }
    }
  }

  /** Lowers the last digit as long as that brings it nearer to the number. All are unsigned. */
  private static void round(byte[] a, int last, long width, long rest, long unit, long distance) {
    long at = rest;
    while (Long.compareUnsigned(at, distance) < 0
        && Long.compareUnsigned(width - at, unit) >= 0
        && (Long.compareUnsigned(at + unit, distance) < 0
            || Long.compareUnsigned(distance - at, at + unit - distance) > 0)) {
      a[last]--;
      at += unit;
    }
  }

  /** The upper 64 bits of the product, rounded. */
  private static long multiply(long a, long b) {
    long ahbl = (a >>> 32) * (b & LOW_HALF);
    long albh = (a & LOW_HALF) * (b >>> 32);
    long albl = (a & LOW_HALF) * (b & LOW_HALF);
    long ahbh = (a >>> 32) * (b >>> 32);
    long middle = (ahbl & LOW_HALF) + (albh & LOW_HALF) + (albl >>> 32) + (1L << 31);
    return ahbh + (ahbl >>> 32) + (albh >>> 32) + (middle >>> 32);
  }

  private static int powerFor(int exponent) {
    int approximate = (int) (-(exponent + POWERS) * LOG_2);
    int i = (approximate - FIRST_POWER) / POWER_STEP;
    while (true) {
      int product = exponent + EXPONENTS[i] + 64;
      if (product < MIN_EXPONENT) {
        i++;
      } else if (product > MAX_EXPONENT) {
        i--;
      } else {
        return i;
      }
    }
  }

  /** The power of ten as 64 bits, rounded to nearest, and a power of two. */
  private static void power(int i, int exponent) {
    BigInteger ten = BigInteger.TEN.pow(Math.abs(exponent));
    int bits = ten.bitLength();
    // One bit more than is kept, for the rounding.
    BigInteger wide =
        exponent >= 0
            ? bits > 65 ? ten.shiftRight(bits - 65) : ten.shiftLeft(65 - bits)
            : BigInteger.ONE.shiftLeft(bits + 64).divide(ten);
    int scale = exponent >= 0 ? bits - 65 : -bits - 64;
    if (wide.bitLength() > 65) {
      wide = wide.shiftRight(1);
      scale++;
    }
    MANTISSAS[i] = wide.add(BigInteger.ONE).shiftRight(1).longValue();
    EXPONENTS[i] = scale + 1;
  }
}
