package io.redissim.core.type.stream;

import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;

/**
 * Takes entries off the front of a stream: all but the newest {@code MAXLEN}, or all before {@code
 * MINID}. Whole nodes go at once; an approximate trim stops at the first that has to stay. Source:
 * Valkey {@code t_stream.c:streamTrim}.
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

  void clear() {
    strategy = Strategy.NONE;
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

  /** Flags entries at the front of the node as deleted, as long as they have to go. */
  private long trimWithin(Stream stream, long head) {
    StreamNodes nodes = stream.nodes();
    byte[] node = nodes.node(head);
    long live = StreamNode.live(node);
    long going = countGoing(stream, head);
    if (going > 0) {
      node = StreamNode.recount(node, live - going, StreamNode.deleted(node) + going);
      nodes.replace(head, node);
      edge.overAll(stream, false);
      for (long i = 0; i < going; i++) {
        edge.next();
        StreamNode.flagDeleted(node, edge.entryAt());
      }
      stream.shortened(going);
    }
    return going;
  }

  private long countGoing(Stream stream, long head) {
    if (strategy == Strategy.MAXLEN) {
      return stream.length() - maxLength;
    }
    long going = 0;
    for (edge.overAll(stream, false); edge.next() && edge.position() == head; going++) {
      if (minId.compareTo(edge.ms(), edge.seq()) <= 0) {
        break;
      }
    }
    return going;
  }
}
