package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * XXH3, 64 bits, seed 0, with the default secret: what DIGEST prints.
 *
 * <p>Idea: short inputs are a few words mixed through 128-bit products with words of the secret;
 * long inputs run through eight lanes that each take 8 bytes of a 64-byte stripe, are scrambled
 * after each block of 16 stripes and folded at the end. Source: Yann Collet, "xxHash fast digest
 * algorithm" (doc/xxhash_spec.md of Cyan4973/xxHash).
 */
public final class Xxh3 {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long PRIME32_1 = 0x9E3779B1L;
  private static final long PRIME32_2 = 0x85EBCA77L;
  private static final long PRIME32_3 = 0xC2B2AE3DL;
  private static final long PRIME64_1 = 0x9E3779B185EBCA87L;
  private static final long PRIME64_2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME64_3 = 0x165667B19E3779F9L;
  private static final long PRIME64_4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME64_5 = 0x27D4EB2F165667C5L;
  private static final long PRIME_MX1 = 0x165667919E3779F9L;
  private static final long PRIME_MX2 = 0x9FB21C651E98DF25L;

  private static final int STRIPE = 64;
  private static final int STRIPES_PER_BLOCK = 16;
  private static final int BLOCK = STRIPE * STRIPES_PER_BLOCK;
  private static final int MAX_MIDDLE = 240;

  private static final byte[] SECRET =
      hex(
          "b8fe6c3923a44bbe7c01812cf721ad1cded46de9839097db7240a4a4b7b3671f"
              + "cb79e64eccc0e578825ad07dccff7221b8084674f743248ee03590e6813a264c"
              + "3c2852bb91c300cb88d0658b1b532ea371644897a20df94e3819ef46a9deacd8"
              + "a8fa763fe39c343ff9dcbbc7c70b4f1d8a51e04bcdb45931c89f7ec9d9787364"
              + "eac5ac8334d3ebc3c581a0fffa1363eb170ddd51b7f0da49d316552629d4689e"
              + "2b16be587d47a1fc8ff8b8d17ad031ce45cb3a8f95160428afd7fbcabb4b407e");

  private Xxh3() {}

  public static long hash(byte[] a, int offset, int length) {
    if (length > MAX_MIDDLE) {
      return hashLong(a, offset, length);
    }
    if (length > 128) {
      return hashMiddle(a, offset, length);
    }
    if (length > 16) {
      return hashTo128(a, offset, length);
    }
    if (length > 8) {
      long low = word(a, offset) ^ word(SECRET, 24) ^ word(SECRET, 32);
      long high = word(a, offset + length - 8) ^ word(SECRET, 40) ^ word(SECRET, 48);
      return avalanche(length + Long.reverseBytes(low) + high + fold(low, high));
    }
    if (length >= 4) {
      long input = halfWord(a, offset + length - 4) + (halfWord(a, offset) << 32);
      return mix4To8(input ^ word(SECRET, 8) ^ word(SECRET, 16), length);
    }
    if (length > 0) {
      long input =
          (a[offset] & 0xffL) << 16
              | (a[offset + (length >> 1)] & 0xffL) << 24
              | a[offset + length - 1] & 0xffL
              | (long) length << 8;
      return avalanche64(input ^ halfWord(SECRET, 0) ^ halfWord(SECRET, 4));
    }
    return avalanche64(word(SECRET, 56) ^ word(SECRET, 64));
  }

  private static long mix4To8(long keyed, int length) {
    long h = keyed ^ Long.rotateLeft(keyed, 49) ^ Long.rotateLeft(keyed, 24);
    h *= PRIME_MX2;
    h ^= (h >>> 35) + length;
    h *= PRIME_MX2;
    return h ^ h >>> 28;
  }

  private static long hashTo128(byte[] a, int offset, int length) {
    int end = offset + length;
    long acc = length * PRIME64_1;
    if (length > 32) {
      if (length > 64) {
        if (length > 96) {
          acc += mix16(a, offset + 48, 96) + mix16(a, end - 64, 112);
        }
        acc += mix16(a, offset + 32, 64) + mix16(a, end - 48, 80);
      }
      acc += mix16(a, offset + 16, 32) + mix16(a, end - 32, 48);
    }
    return avalanche(acc + mix16(a, offset, 0) + mix16(a, end - 16, 16));
  }

  private static long hashMiddle(byte[] a, int offset, int length) {
    long acc = length * PRIME64_1;
    for (int i = 0; i < 8; i++) {
      acc += mix16(a, offset + 16 * i, 16 * i);
    }
    long end = mix16(a, offset + length - 16, 136 - 17);
    for (int i = 8; i < length / 16; i++) {
      end += mix16(a, offset + 16 * i, 16 * (i - 8) + 3);
    }
    return avalanche(avalanche(acc) + end);
  }

  private static long hashLong(byte[] a, int offset, int length) {
    long[] acc = {
      PRIME32_3, PRIME64_1, PRIME64_2, PRIME64_3, PRIME64_4, PRIME32_2, PRIME64_5, PRIME32_1
    };
    int blocks = (length - 1) / BLOCK;
    for (int block = 0; block < blocks; block++) {
      accumulate(acc, a, offset + block * BLOCK, STRIPES_PER_BLOCK);
      scramble(acc);
    }
    int stripes = (length - 1 - blocks * BLOCK) / STRIPE;
    accumulate(acc, a, offset + blocks * BLOCK, stripes);
    accumulate(acc, a, offset + length - STRIPE, SECRET.length - STRIPE - 7, 0);
    long result = length * PRIME64_1;
    for (int i = 0; i < 4; i++) {
      int at = 11 + 16 * i;
      result += fold(acc[2 * i] ^ word(SECRET, at), acc[2 * i + 1] ^ word(SECRET, at + 8));
    }
    return avalanche(result);
  }

  private static void accumulate(long[] acc, byte[] a, int offset, int stripes) {
    for (int i = 0; i < stripes; i++) {
      accumulate(acc, a, offset, 8 * i, STRIPE * i);
    }
  }

  /** One stripe, {@code skip} bytes after {@code offset}, with the secret from {@code secretAt}. */
  private static void accumulate(long[] acc, byte[] a, int offset, int secretAt, int skip) {
    for (int lane = 0; lane < 8; lane++) {
      long data = word(a, offset + skip + 8 * lane);
      long keyed = data ^ word(SECRET, secretAt + 8 * lane);
      acc[lane ^ 1] += data;
      acc[lane] += (keyed & 0xffffffffL) * (keyed >>> 32);
    }
  }

  private static void scramble(long[] acc) {
    for (int lane = 0; lane < 8; lane++) {
      long mixed = acc[lane] ^ acc[lane] >>> 47;
      acc[lane] = (mixed ^ word(SECRET, SECRET.length - STRIPE + 8 * lane)) * PRIME32_1;
    }
  }

  private static long mix16(byte[] a, int at, int secretAt) {
    return fold(word(a, at) ^ word(SECRET, secretAt), word(a, at + 8) ^ word(SECRET, secretAt + 8));
  }

  /** The unsigned product of 128 bits, its halves xored. */
  private static long fold(long a, long b) {
    long high = Math.multiplyHigh(a, b) + (a >> 63 & b) + (b >> 63 & a);
    return a * b ^ high;
  }

  private static long avalanche(long hash) {
    long h = hash ^ hash >>> 37;
    h *= PRIME_MX1;
    return h ^ h >>> 32;
  }

  private static long avalanche64(long hash) {
    long h = hash ^ hash >>> 33;
    h *= PRIME64_2;
    h ^= h >>> 29;
    h *= PRIME64_3;
    return h ^ h >>> 32;
  }

  private static long word(byte[] a, int at) {
    return (long) LONG.get(a, at);
  }

  private static long halfWord(byte[] a, int at) {
    return (int) INT.get(a, at) & 0xffffffffL;
  }

  private static byte[] hex(String digits) {
    byte[] bytes = new byte[digits.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Integer.parseInt(digits, 2 * i, 2 * i + 2, 16);
    }
    return bytes;
  }
}
