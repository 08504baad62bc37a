package io.redissim.core.keyspace;

/**
 * A value that does not lie in its cell but in the side table; the cell holds its slot there. Its
 * content is in {@code byte[]} blocks, not in one object per element.
 *
 * <p>A change takes the memory it needs before it changes anything, so that the value is whole
 * whenever the heap refuses.
 */
public abstract class LargeValue {
  /** Bytes that the value takes on the heap, headers included; kept, not computed. */
  public abstract long heapBytes();

  /** A value of its own with the same content. */
  public abstract LargeValue copy();

  /** Bytes of an array of bytes: a header of 16, and the content rounded up to 8. */
  public static long heapBytes(byte[] array) {
    return arrayBytes(array.length);
  }

  /** Bytes of an array whose elements take so many bytes together. */
  public static long arrayBytes(long elementBytes) {
    return 16 + (elementBytes + 7L & ~7L);
  }
}
