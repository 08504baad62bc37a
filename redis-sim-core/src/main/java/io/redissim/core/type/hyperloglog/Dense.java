package io.redissim.core.type.hyperloglog;

/**
 * The dense form of the registers: 6 bits each, from the lowest bit of the first byte on, 12 KiB in
 * all. {@code offset} is where the value begins, with its header.
 */
final class Dense {
  private static final int BITS = 6;
  private static final int MASK = (1 << BITS) - 1;

  /** Of the whole value. */
  static final int LENGTH = HllFormat.HEADER + HllFormat.REGISTERS * BITS / 8;

  private Dense() {}

  static int get(byte[] a, int offset, int register) {
    int bit = register * BITS;
    int at = offset + HllFormat.HEADER + (bit >> 3);
    int shift = bit & 7;
    int low = (a[at] & 0xff) >> shift;
    // The last register ends with the last byte: there is no next one to look at.
    return shift > 8 - BITS ? (low | a[at + 1] << 8 - shift) & MASK : low & MASK;
  }

  static void set(byte[] a, int offset, int register, int value) {
    int bit = register * BITS;
    int at = offset + HllFormat.HEADER + (bit >> 3);
    int shift = bit & 7;
    a[at] = (byte) (a[at] & ~(MASK << shift) | value << shift);
    if (shift > 8 - BITS) {
      int rest = 8 - shift;
      a[at + 1] = (byte) (a[at + 1] & ~(MASK >> rest) | value >> rest);
    }
  }

  /** Counts how many registers have each value. */
  static void count(byte[] a, int offset, int[] histogram) {
    for (int i = 0; i < HllFormat.REGISTERS; i++) {
      histogram[get(a, offset, i)]++;
    }
  }

  /** Raises each of these registers to what it is here. */
  static void mergeInto(byte[] registers, byte[] a, int offset) {
    for (int i = 0; i < HllFormat.REGISTERS; i++) {
      int value = get(a, offset, i);
      if (value > registers[i]) {
        registers[i] = (byte) value;
      }
    }
  }
}
