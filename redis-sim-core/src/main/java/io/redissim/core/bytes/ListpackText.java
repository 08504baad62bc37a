package io.redissim.core.bytes;

/**
 * An element of a listpack seen as text: the bytes in the listpack itself or, of a number, its
 * digits. Made once and read into again and again; what it shows is good until the next {@link
 * #read} and no longer than the listpack stays as it is.
 */
public final class ListpackText {
  private final byte[] digits = new byte[Ascii.MAX_LONG_BYTES];
  private byte[] array = digits;
  private int offset;
  private int length;

  /** Shows the entry at {@code at}. */
  public ListpackText read(byte[] a, int at) {
    if (ListpackEntry.isInteger(a, at)) {
      return number(ListpackEntry.integer(a, at));
    }
    array = a;
    offset = ListpackEntry.stringOffset(a, at);
    length = ListpackEntry.stringLength(a, at);
    return this;
  }

  /** Shows the digits of a number. */
  public ListpackText number(long value) {
    array = digits;
    offset = 0;
    length = Ascii.writeLong(value, digits, 0);
    return this;
  }

  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }
}
