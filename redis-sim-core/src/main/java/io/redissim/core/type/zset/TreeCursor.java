package io.redissim.core.type.zset;

import io.redissim.core.bytes.Ascii;

/** Walks over the elements of a {@link ScoreTree}, which must not change meanwhile. */
final class TreeCursor {
  private Branch[] path = {};
  private int[] taken = {};
  private int height;
  private byte[] leaf = Ascii.EMPTY;
  private int at;

  /** Stands on the element of this rank, which is there. */
  void seek(ScoreTree tree, int rank) {
    height = tree.height();
    if (path.length < height) {
      path = new Branch[height];
      taken = new int[height];
    }
    Object node = tree.root();
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
    leaf = (byte[]) node;
    at = left;
  }

  /** Steps to the next element, if there is one. */
  void next() {
    if (++at < ScoreLeaf.size(leaf)) {
      return;
    }
    int level = height - 1;
    while (level >= 0 && taken[level] + 1 == path[level].size()) {
      level--;
    }
    if (level >= 0) {
      Object node = path[level].child(++taken[level]);
      while (++level < height) {
        path[level] = (Branch) node;
        taken[level] = 0;
        node = path[level].child(0);
      }
      leaf = (byte[]) node;
      at = 0;
    }
  }

  /** Steps to the element before, if there is one. */
  void previous() {
    if (--at >= 0) {
      return;
    }
    int level = height - 1;
    while (level >= 0 && taken[level] == 0) {
      level--;
    }
    if (level >= 0) {
      Object node = path[level].child(--taken[level]);
      while (++level < height) {
        path[level] = (Branch) node;
        taken[level] = path[level].size() - 1;
        node = path[level].child(taken[level]);
      }
      leaf = (byte[]) node;
      at = ScoreLeaf.size(leaf) - 1;
    }
  }

  double score() {
    return ScoreLeaf.score(leaf, at);
  }

  byte[] array() {
    return leaf;
  }

  int offset() {
    return ScoreLeaf.memberOffset(leaf, at);
  }

  int length() {
    return ScoreLeaf.memberLength(leaf, at);
  }
}
