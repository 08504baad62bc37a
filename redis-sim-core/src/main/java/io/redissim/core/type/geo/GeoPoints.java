package io.redissim.core.type.geo;

import io.redissim.core.bytes.Ascii;
import java.util.Arrays;

/** What a search found: members with score and distance, in arrays that grow. */
final class GeoPoints {
  private static final int INITIAL = 16;

  /** More points than this are not kept for the next search. */
  private static final int KEPT = 10_000;

  private static final int KEPT_BYTES = 1024 * 1024;

  private double[] scores = {};
  private double[] distances = {};

  /** Where a member begins; it ends where the next one begins. */
  private int[] starts = new int[1];

  private byte[] members = Ascii.EMPTY;

  /** Points in the order wanted. */
  private int[] order = {};

  private int count;

  int count() {
    return count;
  }

  void clear() {
    count = 0;
    if (scores.length > KEPT) {
      scores = new double[0];
      distances = new double[0];
      starts = new int[1];
    }
    order = new int[0];
    if (members.length > KEPT_BYTES) {
      members = Ascii.EMPTY;
    }
  }

  void add(double score, double distance, byte[] member, int offset, int length) {
    if (count == scores.length) {
      int roomy = Math.max(INITIAL, 2 * count);
      scores = Arrays.copyOf(scores, roomy);
      distances = Arrays.copyOf(distances, roomy);
      starts = Arrays.copyOf(starts, roomy + 1);
    }
    int start = starts[count];
    int end = Math.addExact(start, length);
    if (end > members.length) {
      members = Arrays.copyOf(members, (int) Math.min(Integer.MAX_VALUE - 8, 2L * end));
    }
    System.arraycopy(member, offset, members, start, length);
    scores[count] = score;
    distances[count] = distance;
    starts[++count] = end;
  }

  /** Orders by distance; those as far stay in the order in which they were found. */
  void sort(boolean descending) {
    int[] from = new int[count];
    int[] to = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    for (int run = 1; run < count && run > 0; run *= 2) {
      for (int start = 0; start < count; start += 2 * run) {
        int middle = Math.min(count, start + run);
        merge(from, to, start, middle, (int) Math.min(count, start + 2L * run), descending);
      }
      int[] merged = to;
      to = from;
      from = merged;
    }
    order = from;
  }

  private void merge(int[] from, int[] to, int start, int middle, int end, boolean descending) {
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takeLeft =
          right == end || left < middle && !isBefore(from[right], from[left], descending);
      to[i] = takeLeft ? from[left++] : from[right++];
    }
  }

  private boolean isBefore(int one, int other, boolean descending) {
    return descending ? distances[one] > distances[other] : distances[one] < distances[other];
  }

  private int at(int rank) {
    return order.length == 0 ? rank : order[rank];
  }

  double score(int rank) {
    return scores[at(rank)];
  }

  /** In metres. */
  double distance(int rank) {
    return distances[at(rank)];
  }

  byte[] memberArray() {
    return members;
  }

  int memberOffset(int rank) {
    return starts[at(rank)];
  }

  int memberLength(int rank) {
    return starts[at(rank) + 1] - starts[at(rank)];
  }
}
