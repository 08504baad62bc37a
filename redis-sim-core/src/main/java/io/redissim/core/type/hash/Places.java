package io.redissim.core.type.hash;

import java.util.Arrays;

/** Where some fields of a hash lie, until it changes. */
final class Places {
  private long[] places = new long[16];
  private int size;

  void clear() {
    size = 0;
    if (places.length > 4096) {
      places = new long[16];
    }
  }

  void add(long place) {
    if (size == places.length) {
      places = Arrays.copyOf(places, 2 * size);
    }
    places[size++] = place;
  }

  int size() {
    return size;
  }

  long get(int i) {
    return places[i];
  }
}
