package io.redissim.core.type.bitmap;

import io.redissim.core.keyspace.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Integers of any width at any bit of a string, highest bit first. An unsigned one has 63 bits at
 * most, so that a long holds its value.
 */
final class BitField {
  private BitField() {}

  /**
   * The integer at {@code offset}; beyond the end of the value, and without one, bits are clear.
   */
  static long get(@Nullable StringValue value, long offset, int width, boolean signed) {
    int length = value == null ? 0 : value.length();
    long bits = 0;
    long at = offset;
    for (int left = width; left > 0; ) {
      int room = Byte.SIZE - (int) (at & 7);
      int count = Math.min(room, left);
      int index = (int) (at >>> 3);
      int part = value == null || index >= length ? 0 : value.byteAt(index);
      bits = (bits << count) | ((part >>> (room - count)) & mask(count));
      at += count;
      left -= count;
    }
    return signed ? signExtended(bits, width) : bits;
  }

  /** Writes the lowest {@code width} bits of {@code number}, into bytes that are all there. */
  static void set(StringValue value, long offset, int width, long number) {
    long at = offset;
    for (int left = width; left > 0; ) {
      int room = Byte.SIZE - (int) (at & 7);
      int count = Math.min(room, left);
      int index = (int) (at >>> 3);
      int mask = mask(count) << (room - count);
      int part = (int) (number >>> (left - count)) << (room - count);
      value.write(index, (byte) ((value.byteAt(index) & ~mask) | (part & mask)));
      at += count;
      left -= count;
    }
  }

  static long signExtended(long bits, int width) {
    int unused = Long.SIZE - width;
    return bits << unused >> unused;
  }

  private static int mask(int bits) {
    return (1 << bits) - 1;
  }
}
