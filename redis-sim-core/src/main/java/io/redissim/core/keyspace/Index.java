package io.redissim.core.keyspace;

import io.redissim.core.bytes.Key;
import java.util.Arrays;

/**
 * From a key's hash to its cell: extendible hashing (Fagin et al., 1979) over segments of 512
 * slots, ordered by hash.
 *
 * <p>Idea: a directory indexed by the top {@code depth} bits of the hash names the segment; a
 * segment of local depth d holds all keys that share its top d bits. In a segment the next 9 bits
 * are the home position; probing is linear and wraps inside the segment. A slot is one long:
 *
 * <pre>
 * top 30 bits of the hash | 34-bit address of the cell      0: empty
 * </pre>
 *
 * A full segment splits in two, two sparse buddies merge: that is the whole resize, 512 slots at a
 * time, and no key is read for it, because the slot has the bits. Memory is 8 bytes per slot, 40 to
 * 81 % of them in use.
 *
 * <p>Invariants: every slot is reachable from its home without meeting an empty slot (removal
 * shifts back, there are no tombstones); no segment is completely full, so probing ends; keys are
 * ordered by (segment, home), which is what makes a scan immune to splits and merges: its cursor is
 * a threshold in hash order.
 */
final class Index {
  /** Bits of the hash kept in a slot; a scan's cursor is this wide. */
  static final int PREFIX_BITS = 30;

  static final int SLOTS = 512;

  private static final int PREFIX_SHIFT = 64 - PREFIX_BITS;
  private static final int SEGMENT_BITS = 9;
  private static final int MASK = SLOTS - 1;
  private static final int MAX_DEPTH = PREFIX_BITS - SEGMENT_BITS;

  /** A segment splits instead of holding more: 81 %. */
  private static final int FULL = 416;

  /** At the greatest depth nothing splits, and probing may get long, but must end. */
  private static final int FULL_AT_MAX_DEPTH = 500;

  /** Two buddies that hold no more than this together merge: 44 %. */
  private static final int MERGED = 224;

  /** A cell's first bytes that are loaded ahead: they may lie in two cache lines. */
  private static final int PREFETCHED_BYTES = 48;

  private static final int DEPTH_BITS = 5;
  private static final int DEPTH_MASK = (1 << DEPTH_BITS) - 1;

  private final GrowthHook growth;
  private final Arena arena;
  private final BlockPool segments;

  /** Segment << 5 | its local depth, 2^depth times and maybe room behind; empty at first. */
  private int[] directory = {};

  private int depth;
  private short[] counts = {};
  private final int[] segmentsAtDepth = new int[MAX_DEPTH + 1];
  private long[] scratch = {};

  /** Keeps the loads of {@link #prefetch} alive. */
  @SuppressWarnings("UnusedVariable")
  private long prefetched;

  Index(Arena arena, GrowthHook growth) {
    this.arena = arena;
    this.growth = growth;
    this.segments = new BlockPool(SEGMENT_BITS, growth);
  }

  /** The address of the key's cell, 0 if there is none. The index must have been opened. */
  long find(Key key) {
    long hash = key.hash();
    int entry = entry(hash);
    long[] slots = segments.chunk(entry >>> DEPTH_BITS);
    int base = segments.base(entry >>> DEPTH_BITS);
    for (int at = home(hash, entry); ; at = at + 1 & MASK) {
      long slot = slots[base + at];
      if (slot == 0) {
        return 0;
      }
      if ((slot ^ hash) >>> PREFIX_SHIFT == 0) {
        long address = slot & Arena.ADDRESS_MASK;
        if (Cell.hasKey(arena.page(address), Arena.offset(address), key)) {
          return address;
        }
      }
    }
  }

  /**
   * Loads what {@link #find} and the handler after it will need, for many keys at once, so that the
   * cache misses overlap instead of queueing: all slots, then all cells. Loops without branches
   * that depend on what they load, for a mispredicted one would end the overlap. At most 512 at a
   * time.
   */
  void prefetch(long[] hashes, int count) {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      int entry = entry(hashes[i]);
      int segment = entry >>> DEPTH_BITS;
      sum += segments.chunk(segment)[segments.base(segment) + home(hashes[i], entry)];
    }
    int found = 0;
    for (int i = 0; i < count; i++) {
      long address = withPrefix(hashes[i], 0);
      scratch[found] = address;
      found += address == 0 ? 0 : 1;
    }
    for (int i = 0; i < found; i++) {
      byte[] page = arena.page(scratch[i]);
      int at = Arena.offset(scratch[i]);
      sum += page[at] + page[Math.min(at + PREFETCHED_BYTES, Arena.PAGE_BYTES - 1)];
    }
    prefetched += sum;
  }

  /** Makes room for one more key with this hash, or throws and changes nothing. */
  void reserve(long hash) {
    if (directory.length == 0) {
      open();
    }
    int entry = entry(hash);
    while (counts[entry >>> DEPTH_BITS] >= FULL) {
      if ((entry & DEPTH_MASK) == MAX_DEPTH) {
        if (counts[entry >>> DEPTH_BITS] >= FULL_AT_MAX_DEPTH) {
          throw new KeyspaceFullException("too many keys in one database");
        }
        return;
      }
      split(hash);
      entry = entry(hash);
    }
  }

  /** Adds a key that is not there. {@link #reserve} has made room. */
  void insert(long hash, long address) {
    int entry = entry(hash);
    counts[entry >>> DEPTH_BITS]++;
    put(entry, hash >>> PREFIX_SHIFT << PREFIX_SHIFT | address);
  }

  void replace(long hash, long from, long to) {
    int entry = entry(hash);
    int segment = entry >>> DEPTH_BITS;
    segments.chunk(segment)[position(entry, hash, from)] =
        hash >>> PREFIX_SHIFT << PREFIX_SHIFT | to;
  }

  void remove(long hash, long address) {
    int entry = entry(hash);
    int segment = entry >>> DEPTH_BITS;
    long[] slots = segments.chunk(segment);
    int base = segments.base(segment);
    int hole = position(entry, hash, address) - base;
    for (int next = hole + 1 & MASK; ; next = next + 1 & MASK) {
      long slot = slots[base + next];
      if (slot == 0) {
        break;
      }
      // It may move back into the hole unless that lies before its home.
      if ((next - home(slot, entry) & MASK) >= (next - hole & MASK)) {
        slots[base + hole] = slot;
        hole = next;
      }
    }
    slots[base + hole] = 0;
    counts[segment]--;
    while (counts[entry >>> DEPTH_BITS] < MERGED / 2 && mergeWithBuddy(hash)) {
      entry = entry(hash);
    }
  }

  /** The address of the cell number {@code nth}, from 0, that has this hash prefix; 0: no more. */
  long withPrefix(long hash, int nth) {
    int entry = entry(hash);
    long[] slots = segments.chunk(entry >>> DEPTH_BITS);
    int base = segments.base(entry >>> DEPTH_BITS);
    int left = nth;
    for (int at = home(hash, entry); ; at = at + 1 & MASK) {
      long slot = slots[base + at];
      if (slot == 0) {
        return 0;
      }
      if ((slot ^ hash) >>> PREFIX_SHIFT == 0 && left-- == 0) {
        return slot & Arena.ADDRESS_MASK;
      }
    }
  }

  // ---- Walking in hash order, one home position a step.

  /**
   * Writes to {@code into} the addresses of the keys that share the home position of the hash
   * {@code prefix} and are not below it, and returns how many; it needs room for a segment.
   */
  int at(long prefix, long[] into) {
    long hash = prefix << PREFIX_SHIFT;
    int entry = entry(hash);
    long[] slots = segments.chunk(entry >>> DEPTH_BITS);
    int base = segments.base(entry >>> DEPTH_BITS);
    int home = home(hash, entry);
    int found = 0;
    for (int at = home; ; at = at + 1 & MASK) {
      long slot = slots[base + at];
      if (slot == 0) {
        return found;
      }
      if (home(slot, entry) == home && slot >>> PREFIX_SHIFT >= prefix) {
        into[found++] = slot & Arena.ADDRESS_MASK;
      }
    }
  }

  /** The first prefix behind the home position that {@code prefix} belongs to. */
  long after(long prefix) {
    int unused = MAX_DEPTH - (entry(prefix << PREFIX_SHIFT) & DEPTH_MASK);
    return ((prefix >>> unused) + 1) << unused;
  }

  /**
   * The address in one slot chosen by 64 random bits, all slots alike, or 0 when it is empty: the
   * caller tries again.
   */
  long randomSlot(long random) {
    int at = (int) (random >>> 1 >>> (63 - depth));
    int entry = directory[at];
    int shared = depth - (entry & DEPTH_MASK);
    if ((at & (1 << shared) - 1) != 0) {
      // A segment that several directory entries name counts once.
      return 0;
    }
    int segment = entry >>> DEPTH_BITS;
    return segments.chunk(segment)[segments.base(segment) + ((int) random & MASK)]
        & Arena.ADDRESS_MASK;
  }

  long usedBytes() {
    return segments.usedBytes() + tableBytes();
  }

  long reservedBytes() {
    return segments.reservedBytes() + tableBytes();
  }

  private long tableBytes() {
    return (long) directory.length * Integer.BYTES + (long) counts.length * Short.BYTES;
  }

  // ---- Segments.

  private int entry(long hash) {
    return directory[(int) (hash >>> 1 >>> (63 - depth))];
  }

  /** The home position of a hash, or of a slot, in the segment of a directory entry. */
  private static int home(long hash, int entry) {
    return (int) (hash << (entry & DEPTH_MASK) >>> (64 - SEGMENT_BITS));
  }

  private int position(int entry, long hash, long address) {
    long wanted = hash >>> PREFIX_SHIFT << PREFIX_SHIFT | address;
    long[] slots = segments.chunk(entry >>> DEPTH_BITS);
    int base = segments.base(entry >>> DEPTH_BITS);
    int at = home(hash, entry);
    while (slots[base + at] != wanted) {
      if (slots[base + at] == 0) {
        throw new IllegalStateException("a cell that the index does not know");
      }
      at = at + 1 & MASK;
    }
    return base + at;
  }

  private void put(int entry, long slot) {
    long[] slots = segments.chunk(entry >>> DEPTH_BITS);
    int base = segments.base(entry >>> DEPTH_BITS);
    int at = home(slot, entry);
    while (slots[base + at] != 0) {
      at = at + 1 & MASK;
    }
    slots[base + at] = slot;
  }

  private void open() {
    growth.beforeGrowth();
    scratch = new long[SLOTS];
    growth.beforeGrowth();
    int[] first = new int[1];
    first[0] = newSegment() << DEPTH_BITS;
    directory = first;
    segmentsAtDepth[0] = 1;
  }

  private int newSegment() {
    int segment = segments.next();
    if (segment >= counts.length) {
      growth.beforeGrowth();
      counts = Arrays.copyOf(counts, Math.max(segment + 1, counts.length * 2));
    }
    segments.allocate();
    clear(segment);
    counts[segment] = 0;
    return segment;
  }

  private void clear(int segment) {
    int base = segments.base(segment);
    Arrays.fill(segments.chunk(segment), base, base + SLOTS, 0);
  }

  private void split(long hash) {
    int local = entry(hash) & DEPTH_MASK;
    int low = entry(hash) >>> DEPTH_BITS;
    if (local == depth) {
      makeRoomToDouble();
    }
    int high = newSegment();
    if (local == depth) {
      doubleDirectory();
    }
    int count = takeOut(low, 0);
    clear(low);
    int lowEntry = low << DEPTH_BITS | local + 1;
    int highEntry = high << DEPTH_BITS | local + 1;
    for (int i = 0; i < count; i++) {
      put(scratch[i] << local < 0 ? highEntry : lowEntry, scratch[i]);
      counts[high] += (short) (scratch[i] << local >>> 63);
    }
    counts[low] = (short) (count - counts[high]);
    int first = firstOf(hash, local);
    int half = 1 << (depth - local - 1);
    Arrays.fill(directory, first, first + half, lowEntry);
    Arrays.fill(directory, first + half, first + 2 * half, highEntry);
    segmentsAtDepth[local]--;
    segmentsAtDepth[local + 1] += 2;
  }

  /** Merges the hash's segment with the other half it was split from, if both are sparse. */
  private boolean mergeWithBuddy(long hash) {
    int entry = entry(hash);
    int local = entry & DEPTH_MASK;
    if (local == 0) {
      return false;
    }
    int span = 1 << (depth - local);
    int buddy = directory[firstOf(hash, local) ^ span];
    int count = counts[entry >>> DEPTH_BITS] + counts[buddy >>> DEPTH_BITS];
    if ((buddy & DEPTH_MASK) != local || count > MERGED) {
      return false;
    }
    // The lower number stays, so that high chunks of the pool run empty.
    int kept = Math.min(entry, buddy) >>> DEPTH_BITS;
    int dropped = Math.max(entry, buddy) >>> DEPTH_BITS;
    int taken = takeOut(kept, 0);
    takeOut(dropped, taken);
    clear(kept);
    segments.release(dropped);
    int merged = kept << DEPTH_BITS | local - 1;
    for (int i = 0; i < count; i++) {
      put(merged, scratch[i]);
    }
    counts[kept] = (short) count;
    int first = firstOf(hash, local - 1);
    Arrays.fill(directory, first, first + 2 * span, merged);
    segmentsAtDepth[local] -= 2;
    segmentsAtDepth[local - 1]++;
    while (depth > 0 && segmentsAtDepth[depth] == 0) {
      halveDirectory();
    }
    return true;
  }

  /** Copies the slots in use to {@link #scratch} and returns where they end there. */
  private int takeOut(int segment, int to) {
    long[] slots = segments.chunk(segment);
    int base = segments.base(segment);
    int end = to;
    for (int at = base; at < base + SLOTS; at++) {
      if (slots[at] != 0) {
        scratch[end++] = slots[at];
      }
    }
    return end;
  }

  /** The first directory entry of the hash's segment, whose local depth is given. */
  private int firstOf(long hash, int local) {
    int shared = depth - local;
    return (int) (hash >>> 1 >>> (63 - depth)) >>> shared << shared;
  }

  private void doubleDirectory() {
    depth++;
    for (int i = (1 << depth) - 1; i > 0; i--) {
      directory[i] = directory[i >> 1];
    }
  }

  private void makeRoomToDouble() {
    if (directory.length < 2 << depth) {
      growth.beforeGrowth();
      directory = Arrays.copyOf(directory, 2 << depth);
    }
  }

  /** In its place, for a removal must not fail; {@link #trimDirectory} gives the rest back. */
  private void halveDirectory() {
    depth--;
    for (int i = 1; i < 1 << depth; i++) {
      directory[i] = directory[i << 1];
    }
  }

  /** Gives back what the directory does not need any more, with some room left to grow again. */
  void trimDirectory() {
    if (directory.length > 4 << depth) {
      growth.beforeGrowth();
      directory = Arrays.copyOf(directory, 2 << depth);
    }
  }
}
