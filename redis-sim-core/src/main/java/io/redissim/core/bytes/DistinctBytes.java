package io.redissim.core.bytes;

import java.util.Arrays;

/**
 * Different byte strings, numbered from 0 in the order in which they came: what a command has seen
 * so far. Used again and again; {@link #clear} lets go of what it refers to.
 *
 * <p>They are not copied but referred to, so they must stay where they are; what its owner is about
 * to overwrite is given as {@code passing} and copied. Found by open addressing: a slot is the
 * upper half of the hash and the number, plus one.
 */
public final class DistinctBytes {
  private static final int FEWEST = 128;

  /** Room for more than this is not kept. */
  private static final int KEPT = 1024;

  private static final long HASH = 0xffffffff00000000L;
  private static final int MOST = 1 << 29;

  /** Bytes that the first array of copies has, and the others. */
  private static final int COPIES = 2 * 1024;

  private static final int MORE_COPIES = 16 * 1024;

  private byte[][] arrays = new byte[FEWEST][];
  private int[] offsets = new int[FEWEST];
  private int[] lengths = new int[FEWEST];
  private int size;

  /** A power of two, at least twice as many as there are strings; 0: free. */
  private long[] slots = new long[2 * FEWEST];

  /** Copies; one that is full is replaced, and stays for whom it was referred to. */
  private byte[] copies = Ascii.EMPTY;

  private int copied;

  public int size() {
    return size;
  }

  public byte[] array(int number) {
    return arrays[number];
  }

  public int offset(int number) {
    return offsets[number];
  }

  public int length(int number) {
    return lengths[number];
  }

  /** Makes room for so many more at once. */
  public void expect(long more) {
    long needed = size + more;
    if (needed > arrays.length) {
      resize(needed);
    }
  }

  /** The number of these bytes, or -1: they did not come yet. */
  public int find(byte[] array, int offset, int length, long hash) {
    int tag = (int) (hash >>> 32);
    int mask = slots.length - 1;
    for (int i = tag & mask; ; i = i + 1 & mask) {
      long slot = slots[i];
      if (slot == 0) {
        return -1;
      }
      int number = (int) slot - 1;
      if ((int) (slot >>> 32) == tag
          && lengths[number] == length
          && Bytes.same(arrays[number], offsets[number], array, offset, length)) {
        return number;
      }
    }
  }

  /** Adds bytes that did not come yet. */
  public void add(byte[] array, int offset, int length, long hash, boolean passing) {
    if (size == arrays.length) {
      resize(size + (size >> 1));
    }
    if (passing) {
      copy(array, offset, length);
    } else {
      arrays[size] = array;
      offsets[size] = offset;
    }
    lengths[size++] = length;
    put(hash & HASH | size);
  }

  /** Forgets all. */
  public void clear() {
    if (size == 0) {
      return;
    }
    if (arrays.length > KEPT) {
      arrays = new byte[FEWEST][];
      offsets = new int[FEWEST];
      lengths = new int[FEWEST];
      slots = new long[2 * FEWEST];
    } else {
      Arrays.fill(arrays, 0, size, Ascii.EMPTY);
      Arrays.fill(slots, 0);
    }
    if (copies.length > MORE_COPIES) {
      copies = Ascii.EMPTY;
    }
    size = 0;
    copied = 0;
  }

  private void copy(byte[] array, int offset, int length) {
    if (copies.length - copied < length) {
      copies = new byte[Math.max(length, copies.length == 0 ? COPIES : MORE_COPIES)];
      copied = 0;
    }
    System.arraycopy(array, offset, copies, copied, length);
    arrays[size] = copies;
    offsets[size] = copied;
    copied += length;
  }

  private void put(long slot) {
    int mask = slots.length - 1;
    int i = (int) (slot >>> 32) & mask;
    while (slots[i] != 0) {
      i = i + 1 & mask;
    }
    slots[i] = slot;
  }

  private void resize(long wanted) {
    if (size == MOST) {
      throw new OutOfMemoryError("more than " + MOST + " different elements");
    }
    int room = (int) Math.min(MOST, wanted);
    int wider = slots.length;
    while (wider < 2L * room) {
      wider <<= 1;
    }
    byte[][] newArrays = Arrays.copyOf(arrays, room);
    int[] newOffsets = Arrays.copyOf(offsets, room);
    int[] newLengths = Arrays.copyOf(lengths, room);
    long[] old = slots;
    slots = new long[wider];
    arrays = newArrays;
    offsets = newOffsets;
    lengths = newLengths;
    for (long slot : old) {
      if (slot != 0) {
        put(slot);
      }
    }
  }
}
