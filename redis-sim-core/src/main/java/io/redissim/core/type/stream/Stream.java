package io.redissim.core.type.stream;

import io.redissim.core.bytes.Listpack;
import io.redissim.core.keyspace.LargeValue;
import io.redissim.core.resp.Args;
import org.jspecify.annotations.Nullable;

/**
 * A stream: entries in the order of their IDs, in nodes of packed bytes, and its consumer groups.
 *
 * <p>An entry that is deleted stays in its node and is flagged, until all of the node's are. A
 * stream may be empty and still remember its last ID and its groups.
 */
final class Stream extends LargeValue {
  /** Redis lets no node grow over this. */
  static final int MAX_NODE_BYTES = 1 << 30;

  private static final int OBJECT_BYTES = 72;
  private static final int ID_BYTES = 32;
  private static final int IDS = 3;

  private final HeapCount heap;
  private final StreamNodes nodes;
  private final ByName<Group> groups;

  private final StreamId first = new StreamId();
  private final StreamId last = new StreamId();
  private final StreamId maxDeleted = new StreamId();
  private long length;
  private long entriesAdded;
  private @Nullable Idempotence idempotence;

  Stream() {
    heap = new HeapCount();
    nodes = new StreamNodes(heap);
    groups = new ByName<>(heap);
    heap.add(OBJECT_BYTES + IDS * ID_BYTES);
  }

  private Stream(Stream other) {
    heap = new HeapCount();
    nodes = other.nodes.copy(heap);
    groups = new ByName<>(heap);
    heap.add(OBJECT_BYTES + IDS * ID_BYTES);
    for (int i = 0; i < other.groups.size(); i++) {
      Group group = other.groups.get(i);
      groups.add(group.name(), () -> group.copy(heap));
    }
    first.set(other.first);
    last.set(other.last);
    maxDeleted.set(other.maxDeleted);
    length = other.length;
    entriesAdded = other.entriesAdded;
    idempotence = other.idempotence == null ? null : other.idempotence.copy(heap);
  }

  @Override
  public long heapBytes() {
    return heap.bytes();
  }

  /** The pending entries of the first group stand for those of all. */
  @Override
  public long freeEffort() {
    long perGroup = groups.size() == 0 ? 0 : 1 + groups.get(0).pending().size();
    return nodes.size() + groups.size() * perGroup;
  }

  @Override
  public LargeValue copy() {
    return new Stream(this);
  }

  /** Entries that are not deleted. */
  long length() {
    return length;
  }

  /** The ID of the first entry; 0-0: there is none. */
  StreamId firstId() {
    return first;
  }

  /** The largest ID that there ever was, deleted or not. */
  StreamId lastId() {
    return last;
  }

  /** The largest ID that was deleted; trimming does not count. */
  StreamId maxDeletedId() {
    return maxDeleted;
  }

  /** How many entries were ever added. */
  long entriesAdded() {
    return entriesAdded;
  }

  void entriesAdded(long count) {
    entriesAdded = count;
  }

  StreamNodes nodes() {
    return nodes;
  }

  ByName<Group> groups() {
    return groups;
  }

  /** A new group, whose name is not there yet. */
  Group addGroup(byte[] name, StreamId lastDelivered, long entriesRead) {
    return groups.add(name, () -> new Group(heap, name, lastDelivered, entriesRead));
  }

  void removeGroup(Group group) {
    groups.remove(group);
    group.release();
  }

  /** What producers have added of late; null: none has told who it is, nor were limits set. */
  @Nullable Idempotence idempotence() {
    return idempotence;
  }

  Idempotence makeIdempotent() {
    Idempotence made = idempotence;
    if (made == null) {
      made = new Idempotence(heap);
      idempotence = made;
    }
    return made;
  }

  // ---- Entries.

  /**
   * Appends an entry of the fields and values from argument {@code from} on, whose ID is larger
   * than all before.
   *
   * @param maxBytes a node that would have this many goes to its end; a limit of Redis' own on top
   * @param maxEntries a node has at most so many; 0: any number
   */
  void append(StreamId id, Args args, int from, long payload, long maxBytes, long maxEntries) {
    IdMap ids = nodes.ids();
    long tail = ids.last();
    if (tail != IdMap.NONE && !isFull(nodes.node(tail), payload, maxBytes, maxEntries)) {
      long msDelta = id.ms() - ids.ms(tail);
      long seqDelta = id.seq() - ids.seq(tail);
      byte[] node = nodes.node(tail);
      nodes.replace(tail, StreamNode.append(node, args, from, payload, msDelta, seqDelta));
    } else {
      if (tail != IdMap.NONE) {
        nodes.replace(tail, StreamNode.trimmed(nodes.node(tail)));
      }
      nodes.add(id.ms(), id.seq(), StreamNode.create(args, from, payload));
    }
    length++;
    entriesAdded++;
    last.set(id);
    if (length == 1) {
      first.set(id);
    }
  }

  private static boolean isFull(byte[] node, long payload, long maxBytes, long maxEntries) {
    long limit = maxBytes == 0 || maxBytes > MAX_NODE_BYTES ? MAX_NODE_BYTES : maxBytes;
    return Listpack.bytes(node, 0) + payload >= limit
        || maxEntries != 0 && StreamNode.live(node) + StreamNode.deleted(node) >= maxEntries;
  }

  /** Whether there is such an entry, and it is not deleted. */
  boolean contains(StreamId id, StreamCursor cursor) {
    return cursor.over(this, id, id, false).next();
  }

  /** Deletes an entry; false: there is none. {@link #firstId} is not brought up to date. */
  boolean delete(StreamId id, StreamCursor cursor) {
    if (!contains(id, cursor)) {
      return false;
    }
    long position = cursor.position();
    byte[] node = nodes.node(position);
    long live = StreamNode.live(node);
    if (live == 1) {
      nodes.remove(position);
    } else {
      int fromFirst = cursor.entryAt() - StreamNode.firstEntry(node);
      byte[] counted = StreamNode.recount(node, live - 1, StreamNode.deleted(node) + 1);
      StreamNode.flagDeleted(counted, StreamNode.firstEntry(counted) + fromFirst);
      nodes.replace(position, counted);
    }
    length--;
    return true;
  }

  /** After deletions: finds out which entry is the first now. */
  void findFirst(StreamCursor cursor) {
    if (length > 0 && cursor.overAll(this, false).next()) {
      first.set(cursor.ms(), cursor.seq());
    } else {
      first.set(0, 0);
    }
  }

  /** The ID of the last entry that is not deleted; false: there is none. */
  boolean lastEntry(StreamCursor cursor, StreamId id) {
    if (!cursor.overAll(this, true).next()) {
      return false;
    }
    id.set(cursor.ms(), cursor.seq());
    return true;
  }

  /** An entry left the front of the stream: it is now this much shorter. */
  void shortened(long entries) {
    length -= entries;
  }

  // ---- What the groups know of entries.

  /** Whether a group has the entry of this ID pending or was not given it yet. */
  boolean isReferenced(long ms, long seq) {
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      if (group.lastDelivered().compareTo(ms, seq) < 0
          || group.pending().find(ms, seq) != IdMap.NONE) {
        return true;
      }
    }
    return false;
  }

  /** No group has the entry pending any longer; returns how many had. */
  int dropReferences(long ms, long seq) {
    int dropped = 0;
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      long position = group.pending().find(ms, seq);
      if (position != IdMap.NONE) {
        group.removePending(position);
        dropped++;
      }
    }
    return dropped;
  }

  // ---- How far into the stream an ID is. Source: Valkey t_stream.c:streamRangeHasTombstones,
  // streamEstimateDistanceFromFirstEverEntry.

  /** Whether an entry from this ID on, as far as is known, was deleted. */
  boolean mayHaveDeletedFrom(StreamId id) {
    if (length == 0 || maxDeleted.isZero() || first.compareTo(maxDeleted) > 0) {
      return false;
    }
    return id.compareTo(maxDeleted) <= 0;
  }

  /** How many entries were added up to this ID; {@link Group#UNKNOWN} if nobody can tell. */
  long entriesUpTo(StreamId id) {
    if (entriesAdded == 0) {
      return 0;
    }
    int toLast = id.compareTo(last);
    if (length == 0 && toLast <= 0 || toLast == 0) {
      return entriesAdded;
    }
    if (toLast > 0) {
      return Group.UNKNOWN;
    }
    int toFirst = id.compareTo(first);
    if ((maxDeleted.isZero() || maxDeleted.compareTo(first) < 0) && toFirst <= 0) {
      return entriesAdded - length + (toFirst == 0 ? 1 : 0);
    }
    return Group.UNKNOWN;
  }

  void visit(StreamVisitor visitor) {
    IdMap ids = nodes.ids();
    visitor.nodes(ids.size());
    for (long at = ids.first(); at != IdMap.NONE; at = ids.next(at)) {
      byte[] node = nodes.node(at);
      visitor.node(ids.ms(at), ids.seq(at), node, Listpack.bytes(node, 0));
    }
    visitor.remembered(length, last.ms(), last.seq());
    visitor.rememberedMore(
        first.ms(), first.seq(), maxDeleted.ms(), maxDeleted.seq(), entriesAdded);
    visitor.groups(groups.size());
    for (int i = 0; i < groups.size(); i++) {
      groups.get(i).visit(visitor);
    }
  }
}
