package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Redis' intset: different integers in ascending order in one run of bytes, as it stands in memory
 * and in DUMP payloads.
 *
 * <pre>
 *   4 bytes   width of a number: 2, 4 or 8        little-endian
 *   4 bytes   how many numbers                    little-endian
 *   numbers   all of this width                   little-endian
 * </pre>
 *
 * The width is that of the widest number there ever was. Reading is over an array and the offset
 * where the intset begins in it; writing on a {@link Block} that holds the intset and nothing else.
 * Source: Valkey {@code intset.c}.
 */
public final class Intset {
  /** Bytes before the first number. */
  public static final int HEADER = 8;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Intset() {}

  // ---- reading: over an array, from the offset where the intset begins

  public static int count(byte[] a, int start) {
    return (int) INT.get(a, start + 4);
  }

  /** The number of this index. */
  public static long get(byte[] a, int start, int index) {
    return get(a, start, width(a, start), index);
  }

  public static boolean contains(byte[] a, int start, long value) {
    return find(a, start, value) >= 0;
  }

  /** The index of a number; if it is not there, -1 minus the index that it would have. O(log n). */
  public static int find(byte[] a, int start, long value) {
    int width = width(a, start);
    int high = count(a, start) - 1;
    if (high >= 0 && get(a, start, width, high) < value) {
      return -2 - high;
    }
    return find(a, start, width, value, 0, high);
  }

  /**
   * As {@link #find}; the search begins at an index and goes up in growing steps, which is the
   * cheaper the nearer the number is. For one ascending number after the other.
   */
  public static int findFrom(byte[] a, int start, long value, int from) {
    int width = width(a, start);
    int count = count(a, start);
    if (from > 0 && (from > count || get(a, start, width, from - 1) >= value)) {
      return find(a, start, value);
    }
    int low = from;
    int step = 1;
    while (low + step <= count && get(a, start, width, low + step - 1) < value) {
      low += step;
      step <<= 1;
    }
    return find(a, start, width, value, low, Math.min(count, low + step) - 1);
  }

  private static int find(byte[] a, int start, int width, long value, int from, int to) {
    int low = from;
    int high = to;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = get(a, start, width, middle);
      if (found < value) {
        low = middle + 1;
      } else if (found > value) {
        high = middle - 1;
      } else {
        return middle;
      }
    }
    return -1 - low;
  }

  /**
   * Whether these bytes are a well-formed intset that is not empty, and nothing else: the numbers
   * in order and all different. For bytes from outside.
   */
  public static boolean isValid(byte[] a, int start, int length) {
    if (length < HEADER) {
      return false;
    }
    int width = width(a, start);
    int count = count(a, start);
    boolean known = width == Short.BYTES || width == Integer.BYTES || width == Long.BYTES;
    if (!known || count <= 0 || HEADER + (long) count * width != length) {
      return false;
    }
    for (int i = 1; i < count; i++) {
      if (get(a, start, width, i - 1) >= get(a, start, width, i)) {
        return false;
      }
    }
    return true;
  }

  // ---- writing: on a block that holds the intset alone

  /** Makes the block an intset without numbers. */
  public static void create(Block block) {
    block.clear();
    block.splice(0, 0, HEADER);
    INT.set(block.array(), 0, Short.BYTES);
    INT.set(block.array(), 4, 0);
  }

  /** Adds a number; false: it is there. */
  public static boolean add(Block block, long value) {
    int width = width(block.array(), block.start());
    int needed = widthOf(value);
    if (needed > width) {
      widen(block, width, needed);
      // Wider than all others: it is the first or the last one.
      insert(block, needed, value < 0 ? 0 : count(block.array(), 0), value);
      return true;
    }
    int index = find(block.array(), block.start(), value);
    if (index >= 0) {
      return false;
    }
    insert(block, width, -1 - index, value);
    return true;
  }

  public static void removeAt(Block block, int index) {
    int start = block.start();
    int width = width(block.array(), start);
    block.splice(start + HEADER + index * width, width, 0);
    counted(block, -1);
  }

  private static void insert(Block block, int width, int index, long value) {
    int at = block.splice(block.start() + HEADER + index * width, 0, width);
    set(block.array(), at, width, value);
    counted(block, 1);
  }

  private static void counted(Block block, int added) {
    byte[] a = block.array();
    INT.set(a, block.start() + 4, count(a, block.start()) + added);
  }

  /** All numbers are written anew, so that it happens in the block's own array. */
  private static void widen(Block block, int from, int to) {
    block.detach();
    int count = count(block.array(), 0);
    block.splice(block.length(), 0, count * (to - from));
    byte[] a = block.array();
    for (int i = count - 1; i >= 0; i--) {
      set(a, HEADER + i * to, to, get(a, 0, from, i));
    }
    INT.set(a, 0, to);
  }

  private static int width(byte[] a, int start) {
    return (int) INT.get(a, start);
  }

  private static int widthOf(long value) {
    return value == (short) value ? Short.BYTES : value == (int) value ? Integer.BYTES : Long.BYTES;
  }

  private static long get(byte[] a, int start, int width, int index) {
    int at = start + HEADER + index * width;
    return switch (width) {
      case Short.BYTES -> (short) SHORT.get(a, at);
      case Integer.BYTES -> (int) INT.get(a, at);
      default -> (long) LONG.get(a, at);
    };
  }

  private static void set(byte[] a, int at, int width, long value) {
    switch (width) {
      case Short.BYTES -> SHORT.set(a, at, (short) value);
      case Integer.BYTES -> INT.set(a, at, (int) value);
      default -> LONG.set(a, at, value);
    }
  }
}
