package io.redissim.core.type.hash;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.resp.ReplySink;

/**
 * A field or a value as a view of the bytes where they lie; a number in a packed hash shows its
 * digits when they are asked for. Reused: good as long as its hash stays as it is.
 */
public final class HashText {
  private final byte[] digits = new byte[Ascii.MAX_LONG_BYTES];
  private byte[] array = digits;
  private int offset;
  private int length;
  private long number;
  private boolean isNumber;

  HashText() {}

  void point(byte[] bytes, int from, int count) {
    array = bytes;
    offset = from;
    length = count;
    isNumber = false;
  }

  /** Shows the entry of a listpack. */
  void read(byte[] listpack, int at) {
    if (ListpackEntry.isInteger(listpack, at)) {
      number = ListpackEntry.integer(listpack, at);
      isNumber = true;
      array = digits;
      offset = 0;
      length = 0;
    } else {
      point(
          listpack,
          ListpackEntry.stringOffset(listpack, at),
          ListpackEntry.stringLength(listpack, at));
    }
  }

  /** The bytes, from {@link #offset}, {@link #length} of them. */
  public byte[] array() {
    render();
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    render();
    return length;
  }

  /** Whether it reads as a canonical 64-bit integer. */
  boolean isLong() {
    return isNumber || Ascii.isLong(array, offset, length);
  }

  /** The number, where {@link #isLong} holds. */
  long longValue() {
    return isNumber ? number : Ascii.parseLong(array, offset, length);
  }

  void replyTo(ReplySink reply) {
    if (isNumber) {
      reply.bulkNumber(number);
    } else {
      reply.bulk(array, offset, length);
    }
  }

  private void render() {
    if (isNumber && length == 0) {
      length = Ascii.writeLong(number, digits, 0);
    }
  }
}
