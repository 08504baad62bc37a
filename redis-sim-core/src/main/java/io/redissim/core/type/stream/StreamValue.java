package io.redissim.core.type.stream;

import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.keyspace.CollectionValue;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.ValueType;
import java.util.Arrays;
import java.util.function.Consumer;

/** A stream in the keyspace: always a large value, since it lives on without entries. */
public final class StreamValue extends CollectionValue {
  public static final ValueType<StreamValue> TYPE =
      ValueType.collection(ValueKind.STREAM, StreamValue::new);

  Stream stream() {
    return (Stream) large();
  }

  /** At least 1: a stream without entries stays. */
  @Override
  public long size() {
    return Math.max(1, stream().length());
  }

  @Override
  protected void startEmpty() {
    become(new Stream());
  }

  /** In an edit: the value is now this stream. */
  void become(Stream stream) {
    becomeLarge(stream, Encoding.STREAM);
  }

  /** Shows all that there is of the stream. */
  public void visit(StreamVisitor visitor) {
    stream().visit(visitor);
  }

  /** Shows, of one entry after the other, the ID as {@code ms.seq}, its fields and its values. */
  public void forEachText(Consumer<byte[]> texts) {
    byte[] id = new byte[StreamId.MAX_TEXT_BYTES];
    StreamCursor cursor = new StreamCursor();
    for (cursor.overAll(stream(), false); cursor.next(); ) {
      int length = StreamId.write(cursor.ms(), '.', cursor.seq(), id, 0);
      texts.accept(Arrays.copyOf(id, length));
      cursor.visitPairs(
          (node, field, value) -> {
            texts.accept(text(node, field));
            texts.accept(text(node, value));
          });
    }
  }

  private static byte[] text(byte[] node, int at) {
    byte[] text = new byte[ListpackEntry.textLength(node, at)];
    ListpackEntry.writeText(node, at, text, 0);
    return text;
  }
}
