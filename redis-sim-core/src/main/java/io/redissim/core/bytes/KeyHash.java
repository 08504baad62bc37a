package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of keys: 64 well-mixed bits, 8 input bytes a step, keyed by a seed so that nobody can
 * choose keys that collide.
 *
 * <p>Idea: the folded 128-bit product of wyhash and its relatives (Wang Yi, "Modern
 * Non-Cryptographic Hash Function", 2019). Both factors of every product depend on the seed, so an
 * input word cannot be chosen to make one of them zero.
 */
public final class KeyHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long A = 0xa0761d6478bd642fL;
  private static final long B = 0xe7037ed1a0b428dbL;
  private static final long C = 0x8ebc6af09c88c6e3L;

  private final long seed;
  private final long secret;

  public KeyHash(long seed) {
    this.seed = fold(seed ^ A, B);
    this.secret = fold(seed ^ C, A) | 1;
  }

  public long of(byte[] array, int offset, int length) {
    long h = seed ^ length;
    int at = offset;
    int left = length;
    while (left > 8) {
      h = fold(h ^ (long) LONG.get(array, at), secret);
      at += 8;
      left -= 8;
    }
    // The tail of 0 to 8 bytes: two overlapping words of 4, or 1 to 3 bytes gathered.
    long tail;
    if (left >= 4) {
      tail =
          ((int) INT.get(array, at) & 0xffffffffL)
              | ((long) (int) INT.get(array, at + left - 4) << 32);
    } else if (left > 0) {
      tail =
          (array[at] & 0xffL)
              | (array[at + (left >> 1)] & 0xffL) << 8
              | (array[at + left - 1] & 0xffL) << 16;
    } else {
      tail = 0;
    }
    return fold(fold(h ^ tail, secret) ^ B, C);
  }

  private static long fold(long a, long b) {
    return (a * b) ^ Math.multiplyHigh(a, b);
  }
}
