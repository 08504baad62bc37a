package io.redissim.core.type.stream;

/** Sees all parts of a stream, in the order in which they are written down. */
public interface StreamVisitor {
  /** How many nodes follow. */
  void nodes(long count);

  /** A node, whose master entry has this ID: the first {@code length} bytes. */
  void node(long ms, long seq, byte[] node, int length);

  /** How many entries there are, and the last ID there ever was. */
  void remembered(long length, long lastMs, long lastSeq);

  /** The first ID there is, the largest that was deleted, and how many were added. */
  void rememberedMore(
      long firstMs, long firstSeq, long deletedMs, long deletedSeq, long entriesAdded);

  /** How many groups follow. */
  void groups(long count);

  /** A group: what it was given last, and how many it has read, -1 if that is not known. */
  void group(byte[] name, long ms, long seq, long entriesRead);

  /** How many pending entries of the group follow. */
  void pending(long count);

  /** A pending entry of the group. */
  void pending(long ms, long seq, long deliveryTime, long deliveryCount);

  /** How many consumers of the group follow. */
  void consumers(long count);

  /** A consumer; so many of the group's pending entries are its own and follow. */
  void consumer(byte[] name, long seenTime, long activeTime, long owned);

  /** A pending entry of the consumer. */
  void owned(long ms, long seq);
}
