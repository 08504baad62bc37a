package io.redissim.core.type.zset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A leaf of a {@link ScoreTree}: elements in order, packed into one array.
 *
 * <pre>
 * size: 2 bytes | end: 4 bytes | elements, each score: 8 bytes and member | unused | offsets
 * </pre>
 *
 * The offset of element {@code i}, of 2 bytes, stands {@code i + 1} places before the array's end;
 * an element ends where the next begins, the last one at {@code end}. An element too big for {@link
 * #MAX_BYTES} has a leaf for itself.
 */
final class ScoreLeaf {
  /** A leaf of several elements is never longer. */
  static final int MAX_BYTES = 2032;

  /** An empty leaf. */
  private static final int HEADER = 6;

  private static final int END_AT = 2;
  private static final int OFFSET_BYTES = 2;

  /** What a leaf grows by: small, so that little is unused. */
  private static final int STEP = 192;

  private static final VarHandle DOUBLE =
      MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  private ScoreLeaf() {}

  // ---- Making.

  static byte[] empty() {
    return withRoom(HEADER + STEP / 2);
  }

  /** A leaf of one element. */
  static byte[] of(double score, byte[] member, int offset, int length) {
    byte[] leaf = withRoom(HEADER + cost(length));
    insert(leaf, 0, score, member, offset, length);
    return leaf;
  }

  /** A new leaf of some of the elements, with room for {@code extra} bytes. */
  static byte[] copyOf(byte[] leaf, int from, int to, int extra) {
    int start = offset(leaf, from);
    int bytes = offset(leaf, to) - start;
    byte[] copy = withRoom(HEADER + bytes + (to - from) * OFFSET_BYTES + extra);
    append(copy, leaf, from, to);
    return copy;
  }

  /** A leaf with the same elements and room for {@code extra} bytes. */
  static byte[] grown(byte[] leaf, int extra) {
    return copyOf(leaf, 0, size(leaf), extra);
  }

  /** As above, with room for as much again as there is. */
  static byte[] doubled(byte[] leaf, int extra) {
    int used = used(leaf);
    return grown(leaf, Math.max(extra, Math.min(used, MAX_BYTES - used)));
  }

  private static byte[] withRoom(int used) {
    int rounded = (used + STEP - 1) / STEP * STEP;
    byte[] leaf = new byte[used > MAX_BYTES ? used : Math.min(MAX_BYTES, rounded)];
    end(leaf, HEADER);
    return leaf;
  }

  // ---- Reading.

  static int size(byte[] leaf) {
    return (short) SHORT.get(leaf, 0) & 0xffff;
  }

  /** Bytes in use. */
  static int used(byte[] leaf) {
    return end(leaf) + size(leaf) * OFFSET_BYTES;
  }

  /** What an element takes of a leaf. */
  static int cost(int memberLength) {
    return Math.addExact(memberLength, Double.BYTES + OFFSET_BYTES);
  }

  /** What the first {@code count} elements take of a leaf. */
  static int costOfFirst(byte[] leaf, int count) {
    return offset(leaf, count) - HEADER + count * OFFSET_BYTES;
  }

  static double score(byte[] leaf, int i) {
    return (double) DOUBLE.get(leaf, offset(leaf, i));
  }

  static int memberOffset(byte[] leaf, int i) {
    return offset(leaf, i) + Double.BYTES;
  }

  static int memberLength(byte[] leaf, int i) {
    return offset(leaf, i + 1) - offset(leaf, i) - Double.BYTES;
  }

  /** Element {@code i} against another: by score, then by the bytes of the member. */
  static int compare(byte[] leaf, int i, double score, byte[] member, int offset, int length) {
    double own = score(leaf, i);
    if (own != score) {
      return own < score ? -1 : 1;
    }
    return compareMember(leaf, i, member, offset, length);
  }

  static int compareMember(byte[] leaf, int i, byte[] member, int offset, int length) {
    int from = memberOffset(leaf, i);
    int to = offset(leaf, i + 1);
    return Arrays.compareUnsigned(leaf, from, to, member, offset, offset + length);
  }

  /** How many elements come before this one. */
  static int below(byte[] leaf, double score, byte[] member, int offset, int length) {
    int low = 0;
    int high = size(leaf);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compare(leaf, middle, score, member, offset, length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many elements have a lower score, or with {@code orEqual} this one. */
  static int below(byte[] leaf, double score, boolean orEqual) {
    int low = 0;
    int high = size(leaf);
    while (low < high) {
      int middle = (low + high) >>> 1;
      double own = score(leaf, middle);
      if (own < score || (orEqual && own == score)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** How many elements have a lower member, or with {@code orEqual} this one; scores all alike. */
  static int belowMember(byte[] leaf, byte[] member, int offset, int length, boolean orEqual) {
    int most = orEqual ? 0 : -1;
    int low = 0;
    int high = size(leaf);
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (compareMember(leaf, middle, member, offset, length) <= most) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  static boolean hasRoom(byte[] leaf, int extra) {
    return used(leaf) + extra <= leaf.length;
  }

  // ---- Changing; there is room.

  static void insert(byte[] leaf, int i, double score, byte[] member, int offset, int length) {
    int size = size(leaf);
    int end = end(leaf);
    int at = offset(leaf, i);
    int bytes = Double.BYTES + length;
    System.arraycopy(leaf, at, leaf, at + bytes, end - at);
    for (int k = size; k > i; k--) {
      SHORT.set(leaf, slot(leaf, k), (short) ((short) SHORT.get(leaf, slot(leaf, k - 1)) + bytes));
    }
    SHORT.set(leaf, slot(leaf, i), (short) at);
    DOUBLE.set(leaf, at, score);
    System.arraycopy(member, offset, leaf, at + Double.BYTES, length);
    SHORT.set(leaf, 0, (short) (size + 1));
    end(leaf, end + bytes);
  }

  static void remove(byte[] leaf, int i) {
    int size = size(leaf);
    int end = end(leaf);
    int at = offset(leaf, i);
    int next = offset(leaf, i + 1);
    System.arraycopy(leaf, next, leaf, at, end - next);
    for (int k = i + 1; k < size; k++) {
      short moved = (short) ((short) SHORT.get(leaf, slot(leaf, k)) - (next - at));
      SHORT.set(leaf, slot(leaf, k - 1), moved);
    }
    SHORT.set(leaf, 0, (short) (size - 1));
    end(leaf, end - (next - at));
  }

  static void setScore(byte[] leaf, int i, double score) {
    DOUBLE.set(leaf, offset(leaf, i), score);
  }

  /** Appends elements of another leaf, all greater. */
  static void append(byte[] leaf, byte[] source, int from, int to) {
    int start = offset(source, from);
    int bytes = offset(source, to) - start;
    int size = size(leaf);
    int end = end(leaf);
    System.arraycopy(source, start, leaf, end, bytes);
    for (int k = from; k < to; k++) {
      SHORT.set(leaf, slot(leaf, size + k - from), (short) (offset(source, k) - start + end));
    }
    SHORT.set(leaf, 0, (short) (size + to - from));
    end(leaf, end + bytes);
  }

  /** Prepends all elements of another leaf, all smaller. */
  static void prepend(byte[] leaf, byte[] source) {
    int count = size(source);
    int bytes = end(source) - HEADER;
    int size = size(leaf);
    int end = end(leaf);
    System.arraycopy(leaf, HEADER, leaf, HEADER + bytes, end - HEADER);
    System.arraycopy(source, HEADER, leaf, HEADER, bytes);
    for (int k = size - 1; k >= 0; k--) {
      short moved = (short) ((short) SHORT.get(leaf, slot(leaf, k)) + bytes);
      SHORT.set(leaf, slot(leaf, k + count), moved);
    }
    for (int k = 0; k < count; k++) {
      SHORT.set(leaf, slot(leaf, k), (short) offset(source, k));
    }
    SHORT.set(leaf, 0, (short) (size + count));
    end(leaf, end + bytes);
  }

  // ---- Inside.

  private static int offset(byte[] leaf, int i) {
    return i == size(leaf) ? end(leaf) : (short) SHORT.get(leaf, slot(leaf, i)) & 0xffff;
  }

  private static int slot(byte[] leaf, int i) {
    return leaf.length - OFFSET_BYTES * (i + 1);
  }

  private static int end(byte[] leaf) {
    return (int) INT.get(leaf, END_AT);
  }

  private static void end(byte[] leaf, int end) {
    INT.set(leaf, END_AT, end);
  }
}
