package io.redissim.bench.load;

import java.util.SplittableRandom;

/** Numbers of keys, one after the other: each once in order, or at random for ever. */
public abstract class KeySequence {
  /** The number of the next key. */
  abstract long next();

  /** Every number from 0 to {@code keys - 1}, again and again. */
  public static KeySequence ordered(long keys) {
    return new KeySequence() {
      private long next;

      @Override
      long next() {
        long key = next;
        next = key + 1 == keys ? 0 : key + 1;
        return key;
      }
    };
  }

  /** Uniform over 0 to {@code keys - 1}; the same seed gives the same keys. */
  public static KeySequence random(long keys, long seed) {
    return new KeySequence() {
      // xorshift64*: cheaper than what the JDK offers, and good enough to spread keys.
      private long state = new SplittableRandom(seed).nextLong() | 1;

      @Override
      long next() {
        long x = state;
        x ^= x >>> 12;
        x ^= x << 25;
        x ^= x >>> 27;
        state = x;
        return Math.multiplyHigh((x * 0x2545F4914F6CDD1DL) >>> 1, 2 * keys);
      }
    };
  }
}
