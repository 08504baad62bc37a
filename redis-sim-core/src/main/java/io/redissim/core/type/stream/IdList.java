package io.redissim.core.type.stream;

import java.util.Arrays;

/** IDs in a row, for the length of one command. */
final class IdList {
  private static final int INITIAL = 16;

  /** More longs than this are not kept for the next use. */
  private static final int KEPT = 64 * 1024;

  private long[] longs = {};
  private int size;

  void clear() {
    size = 0;
    if (longs.length > KEPT) {
      longs = new long[0];
    }
  }

  void add(long ms, long seq) {
    if (2 * size == longs.length) {
      longs = Arrays.copyOf(longs, Math.max(INITIAL, Math.multiplyExact(longs.length, 2)));
    }
    longs[2 * size] = ms;
    longs[2 * size + 1] = seq;
    size++;
  }

  void add(StreamId id) {
    add(id.ms(), id.seq());
  }

  int size() {
    return size;
  }

  long ms(int i) {
    return longs[2 * i];
  }

  long seq(int i) {
    return longs[2 * i + 1];
  }
}
