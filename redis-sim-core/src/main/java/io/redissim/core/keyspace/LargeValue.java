package io.redissim.core.keyspace;

/**
 * A value that does not lie in its cell but in the side table; the cell holds its slot there. Its
 * content is in {@code byte[]} blocks, not in one object per element.
 *
 * <p>A change takes the memory it needs before it changes anything, so that the value is whole
 * whenever the heap refuses.
 */
public abstract class LargeValue {
  /** Source: Valkey {@code lazyfree.c:LAZYFREE_THRESHOLD}. */
  static final int LAZY_EFFORT = 64;

  private long recordedDeadline = Database.NO_DEADLINE;
  private int recordMark;

  /** Bytes that the value takes on the heap, headers included; kept, not computed. */
  public abstract long heapBytes();

  /**
   * How many pieces of memory Redis would have to free one by one; what has more than {@link
   * #LAZY_EFFORT} it frees in the background. Only statistics tell of that: here every value is
   * left to the garbage collector.
   */
  public long freeEffort() {
    return 1;
  }

  /** A value of its own with the same content. */
  public abstract LargeValue copy();

  /**
   * The nearest deadline of an element, in epoch milliseconds; {@link Database#NO_DEADLINE}: none
   * has one.
   */
  public long nextDeadline() {
    return Database.NO_DEADLINE;
  }

  /**
   * Removes the element with the nearest deadline, which is shown to the visitor before. Takes no
   * memory. True: there are others.
   */
  public boolean removeNext(ElementVisitor visitor) {
    throw new IllegalStateException("no element has a deadline");
  }

  final long recordedDeadline() {
    return recordedDeadline;
  }

  final int recordMark() {
    return recordMark;
  }

  /** What the database that holds the value has recorded of its deadlines. */
  final void recorded(long deadline, int mark) {
    recordedDeadline = deadline;
    recordMark = mark;
  }

  /** Bytes of an array of bytes: a header of 16, and the content rounded up to 8. */
  public static long heapBytes(byte[] array) {
    return arrayBytes(array.length);
  }

  /** Bytes of an array whose elements take so many bytes together. */
  public static long arrayBytes(long elementBytes) {
    return 16 + (elementBytes + 7L & ~7L);
  }
}
