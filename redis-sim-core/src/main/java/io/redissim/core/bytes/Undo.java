package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a run of bytes was before it was changed where it lies: its first bytes, and what every
 * splice took away. Its arrays are kept from one use to the next.
 */
final class Undo {
  private static final int INITIAL_SPLICES = 8;
  private static final int INITIAL_BYTES = 256;

  /** More than this is not kept for the next use. */
  private static final int KEPT_BYTES = 64 * 1024;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int[] NOTHING = {};

  private byte[] array = Ascii.EMPTY;
  private int gap;
  private int start;

  /** Of each splice: where the run began before, bytes in front, bytes gone, bytes come. */
  private int[] log = NOTHING;

  private int logged;

  /** The bytes that went. */
  private byte[] kept = Ascii.EMPTY;

  private int keptBytes;

  private long head;

  /** A run that begins {@code gapBytes} behind {@code from} may be changed from now on. */
  void begin(byte[] of, int from, int gapBytes) {
    array = of;
    gap = gapBytes;
    start = from + gapBytes;
    head = (long) LONG.get(of, start);
  }

  /** In a run that begins at {@code from}, bytes are about to be replaced behind {@code front}. */
  void splices(int from, int front, int going, int coming) {
    if (logged == log.length) {
      log = Arrays.copyOf(log, Math.max(4 * INITIAL_SPLICES, 2 * logged));
    }
    if (going > 0) {
      keep(from + front, going);
    }
    log[logged] = from;
    log[logged + 1] = front;
    log[logged + 2] = going;
    log[logged + 3] = coming;
    logged += 4;
  }

  private void keep(int at, int bytes) {
    int needed = keptBytes + bytes;
    if (needed > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(INITIAL_BYTES, 2 * needed));
    }
    System.arraycopy(array, at, kept, keptBytes, bytes);
    keptBytes = needed;
  }

  /** Puts everything back of the run that has become this one. */
  void undo(int from, int bytes) {
    undoSplices(from, bytes);
    LONG.set(array, start, head);
    if (gap > 0) {
      INT.set(array, start - gap, gap);
    }
    forget();
  }

  private void undoSplices(int from, int bytes) {
    int at = from;
    int size = bytes;
    while (logged > 0) {
      logged -= 4;
      int before = log[logged];
      int front = log[logged + 1];
      int going = log[logged + 2];
      int coming = log[logged + 3];
      Block.move(array, at, before, front, size - front - coming, coming, going);
      keptBytes -= going;
      System.arraycopy(kept, keptBytes, array, before + front, going);
      at = before;
      size += going - coming;
    }
  }

  /** What has changed stays. */
  void forget() {
    array = Ascii.EMPTY;
    logged = 0;
    keptBytes = 0;
    if (kept.length > KEPT_BYTES) {
      kept = Ascii.EMPTY;
      log = NOTHING;
    }
  }
}
