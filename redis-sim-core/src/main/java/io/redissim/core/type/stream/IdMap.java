package io.redissim.core.type.stream;

import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;

/**
 * IDs in order, each with a few numbers beside it: pending entries, and where the nodes of a stream
 * begin.
 *
 * <p>A row is {@code ms, seq, value...}, {@code width} longs. Rows lie in order in leaves of up to
 * 64 rows, leaves in order in one array: a tree of two levels, no object per row. A search is two
 * binary searches; an insertion moves at most one leaf's rows and, once in 32 insertions or more,
 * the references to the leaves behind it. Appending to the end fills leaves to the brim.
 *
 * <p>A position is the leaf's number and the row in it, valid until the next insertion or removal.
 */
final class IdMap {
  /** No position: nothing was found, or the end. */
  static final long NONE = -1;

  private static final int LEAF_ROWS = 64;

  /** Of a map's only leaf; it doubles until it is full size. */
  private static final int FIRST_LEAF_ROWS = 4;

  /** Leaves of no more rows together become one. */
  private static final int MERGED_ROWS = LEAF_ROWS / 2;

  private static final int OBJECT_BYTES = 56;
  private static final int REFERENCE_BYTES = 4;
  private static final long[] NO_LEAF = {};

  private final HeapCount heap;
  private final int width;
  private long[][] leaves = {};
  private int[] rows = {};
  private int leafCount;
  private long size;

  /** What this map has added to {@link #heap}. */
  private long heapBytes;

  /** {@code width}: longs per row, the ID's two included. */
  IdMap(HeapCount heap, int width) {
    this.heap = heap;
    this.width = width;
    count(OBJECT_BYTES + 2 * LargeValue.arrayBytes(0));
  }

  /** A map of its own with the same rows. */
  IdMap copy(HeapCount newHeap) {
    IdMap copy = new IdMap(newHeap, width);
    copy.leaves = new long[leaves.length][];
    copy.rows = rows.clone();
    for (int i = 0; i < leafCount; i++) {
      copy.leaves[i] = leaves[i].clone();
    }
    copy.leafCount = leafCount;
    copy.size = size;
    copy.count(heapBytes - copy.heapBytes);
    return copy;
  }

  /** The map is thrown away: its bytes are no longer counted. */
  void release() {
    count(-heapBytes);
  }

  long size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long heapBytes() {
    return heapBytes;
  }

  // ---- Positions.

  long first() {
    return size == 0 ? NONE : 0;
  }

  long last() {
    return size == 0 ? NONE : position(leafCount - 1, rows[leafCount - 1] - 1);
  }

  long next(long position) {
    int leaf = leaf(position);
    int row = row(position) + 1;
    if (row < rows[leaf]) {
      return position + 1;
    }
    return leaf + 1 < leafCount ? position(leaf + 1, 0) : NONE;
  }

  long previous(long position) {
    if (row(position) > 0) {
      return position - 1;
    }
    int leaf = leaf(position);
    return leaf > 0 ? position(leaf - 1, rows[leaf - 1] - 1) : NONE;
  }

  long find(long ms, long seq) {
    long floor = floor(ms, seq);
    return floor != NONE && ms(floor) == ms && seq(floor) == seq ? floor : NONE;
  }

  /** The last row whose ID is this one or a smaller one. */
  long floor(long ms, long seq) {
    if (size == 0) {
      return NONE;
    }
    int low = 0;
    int high = leafCount - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (compare(leaves[middle], 0, ms, seq) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    int row = rowAfter(low, ms, seq) - 1;
    return row < 0 ? NONE : position(low, row);
  }

  /** The first row whose ID is this one or a larger one. */
  long ceiling(long ms, long seq) {
    long floor = floor(ms, seq);
    if (floor == NONE) {
      return first();
    }
    return ms(floor) == ms && seq(floor) == seq ? floor : next(floor);
  }

  long ms(long position) {
    return leaves[leaf(position)][row(position) * width];
  }

  long seq(long position) {
    return leaves[leaf(position)][row(position) * width + 1];
  }

  /** The number {@code i} beside the ID, from 0 on. */
  long value(long position, int i) {
    return leaves[leaf(position)][row(position) * width + 2 + i];
  }

  void value(long position, int i, long value) {
    leaves[leaf(position)][row(position) * width + 2 + i] = value;
  }

  // ---- Changes.

  /**
   * Inserts an ID that is not there; its values are 0. Nothing has changed if there is no memory.
   */
  long insert(long ms, long seq) {
    int leaf;
    int row;
    long floor = size == 0 ? NONE : floorForInsertion(ms, seq);
    if (floor == NONE) {
      leaf = 0;
      row = 0;
      if (leafCount == 0) {
        addLeaf(0, FIRST_LEAF_ROWS);
      }
    } else {
      leaf = leaf(floor);
      row = row(floor) + 1;
    }
    if (rows[leaf] * width == leaves[leaf].length) {
      if (rows[leaf] < LEAF_ROWS) {
        widen(leaf);
      } else if (leaf == leafCount - 1 && row == LEAF_ROWS) {
        addLeaf(++leaf, LEAF_ROWS);
        row = 0;
      } else {
        split(leaf);
        if (row > rows[leaf]) {
          row -= rows[leaf];
          leaf++;
        }
      }
    }
    long[] array = leaves[leaf];
    int at = row * width;
    System.arraycopy(array, at, array, at + width, rows[leaf] * width - at);
    array[at] = ms;
    array[at + 1] = seq;
    Arrays.fill(array, at + 2, at + width, 0);
    rows[leaf]++;
    size++;
    return position(leaf, row);
  }

  void remove(long position) {
    int leaf = leaf(position);
    long[] array = leaves[leaf];
    int at = row(position) * width;
    int end = rows[leaf] * width;
    System.arraycopy(array, at + width, array, at, end - at - width);
    rows[leaf]--;
    size--;
    if (rows[leaf] == 0 && leafCount > 1) {
      dropLeaf(leaf);
    } else if (leaf + 1 < leafCount && rows[leaf] + rows[leaf + 1] <= MERGED_ROWS) {
      mergeWithNext(leaf);
    }
  }

  /** Most IDs are larger than all before. */
  private long floorForInsertion(long ms, long seq) {
    long last = last();
    return StreamId.compare(ms(last), seq(last), ms, seq) < 0 ? last : floor(ms, seq);
  }

  /** How many rows of the leaf have this ID or a smaller one. */
  private int rowAfter(int leaf, long ms, long seq) {
    long[] array = leaves[leaf];
    int low = 0;
    int high = rows[leaf];
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(array, middle * width, ms, seq) <= 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int compare(long[] array, int at, long ms, long seq) {
    return StreamId.compare(array[at], array[at + 1], ms, seq);
  }

  private void widen(int leaf) {
    long[] old = leaves[leaf];
    int wider = Math.min(2 * old.length, LEAF_ROWS * width);
    leaves[leaf] = Arrays.copyOf(old, wider);
    count(8L * (wider - old.length));
  }

  private void split(int leaf) {
    int moved = LEAF_ROWS / 2;
    addLeaf(leaf + 1, LEAF_ROWS);
    int kept = LEAF_ROWS - moved;
    System.arraycopy(leaves[leaf], kept * width, leaves[leaf + 1], 0, moved * width);
    rows[leaf] = kept;
    rows[leaf + 1] = moved;
  }

  private void addLeaf(int at, int leafRows) {
    long[] leaf = new long[leafRows * width];
    if (leafCount == leaves.length) {
      int wider = leafCount < 2 ? leafCount + 1 : leafCount + (leafCount >> 1);
      int[] widerRows = Arrays.copyOf(rows, wider);
      leaves = Arrays.copyOf(leaves, wider);
      count(
          LargeValue.arrayBytes((long) wider * REFERENCE_BYTES)
              - LargeValue.arrayBytes((long) leafCount * REFERENCE_BYTES)
              + LargeValue.arrayBytes((long) wider * Integer.BYTES)
              - LargeValue.arrayBytes((long) leafCount * Integer.BYTES));
      rows = widerRows;
    }
    System.arraycopy(leaves, at, leaves, at + 1, leafCount - at);
    System.arraycopy(rows, at, rows, at + 1, leafCount - at);
    leaves[at] = leaf;
    rows[at] = 0;
    leafCount++;
    count(LargeValue.arrayBytes(8L * leaf.length));
  }

  private void mergeWithNext(int leaf) {
    int kept = rows[leaf];
    int moved = rows[leaf + 1];
    if (leaves[leaf].length < (kept + moved) * width) {
      return;
    }
    System.arraycopy(leaves[leaf + 1], 0, leaves[leaf], kept * width, moved * width);
    rows[leaf] = kept + moved;
    dropLeaf(leaf + 1);
  }

  private void dropLeaf(int leaf) {
    count(-LargeValue.arrayBytes(8L * leaves[leaf].length));
    leafCount--;
    System.arraycopy(leaves, leaf + 1, leaves, leaf, leafCount - leaf);
    System.arraycopy(rows, leaf + 1, rows, leaf, leafCount - leaf);
    leaves[leafCount] = NO_LEAF;
    rows[leafCount] = 0;
  }

  private void count(long more) {
    heapBytes += more;
    heap.add(more);
  }

  private static long position(int leaf, int row) {
    return (long) leaf << 32 | row;
  }

  private static int leaf(long position) {
    return (int) (position >>> 32);
  }

  private static int row(long position) {
    return (int) position;
  }
}
