package io.redissim.core.type.stream;

import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What one producer has added of late: a ring of IDs, oldest first. A look-up compares hashes, four
 * bytes each, from the newest on: what is sent again was mostly sent just before.
 */
final class Producer implements ByName.Named {
  private static final int OBJECT_BYTES = 48;
  private static final int REFERENCE_BYTES = 4;
  private static final int FIRST_ROOM = 4;

  // What stands in `times` of each entry.
  private static final int WIDTH = 3;
  private static final int TIME = 0;
  private static final int MS = 1;
  private static final int SEQ = 2;

  private final HeapCount heap;
  private final byte[] name;
  private byte[] @Nullable [] ids = {};
  private int[] hashes = {};
  private long[] times = {};
  private int first;
  private int size;

  Producer(HeapCount heap, byte[] name) {
    this.heap = heap;
    this.name = name;
    heap.add(OBJECT_BYTES + LargeValue.heapBytes(name) + roomBytes(0));
  }

  Producer copy(HeapCount newHeap) {
    Producer copy = new Producer(newHeap, name);
    copy.ids = ids.clone();
    copy.hashes = hashes.clone();
    copy.times = times.clone();
    copy.first = first;
    copy.size = size;
    newHeap.add(roomBytes(ids.length) - roomBytes(0));
    for (int i = 0; i < size; i++) {
      newHeap.add(LargeValue.heapBytes(id(place(i))));
    }
    return copy;
  }

  void release() {
    forget(Long.MAX_VALUE, 0);
    heap.add(-OBJECT_BYTES - LargeValue.heapBytes(name) - roomBytes(ids.length));
  }

  @Override
  public byte[] name() {
    return name;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** How many were added after this time. */
  int sizeSince(long millis) {
    int old = 0;
    while (old < size && times[place(old) * WIDTH + TIME] <= millis) {
      old++;
    }
    return size - old;
  }

  /** Whether this ID was added after that time; if so, {@code to} becomes the entry's ID. */
  boolean find(byte[] id, long since, StreamId to) {
    int hash = Arrays.hashCode(id);
    for (int i = size - 1; i >= 0; i--) {
      int place = place(i);
      if (times[place * WIDTH + TIME] <= since) {
        return false;
      }
      if (hashes[place] == hash && Arrays.equals(id(place), id)) {
        to.set(times[place * WIDTH + MS], times[place * WIDTH + SEQ]);
        return true;
      }
    }
    return false;
  }

  /** Forgets all up to this time, and the oldest until so many are left. */
  void forget(long until, int most) {
    while (size > 0 && (size > most || times[first * WIDTH + TIME] <= until)) {
      heap.add(-LargeValue.heapBytes(id(first)));
      ids[first] = null;
      first = first + 1 == ids.length ? 0 : first + 1;
      size--;
    }
  }

  /** {@code time}: when the entry was added; what is remembered already is older. */
  void add(byte[] id, long time, StreamId entry) {
    if (size == ids.length) {
      grow();
    }
    int place = place(size);
    long newest = size == 0 ? time : times[place(size - 1) * WIDTH + TIME];
    ids[place] = id;
    hashes[place] = Arrays.hashCode(id);
    times[place * WIDTH + TIME] = Math.max(time, newest);
    times[place * WIDTH + MS] = entry.ms();
    times[place * WIDTH + SEQ] = entry.seq();
    size++;
    heap.add(LargeValue.heapBytes(id));
  }

  private void grow() {
    int old = ids.length;
    int wider = Math.max(FIRST_ROOM, old + (old >> 1));
    byte[] @Nullable [] widerIds = new byte[wider][];
    int[] widerHashes = new int[wider];
    long[] widerTimes = new long[wider * WIDTH];
    for (int i = 0; i < size; i++) {
      int place = place(i);
      widerIds[i] = ids[place];
      widerHashes[i] = hashes[place];
      System.arraycopy(times, place * WIDTH, widerTimes, i * WIDTH, WIDTH);
    }
    ids = widerIds;
    hashes = widerHashes;
    times = widerTimes;
    first = 0;
    heap.add(roomBytes(wider) - roomBytes(old));
  }

  private int place(int i) {
    int place = first + i;
    return place < ids.length ? place : place - ids.length;
  }

  private byte[] id(int place) {
    byte[] id = ids[place];
    if (id == null) {
      throw new IllegalStateException("no ID at " + place);
    }
    return id;
  }

  private static long roomBytes(int entries) {
    return LargeValue.arrayBytes((long) entries * REFERENCE_BYTES)
        + LargeValue.arrayBytes((long) entries * Integer.BYTES)
        + LargeValue.arrayBytes((long) entries * WIDTH * Long.BYTES);
  }
}
