package io.redissim.core.type.zset;

import java.util.Arrays;

/**
 * The elements of a sorted set in order of (score, bytes of the member): a B+ tree that counts.
 * Leaves are packed arrays ({@link ScoreLeaf}); a {@link Branch} knows how many elements are under
 * each child, so that the rank of an element and the element at a rank are found in O(log n), as is
 * everything else here.
 *
 * <p>An insertion splits full branches on its way down, each split whole in itself, and takes all
 * memory it needs before it changes a leaf; a removal takes none. Where the heap refuses, the tree
 * holds what it held. Scores are never NaN; -0 and 0 are equal.
 */
final class ScoreTree {
  /** Header and fields, and the two arrays of the path. */
  private static final long OWN_BYTES = 48 + 2 * 16;

  private static final int PATH_STEP_BYTES = Integer.BYTES + Integer.BYTES;

  /** Leaves below this are merged with a neighbour if the result is not above {@link #MERGED}. */
  private static final int SPARSE = ScoreLeaf.MAX_BYTES / 2;

  private static final int MERGED = ScoreLeaf.MAX_BYTES * 3 / 4;

  /** A leaf, or a branch if {@link #height} is not 0. */
  private Object root;

  /** Branches above each leaf. */
  private int height;

  private int size;
  private long nodeBytes;

  /** The branches of the last descent, from the root, and which child it took. */
  private Branch[] path = {};

  private int[] taken = {};

  ScoreTree() {
    byte[] leaf = ScoreLeaf.empty();
    root = leaf;
    nodeBytes = bytes(leaf);
  }

  /** A tree of nodes that {@link ScoreTreeBuilder} has made. */
  ScoreTree(Object root, int height, int size, long nodeBytes) {
    this.root = root;
    this.height = height;
    this.size = size;
    this.nodeBytes = nodeBytes;
    path = new Branch[height];
    taken = new int[height];
  }

  private ScoreTree(ScoreTree source) {
    root = source.root instanceof Branch branch ? branch.copy() : ((byte[]) source.root).clone();
    height = source.height;
    size = source.size;
    nodeBytes = source.nodeBytes;
    path = new Branch[height];
    taken = new int[height];
  }

  ScoreTree copy() {
    return new ScoreTree(this);
  }

  int size() {
    return size;
  }

  /** Bytes on the heap, in O(1). */
  long heapBytes() {
    return OWN_BYTES + nodeBytes + (long) path.length * PATH_STEP_BYTES;
  }

  Object root() {
    return root;
  }

  int height() {
    return height;
  }

  /** What the path has room for, for a test. */
  int pathLength() {
    return path.length;
  }

  // ---- Ranks.

  /** The element's rank from 0; -1: it is not there. */
  int rank(double score, byte[] member, int offset, int length) {
    Object node = root;
    int rank = 0;
    while (node instanceof Branch branch) {
      int i = branch.childOf(score, member, offset, length);
      rank += branch.countBefore(i);
      node = branch.child(i);
    }
    byte[] leaf = (byte[]) node;
    int i = ScoreLeaf.below(leaf, score, member, offset, length);
    return isAt(leaf, i, score, member, offset, length) ? rank + i : -1;
  }

  /** How many elements have a lower score, or with {@code orEqual} this one. */
  int below(double score, boolean orEqual) {
    Object node = root;
    int rank = 0;
    while (node instanceof Branch branch) {
      int i = branch.childBelow(score, orEqual);
      rank += branch.countBefore(i);
      node = branch.child(i);
    }
    return rank + ScoreLeaf.below((byte[]) node, score, orEqual);
  }

  /** How many elements have a lower member, or with {@code orEqual} this one; scores all alike. */
  int belowMember(byte[] member, int offset, int length, boolean orEqual) {
    Object node = root;
    int rank = 0;
    while (node instanceof Branch branch) {
      int i = branch.childBelowMember(member, offset, length, orEqual);
      rank += branch.countBefore(i);
      node = branch.child(i);
    }
    return rank + ScoreLeaf.belowMember((byte[]) node, member, offset, length, orEqual);
  }

  // ---- Changing.

  /** Adds an element that is not there. */
  void insert(double score, byte[] member, int offset, int length) {
    byte[] leaf = descendSplitting(score, member, offset, length);
    int i = ScoreLeaf.below(leaf, score, member, offset, length);
    int cost = ScoreLeaf.cost(length);
    if (ScoreLeaf.hasRoom(leaf, cost)) {
      ScoreLeaf.insert(leaf, i, score, member, offset, length);
      counted(1);
    } else if ((long) ScoreLeaf.used(leaf) + cost <= ScoreLeaf.MAX_BYTES) {
      byte[] wider = ScoreLeaf.grown(leaf, cost);
      ScoreLeaf.insert(wider, i, score, member, offset, length);
      replaced(leaf, wider);
      counted(1);
    } else {
      overflow(leaf, i, score, member, offset, length);
    }
    size++;
  }

  /** Removes the element; false: it was not there. */
  boolean remove(double score, byte[] member, int offset, int length) {
    byte[] leaf = descend(score, member, offset, length);
    int i = ScoreLeaf.below(leaf, score, member, offset, length);
    if (!isAt(leaf, i, score, member, offset, length)) {
      return false;
    }
    removeFrom(leaf, i);
    return true;
  }

  /** Removes the element at this rank. */
  void removeAt(int rank) {
    Object node = root;
    int left = rank;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      int i = 0;
      while (left >= branch.count(i)) {
        left -= branch.count(i++);
      }
      path[level] = branch;
      taken[level] = i;
      node = branch.child(i);
    }
    removeFrom((byte[]) node, left);
  }

  /** Gives an element that is there another score, higher or lower. */
  void move(double from, double to, byte[] member, int offset, int length) {
    byte[] leaf = descend(from, member, offset, length);
    int i = ScoreLeaf.below(leaf, from, member, offset, length);
    if (i > 0
        && i < ScoreLeaf.size(leaf) - 1
        && ScoreLeaf.compare(leaf, i - 1, to, member, offset, length) < 0
        && ScoreLeaf.compare(leaf, i + 1, to, member, offset, length) > 0) {
      ScoreLeaf.setScore(leaf, i, to);
    } else {
      insert(to, member, offset, length);
      remove(from, member, offset, length);
    }
  }

  // ---- Descents.

  private byte[] descend(double score, byte[] member, int offset, int length) {
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      int i = branch.childOf(score, member, offset, length);
      path[level] = branch;
      taken[level] = i;
      node = branch.child(i);
    }
    return (byte[]) node;
  }

  /** Leaves no full branch on the path. */
  private byte[] descendSplitting(double score, byte[] member, int offset, int length) {
    if (root instanceof Branch branch && branch.isFull()) {
      splitRoot(branch);
    }
    Object node = root;
    for (int level = 0; level < height; level++) {
      Branch branch = (Branch) node;
      int i = branch.childOf(score, member, offset, length);
      if (branch.child(i) instanceof Branch below && below.isFull()) {
        split(branch, i, below);
        i = branch.childOf(score, member, offset, length);
      }
      path[level] = branch;
      taken[level] = i;
      node = branch.child(i);
    }
    return (byte[]) node;
  }

  private static boolean isAt(
      byte[] leaf, int i, double score, byte[] member, int offset, int length) {
    return i < ScoreLeaf.size(leaf)
        && ScoreLeaf.compare(leaf, i, score, member, offset, length) == 0;
  }

  // ---- Splitting.

  private void splitRoot(Branch old) {
    Branch top = new Branch();
    deepen();
    top.insert(0, Double.NEGATIVE_INFINITY, size, old);
    split(top, 0, old);
    root = top;
    nodeBytes += Branch.HEAP_BYTES;
    height++;
  }

  /** Makes the path one longer than {@link #height}. */
  private void deepen() {
    if (path.length == height) {
      Branch[] longer = Arrays.copyOf(path, height + 1);
      taken = Arrays.copyOf(taken, height + 1);
      path = longer;
    }
  }

  private void split(Branch parent, int i, Branch full) {
    Branch right = new Branch();
    full.moveTail(full.size() / 2, right);
    int moved = right.countAll();
    parent.added(i, -moved);
    parent.insert(i + 1, right.low(0), moved, right);
    nodeBytes += Branch.HEAP_BYTES;
  }

  /**
   * The element does not go into its leaf, which becomes two or, around a big element, three; an
   * empty leaf, which only the root can be, becomes the element's own.
   */
  private void overflow(byte[] leaf, int i, double score, byte[] member, int offset, int length) {
    int size = ScoreLeaf.size(leaf);
    if (size == 0) {
      replaced(leaf, ScoreLeaf.of(score, member, offset, length));
      return;
    }
    int cut = isAtAnEnd(i, size) ? -1 : middle(leaf, i, ScoreLeaf.cost(length));
    byte[] left;
    byte[] right;
    if (cut < 0) {
      byte[] own = ScoreLeaf.of(score, member, offset, length);
      if (i > 0 && i < size) {
        left = ScoreLeaf.copyOf(leaf, 0, i, 0);
        right = ScoreLeaf.copyOf(leaf, i, size, 0);
        put(leaf, left, own, right);
        return;
      }
      left = i == 0 ? own : leaf;
      right = i == 0 ? leaf : own;
    } else if (i < cut) {
      left = ScoreLeaf.copyOf(leaf, 0, cut - 1, ScoreLeaf.cost(length));
      right = ScoreLeaf.copyOf(leaf, cut - 1, size, 0);
      ScoreLeaf.insert(left, i, score, member, offset, length);
    } else {
      left = ScoreLeaf.copyOf(leaf, 0, cut, 0);
      right = ScoreLeaf.copyOf(leaf, cut, size, ScoreLeaf.cost(length));
      ScoreLeaf.insert(right, i - cut, score, member, offset, length);
    }
    put(leaf, left, right);
  }

  /** Whether an element at {@code i} continues the tree at its end: then leaves remain full. */
  private boolean isAtAnEnd(int i, int leafSize) {
    if (i != 0 && i != leafSize) {
      return false;
    }
    for (int level = 0; level < height; level++) {
      if (taken[level] != (i == 0 ? 0 : path[level].size() - 1)) {
        return false;
      }
    }
    return true;
  }

  /**
   * How many elements the left half gets, a new one at {@code i} counted; -1: no cut makes halves
   * that are small enough.
   */
  private static int middle(byte[] leaf, int i, int cost) {
    int size = ScoreLeaf.size(leaf);
    int empty = ScoreLeaf.used(leaf) - ScoreLeaf.costOfFirst(leaf, size);
    long total = (long) ScoreLeaf.costOfFirst(leaf, size) + cost;
    for (int cut = 1; cut <= size; cut++) {
      long left =
          cut <= i
              ? ScoreLeaf.costOfFirst(leaf, cut)
              : (long) ScoreLeaf.costOfFirst(leaf, cut - 1) + cost;
      if (left * 2 >= total || cut == size) {
        boolean fits =
            left + empty <= ScoreLeaf.MAX_BYTES && total - left + empty <= ScoreLeaf.MAX_BYTES;
        return fits ? cut : -1;
      }
    }
    return -1;
  }

  private void put(byte[] old, byte[]... parts) {
    Branch parent;
    int at;
    if (height == 0) {
      parent = new Branch();
      deepen();
      parent.insert(0, Double.NEGATIVE_INFINITY, 0, old);
      path[0] = parent;
      taken[0] = 0;
      root = parent;
      nodeBytes += Branch.HEAP_BYTES;
      height = 1;
      at = 0;
    } else {
      parent = path[height - 1];
      at = taken[height - 1];
      for (int level = 0; level < height - 1; level++) {
        path[level].added(taken[level], 1);
      }
    }
    parent.child(at, parts[0]);
    parent.count(at, ScoreLeaf.size(parts[0]));
    nodeBytes += bytes(parts[0]) - bytes(old);
    for (int k = 1; k < parts.length; k++) {
      byte[] part = parts[k];
      parent.insert(at + k, ScoreLeaf.score(part, 0), ScoreLeaf.size(part), part);
      nodeBytes += bytes(part);
    }
  }

  // ---- After a change on the path.

  private void counted(int elements) {
    for (int level = 0; level < height; level++) {
      path[level].added(taken[level], elements);
    }
  }

  private void replaced(byte[] before, byte[] after) {
    if (height == 0) {
      root = after;
    } else {
      path[height - 1].child(taken[height - 1], after);
    }
    nodeBytes += bytes(after) - bytes(before);
  }

  private void removeFrom(byte[] leaf, int i) {
    ScoreLeaf.remove(leaf, i);
    counted(-1);
    size--;
    if (height == 0) {
      return;
    }
    if (size == 0) {
      root = leaf;
      height = 0;
      nodeBytes = bytes(leaf);
      return;
    }
    Branch parent = path[height - 1];
    int at = taken[height - 1];
    if (ScoreLeaf.size(leaf) == 0) {
      parent.remove(at);
      nodeBytes -= bytes(leaf);
    } else if (ScoreLeaf.used(leaf) < SPARSE) {
      boolean merged = at + 1 < parent.size() && mergedLeaves(parent, at);
      if (!merged && at > 0) {
        mergedLeaves(parent, at - 1);
      }
    }
    thin();
  }

  /** Merges a leaf and the next one, if one of them has the room. */
  private boolean mergedLeaves(Branch parent, int i) {
    byte[] left = parent.leaf(i);
    byte[] right = parent.leaf(i + 1);
    int count = ScoreLeaf.size(right);
    int more = ScoreLeaf.costOfFirst(right, count);
    if (ScoreLeaf.used(left) + more > MERGED) {
      return false;
    }
    if (ScoreLeaf.hasRoom(left, more)) {
      ScoreLeaf.append(left, right, 0, count);
      nodeBytes -= bytes(right);
    } else if (ScoreLeaf.hasRoom(right, ScoreLeaf.costOfFirst(left, ScoreLeaf.size(left)))) {
      ScoreLeaf.prepend(right, left);
      parent.child(i, right);
      nodeBytes -= bytes(left);
    } else {
      return false;
    }
    parent.added(i, parent.count(i + 1));
    parent.remove(i + 1);
    return true;
  }

  /** Removes empty branches on the path, merges small ones, and makes the tree lower. */
  private void thin() {
    for (int level = height - 1; level > 0; level--) {
      Branch branch = path[level];
      Branch parent = path[level - 1];
      int at = taken[level - 1];
      if (branch.size() == 0) {
        parent.remove(at);
        nodeBytes -= Branch.HEAP_BYTES;
      } else if (branch.size() < Branch.FANOUT / 4) {
        mergeBranches(parent, at + 1 < parent.size() ? at : at - 1);
      }
    }
    while (root instanceof Branch branch && branch.size() == 1) {
      root = branch.child(0);
      height--;
      nodeBytes -= Branch.HEAP_BYTES;
    }
  }

  private void mergeBranches(Branch parent, int i) {
    if (i < 0) {
      return;
    }
    Branch left = parent.branch(i);
    Branch right = parent.branch(i + 1);
    if (left.size() + right.size() <= Branch.FANOUT * 3 / 4) {
      left.absorb(right, parent.low(i + 1));
      parent.added(i, parent.count(i + 1));
      parent.remove(i + 1);
      nodeBytes -= Branch.HEAP_BYTES;
    }
  }

  static long bytes(byte[] leaf) {
    return 16 + (leaf.length + 7L & ~7L);
  }
}
