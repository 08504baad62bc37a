package io.redissim.core.type.bitmap;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;

/**
 * The result of a BITOP while it is being computed: starts with all bits clear and takes in one
 * source after the other, eight bytes a step. A source that is shorter has clear bits beyond its
 * end.
 */
final class BitAccumulator {
  /** What becomes of the bits with a source. */
  enum Step {
    OR,
    AND,
    AND_NOT,
    XOR,
    /** As OR, but what is met again is noted, for {@link #dropTwice}. */
    ONE
  }

  private final byte[] bits;

  /** The bits that {@link Step#ONE} has met more than once. */
  private byte[] twice = Ascii.EMPTY;

  BitAccumulator(int length) {
    bits = new byte[length];
  }

  /** The result, in an array that nobody else has. */
  byte[] bits() {
    return bits;
  }

  /** Takes in a source of at most the result's length. */
  void add(Step step, byte[] source, int offset, int length) {
    switch (step) {
      case OR -> or(source, offset, length);
      case AND -> and(source, offset, length);
      case AND_NOT -> andNot(source, offset, length);
      case XOR -> xor(source, offset, length);
      case ONE -> one(source, offset, length);
    }
  }

  private void or(byte[] source, int offset, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      Bits.LONG.set(bits, i, word(bits, i) | word(source, offset + i));
    }
    for (; i < length; i++) {
      bits[i] |= source[offset + i];
    }
  }

  private void and(byte[] source, int offset, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      Bits.LONG.set(bits, i, word(bits, i) & word(source, offset + i));
    }
    for (; i < length; i++) {
      bits[i] &= source[offset + i];
    }
    Arrays.fill(bits, length, bits.length, (byte) 0);
  }

  private void andNot(byte[] source, int offset, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      Bits.LONG.set(bits, i, word(bits, i) & ~word(source, offset + i));
    }
    for (; i < length; i++) {
      bits[i] &= (byte) ~source[offset + i];
    }
  }

  private void xor(byte[] source, int offset, int length) {
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      Bits.LONG.set(bits, i, word(bits, i) ^ word(source, offset + i));
    }
    for (; i < length; i++) {
      bits[i] ^= source[offset + i];
    }
  }

  private void one(byte[] source, int offset, int length) {
    if (twice.length == 0) {
      twice = new byte[bits.length];
    }
    int i = 0;
    for (; i <= length - Long.BYTES; i += Long.BYTES) {
      long before = word(bits, i);
      long more = word(source, offset + i);
      Bits.LONG.set(twice, i, word(twice, i) | (before & more));
      Bits.LONG.set(bits, i, before | more);
    }
    for (; i < length; i++) {
      twice[i] |= (byte) (bits[i] & source[offset + i]);
      bits[i] |= source[offset + i];
    }
  }

  /** Clears what {@link Step#ONE} has met more than once. */
  void dropTwice() {
    andNot(twice, 0, twice.length);
  }

  /** Sets what is clear, and clears what is set. */
  void flip() {
    int i = 0;
    for (; i <= bits.length - Long.BYTES; i += Long.BYTES) {
      Bits.LONG.set(bits, i, ~word(bits, i));
    }
    for (; i < bits.length; i++) {
      bits[i] = (byte) ~bits[i];
    }
  }

  private static long word(byte[] array, int at) {
    return (long) Bits.LONG.get(array, at);
  }
}
