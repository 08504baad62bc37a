package io.redissim.core.type.stream;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.resp.ReplySink;

/**
 * Walks the entries of a stream between two IDs, both included, in either direction. Made once and
 * used again and again; good until the stream changes.
 *
 * <pre>{@code
 * for (cursor.over(stream, from, to, false); cursor.next(); ) {
 *   cursor.reply(reply);
 * }
 * }</pre>
 */
final class StreamCursor {
  private static final byte END = (byte) 0xff;

  private final StreamId from = new StreamId();
  private final StreamId to = new StreamId();
  private final byte[] idText = new byte[StreamId.MAX_TEXT_BYTES];

  private StreamNodes nodes = new StreamNodes(new HeapCount());
  private boolean backwards;
  private boolean withDeleted;

  // The node that is walked.
  private long position = IdMap.NONE;
  private byte[] node = Ascii.EMPTY;
  private long masterMs;
  private long masterSeq;
  private int masterFields;
  private int masterFieldsAt;

  /** Forward: where the next entry stands. Backward: where the last element of the next stands. */
  private int at;

  // The entry that was found.
  private long ms;
  private long seq;
  private int entryAt;
  private int flags;
  private int fields;
  private int contentAt;

  /** Forward: how many elements of the entry are in front of {@link #at} and not walked yet. */
  private int unread;

  /** Starts a walk over the live entries from one ID to another. */
  StreamCursor over(Stream stream, StreamId first, StreamId last, boolean reversed) {
    from.set(first);
    to.set(last);
    return start(stream, reversed, false);
  }

  /** Starts a walk over all live entries. */
  StreamCursor overAll(Stream stream, boolean reversed) {
    return overAll(stream, reversed, false);
  }

  /** Starts a walk over all entries, those too that are deleted and still lie in a node. */
  StreamCursor overAllWithDeleted(Stream stream, boolean reversed) {
    return overAll(stream, reversed, true);
  }

  private StreamCursor overAll(Stream stream, boolean reversed, boolean deleted) {
    from.set(0, 0);
    to.set(StreamId.MAX, StreamId.MAX);
    return start(stream, reversed, deleted);
  }

  private StreamCursor start(Stream stream, boolean reversed, boolean deleted) {
    nodes = stream.nodes();
    backwards = reversed;
    withDeleted = deleted;
    unread = 0;
    IdMap ids = nodes.ids();
    if (reversed) {
      open(to.isMax() ? ids.last() : ids.floor(to.ms(), to.seq()));
    } else {
      long floor = from.isZero() ? IdMap.NONE : ids.floor(from.ms(), from.seq());
      open(floor == IdMap.NONE ? ids.first() : floor);
    }
    return this;
  }

  private void open(long newPosition) {
    position = newPosition;
    if (newPosition == IdMap.NONE) {
      node = Ascii.EMPTY;
      return;
    }
    node = nodes.node(newPosition);
    masterMs = nodes.ids().ms(newPosition);
    masterSeq = nodes.ids().seq(newPosition);
    masterFields = StreamNode.masterFields(node);
    masterFieldsAt = StreamNode.masterFieldsAt(node);
    at =
        backwards
            ? ListpackEntry.skipBack(node, Listpack.end(node, 0))
            : ListpackEntry.skip(node, StreamNode.skip(node, masterFieldsAt, masterFields));
  }

  /** Goes to the next entry of the range; false: there is none. */
  boolean next() {
    return backwards ? previousEntry() : nextEntry();
  }

  private boolean nextEntry() {
    while (position != IdMap.NONE) {
      at = StreamNode.skip(node, at, unread);
      unread = 0;
      if (node[at] == END) {
        open(nodes.ids().next(position));
        continue;
      }
      readHead(at);
      at = contentAt;
      unread = ((flags & StreamNode.SAME_FIELDS) != 0 ? fields : 2 * fields) + 1;
      if (from.compareTo(ms, seq) <= 0 && isWanted()) {
        return inRange(to.compareTo(ms, seq) >= 0);
      }
    }
    return false;
  }

  private boolean previousEntry() {
    while (position != IdMap.NONE) {
      int elements = (int) ListpackEntry.integer(node, at);
      if (elements == 0) {
        open(nodes.ids().previous(position));
        continue;
      }
      int head = at;
      for (int i = 0; i < elements; i++) {
        head = ListpackEntry.skipBack(node, head);
      }
      readHead(head);
      at = ListpackEntry.skipBack(node, head);
      if (to.compareTo(ms, seq) >= 0 && isWanted()) {
        return inRange(from.compareTo(ms, seq) <= 0);
      }
    }
    return false;
  }

  private boolean isWanted() {
    return withDeleted || (flags & StreamNode.DELETED) == 0;
  }

  /** Behind the range there is nothing more to find. */
  private boolean inRange(boolean is) {
    if (!is) {
      position = IdMap.NONE;
    }
    return is;
  }

  private void readHead(int head) {
    entryAt = head;
    flags = (int) ListpackEntry.integer(node, head);
    int next = ListpackEntry.skip(node, head);
    ms = masterMs + ListpackEntry.integer(node, next);
    next = ListpackEntry.skip(node, next);
    seq = masterSeq + ListpackEntry.integer(node, next);
    next = ListpackEntry.skip(node, next);
    fields = masterFields;
    if ((flags & StreamNode.SAME_FIELDS) == 0) {
      fields = (int) ListpackEntry.integer(node, next);
      next = ListpackEntry.skip(node, next);
    }
    contentAt = next;
  }

  // ---- The entry that was found.

  long ms() {
    return ms;
  }

  long seq() {
    return seq;
  }

  /** The position of the node that the entry lies in. */
  long position() {
    return position;
  }

  /** Where in its node the entry stands. */
  int entryAt() {
    return entryAt;
  }

  /** Reads the entry's fields and values in turn. */
  void visitPairs(PairVisitor visitor) {
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    int value = contentAt;
    int field = masterFieldsAt;
    for (int i = 0; i < fields; i++) {
      if (!same) {
        field = value;
        value = ListpackEntry.skip(node, value);
      }
      visitor.pair(node, field, value);
      field = ListpackEntry.skip(node, field);
      value = ListpackEntry.skip(node, value);
    }
  }

  /** Sees a field and its value: where both stand in a listpack. */
  interface PairVisitor {
    void pair(byte[] node, int field, int value);
  }

  /** Replies with the ID and the fields and values: an array of two. */
  void reply(ReplySink reply) {
    reply.array(2);
    replyParts(reply);
  }

  /** Replies with the ID and the fields and values, as the first two of an array. */
  void replyParts(ReplySink reply) {
    replyId(reply, ms, seq);
    reply.array(2 * fields);
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    int value = contentAt;
    int field = masterFieldsAt;
    for (int i = 0; i < fields; i++) {
      if (same) {
        field = replyElement(reply, field);
      } else {
        value = replyElement(reply, value);
      }
      value = replyElement(reply, value);
    }
    if (!backwards) {
      at = value;
      unread = 1;
    }
  }

  private int replyElement(ReplySink reply, int element) {
    if (ListpackEntry.isInteger(node, element)) {
      reply.bulkNumber(ListpackEntry.integer(node, element));
    } else {
      int offset = ListpackEntry.stringOffset(node, element);
      reply.bulk(node, offset, ListpackEntry.stringLength(node, element));
    }
    return ListpackEntry.skip(node, element);
  }

  /** Replies with an ID: a bulk string. */
  void replyId(ReplySink reply, long idMs, long idSeq) {
    reply.bulk(idText, 0, StreamId.write(idMs, idSeq, idText, 0));
  }

  void replyId(ReplySink reply, StreamId id) {
    replyId(reply, id.ms(), id.seq());
  }
}
