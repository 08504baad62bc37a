package io.redissim.core.type.bitmap;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of a part of an array, which begins at byte {@code base}. Bit 0 is the highest bit of
 * the first byte, so that eight bytes read as a big endian long are 64 bits in order.
 */
final class Bits {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private Bits() {}

  /** How many of the bits from {@code from} to {@code to}, both included, are set. */
  static long count(byte[] array, int base, long from, long to) {
    int first = base + (int) (from >>> 3);
    int last = base + (int) (to >>> 3);
    int head = array[first] & headMask(from);
    if (first == last) {
      return Integer.bitCount(head & tailMask(to));
    }
    long count = Integer.bitCount(head);
    count += Integer.bitCount(array[last] & tailMask(to));
    int at = first + 1;
    for (; at <= last - Long.BYTES; at += Long.BYTES) {
      count += Long.bitCount((long) LONG.get(array, at));
    }
    for (; at < last; at++) {
      count += Integer.bitCount(array[at] & 0xff);
    }
    return count;
  }

  /**
   * The first bit from {@code from} to {@code to}, both included, that is set, or, if {@code set}
   * is false, that is not; -1: there is none.
   */
  static long indexOf(boolean set, byte[] array, int base, long from, long to) {
    // With its bits flipped where a clear one is looked for, a byte of no interest is 0.
    byte dull = (byte) (set ? 0 : -1);
    int at = base + (int) (from >>> 3);
    int last = base + (int) (to >>> 3);
    int bits = (array[at] ^ dull) & headMask(from);
    if (at < last && bits == 0) {
      at = skip(dull, array, at + 1, last);
      bits = (array[at] ^ dull) & 0xff;
    }
    if (at == last) {
      bits &= tailMask(to);
    }
    int inByte = Integer.numberOfLeadingZeros(bits) - (Integer.SIZE - Byte.SIZE);
    return bits == 0 ? -1 : (long) (at - base) * Byte.SIZE + inByte;
  }

  /** The first byte from {@code at} on that is another; {@code last} if there is none before it. */
  private static int skip(byte dull, byte[] array, int at, int last) {
    long dulls = dull;
    while (at <= last - Long.BYTES && (long) LONG.get(array, at) == dulls) {
      at += Long.BYTES;
    }
    while (at < last && array[at] == dull) {
      at++;
    }
    return at;
  }

  /** In the byte where a range begins: the bits that belong to it. */
  private static int headMask(long from) {
    return 0xff >>> (from & 7);
  }

  /** In the byte where a range ends: the bits that belong to it. */
  private static int tailMask(long to) {
    return 0xff & -(0x80 >>> (to & 7));
  }
}
