package io.redissim.core.bytes;

import java.util.Arrays;

/**
 * What was spliced into a run of bytes and what it took away, one splice after the other, so that
 * all can be undone. Its arrays are kept from one use to the next.
 */
final class Splices {
  private static final int INITIAL = 8;
  private static final int INITIAL_BYTES = 128;

  /** More than this is not kept for the next use. */
  private static final int KEPT_BYTES = 64 * 1024;

  private static final int[] NOTHING = {};

  /** Of each splice: where it was, how many bytes went and how many came. */
  private int[] log = NOTHING;

  private int logged;

  /** The bytes that went. */
  private byte[] removed = Ascii.EMPTY;

  private int removedBytes;

  void forget() {
    logged = 0;
    removedBytes = 0;
    if (removed.length > KEPT_BYTES) {
      log = NOTHING;
      removed = Ascii.EMPTY;
    }
  }

  /** {@code going} bytes at {@code at} are about to become {@code coming} other ones. */
  void add(byte[] array, int at, int going, int coming) {
    if (logged == log.length) {
      log = Arrays.copyOf(log, Math.max(3 * INITIAL, 2 * logged));
    }
    if (going > 0) {
      save(array, at, going);
    }
    log[logged] = at;
    log[logged + 1] = going;
    log[logged + 2] = coming;
    logged += 3;
  }

  private void save(byte[] array, int at, int going) {
    int needed = removedBytes + going;
    if (needed > removed.length) {
      removed = Arrays.copyOf(removed, Math.max(INITIAL_BYTES, 2 * needed));
    }
    System.arraycopy(array, at, removed, removedBytes, going);
    removedBytes = needed;
  }

  /** Undoes them all in a run that ends before {@code end}; false: there were none. */
  boolean undo(byte[] array, int end) {
    if (logged == 0) {
      return false;
    }
    int behind = end;
    while (logged > 0) {
      logged -= 3;
      int at = log[logged];
      int going = log[logged + 1];
      int coming = log[logged + 2];
      System.arraycopy(array, at + coming, array, at + going, behind - at - coming);
      removedBytes -= going;
      System.arraycopy(removed, removedBytes, array, at, going);
      behind += going - coming;
    }
    return true;
  }
}
