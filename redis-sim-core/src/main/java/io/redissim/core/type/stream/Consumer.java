package io.redissim.core.type.stream;

import io.redissim.core.keyspace.LargeValue;

/** One that reads in a group, and the IDs that were delivered to it and not acknowledged yet. */
final class Consumer implements ByName.Named {
  /** It has never been given an entry. */
  static final long NEVER = -1;

  private static final int OBJECT_BYTES = 40;
  private static final int PENDING_WIDTH = 2;

  private final HeapCount heap;
  private final byte[] name;

  /** Its number within the group, by which the group's pending entries know it. */
  private final int slot;

  private final IdMap pending;
  private long seenTime;
  private long activeTime = NEVER;

  Consumer(HeapCount heap, byte[] name, int slot, long now) {
    this.heap = heap;
    this.name = name;
    this.slot = slot;
    this.pending = new IdMap(heap, PENDING_WIDTH);
    this.seenTime = now;
    heap.add(OBJECT_BYTES + LargeValue.heapBytes(name));
  }

  private Consumer(HeapCount heap, Consumer other) {
    this.heap = heap;
    this.name = other.name;
    this.slot = other.slot;
    this.pending = other.pending.copy(heap);
    this.seenTime = other.seenTime;
    this.activeTime = other.activeTime;
    heap.add(OBJECT_BYTES + LargeValue.heapBytes(name));
  }

  Consumer copy(HeapCount newHeap) {
    return new Consumer(newHeap, this);
  }

  void release() {
    pending.release();
    heap.add(-OBJECT_BYTES - LargeValue.heapBytes(name));
  }

  @Override
  public byte[] name() {
    return name;
  }

  int slot() {
    return slot;
  }

  /** Without values: what is known of a pending entry stands in the group's own list. */
  IdMap pending() {
    return pending;
  }

  /** When it last tried to read or to claim, in epoch milliseconds. */
  long seenTime() {
    return seenTime;
  }

  void seenTime(long millis) {
    seenTime = millis;
  }

  /** When it last got an entry, in epoch milliseconds; {@link #NEVER}. */
  long activeTime() {
    return activeTime;
  }

  void activeTime(long millis) {
    activeTime = millis;
  }
}
