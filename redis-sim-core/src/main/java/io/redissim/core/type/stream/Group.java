package io.redissim.core.type.stream;

import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A consumer group: how far it has read, who reads in it, and which entries were delivered and not
 * acknowledged. Every pending entry is one row of the group's map and one of its consumer's.
 */
final class Group implements ByName.Named {
  /** The number of entries read is not known. */
  static final long UNKNOWN = -1;

  private static final int OBJECT_BYTES = 56;
  private static final int ID_BYTES = 32;
  private static final int REFERENCE_BYTES = 4;

  // The values of a row in the map of pending entries.
  private static final int DELIVERY_TIME = 0;
  private static final int DELIVERY_COUNT = 1;
  private static final int CONSUMER = 2;
  private static final int PENDING_WIDTH = 5;

  /**
   * In place of a consumer: nobody's, by XNACK or while the group is being read. Those that were
   * given back are numbered downwards, in the order in which that was.
   */
  private static final int NOBODY = -1;

  private static final byte[] NO_NAME = {};

  /** The delivery time of what was given back: it has been idle for any time. */
  private static final long RELEASED_TIME = 0;

  private final HeapCount heap;
  private final byte[] name;
  private final StreamId lastDelivered = new StreamId();
  private long entriesRead;
  private final IdMap pending;
  private final ByName<Consumer> consumers;

  /** The consumers by their slots; null: the slot is vacant. */
  private @Nullable Consumer[] bySlot = {};

  private long lastReleased = NOBODY;

  Group(HeapCount heap, byte[] name, StreamId lastDelivered, long entriesRead) {
    this.heap = heap;
    this.name = name;
    this.lastDelivered.set(lastDelivered);
    this.entriesRead = entriesRead;
    this.pending = new IdMap(heap, PENDING_WIDTH);
    this.consumers = new ByName<>(heap);
    heap.add(ownBytes());
  }

  private Group(HeapCount heap, Group other) {
    this.heap = heap;
    this.name = other.name;
    this.lastDelivered.set(other.lastDelivered);
    this.entriesRead = other.entriesRead;
    this.pending = other.pending.copy(heap);
    this.consumers = new ByName<>(heap);
    this.bySlot = new Consumer[other.bySlot.length];
    this.lastReleased = other.lastReleased;
    for (int i = 0; i < other.consumers.size(); i++) {
      Consumer consumer = other.consumers.get(i);
      bySlot[consumer.slot()] = consumers.add(consumer.name(), () -> consumer.copy(heap));
    }
    heap.add(ownBytes());
  }

  Group copy(HeapCount newHeap) {
    return new Group(newHeap, this);
  }

  void release() {
    for (int i = 0; i < consumers.size(); i++) {
      consumers.get(i).release();
    }
    consumers.release();
    pending.release();
    heap.add(-ownBytes());
  }

  private long ownBytes() {
    return OBJECT_BYTES + ID_BYTES + LargeValue.heapBytes(name) + slotBytes(bySlot.length);
  }

  private static long slotBytes(int slots) {
    return LargeValue.arrayBytes((long) slots * REFERENCE_BYTES);
  }

  @Override
  public byte[] name() {
    return name;
  }

  /** The ID delivered last: the next entry is the first above it. */
  StreamId lastDelivered() {
    return lastDelivered;
  }

  /** How many entries of the stream, from its first ever on, were read; {@link #UNKNOWN}. */
  long entriesRead() {
    return entriesRead;
  }

  void entriesRead(long count) {
    entriesRead = count;
  }

  // ---- Consumers.

  ByName<Consumer> consumers() {
    return consumers;
  }

  @Nullable Consumer consumer(byte[] array, int offset, int length) {
    return consumers.find(array, offset, length);
  }

  /** A new consumer, whose name is not there yet. */
  Consumer addConsumer(byte[] consumerName, long now) {
    int slot = vacantSlot();
    Consumer added = consumers.add(consumerName, () -> new Consumer(heap, consumerName, slot, now));
    bySlot[slot] = added;
    return added;
  }

  /** Its pending entries go with it. */
  void removeConsumer(Consumer consumer) {
    IdMap own = consumer.pending();
    for (long at = own.first(); at != IdMap.NONE; at = own.next(at)) {
      pending.remove(pending.find(own.ms(at), own.seq(at)));
    }
    bySlot[consumer.slot()] = null;
    consumers.remove(consumer);
    consumer.release();
  }

  private int vacantSlot() {
    if (consumers.size() == bySlot.length) {
      int old = bySlot.length;
      bySlot = Arrays.copyOf(bySlot, old < 2 ? old + 1 : old + (old >> 1));
      heap.add(slotBytes(bySlot.length) - slotBytes(old));
      return old;
    }
    // Consumers seldom go: the slot after the last one is nearly always free.
    int slot = consumers.size();
    while (bySlot[slot] != null) {
      slot = slot + 1 == bySlot.length ? 0 : slot + 1;
    }
    return slot;
  }

  // ---- Pending entries.

  /** The pending entries in order; whose they are: {@link #owner}. */
  IdMap pending() {
    return pending;
  }

  /** Null: it was given back to the group. */
  @Nullable Consumer owner(long position) {
    long slot = pending.value(position, CONSUMER);
    if (slot <= NOBODY) {
      return null;
    }
    Consumer owner = bySlot[(int) slot];
    if (owner == null) {
      throw new IllegalStateException("a pending entry has no consumer");
    }
    return owner;
  }

  /** The owner's name; empty: it was given back to the group. */
  byte[] ownerName(long position) {
    Consumer owner = owner(position);
    return owner == null ? NO_NAME : owner.name();
  }

  /** Whether it was given back to the group, and has no owner. */
  boolean isReleased(long position) {
    return pending.value(position, CONSUMER) <= NOBODY;
  }

  /** Larger than of all that were given back before. */
  long releaseNumber(long position) {
    return -pending.value(position, CONSUMER);
  }

  /** How many have no owner. */
  long released() {
    long owned = 0;
    for (int i = 0; i < consumers.size(); i++) {
      owned += consumers.get(i).pending().size();
    }
    return pending.size() - owned;
  }

  long deliveryTime(long position) {
    return pending.value(position, DELIVERY_TIME);
  }

  long deliveryCount(long position) {
    return pending.value(position, DELIVERY_COUNT);
  }

  /** When the first pending entry was delivered after this time; {@code otherwise}: none was. */
  long firstDeliveryAfter(long millis, long otherwise) {
    long earliest = otherwise;
    for (long at = pending.first(); at != IdMap.NONE; at = pending.next(at)) {
      long delivered = deliveryTime(at);
      if (delivered > millis && delivered < earliest) {
        earliest = delivered;
      }
    }
    return earliest;
  }

  /** One delivery more, as far as they can be counted: XNACK FATAL counts to the end. */
  static long onceMore(long deliveries) {
    return deliveries == Long.MAX_VALUE ? deliveries : deliveries + 1;
  }

  void delivered(long position, long millis, long count) {
    pending.value(position, DELIVERY_TIME, millis);
    pending.value(position, DELIVERY_COUNT, count);
  }

  /** A new pending entry of this consumer, whose ID is not pending yet. Returns its position. */
  long addPending(Consumer consumer, long ms, long seq) {
    consumer.pending().insert(ms, seq);
    long position;
    try {
      position = pending.insert(ms, seq);
    } catch (OutOfMemoryError e) {
      consumer.pending().remove(consumer.pending().find(ms, seq));
      throw e;
    }
    pending.value(position, CONSUMER, consumer.slot());
    return position;
  }

  /** The pending entry becomes this consumer's. */
  void give(long position, Consumer consumer) {
    Consumer owner = owner(position);
    if (owner == consumer) {
      return;
    }
    consumer.pending().insert(pending.ms(position), pending.seq(position));
    disown(owner, position);
    pending.value(position, CONSUMER, consumer.slot());
  }

  /** The pending entry becomes nobody's: whoever claims next may have it. */
  void release(long position, long deliveries) {
    disown(owner(position), position);
    pending.value(position, CONSUMER, --lastReleased);
    delivered(position, RELEASED_TIME, deliveries);
  }

  /** A new pending entry of nobody, whose ID is not pending yet. Returns its position. */
  long addReleased(long ms, long seq, long deliveries) {
    long position = pending.insert(ms, seq);
    pending.value(position, CONSUMER, --lastReleased);
    delivered(position, RELEASED_TIME, deliveries);
    return position;
  }

  void removePending(long position) {
    disown(owner(position), position);
    pending.remove(position);
  }

  private void disown(@Nullable Consumer owner, long position) {
    if (owner != null) {
      IdMap own = owner.pending();
      own.remove(own.find(pending.ms(position), pending.seq(position)));
    }
  }

  // ---- A group that is being read: pending entries come before their consumers.

  void addUnowned(long ms, long seq, long deliveryTime, long deliveryCount) {
    long position = pending.insert(ms, seq);
    delivered(position, deliveryTime, deliveryCount);
    pending.value(position, CONSUMER, NOBODY);
  }

  /** The consumer gets a pending entry; false: there is none, or it has one already. */
  boolean own(Consumer consumer, long ms, long seq) {
    long position = pending.find(ms, seq);
    if (position == IdMap.NONE || pending.value(position, CONSUMER) != NOBODY) {
      return false;
    }
    consumer.pending().insert(ms, seq);
    pending.value(position, CONSUMER, consumer.slot());
    return true;
  }

  /** Whether every pending entry has a consumer, or is one that was given back. */
  boolean isOwned() {
    for (long at = pending.first(); at != IdMap.NONE; at = pending.next(at)) {
      if (isReleased(at) && deliveryTime(at) != RELEASED_TIME) {
        return false;
      }
    }
    return true;
  }

  void visit(StreamVisitor visitor) {
    visitor.group(name, lastDelivered.ms(), lastDelivered.seq(), entriesRead);
    visitor.pending(pending.size());
    for (long at = pending.first(); at != IdMap.NONE; at = pending.next(at)) {
      visitor.pending(pending.ms(at), pending.seq(at), deliveryTime(at), deliveryCount(at));
    }
    visitor.consumers(consumers.size());
    for (int i = 0; i < consumers.size(); i++) {
      Consumer consumer = consumers.get(i);
      IdMap own = consumer.pending();
      visitor.consumer(consumer.name(), consumer.seenTime(), consumer.activeTime(), own.size());
      for (long at = own.first(); at != IdMap.NONE; at = own.next(at)) {
        visitor.owned(own.ms(at), own.seq(at));
      }
    }
  }
}
