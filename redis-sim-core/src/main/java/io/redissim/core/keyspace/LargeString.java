package io.redissim.core.keyspace;

import java.util.Arrays;

/**
 * A string of {@link #MIN_BYTES} and more in an array of its own, so that a reply can be sent from
 * it by reference. Once that has happened the array is never written again: a writer copies first.
 */
final class LargeString extends LargeValue {
  static final int MIN_BYTES = 16 * 1024;

  private static final int OBJECT_BYTES = 24;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private byte[] array;
  private int length;
  private boolean shared;

  LargeString(byte[] array, int length) {
    this.array = array;
    this.length = length;
  }

  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** The array for somebody who reads it later: from now on it stays as it is. */
  byte[] share() {
    shared = true;
    return array;
  }

  /** Makes the content writable and of this length, new bytes zero. Growing is amortized. */
  void resize(int newLength) {
    if (newLength > array.length) {
      long withRoom = Math.min(MAX_ARRAY, newLength + (long) (newLength >>> 2));
      array = copyOf(length, (int) withRoom);
    } else if (shared) {
      array = copyOf(Math.min(length, newLength), newLength);
    } else if (newLength > length) {
      // What a longer value has left behind must not come back.
      Arrays.fill(array, length, newLength, (byte) 0);
    }
    shared = false;
    length = newLength;
  }

  @Override
  public long heapBytes() {
    return OBJECT_BYTES + heapBytes(array);
  }

  @Override
  public LargeValue copy() {
    return new LargeString(Arrays.copyOf(array, length), length);
  }

  private byte[] copyOf(int bytes, int capacity) {
    byte[] copy = new byte[capacity];
    System.arraycopy(array, 0, copy, 0, bytes);
    return copy;
  }
}
