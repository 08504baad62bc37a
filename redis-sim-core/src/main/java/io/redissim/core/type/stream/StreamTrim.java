package io.redissim.core.type.stream;

import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;

/**
 * Takes entries off the front of a stream: all but the newest {@code MAXLEN}, or all before {@code
 * MINID}. Whole nodes go at once; an approximate trim stops at the first that has to stay. What the
 * groups have pending may go with the entries, or keep them. Source: Valkey {@code
 * t_stream.c:streamTrim}.
 */
final class StreamTrim {
  /** What a trim goes by. */
  enum Strategy {
    NONE,
    MAXLEN,
    MINID
  }

  private final StreamCursor cursor = new StreamCursor();
  private final StreamCursor edge = new StreamCursor();

  private Strategy strategy = Strategy.NONE;
  private boolean approximate;
  private long limit;
  private long maxLength;
  private final StreamId minId = new StreamId();
  private References references = References.KEPT;
  private final IdList going = new IdList();
  private final StreamId id = new StreamId();

  void clear() {
    strategy = Strategy.NONE;
    references = References.KEPT;
    approximate = false;
    limit = 0;
  }

  void toLength(long length) {
    strategy = Strategy.MAXLEN;
    maxLength = length;
  }

  long maxLength() {
    return maxLength;
  }

  /** The ID to trim by; the caller fills it in. */
  StreamId byId() {
    strategy = Strategy.MINID;
    return minId;
  }

  Strategy strategy() {
    return strategy;
  }

  void approximate(boolean is) {
    approximate = is;
  }

  boolean isApproximate() {
    return approximate;
  }

  void references(References what) {
    references = what;
  }

  References references() {
    return references;
  }

  /** So many entries at most; 0: any number. */
  void limit(long entries) {
    limit = entries;
  }

  long limit() {
    return limit;
  }

  /** Trims and returns how many entries went. */
  long trim(Stream stream) {
    if (strategy == Strategy.NONE) {
      return 0;
    }
    boolean grouped = stream.groups().size() > 0;
    if (grouped && references == References.AWAITED && !approximate) {
      return trimUnreferenced(stream);
    }
    StreamNodes nodes = stream.nodes();
    long removed = 0;
    for (long head = nodes.ids().first(); head != IdMap.NONE; head = nodes.ids().first()) {
      if (strategy == Strategy.MAXLEN && stream.length() <= maxLength) {
        break;
      }
      byte[] node = nodes.node(head);
      long live = StreamNode.live(node);
      if (limit != 0 && removed + live > limit) {
        break;
      }
      if (!isWholeNode(stream, head, live)) {
        if (!approximate) {
          removed += trimWithin(stream, head);
        }
        break;
      }
      if (grouped && references == References.AWAITED && hasReferenced(stream, head)) {
        break;
      }
      if (grouped && references == References.DELETED) {
        edge.overAll(stream, false);
        dropReferences(stream, live);
      }
      nodes.remove(head);
      stream.shortened(live);
      removed += live;
    }
    if (removed > 0 || stream.length() == 0) {
      stream.findFirst(cursor);
    }
    return removed;
  }

  private boolean isWholeNode(Stream stream, long head, long live) {
    if (strategy == Strategy.MAXLEN) {
      return stream.length() - live >= maxLength;
    }
    byte[] node = stream.nodes().node(head);
    int lastElement = ListpackEntry.skipBack(node, Listpack.end(node, 0));
    int entry = lastElement;
    for (long i = ListpackEntry.integer(node, lastElement); i > 0; i--) {
      entry = ListpackEntry.skipBack(node, entry);
    }
    if (entry == lastElement) {
      return minId.compareTo(0, 0) > 0;
    }
    return compareToMin(stream, head, node, entry) < 0;
  }

  private int compareToMin(Stream stream, long head, byte[] node, int entry) {
    int ms = ListpackEntry.skip(node, entry);
    int seq = ListpackEntry.skip(node, ms);
    return StreamId.compare(
        stream.nodes().ids().ms(head) + ListpackEntry.integer(node, ms),
        stream.nodes().ids().seq(head) + ListpackEntry.integer(node, seq),
        minId.ms(),
        minId.seq());
  }

  /** Whether some group still wants an entry of the first node. */
  private boolean hasReferenced(Stream stream, long head) {
    edge.overAll(stream, false);
    while (edge.next() && edge.position() == head) {
      if (stream.isReferenced(edge.ms(), edge.seq())) {
        return true;
      }
    }
    return false;
  }

  /** Of so many entries from where {@link #edge} stands. */
  private void dropReferences(Stream stream, long entries) {
    for (long i = 0; i < entries && edge.next(); i++) {
      stream.dropReferences(edge.ms(), edge.seq());
    }
  }

  /** Flags entries at the front of the node as deleted, as long as they have to go. */
  private long trimWithin(Stream stream, long head) {
    StreamNodes nodes = stream.nodes();
    byte[] node = nodes.node(head);
    long live = StreamNode.live(node);
    long leaving = countGoing(stream, head);
    if (leaving > 0) {
      if (references == References.DELETED) {
        edge.overAll(stream, false);
        dropReferences(stream, leaving);
      }
      node = StreamNode.recount(node, live - leaving, StreamNode.deleted(node) + leaving);
      nodes.replace(head, node);
      edge.overAll(stream, false);
      for (long i = 0; i < leaving; i++) {
        edge.next();
        StreamNode.flagDeleted(node, edge.entryAt());
      }
      stream.shortened(leaving);
    }
    return leaving;
  }

  /**
   * Takes out, from the front on, what no group wants any longer. Those behind an entry that stays
   * leave a gap, as deleted ones do.
   */
  private long trimUnreferenced(Stream stream) {
    going.clear();
    int ungapped = Integer.MAX_VALUE;
    edge.overAll(stream, false);
    while (mayGo(stream, going.size()) && edge.next()) {
      if (strategy == Strategy.MINID && minId.compareTo(edge.ms(), edge.seq()) <= 0) {
        break;
      }
      if (!stream.isReferenced(edge.ms(), edge.seq())) {
        going.add(edge.ms(), edge.seq());
      } else if (ungapped == Integer.MAX_VALUE) {
        ungapped = going.size();
      }
    }
    for (int i = 0; i < going.size(); i++) {
      id.set(going.ms(i), going.seq(i));
      stream.delete(id, cursor);
      if (i >= ungapped && id.compareTo(stream.maxDeletedId()) > 0) {
        stream.maxDeletedId().set(id);
      }
    }
    if (going.size() > 0 || stream.length() == 0) {
      stream.findFirst(cursor);
    }
    return going.size();
  }

  /** Whether one more may go when so many are to go already. */
  private boolean mayGo(Stream stream, long already) {
    return strategy == Strategy.MINID || stream.length() - already > maxLength;
  }

  private long countGoing(Stream stream, long head) {
    if (strategy == Strategy.MAXLEN) {
      return stream.length() - maxLength;
    }
    long leaving = 0;
    for (edge.overAll(stream, false); edge.next() && edge.position() == head; leaving++) {
      if (minId.compareTo(edge.ms(), edge.seq()) <= 0) {
        break;
      }
    }
    return leaving;
  }
}
