package io.redissim.core.bytes;

import java.util.Arrays;

/**
 * Where the elements of one listpack lie, by their hash: made for the length of a command that
 * looks for more of them than walks would be cheaper for, and used again for the next one.
 *
 * <p>Idea: open addressing in one array, a slot being the upper half of an element's hash and the
 * offset of its entry; at most half of the slots are taken. Elements that collide cost what a walk
 * would. Of equal elements, which only a listpack from outside may hold, the first is found, as by
 * a walk, unless others were added.
 */
public final class ListpackIndex {
  /** For 128 entries, which is what a listpack is configured to hold. */
  private static final int FEWEST_SLOTS = 256;

  /** More slots than this are not kept. */
  private static final int KEPT = 2048;

  private static final long HASH = 0xffffffff00000000L;
  private static final long[] NOTHING = {};

  private final ListpackText text = new ListpackText();

  /** The hash above, the offset below; 0: free, for no entry is at the very beginning. */
  private long[] slots = NOTHING;

  /** Slots in use, less one: a power of two less one. */
  private int mask;

  private int count;

  /** Becomes the index of this listpack, or of every other entry of it if {@code skip} is 1. */
  public void build(KeyHash hash, byte[] a, int start, int skip) {
    clear();
    reserve(Listpack.count(a, start) / (1 + skip));
    int end = Listpack.end(a, start);
    int at = start + Listpack.HEADER;
    while (at < end) {
      if (ListpackEntry.isInteger(a, at)) {
        text.read(a, at);
        add(hash.of(text.array(), text.offset(), text.length()), at);
      } else {
        int from = ListpackEntry.stringOffset(a, at);
        add(hash.of(a, from, ListpackEntry.stringLength(a, at)), at);
      }
      at = ListpackEntry.skip(a, at);
      for (int i = skip; i > 0 && at < end; i--) {
        at = ListpackEntry.skip(a, at);
      }
    }
  }

  /** Adds the entry at {@code at} of the listpack, behind all others. */
  public void add(long hash, int at) {
    if (2 * ++count > mask) {
      grow();
    }
    put(hash & HASH | at);
  }

  /** The entry of this element, or {@link Listpack#NONE}. */
  public int find(byte[] a, byte[] bytes, int offset, int length, long hash) {
    int tag = (int) (hash >>> 32);
    for (int i = tag & mask; ; i = i + 1 & mask) {
      long slot = slots[i];
      if (slot == 0) {
        return Listpack.NONE;
      }
      if ((int) (slot >>> 32) == tag
          && ListpackEntry.equals(a, (int) slot, bytes, offset, length)) {
        return (int) slot;
      }
    }
  }

  /** Forgets all entries. */
  public void clear() {
    if (slots.length > KEPT) {
      slots = NOTHING;
    }
    mask = 0;
    count = 0;
  }

  private void put(long slot) {
    int i = (int) (slot >>> 32) & mask;
    while (slots[i] != 0) {
      i = i + 1 & mask;
    }
    slots[i] = slot;
  }

  private void reserve(int entries) {
    int needed = FEWEST_SLOTS;
    while (needed <= 2 * entries) {
      needed <<= 1;
    }
    if (slots.length < needed) {
      slots = new long[needed];
    } else {
      Arrays.fill(slots, 0, needed, 0);
    }
    mask = needed - 1;
  }

  private void grow() {
    long[] old = slots;
    int used = mask == 0 ? 0 : mask + 1;
    int wider = Math.max(FEWEST_SLOTS, 2 * used);
    slots = new long[wider];
    mask = wider - 1;
    for (int i = 0; i < used; i++) {
      if (old[i] != 0) {
        put(old[i]);
      }
    }
  }
}
