package io.redissim.core.keyspace;

/** A value that does not lie in its cell but in the side table; the cell holds its slot there. */
abstract class LargeValue {
  /** Bytes that the value takes on the heap, headers included. */
  abstract long heapBytes();

  /** A value of its own with the same content. */
  abstract LargeValue copy();

  /** Bytes of an array: a header of 16, and the content rounded up to 8. */
  static long heapBytes(byte[] array) {
    return 16 + (array.length + 7L & ~7L);
  }
}
