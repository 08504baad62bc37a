package io.redissim.core.type.hyperloglog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash that says which register an element counts in, and how much. It is part of the format:
 * all servers must agree on it, or merging their values would count elements twice.
 *
 * <p>MurmurHash64A (Austin Appleby) of the bytes, with words read little-endian. The lowest 14 bits
 * are the register; the rank is the place of the lowest one among the other 50, counted from 1.
 */
final class ElementHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SEED = 0xadc83b19L;
  private static final long FACTOR = 0xc6a4a7935bd1e995L;
  private static final int SHIFT = 47;

  private ElementHash() {}

  static long of(byte[] array, int offset, int length) {
    long hash = SEED ^ length * FACTOR;
    int at = offset;
    for (int end = offset + (length & ~7); at < end; at += Long.BYTES) {
      long word = (long) LONG.get(array, at) * FACTOR;
      hash = (hash ^ (word ^ word >>> SHIFT) * FACTOR) * FACTOR;
    }
    int tail = length & 7;
    if (tail > 0) {
      for (int i = 0; i < tail; i++) {
        hash ^= (array[at + i] & 0xffL) << 8 * i;
      }
      hash *= FACTOR;
    }
    hash = (hash ^ hash >>> SHIFT) * FACTOR;
    return hash ^ hash >>> SHIFT;
  }

  /** 0 to 16383. */
  static int register(long hash) {
    return (int) hash & HllFormat.REGISTERS - 1;
  }

  /** 1 to 51. */
  static int rank(long hash) {
    return Long.numberOfTrailingZeros(hash >>> 14 | 1L << 50) + 1;
  }
}
