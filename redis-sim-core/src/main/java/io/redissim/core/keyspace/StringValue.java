package io.redissim.core.keyspace;

import io.redissim.core.bytes.Ascii;
import org.jspecify.annotations.Nullable;

/**
 * A view of a string value where it lies. Reused: valid until the next call on its database. Only a
 * view from {@link Database#editString} may be written.
 */
public final class StringValue {
  /** From this length on a value may be read by reference, see {@link #sharedArray}. */
  public static final int MIN_SHARED_BYTES = LargeString.MIN_BYTES;

  private byte[] array = Ascii.EMPTY;
  private int offset;
  private int length;
  private long number;
  private @Nullable LargeString large;
  private boolean isLong;
  private boolean writable;

  /**
   * Whether {@link #array} has the digits of an int-encoded value; they are written when needed.
   */
  private boolean rendered;

  private final byte[] digits = new byte[Ascii.MAX_LONG_BYTES];

  StringValue() {}

  StringValue pointAtLong(long value) {
    number = value;
    isLong = true;
    rendered = false;
    writable = false;
    large = null;
    return this;
  }

  StringValue pointAt(byte[] array, int offset, int length) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    isLong = false;
    rendered = true;
    writable = false;
    large = null;
    return this;
  }

  StringValue pointAt(LargeString value) {
    pointAt(value.array(), 0, value.length());
    large = value;
    return this;
  }

  StringValue writable() {
    writable = true;
    return this;
  }

  public int length() {
    return rendered ? length : Ascii.longLength(number);
  }

  /** Whether the value is int-encoded; {@link #array} then has its digits all the same. */
  public boolean isLong() {
    return isLong;
  }

  /** The number of an int-encoded value. */
  public long longValue() {
    return number;
  }

  /** The bytes, from {@link #offset}, {@link #length} of them: the store's own, not a copy. */
  public byte[] array() {
    render();
    return array;
  }

  public int offset() {
    render();
    return offset;
  }

  public byte byteAt(int index) {
    render();
    return array[offset + index];
  }

  public void copyTo(int from, byte[] target, int targetOffset, int count) {
    render();
    System.arraycopy(array, offset + from, target, targetOffset, count);
  }

  /** The value in an array of its own. */
  public byte[] copy() {
    byte[] bytes = new byte[length()];
    copyTo(0, bytes, 0, bytes.length);
    return bytes;
  }

  /**
   * The array of a value of {@link #MIN_SHARED_BYTES} and more, from 0 to {@link #length}, to be
   * kept as long as the reader likes: nobody writes to it any more. Null for a smaller value.
   */
  public byte @Nullable [] sharedArray() {
    return large == null ? null : large.share();
  }

  public void write(int position, byte[] source, int sourceOffset, int count) {
    mustBeWritable();
    System.arraycopy(source, sourceOffset, array, offset + position, count);
  }

  public void write(int position, byte value) {
    mustBeWritable();
    array[offset + position] = value;
  }

  private void mustBeWritable() {
    if (!writable) {
      throw new IllegalStateException("written without editString");
    }
  }

  private void render() {
    if (!rendered) {
      array = digits;
      offset = 0;
      length = Ascii.writeLong(number, digits, 0);
      rendered = true;
    }
  }
}
