package io.redissim.core.bytes;

import java.util.Arrays;

/**
 * A run of bytes that grows and shrinks in the middle: what an edit of a packed value works on.
 *
 * <p>It has an array of its own, kept from one use to the next, or it has <i>borrowed</i> bytes
 * that lie elsewhere with some room behind them ({@link #borrow}). Those it changes where they are,
 * and remembers what they were: {@link #clear} puts everything back, only {@link #keep} lets the
 * changes stay. When the room does not suffice it goes on with a copy and puts everything back at
 * once.
 *
 * <p>Offsets are those of {@link #array}, where the bytes begin at {@link #start}. A writer changes
 * what it has spliced in and the first {@link #HEAD} bytes, nothing else, unless it calls {@link
 * #detach} before.
 */
public final class Block {
  /** Bytes at the start that may be written over: the headers of listpacks and intsets. */
  public static final int HEAD = Long.BYTES;

  /** Bytes of the room, where it is wide, that somebody may need as they are until it is filled. */
  public static final int TAIL = 2 * Long.BYTES;

  private static final int INITIAL = 256;

  /** More than this is not kept for the next use. */
  private static final int KEPT = 1024 * 1024;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  /** As the room: the array is the block's own. */
  private static final int OWN = -1;

  private byte[] own = Ascii.EMPTY;
  private byte[] array = own;
  private int start;
  private int length;

  /** Of what is borrowed: how many bytes there may be. */
  private int room = OWN;

  private final Undo undo = new Undo();

  /** The bytes are {@link #length} of it from {@link #start} on; another array after a splice. */
  public byte[] array() {
    return array;
  }

  public int start() {
    return start;
  }

  /** The offset behind the last byte. */
  public int end() {
    return start + length;
  }

  public int length() {
    return length;
  }

  public boolean isBorrowed() {
    return room != OWN;
  }

  /** Is empty, and what was borrowed is as it was. */
  public void clear() {
    restore();
    if (own.length > KEPT) {
      own = Ascii.EMPTY;
    }
    takeOwn(own, 0);
  }

  /** Becomes a copy of these bytes, which do not lie in what is borrowed. */
  public void set(byte[] source, int offset, int count) {
    clear();
    splice(0, 0, count);
    System.arraycopy(source, offset, array, 0, count);
  }

  /**
   * Works on these bytes where they lie, {@link #HEAD} or more; {@code room}: how many there may be
   * from {@code offset} on. Nobody else may write there until {@link #clear} or {@link #keep}. The
   * first {@link #TAIL} bytes behind them are put back with them.
   */
  public void borrow(byte[] from, int offset, int count, int roomBytes) {
    undo.begin(from, offset, count, roomBytes - count >= TAIL ? TAIL : 0);
    array = from;
    start = offset;
    length = count;
    room = roomBytes;
  }

  /** Is empty, and what was borrowed stays as it has become. */
  public void keep() {
    undo.forget();
    takeOwn(own, 0);
  }

  /** Goes on with a copy of what it has borrowed, if anything. */
  public void detach() {
    if (isBorrowed()) {
      copyOut(start, 0, 0);
    }
  }

  /**
   * Replaces {@code removed} bytes at {@code at} by {@code inserted} ones whose content is open,
   * and returns where they begin now. The bytes behind move; nothing has changed if there is no
   * memory.
   */
  public int splice(int at, int removed, int inserted) {
    int newLength = newLength((long) length - removed + inserted);
    if (isBorrowed()) {
      if (newLength > room) {
        return copyOut(at, removed, inserted);
      }
      undo.splices(at, removed, inserted);
    } else if (newLength > array.length) {
      takeOwn(Arrays.copyOf(array, roomy(newLength)), length);
    }
    if (removed != inserted) {
      int tail = at + removed;
      System.arraycopy(array, tail, array, at + inserted, end() - tail);
    }
    length = newLength;
    return at;
  }

  /** A splice into the block's own array; what was borrowed is put back. */
  private int copyOut(int at, int removed, int inserted) {
    int newLength = length - removed + inserted;
    byte[] copy = newLength > own.length ? new byte[roomy(newLength)] : own;
    int before = at - start;
    System.arraycopy(array, start, copy, 0, before);
    System.arraycopy(array, at + removed, copy, before + inserted, length - before - removed);
    restore();
    takeOwn(copy, newLength);
    return before;
  }

  private void restore() {
    if (isBorrowed()) {
      undo.undo(end());
    }
  }

  private void takeOwn(byte[] bytes, int count) {
    own = bytes;
    array = bytes;
    start = 0;
    length = count;
    room = OWN;
  }

  private static int newLength(long bytes) {
    if (bytes > MAX_BYTES) {
      throw new OutOfMemoryError("a block of " + bytes + " bytes");
    }
    return (int) bytes;
  }

  private int roomy(int needed) {
    return (int) Math.min(MAX_BYTES, Math.max(INITIAL, Math.max(needed, 2L * own.length)));
  }
}
