package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a run of bytes was before it was changed where it lies. Of a short run all bytes are kept,
 * which also brings them into the cache; of a long one what each splice took away, and the first
 * bytes and those behind it. Its arrays are kept from one use to the next.
 */
final class Undo {
  /** A run of so many bytes is kept whole: copying it costs less than keeping account of it. */
  private static final int SHORT_RUN = 1024;

  private static final int INITIAL_LOG = 24;
  private static final int INITIAL_BYTES = SHORT_RUN + Block.TAIL;

  /** More than this is not kept for the next use. */
  private static final int KEPT_BYTES = 64 * 1024;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final int[] NOTHING = {};

  private byte[] array = Ascii.EMPTY;
  private int start;
  private int length;
  private boolean isShort;

  /** Of each splice into a long run: where it was, how many bytes went and how many came. */
  private int[] log = NOTHING;

  private int logged;

  /** The bytes that are kept: of a short run its own, of a long one those that went. */
  private byte[] kept = Ascii.EMPTY;

  private int keptBytes;

  private long head;
  private long tail1;
  private long tail2;

  /** Bytes behind the run that are put back too. */
  private int tail;

  /** The run may be changed from now on; {@code tailBytes}: 0 or {@link Block#TAIL}. */
  void begin(byte[] of, int from, int bytes, int tailBytes) {
    array = of;
    start = from;
    length = bytes;
    tail = tailBytes;
    isShort = bytes <= SHORT_RUN;
    if (isShort) {
      keep(from, bytes + tailBytes);
      return;
    }
    head = (long) LONG.get(of, from);
    if (tailBytes > 0) {
      tail1 = (long) LONG.get(of, from + bytes);
      tail2 = (long) LONG.get(of, from + bytes + Long.BYTES);
    }
  }

  /** {@code going} bytes at {@code at} are about to become {@code coming} other ones. */
  void splices(int at, int going, int coming) {
    if (isShort) {
      return;
    }
    if (logged == log.length) {
      log = Arrays.copyOf(log, Math.max(INITIAL_LOG, 2 * logged));
    }
    if (going > 0) {
      keep(at, going);
    }
    log[logged] = at;
    log[logged + 1] = going;
    log[logged + 2] = coming;
    logged += 3;
  }

  private void keep(int at, int bytes) {
    int needed = keptBytes + bytes;
    if (needed > kept.length) {
      kept = Arrays.copyOf(kept, Math.max(INITIAL_BYTES, 2 * needed));
    }
    System.arraycopy(array, at, kept, keptBytes, bytes);
    keptBytes = needed;
  }

  /** Puts everything back in the run, which ends before {@code end} now. */
  void undo(int end) {
    if (isShort) {
      System.arraycopy(kept, 0, array, start, keptBytes);
    } else if (logged > 0) {
      undoSplices(end);
    }
    forget();
  }

  private void undoSplices(int end) {
    int behind = end;
    while (logged > 0) {
      logged -= 3;
      int at = log[logged];
      int going = log[logged + 1];
      int coming = log[logged + 2];
      System.arraycopy(array, at + coming, array, at + going, behind - at - coming);
      keptBytes -= going;
      System.arraycopy(kept, keptBytes, array, at, going);
      behind += going - coming;
    }
    LONG.set(array, start, head);
    if (tail > 0) {
      LONG.set(array, start + length, tail1);
      LONG.set(array, start + length + Long.BYTES, tail2);
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
