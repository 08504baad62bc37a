package io.redissim.core.type.bitmap;

/**
 * What BITFIELD does with a number that does not fit its field. Source: Valkey {@code
 * bitops.c:checkSignedBitfieldOverflow} and {@code checkUnsignedBitfieldOverflow}, whose arithmetic
 * modulo 2^64 is part of what clients see.
 */
enum Overflow {
  /** Keeps the lowest bits. */
  WRAP,
  /** Takes the nearest number that fits. */
  SAT,
  /** Leaves the field as it is, and answers nil. */
  FAIL;

  /** Below the field's range: -1, above it: 1, else 0. */
  static int direction(long value, long increment, int width, boolean signed) {
    return signed
        ? signedDirection(value, increment, width)
        : unsignedDirection(value, increment, width);
  }

  private static int signedDirection(long value, long increment, int width) {
    long max = max(width, true);
    long min = -max - 1;
    long upwards = max - value;
    long downwards = min - value;
    boolean narrow = width < Long.SIZE;
    if (value > max
        || (narrow && increment > upwards)
        || (value >= 0 && increment > 0 && increment > upwards)) {
      return 1;
    }
    boolean below =
        value < min
            || (narrow && increment < downwards)
            || (value < 0 && increment < 0 && increment < downwards);
    return below ? -1 : 0;
  }

  private static int unsignedDirection(long value, long increment, int width) {
    long max = max(width, false);
    if (Long.compareUnsigned(value, max) > 0 || (increment > 0 && increment > max - value)) {
      return 1;
    }
    return increment < 0 && increment < -value ? -1 : 0;
  }

  /** The number that is stored when {@code sum} leaves the range in this direction. */
  long apply(long sum, int direction, int width, boolean signed) {
    if (direction == 0) {
      return sum;
    }
    if (this == SAT) {
      long max = max(width, signed);
      long min = signed ? -max - 1 : 0;
      return direction > 0 ? max : min;
    }
    return signed ? BitField.signExtended(sum, width) : sum & max(width, false);
  }

  private static long max(int width, boolean signed) {
    return signed ? Long.MAX_VALUE >> (Long.SIZE - width) : (1L << width) - 1;
  }
}
