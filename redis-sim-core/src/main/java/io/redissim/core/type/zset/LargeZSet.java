package io.redissim.core.type.zset;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.keyspace.LargeValue;
import io.redissim.core.keyspace.table.PackedTable;

/**
 * A sorted set of encoding "skiplist": each element stands in a table, which knows the score of a
 * member, and in a tree, which knows the order. Both always hold the same.
 */
final class LargeZSet extends LargeValue {
  private static final long OWN_BYTES = 24;

  private final PackedTable scores;
  private final ScoreTree order;

  LargeZSet(KeyHash hash) {
    this(new PackedTable(hash, PackedTable.Values.LONG), new ScoreTree());
  }

  private LargeZSet(PackedTable scores, ScoreTree order) {
    this.scores = scores;
    this.order = order;
  }

  /** A set of these members and scores. */
  static LargeZSet of(PackedTable scores) {
    LargeZSet set = new LargeZSet(scores, new ScoreTree());
    for (long at = scores.first(); at != PackedTable.NONE; at = scores.next(at)) {
      double score = Double.longBitsToDouble(scores.longValue(at));
      set.order.insert(score, scores.keyArray(at), scores.keyOffset(at), scores.keyLength(at));
    }
    return set;
  }

  /** A set of these elements, which are sorted. */
  static LargeZSet of(Combination elements) {
    PackedTable scores = new PackedTable(elements.hash(), PackedTable.Values.LONG);
    ScoreTreeBuilder order = new ScoreTreeBuilder();
    scores.expect(elements.size());
    for (int rank = 0; rank < elements.size(); rank++) {
      int i = elements.at(rank);
      byte[] array = elements.array(i);
      int offset = elements.offset(i);
      int length = elements.length(i);
      double score = elements.score(i);
      order.add(score, array, offset, length);
      long hash = scores.hash(array, offset, length);
      scores.addNew(array, offset, length, hash, Double.doubleToRawLongBits(score));
    }
    scores.settle();
    return new LargeZSet(scores, order.build());
  }

  @Override
  public long heapBytes() {
    return OWN_BYTES + scores.heapBytes() + order.heapBytes();
  }

  @Override
  public long freeEffort() {
    return order.size();
  }

  @Override
  public LargeValue copy() {
    return new LargeZSet(scores.copy(), order.copy());
  }

  int size() {
    return order.size();
  }

  PackedTable scores() {
    return scores;
  }

  ScoreTree order() {
    return order;
  }

  /** The member's score; NaN: it is not there. */
  double score(byte[] member, int offset, int length) {
    return score(member, offset, length, scores.hash(member, offset, length));
  }

  /** As above, of a member whose hash is known. */
  double score(byte[] member, int offset, int length, long hash) {
    long at = scores.find(member, offset, length, hash);
    return at == PackedTable.NONE ? Double.NaN : Double.longBitsToDouble(scores.longValue(at));
  }

  /** The element's rank from 0; -1: it is not there. */
  int rank(byte[] member, int offset, int length) {
    double score = score(member, offset, length);
    return Double.isNaN(score) ? -1 : order.rank(score, member, offset, length);
  }

  /** Adds an element that is not there. */
  void add(double score, byte[] member, int offset, int length) {
    order.insert(score, member, offset, length);
    try {
      scores.putIfAbsent(member, offset, length, Double.doubleToRawLongBits(score));
    } catch (Throwable refused) {
      order.remove(score, member, offset, length);
      throw refused;
    }
  }

  /** Gives an element that is there a score that is higher or lower than the one it has. */
  void move(double from, double to, byte[] member, int offset, int length) {
    order.move(from, to, member, offset, length);
    scores.setLong(scores.find(member, offset, length), Double.doubleToRawLongBits(to));
  }

  /** Removes an element that is there. */
  void remove(double score, byte[] member, int offset, int length) {
    order.remove(score, member, offset, length);
    scores.remove(member, offset, length);
  }

  /** Removes the elements with ranks from {@code from} up to but not including {@code to}. */
  void removeRange(int from, int to, TreeCursor cursor) {
    for (int left = to - from; left > 0; left--) {
      cursor.seek(order, from);
      scores.remove(cursor.array(), cursor.offset(), cursor.length());
      order.removeAt(from);
    }
  }
}
