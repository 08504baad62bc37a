package io.redissim.core.bytes;

import java.util.Arrays;

/**
 * A run of bytes that grows and shrinks in the middle: what an edit of a packed value works on.
 *
 * <p>It has an array of its own, kept from one use to the next, or it has <i>borrowed</i> bytes
 * that lie elsewhere with some room around them ({@link #borrow}). Those it changes where they are,
 * and remembers what they were: {@link #clear} puts everything back, only {@link #keep} lets the
 * changes stay. When the room does not suffice it goes on with a copy and puts everything back at
 * once. With room on both sides the shorter part moves, so that a list grows and shrinks at both
 * ends at the same small price.
 *
 * <p>Offsets are those of {@link #array}, where the bytes begin at {@link #start}. A writer changes
 * what it has spliced in and the first {@link #HEAD} bytes, nothing else, unless it calls {@link
 * #detach} before.
 */
public final class Block {
  /** Bytes at the start that may be written over: the headers of listpacks and intsets. */
  public static final int HEAD = Long.BYTES;

  /** A gap before the bytes is none or so large, so that whoever lent them can write its size. */
  public static final int MIN_GAP = Integer.BYTES;

  /** A smaller gap is not worth making. */
  private static final int MIN_NEW_GAP = 16;

  private static final int INITIAL = 256;

  /** More than this is not kept for the next use. */
  private static final int KEPT = 1024 * 1024;

  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private static final int NO_ROOM = -1;

  private byte[] own = Ascii.EMPTY;
  private byte[] array = own;
  private int start;
  private int length;

  private boolean borrowed;

  /** Of what is borrowed: the offsets between which it may lie. */
  private int low;

  private int high;

  /** Whether it may begin behind {@link #low}. */
  private boolean movable;

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
    return borrowed;
  }

  /** Of what is borrowed: the unused bytes before it, none or at least {@link #MIN_GAP}. */
  public int gap() {
    return start - low;
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
   * Works on bytes where they lie, {@link #HEAD} or more, which begin {@code gap} bytes behind
   * {@code from} and may take up to {@code room} bytes from there on. Nobody else may write there
   * until {@link #clear} or {@link #keep}. Put back are they and the size of the gap, if there is
   * one, as an integer at its start.
   *
   * @param mayMove whether they may begin elsewhere afterwards
   */
  public void borrow(byte[] of, int from, int gap, int count, int room, boolean mayMove) {
    undo.begin(of, from, gap);
    array = of;
    low = from;
    start = from + gap;
    length = count;
    high = from + room;
    movable = mayMove;
    borrowed = true;
  }

  /** What was borrowed is going to stay as it is now; it begins where it may at the earliest. */
  public void closeGap() {
    undo.forget();
    System.arraycopy(array, start, array, low, length);
    start = low;
  }

  /** Is empty, and what was borrowed stays as it has become. */
  public void keep() {
    undo.forget();
    takeOwn(own, 0);
  }

  /** Goes on with a copy of what it has borrowed, if anything. */
  public void detach() {
    if (borrowed) {
      copyOut(start, 0, 0);
    }
  }

  /**
   * Replaces {@code removed} bytes at {@code at} by {@code inserted} ones whose content is open,
   * and returns where they begin now. All others may move; nothing has changed if there is no
   * memory.
   */
  public int splice(int at, int removed, int inserted) {
    int newLength = newLength((long) length - removed + inserted);
    if (borrowed) {
      return spliceBorrowed(at, removed, inserted);
    }
    if (newLength > array.length) {
      takeOwn(Arrays.copyOf(array, roomy(newLength)), length);
    }
    if (removed != inserted) {
      int tail = at + removed;
      System.arraycopy(array, tail, array, at + inserted, length - tail);
    }
    length = newLength;
    return at;
  }

  private int spliceBorrowed(int at, int removed, int inserted) {
    int grown = inserted - removed;
    int front = at - start;
    int back = length - front - removed;
    int to = grown == 0 ? start : startAfter(grown, movable && front < back);
    if (to == NO_ROOM) {
      return copyOut(at, removed, inserted);
    }
    undo.splices(start, front, removed, inserted);
    move(array, start, to, front, back, removed, inserted);
    start = to;
    length += grown;
    return to + front;
  }

  /** Where the run will begin, that grows by so much, if best only its front or its back moves. */
  private int startAfter(int grown, boolean frontMoves) {
    if (frontMoves) {
      int gap = start - grown - low;
      if (gap == 0 || gap >= MIN_GAP) {
        return start - grown;
      }
    } else if (end() + grown <= high) {
      return start;
    }
    // The longer part moves, and not only so far as it must: there will be more where this was.
    int free = high - low - length - grown;
    if (free < 0) {
      return NO_ROOM;
    }
    int gap = frontMoves ? free - (free >> 2) : free >> 2;
    return gap < MIN_NEW_GAP ? low : low + gap;
  }

  /**
   * Moves a run of {@code front + gap + back} bytes so that it begins at {@code to} and its gap is
   * another one. What moves up moves from behind, so that neither part runs over the other.
   */
  static void move(byte[] a, int from, int to, int front, int back, int gap, int newGap) {
    int backFrom = from + front + gap;
    int backTo = to + front + newGap;
    if (to > from && backTo != backFrom) {
      System.arraycopy(a, backFrom, a, backTo, back);
    }
    if (to != from) {
      System.arraycopy(a, from, a, to, front);
    }
    if (to <= from && backTo != backFrom) {
      System.arraycopy(a, backFrom, a, backTo, back);
    }
  }

  /** A splice into the block's own array; what was borrowed is put back. */
  private int copyOut(int at, int removed, int inserted) {
    int newLength = length - removed + inserted;
    byte[] copy = newLength > own.length ? new byte[roomy(newLength)] : own;
    int front = at - start;
    System.arraycopy(array, start, copy, 0, front);
    System.arraycopy(array, at + removed, copy, front + inserted, length - front - removed);
    restore();
    takeOwn(copy, newLength);
    return front;
  }

  private void restore() {
    if (borrowed) {
      undo.undo(start, length);
    }
  }

  private void takeOwn(byte[] bytes, int count) {
    own = bytes;
    array = bytes;
    start = 0;
    length = count;
    borrowed = false;
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
