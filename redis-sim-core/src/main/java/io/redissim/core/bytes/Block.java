package io.redissim.core.bytes;

import java.util.Arrays;

/**
 * A run of bytes that grows and shrinks in the middle: what an edit of a packed value works on. Its
 * array is kept from one use to the next, so its content behind {@link #length} means nothing.
 */
public final class Block {
  private static final int INITIAL = 256;

  /** More than this is not kept for the next use. */
  private static final int KEPT = 1024 * 1024;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private byte[] array = Ascii.EMPTY;
  private int length;

  /** The bytes are the first {@link #length} of it; another array after it grew. */
  public byte[] array() {
    return array;
  }

  public int length() {
    return length;
  }

  public void clear() {
    length = 0;
    if (array.length > KEPT) {
      array = Ascii.EMPTY;
    }
  }

  /** Becomes a copy of these bytes. */
  public void set(byte[] source, int offset, int count) {
    length = 0;
    splice(0, 0, count);
    System.arraycopy(source, offset, array, 0, count);
  }

  /**
   * Replaces {@code removed} bytes at {@code at} by {@code inserted} ones whose content is open.
   * The bytes behind move; nothing has changed if there is no memory.
   */
  public void splice(int at, int removed, int inserted) {
    int tail = at + removed;
    long newLength = (long) length - removed + inserted;
    if (newLength > array.length) {
      grow(newLength);
    }
    if (removed != inserted) {
      System.arraycopy(array, tail, array, at + inserted, length - tail);
    }
    length = (int) newLength;
  }

  private void grow(long needed) {
    if (needed > MAX_BYTES) {
      throw new OutOfMemoryError("a block of " + needed + " bytes");
    }
    long roomy = Math.max(INITIAL, Math.max(needed, 2L * array.length));
    array = Arrays.copyOf(array, (int) Math.min(MAX_BYTES, roomy));
  }
}
