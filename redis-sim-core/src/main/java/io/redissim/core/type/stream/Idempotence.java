package io.redissim.core.type.stream;

import io.redissim.core.bytes.Xxh3;
import io.redissim.core.resp.Args;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What producers have added to a stream of late, so that one who adds the same again is told of the
 * first time: XADD with IDMP or IDMPAUTO. Each producer is remembered by itself. Source:
 * redis.io/docs/latest/develop/data-types/streams/idempotency
 */
final class Idempotence {
  static final long DEFAULT_SECONDS = 100;
  static final long MAX_SECONDS = 86_400;
  static final int DEFAULT_SIZE = 100;
  static final int MAX_SIZE = 10_000;

  private static final int OBJECT_BYTES = 72;
  private static final int FRAME_BYTES = 4;
  private static final byte[] SECOND_HALF = "iid".getBytes(StandardCharsets.US_ASCII);

  private final HeapCount heap;
  private final ByName<Producer> producers;
  private long seconds = DEFAULT_SECONDS;
  private int maxSize = DEFAULT_SIZE;
  private long added;
  private long duplicates;

  /** The producer whose old entries are forgotten next. */
  private int sweepAt;

  Idempotence(HeapCount heap) {
    this.heap = heap;
    this.producers = new ByName<>(heap);
    heap.add(OBJECT_BYTES);
  }

  private Idempotence(HeapCount heap, Idempotence other) {
    this(heap);
    seconds = other.seconds;
    maxSize = other.maxSize;
    added = other.added;
    duplicates = other.duplicates;
    for (int i = 0; i < other.producers.size(); i++) {
      Producer producer = other.producers.get(i);
      producers.add(producer.name(), () -> producer.copy(heap));
    }
  }

  Idempotence copy(HeapCount newHeap) {
    return new Idempotence(newHeap, this);
  }

  /** For how long an ID is remembered. */
  long seconds() {
    return seconds;
  }

  /** How many IDs of one producer are remembered at most. */
  int maxSize() {
    return maxSize;
  }

  /** Sets both limits; if one of them changes, all that was remembered is forgotten. */
  void limits(long newSeconds, int newMaxSize) {
    if (newSeconds == seconds && newMaxSize == maxSize) {
      return;
    }
    seconds = newSeconds;
    maxSize = newMaxSize;
    while (producers.size() > 0) {
      drop(producers.get(producers.size() - 1));
    }
  }

  /** How many entries were added under an ID of their own, ever. */
  long added() {
    return added;
  }

  /** How many were not added because they had been before. */
  long duplicates() {
    return duplicates;
  }

  void countDuplicate() {
    duplicates++;
  }

  /** Producers of whom something is remembered. */
  int producersAt(long now) {
    int count = 0;
    for (int i = 0; i < producers.size(); i++) {
      count += producers.get(i).sizeSince(forgottenBefore(now)) > 0 ? 1 : 0;
    }
    return count;
  }

  /** IDs that are remembered, of all producers. */
  long idsAt(long now) {
    long count = 0;
    for (int i = 0; i < producers.size(); i++) {
      count += producers.get(i).sizeSince(forgottenBefore(now));
    }
    return count;
  }

  /** Whether this producer's ID is remembered; if so, {@code to} becomes the entry's ID. */
  boolean find(Args args, int producerArg, byte[] idempotentId, long now, StreamId to) {
    Producer producer = find(args, producerArg);
    return producer != null && producer.find(idempotentId, forgottenBefore(now), to);
  }

  /** Remembers an entry under a producer's ID, which is not remembered yet. */
  void remember(Args args, int producerArg, byte[] idempotentId, long now, StreamId id) {
    // An ID may lie ahead of the clock; one that is recorded again may lie behind it.
    boolean isAhead = id.ms() < 0 || id.ms() > now;
    Producer producer = find(args, producerArg);
    if (producer == null) {
      byte[] name = args.copy(producerArg);
      producer = producers.add(name, () -> new Producer(heap, name));
    }
    producer.forget(forgottenBefore(now), maxSize - 1);
    producer.add(idempotentId, isAhead ? now : id.ms(), id);
    added++;
    sweep(now);
  }

  /** Producers who no longer add anything are found out one at a time. */
  private void sweep(long now) {
    sweepAt = sweepAt + 1 < producers.size() ? sweepAt + 1 : 0;
    Producer producer = producers.get(sweepAt);
    producer.forget(forgottenBefore(now), maxSize);
    if (producer.isEmpty()) {
      drop(producer);
    }
  }

  private void drop(Producer producer) {
    producers.remove(producer);
    producer.release();
  }

  /** What was remembered before or at this time is forgotten. */
  private long forgottenBefore(long now) {
    return now - seconds * 1000;
  }

  private @Nullable Producer find(Args args, int i) {
    return producers.find(args.array(i), args.offset(i), args.length(i));
  }

  /** The ID that IDMPAUTO gives these fields and values: the same for the same ones. */
  static byte[] idOf(Args args, int from) {
    int size = SECOND_HALF.length;
    for (int i = from; i < args.count(); i++) {
      size = Math.addExact(size, FRAME_BYTES + args.length(i));
    }
    byte[] framed = new byte[size];
    int at = 0;
    for (int i = from; i < args.count(); i++) {
      int length = args.length(i);
      for (int shift = 24; shift >= 0; shift -= 8) {
        framed[at++] = (byte) (length >>> shift);
      }
      System.arraycopy(args.array(i), args.offset(i), framed, at, length);
      at += length;
    }
    System.arraycopy(SECOND_HALF, 0, framed, at, SECOND_HALF.length);
    byte[] id = new byte[2 * Long.BYTES];
    write(Xxh3.hash(framed, 0, at), id, 0);
    write(Xxh3.hash(framed, 0, size), id, Long.BYTES);
    return id;
  }

  private static void write(long value, byte[] to, int at) {
    for (int i = 0; i < Long.BYTES; i++) {
      to[at + i] = (byte) (value >>> 8 * i);
    }
  }
}
