package io.redissim.core.type.zset;

/**
 * An inner node of a {@link ScoreTree}. Between the scores left of a child and those in it lies its
 * {@code low}: none left of it is higher, none in it is lower. That holds through every insertion
 * and removal, so lows are written at splits only; where a low equals the score that is looked for,
 * the child's first element decides.
 */
final class Branch {
  static final int FANOUT = 64;

  /** In place of a child that is gone, so that it can be collected. */
  private static final Object NOTHING = "nothing";

  /** Children that one insertion may add. */
  private static final int HEADROOM = 2;

  /** Header and fields, then three arrays with a header each; references of 4 bytes. */
  static final long HEAP_BYTES =
      32 + 3 * 16 + FANOUT * (long) (Double.BYTES + Integer.BYTES + Integer.BYTES);

  private final double[] lows = new double[FANOUT];
  private final int[] counts = new int[FANOUT];
  private final Object[] children = new Object[FANOUT];
  private int size;

  int size() {
    return size;
  }

  /** Whether it must be split before an insertion passes through it. */
  boolean isFull() {
    return size > FANOUT - HEADROOM;
  }

  Object child(int i) {
    return children[i];
  }

  byte[] leaf(int i) {
    return (byte[]) children[i];
  }

  Branch branch(int i) {
    return (Branch) children[i];
  }

  /** Elements under child {@code i}. */
  int count(int i) {
    return counts[i];
  }

  /** Elements under the children before child {@code i}. */
  int countBefore(int i) {
    int sum = 0;
    for (int k = 0; k < i; k++) {
      sum += counts[k];
    }
    return sum;
  }

  int countAll() {
    return countBefore(size);
  }

  void count(int i, int count) {
    counts[i] = count;
  }

  void added(int i, int elements) {
    counts[i] += elements;
  }

  double low(int i) {
    return lows[i];
  }

  void child(int i, Object child) {
    children[i] = child;
  }

  // ---- Looking for a child.

  /** The last child whose low is below the score, or with {@code orEqual} equals it; else 0. */
  int childBelow(double score, boolean orEqual) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (lows[middle] < score || (orEqual && lows[middle] == score)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The child under which this element is or would be. */
  int childOf(double score, byte[] member, int offset, int length) {
    int high = childBelow(score, true);
    if (high == 0 || lows[high] != score) {
      return high;
    }
    int low = childBelow(score, false);
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (ScoreLeaf.compare(firstLeaf(middle), 0, score, member, offset, length) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /**
   * The last child whose first member is lower, or with {@code orEqual} this one; scores are alike.
   */
  int childBelowMember(byte[] member, int offset, int length, boolean orEqual) {
    int most = orEqual ? 0 : -1;
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (ScoreLeaf.compareMember(firstLeaf(middle), 0, member, offset, length) <= most) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private byte[] firstLeaf(int i) {
    Object node = children[i];
    while (node instanceof Branch branch) {
      node = branch.children[0];
    }
    return (byte[]) node;
  }

  // ---- Changing; there is room.

  void insert(int i, double low, int count, Object child) {
    shift(i, i + 1);
    lows[i] = low;
    counts[i] = count;
    children[i] = child;
  }

  void remove(int i) {
    shift(i + 1, i);
  }

  private void shift(int from, int to) {
    int tail = size - from;
    System.arraycopy(lows, from, lows, to, tail);
    System.arraycopy(counts, from, counts, to, tail);
    System.arraycopy(children, from, children, to, tail);
    size += to - from;
    for (int i = size; i < from; i++) {
      children[i] = NOTHING;
    }
  }

  /** Moves the children from {@code from} on into an empty branch. */
  void moveTail(int from, Branch right) {
    right.append(this, from);
    for (int i = from; i < size; i++) {
      children[i] = NOTHING;
    }
    size = from;
  }

  /** Takes over all children of the next branch, whose low its parent knows. */
  void absorb(Branch right, double low) {
    int first = size;
    append(right, 0);
    lows[first] = low;
  }

  private void append(Branch source, int from) {
    int moved = source.size - from;
    System.arraycopy(source.lows, from, lows, size, moved);
    System.arraycopy(source.counts, from, counts, size, moved);
    System.arraycopy(source.children, from, children, size, moved);
    size += moved;
  }

  /** A branch of its own with copies of all leaves under it. */
  Branch copy() {
    Branch copy = new Branch();
    System.arraycopy(lows, 0, copy.lows, 0, size);
    System.arraycopy(counts, 0, copy.counts, 0, size);
    for (int i = 0; i < size; i++) {
      copy.children[i] =
          children[i] instanceof Branch branch ? branch.copy() : ((byte[]) children[i]).clone();
    }
    copy.size = size;
    return copy;
  }
}
