package io.redissim.core.type.zset;

import io.redissim.core.bytes.DistinctBytes;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.type.set.Member;
import java.util.Arrays;

/**
 * What a union, an intersection or a difference consists of: different members with their scores,
 * numbered as they came, and after {@link #sort} their order. Refers to the bytes of the sources,
 * which must not change meanwhile. Used again and again.
 */
final class Combination {
  /** Room for more than this is not kept. */
  private static final int KEPT = 1024;

  private final KeyHash hash;
  private final DistinctBytes members = new DistinctBytes();
  private double[] scores = {};

  /** The numbers in order of (score, bytes of the member); and room to merge them in. */
  private int[] order = {};

  private int[] merged = {};

  /** Where each of the runs begins that are to be merged, and where the last one ends. */
  private int[] runs = {};

  Combination(KeyHash hash) {
    this.hash = hash;
  }

  KeyHash hash() {
    return hash;
  }

  void clear() {
    members.clear();
    if (scores.length > KEPT) {
      scores = new double[0];
      order = new int[0];
      merged = new int[0];
      runs = new int[0];
    }
  }

  int size() {
    return members.size();
  }

  /** Makes room for so many more at once. */
  void expect(int more) {
    members.expect(more);
    if (scores.length - size() < more) {
      scores = Arrays.copyOf(scores, Math.addExact(size(), more));
    }
  }

  /** The number of this member, or -1: it did not come yet. */
  int find(Member member) {
    int length = member.length();
    return members.find(member.array(), member.offset(), length, member.hash(hash));
  }

  double score(int number) {
    return scores[number];
  }

  void score(int number, double score) {
    scores[number] = score;
  }

  /** Adds a member that did not come yet. */
  void add(Member member, double score) {
    int number = size();
    if (number == scores.length) {
      scores = Arrays.copyOf(scores, Math.max(16, Math.addExact(number, number >> 1)));
    }
    int length = member.length();
    long its = member.hash(hash);
    members.add(member.array(), member.offset(), length, its, member.isNumber());
    scores[number] = score;
  }

  byte[] array(int number) {
    return members.array(number);
  }

  int offset(int number) {
    return members.offset(number);
  }

  int length(int number) {
    return members.length(number);
  }

  // ---- Order.

  /** The number of the element of this rank, once sorted. */
  int at(int rank) {
    return order[rank];
  }

  /**
   * Puts the elements into order: by merging the runs that are in order already, for each source
   * was. O(n log runs).
   */
  void sort() {
    int size = size();
    if (order.length < size) {
      order = new int[scores.length];
      merged = new int[scores.length];
    }
    for (int i = 0; i < size; i++) {
      order[i] = i;
    }
    for (int count = findRuns(size); count > 1; ) {
      count = mergeRuns(count);
      int[] other = order;
      order = merged;
      merged = other;
    }
  }

  private int findRuns(int size) {
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || compare(i - 1, i) > 0) {
        startRun(count++, i);
      }
    }
    startRun(count, size);
    return count;
  }

  private void startRun(int run, int at) {
    if (run == runs.length) {
      runs = Arrays.copyOf(runs, Math.max(16, 2 * run));
    }
    runs[run] = at;
  }

  /** Merges each two neighbours, and returns how many runs that leaves. */
  private int mergeRuns(int count) {
    int left = 0;
    for (int run = 0; run < count; run += 2) {
      int end = runs[Math.min(run + 2, count)];
      merge(runs[run], runs[run + 1], end);
      runs[left++] = runs[run];
    }
    runs[left] = runs[count];
    return left;
  }

  /** Merges {@code from} to {@code middle} and {@code middle} to {@code to}. */
  private void merge(int from, int middle, int to) {
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takesLeft = right >= to || left < middle && compare(order[left], order[right]) <= 0;
      merged[i] = takesLeft ? order[left++] : order[right++];
    }
  }

  /** By score, then by the bytes of the member. */
  private int compare(int one, int other) {
    double own = scores[one];
    double its = scores[other];
    if (own != its) {
      return own < its ? -1 : 1;
    }
    int from = offset(one);
    int itsFrom = offset(other);
    return Arrays.compareUnsigned(
        array(one), from, from + length(one), array(other), itsFrom, itsFrom + length(other));
  }
}
