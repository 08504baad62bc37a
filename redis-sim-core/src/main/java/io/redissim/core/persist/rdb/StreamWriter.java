package io.redissim.core.persist.rdb;

import io.redissim.core.type.stream.StreamVisitor;

/** Writes the parts of a stream, in the form that {@link StreamCodec} describes. */
final class StreamWriter implements StreamVisitor {
  private static final int ID_BYTES = 16;

  private final RdbWriter out;
  private final RdbWriter id = new RdbWriter();

  StreamWriter(RdbWriter out) {
    this.out = out;
  }

  @Override
  public void nodes(long count) {
    out.length(count);
  }

  @Override
  public void node(long ms, long seq, byte[] node, int length) {
    id.clear();
    rawId(id, ms, seq);
    out.string(id.array(), 0, ID_BYTES);
    out.string(node, 0, length);
  }

  @Override
  public void remembered(long length, long lastMs, long lastSeq) {
    out.length(length).length(lastMs).length(lastSeq);
  }

  @Override
  public void rememberedMore(
      long firstMs, long firstSeq, long deletedMs, long deletedSeq, long entriesAdded) {
    out.length(firstMs).length(firstSeq).length(deletedMs).length(deletedSeq);
    out.length(entriesAdded);
  }

  @Override
  public void groups(long count) {
    out.length(count);
  }

  @Override
  public void group(byte[] name, long ms, long seq, long entriesRead) {
    out.string(name, 0, name.length).length(ms).length(seq).length(entriesRead);
  }

  @Override
  public void pending(long count) {
    out.length(count);
  }

  @Override
  public void pending(long ms, long seq, long deliveryTime, long deliveryCount) {
    rawId(out, ms, seq);
    out.longValue(deliveryTime).length(deliveryCount);
  }

  @Override
  public void consumers(long count) {
    out.length(count);
  }

  @Override
  public void consumer(byte[] name, long seenTime, long activeTime, long owned) {
    out.string(name, 0, name.length).longValue(seenTime).longValue(activeTime).length(owned);
  }

  @Override
  public void owned(long ms, long seq) {
    rawId(out, ms, seq);
  }

  private static void rawId(RdbWriter to, long ms, long seq) {
    to.longValue(Long.reverseBytes(ms)).longValue(Long.reverseBytes(seq));
  }
}
