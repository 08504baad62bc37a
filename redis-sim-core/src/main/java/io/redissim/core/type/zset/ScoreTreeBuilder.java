package io.redissim.core.type.zset;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a {@link ScoreTree} of elements that come in order, level by level from the leaves up: each
 * leaf is full but the last, and branches have room for what is added later.
 */
final class ScoreTreeBuilder {
  /** Children that a branch gets at most. */
  private static final int CHILDREN = Branch.FANOUT * 3 / 4;

  /** A node of the level that is built, its lowest score and the elements under it. */
  private record Child(Object node, double low, int count) {}

  private List<Child> level = new ArrayList<>();
  private byte[] leaf = ScoreLeaf.empty();
  private int size;
  private long bytes;

  /** Adds an element greater than all before. */
  void add(double score, byte[] member, int offset, int length) {
    int cost = ScoreLeaf.cost(length);
    if (!ScoreLeaf.hasRoom(leaf, cost)) {
      if ((long) ScoreLeaf.used(leaf) + cost > ScoreLeaf.MAX_BYTES) {
        endLeaf();
      }
      leaf = ScoreLeaf.doubled(leaf, cost);
    }
    ScoreLeaf.insert(leaf, ScoreLeaf.size(leaf), score, member, offset, length);
    size++;
  }

  private void endLeaf() {
    if (ScoreLeaf.size(leaf) > 0) {
      addLeaf(leaf);
      leaf = ScoreLeaf.empty();
    }
  }

  private void addLeaf(byte[] ended) {
    int count = ScoreLeaf.size(ended);
    bytes += ScoreTree.bytes(ended);
    level.add(new Child(ended, count == 0 ? 0 : ScoreLeaf.score(ended, 0), count));
  }

  /** The tree; nothing may be added after that. */
  ScoreTree build() {
    if (ScoreLeaf.size(leaf) > 0 || level.isEmpty()) {
      addLeaf(ScoreLeaf.grown(leaf, 0));
    }
    int height = 0;
    while (level.size() > 1) {
      level = above(level);
      height++;
    }
    return new ScoreTree(level.get(0).node(), height, size, bytes);
  }

  private List<Child> above(List<Child> below) {
    int branches = (below.size() + CHILDREN - 1) / CHILDREN;
    List<Child> above = new ArrayList<>(branches);
    for (int i = 0; i < branches; i++) {
      int from = (int) ((long) below.size() * i / branches);
      int to = (int) ((long) below.size() * (i + 1) / branches);
      above.add(branch(below.subList(from, to)));
    }
    return above;
  }

  private Child branch(List<Child> children) {
    Branch branch = new Branch();
    for (Child child : children) {
      double low = branch.size() == 0 ? Double.NEGATIVE_INFINITY : child.low();
      branch.insert(branch.size(), low, child.count(), child.node());
    }
    bytes += Branch.HEAP_BYTES;
    return new Child(branch, children.get(0).low(), branch.countAll());
  }
}
