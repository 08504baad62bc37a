package io.redissim.core.type.stream;

import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;
import org.jspecify.annotations.Nullable;

/**
 * Makes a stream of parts that nobody vouches for, in the order in which they are written: nodes,
 * what the stream remembers, then each group with its pending entries and its consumers. Every
 * method that answers false has found a part that does not fit; the stream is then to be thrown
 * away.
 */
public final class StreamBuilder {
  private final Stream stream = new Stream();
  private final StreamNodeCheck check = new StreamNodeCheck();
  private final StreamCursor cursor = new StreamCursor();
  private final StreamId lastEntry = new StreamId();
  private long entries;
  private @Nullable Group group;
  private @Nullable Consumer consumer;

  /** The next node; the array is kept. */
  public boolean addNode(long ms, long seq, byte[] node) {
    boolean isBelow = stream.nodes().size() > 0 && lastEntry.compareTo(ms, seq) >= 0;
    if (isBelow || !check.isValid(node, ms, seq)) {
      return false;
    }
    lastEntry.set(check.last());
    stream.nodes().add(ms, seq, node);
    stream.shortened(-check.live());
    entries += check.live();
    return true;
  }

  /** How many entries there are, and the last ID there ever was. */
  public boolean remember(long length, long lastMs, long lastSeq) {
    stream.lastId().set(lastMs, lastSeq);
    return length == entries && (entries == 0 || stream.lastId().compareTo(lastEntry) >= 0);
  }

  /** The rest, where it was written. */
  public void rememberMore(
      long firstMs, long firstSeq, long deletedMs, long deletedSeq, long entriesAdded) {
    stream.firstId().set(firstMs, firstSeq);
    stream.maxDeletedId().set(deletedMs, deletedSeq);
    stream.entriesAdded(entriesAdded);
  }

  /** The rest, where older versions did not write it. */
  public void guessMore() {
    stream.findFirst(cursor);
    stream.entriesAdded(entries);
  }

  /** How many entries were added up to this ID, as far as can be told. */
  public long entriesUpTo(long ms, long seq) {
    return stream.entriesUpTo(new StreamId(ms, seq));
  }

  /** The next group; the array is kept. */
  public boolean addGroup(byte[] name, long ms, long seq, long entriesRead) {
    if (stream.groups().find(name, 0, name.length) != null) {
      return false;
    }
    group = stream.addGroup(name, new StreamId(ms, seq), entriesRead);
    return true;
  }

  /** A pending entry of the group, whose consumer comes later. */
  public boolean addPending(long ms, long seq, long deliveryTime, long deliveryCount) {
    Group of = present(group);
    if (of.pending().find(ms, seq) != IdMap.NONE) {
      return false;
    }
    of.addUnowned(ms, seq, deliveryTime, deliveryCount);
    return true;
  }

  /** The next consumer of the group; the array is kept. */
  public boolean addConsumer(byte[] name, long seenTime, long activeTime) {
    Group of = present(group);
    if (of.consumer(name, 0, name.length) != null) {
      return false;
    }
    consumer = of.addConsumer(name, seenTime);
    consumer.activeTime(activeTime);
    return true;
  }

  /** The consumer has this entry of the group's pending ones. */
  public boolean own(long ms, long seq) {
    return present(group).own(present(consumer), ms, seq);
  }

  /** The group is complete. */
  public boolean endGroup() {
    return present(group).isOwned();
  }

  /** Sets the key to the stream, whatever it held. */
  public void store(Database db, Key key, long deadline) {
    db.create(key, StreamValue.TYPE, deadline).become(stream);
    db.commit();
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("a part without what it belongs to");
    }
    return part;
  }
}
