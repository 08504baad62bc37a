package io.redissim.core.type.list;

/**
 * When a list is one listpack, when it is a quicklist, and how much one node of that holds: {@code
 * list-max-listpack-size}, here called the fill. 0 and more: so many elements, and 8 KiB at most;
 * -1 to -5: 4, 8, 16, 32 or 64 KiB. Source: Valkey {@code quicklist.c:quicklistNodeLimit}.
 */
public final class ListLimits {
  /** What Redis adds to the bytes of an element to estimate its entry. */
  private static final int OVERHEAD = 8;

  /** What a node may have of bytes if it is limited by its elements. */
  private static final int SAFE_BYTES = 8192;

  private static final int SMALLEST_BYTES = 4096;
  private static final int MIN_FILL = -5;
  private static final int MAX_FILL = (1 << 15) - 1;

  private int fill = -2;
  private long plainFrom;

  /** {@code list-max-listpack-size}. */
  public void fill(long value) {
    fill = (int) Math.max(MIN_FILL, Math.min(Integer.MAX_VALUE, value));
  }

  /**
   * DEBUG QUICKLIST-PACKED-THRESHOLD: elements of so many bytes get a node of their own; 0: only
   * those that are too large for others.
   */
  public void plainFrom(long bytes) {
    plainFrom = bytes;
  }

  /** What a new quicklist keeps for its life, whatever is configured later. */
  int fillOfNew() {
    return Math.min(MAX_FILL, fill);
  }

  /** Whether so much is too much for one listpack that is the whole list. */
  boolean exceeds(long bytes, long count) {
    return exceeds(fill, bytes, count);
  }

  /** Whether a quicklist's last node is so small that the list is one listpack again. */
  boolean isSmall(long bytes, long count, boolean shrinking) {
    int divisor = shrinking ? 2 : 1;
    return fill < 0 ? bytes <= maxBytes(fill) / divisor : count <= maxCount(fill) / divisor;
  }

  /** Whether an element of so many bytes gets a node of its own. */
  boolean isLarge(int fillOfList, int length) {
    return plainFrom != 0 ? length >= plainFrom : length > maxBytes(fillOfList);
  }

  /** Whether an element of so many bytes may join a node. */
  boolean allows(int fillOfList, int nodeBytes, int nodeCount, int length) {
    return !isLarge(fillOfList, length)
        && !exceeds(fillOfList, (long) nodeBytes + length + OVERHEAD, nodeCount + 1L);
  }

  static boolean exceeds(int fill, long bytes, long count) {
    return bytes > maxBytes(fill) || (fill >= 0 && count > maxCount(fill));
  }

  /** What a node has of bytes at most, but for one element that is larger. */
  static int maxBytes(int fill) {
    return fill < 0 ? SMALLEST_BYTES << -fill - 1 : SAFE_BYTES;
  }

  private static int maxCount(int fill) {
    return Math.max(1, fill);
  }
}
