package io.redissim.core.type.set;

import java.util.Arrays;

/** Up to so many different positions, in a table with open addressing. */
final class PositionSet {
  private static final long FREE = Members.NONE;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final long[] slots;
  private final int shift;
  private int size;

  PositionSet(int most) {
    int bits = 65 - Long.numberOfLeadingZeros(Math.max(4, most) * 3L / 2);
    slots = new long[1 << bits];
    shift = 64 - bits;
    Arrays.fill(slots, FREE);
  }

  int size() {
    return size;
  }

  /** False: it is there. */
  boolean add(long position) {
    int mask = slots.length - 1;
    int at = (int) (position * SPREAD >>> shift);
    while (slots[at] != FREE) {
      if (slots[at] == position) {
        return false;
      }
      at = at + 1 & mask;
    }
    slots[at] = position;
    size++;
    return true;
  }
}
