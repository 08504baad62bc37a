package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Redis' listpack: a list of strings and integers in one run of bytes, as it stands in memory and
 * in DUMP payloads.
 *
 * <pre>
 *   4 bytes   all bytes, header and end included     little-endian
 *   2 bytes   number of entries; 65535: count them   little-endian
 *   entries   see {@link ListpackEntry}
 *   0xff      the end
 * </pre>
 *
 * Reading is over an array and the offset where the listpack begins in it; entries are named by
 * their own offset in the array, or {@link #NONE}. Writing is on a {@link Block} that holds the
 * listpack and nothing else; offsets into its array are good until the next write. Source: Valkey
 * {@code listpack.c}.
 */
public final class Listpack {
  /** No such entry. */
  public static final int NONE = -1;

  /** Bytes before the first entry. */
  public static final int HEADER = 6;

  /** Bytes of a listpack without entries. */
  public static final int EMPTY_BYTES = HEADER + 1;

  /** Redis lets no listpack grow over this; source: Valkey {@code listpack.c:lpSafeToAdd}. */
  public static final int SAFETY_LIMIT = 1 << 30;

  private static final byte END = (byte) 0xff;
  private static final int UNKNOWN = 0xffff;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Listpack() {}

  // ---- reading: over an array, from the offset where the listpack begins

  /** All bytes of the listpack. */
  public static int bytes(byte[] a, int start) {
    return (int) INT.get(a, start);
  }

  /** How many entries there are. O(1) below 65535, else all are walked. */
  public static int count(byte[] a, int start) {
    int count = (short) SHORT.get(a, start + 4) & 0xffff;
    return count == UNKNOWN ? walk(a, start) : count;
  }

  private static int walk(byte[] a, int start) {
    int count = 0;
    for (int at = first(a, start); at != NONE; at = next(a, at)) {
      count++;
    }
    return count;
  }

  public static int first(byte[] a, int start) {
    int at = start + HEADER;
    return a[at] == END ? NONE : at;
  }

  public static int last(byte[] a, int start) {
    return prev(a, start, end(a, start));
  }

  /** Where the end mark stands: what is inserted there is appended. */
  public static int end(byte[] a, int start) {
    return start + bytes(a, start) - 1;
  }

  public static int next(byte[] a, int at) {
    int next = ListpackEntry.skip(a, at);
    return a[next] == END ? NONE : next;
  }

  public static int prev(byte[] a, int start, int at) {
    return at == start + HEADER ? NONE : ListpackEntry.skipBack(a, at);
  }

  /** The entry of this index, counted from 0, or from the last one back: -1, -2 ... O(n). */
  public static int seek(byte[] a, int start, long index) {
    int count = (short) SHORT.get(a, start + 4) & 0xffff;
    long wanted = index;
    if (count == UNKNOWN) {
      return wanted < 0 ? backward(a, start, -wanted) : forward(a, start, wanted);
    }
    if (wanted < 0) {
      wanted += count;
    }
    if (wanted < 0 || wanted >= count) {
      return NONE;
    }
    return wanted > count / 2 ? backward(a, start, count - wanted) : forward(a, start, wanted);
  }

  private static int forward(byte[] a, int start, long index) {
    int at = first(a, start);
    for (long i = index; i > 0 && at != NONE; i--) {
      at = next(a, at);
    }
    return at;
  }

  /** The {@code place}th entry from the end, 1 being the last. */
  private static int backward(byte[] a, int start, long place) {
    int at = last(a, start);
    for (long i = place; i > 1 && at != NONE; i--) {
      at = prev(a, start, at);
    }
    return at;
  }

  /**
   * The first entry from {@code from} on that is these bytes; between two that are looked at {@code
   * skip} are passed over: 1 to look at the fields of a hash only. O(n).
   */
  public static int find(byte[] a, int from, byte[] bytes, int offset, int length, int skip) {
    return find(a, from, NONE, bytes, offset, length, skip);
  }

  /** As above, up to but not including the entry at {@code to}, which is one to look at. */
  public static int find(
      byte[] a, int from, int to, byte[] bytes, int offset, int length, int skip) {
    return from == NONE ? NONE : ListpackSearch.find(a, from, to, bytes, offset, length, skip);
  }

  /** As {@link #find}, of a number. */
  public static int findNumber(byte[] a, int from, long value, int skip) {
    return from == NONE ? NONE : ListpackSearch.findNumber(a, from, NONE, value, skip);
  }

  /**
   * Whether these bytes are a well-formed listpack and nothing else: every entry inside, its two
   * lengths in agreement, the count right, the end at the end. For bytes from outside.
   */
  public static boolean isValid(byte[] a, int start, int length) {
    if (length < EMPTY_BYTES || bytes(a, start) != length) {
      return false;
    }
    int end = start + length - 1;
    if (a[end] != END) {
      return false;
    }
    int count = 0;
    int at = start + HEADER;
    while (at < end) {
      at = ListpackEntry.validSkip(a, at, end);
      if (at == NONE) {
        return false;
      }
      count++;
    }
    int told = (short) SHORT.get(a, start + 4) & 0xffff;
    return told == UNKNOWN || told == count;
  }

  /** Whether {@code added} bytes more leave it under Redis' limit. */
  public static boolean isSafeToAdd(int bytes, long added) {
    return bytes + added <= SAFETY_LIMIT;
  }

  /** Bytes of a listpack that holds this number {@code times} times. */
  public static long bytesOfRepeated(long value, long times) {
    return EMPTY_BYTES + times * ListpackEntry.size(value);
  }

  // ---- writing: on a block that holds the listpack alone

  /** Makes the block a listpack without entries. */
  public static void create(Block block) {
    block.clear();
    block.splice(0, 0, EMPTY_BYTES);
    writeEmpty(block.array(), 0);
  }

  /** Writes a listpack without entries, {@link #EMPTY_BYTES} long. */
  public static void writeEmpty(byte[] a, int start) {
    writeHeader(a, start, EMPTY_BYTES, 0);
    a[start + HEADER] = END;
  }

  /** Writes the header of a listpack of this many bytes, header and end included, and entries. */
  public static void writeHeader(byte[] a, int start, int bytes, int count) {
    INT.set(a, start, bytes);
    SHORT.set(a, start + 4, (short) Math.min(UNKNOWN, count));
  }

  /** Writes the mark behind the last entry. */
  public static void writeEnd(byte[] a, int at) {
    a[at] = END;
  }

  /** Bytes given to any write may not lie in the block itself. */
  public static void append(Block block, byte[] bytes, int offset, int length) {
    insert(block, block.end() - 1, bytes, offset, length);
  }

  public static void appendInteger(Block block, long value) {
    insertInteger(block, block.end() - 1, value);
  }

  public static void prepend(Block block, byte[] bytes, int offset, int length) {
    insert(block, block.start() + HEADER, bytes, offset, length);
  }

  public static void prependInteger(Block block, long value) {
    insertInteger(block, block.start() + HEADER, value);
  }

  /**
   * Inserts before the entry at {@code at}, or at the end, and returns where the new one begins.
   */
  public static int insert(Block block, int at, byte[] bytes, int offset, int length) {
    int entry = put(block, at, 0, bytes, offset, length);
    counted(block, 1);
    return entry;
  }

  /** As {@link #insert}, of a number. */
  public static int insertInteger(Block block, int at, long value) {
    int entry = putInteger(block, at, 0, value);
    counted(block, 1);
    return entry;
  }

  /** Inserts after the entry at {@code at} and returns where the new one begins. */
  public static int insertAfter(Block block, int at, byte[] bytes, int offset, int length) {
    return insert(block, ListpackEntry.skip(block.array(), at), bytes, offset, length);
  }

  /** The entry at {@code at} becomes this element; returns where it begins. */
  public static int replace(Block block, int at, byte[] bytes, int offset, int length) {
    int removed = ListpackEntry.skip(block.array(), at) - at;
    int entry = put(block, at, removed, bytes, offset, length);
    counted(block, 0);
    return entry;
  }

  /** As {@link #replace}, by a number. */
  public static int replaceInteger(Block block, int at, long value) {
    int entry = putInteger(block, at, ListpackEntry.skip(block.array(), at) - at, value);
    counted(block, 0);
    return entry;
  }

  /** Removes the entry at {@code at} and returns the one behind it, which begins there now. */
  public static int delete(Block block, int at) {
    return cut(block, at, ListpackEntry.skip(block.array(), at), 1);
  }

  /**
   * Removes up to {@code count} entries from the one at {@code at} on and returns the one behind
   * them, which begins there now.
   */
  public static int deleteRange(Block block, int at, long count) {
    byte[] a = block.array();
    int to = at;
    int removed = 0;
    while (removed < count && a[to] != END) {
      to = ListpackEntry.skip(a, to);
      removed++;
    }
    return cut(block, at, to, removed);
  }

  private static int cut(Block block, int from, int to, int entries) {
    int behind = block.splice(from, to - from, 0);
    counted(block, -entries);
    return block.array()[behind] == END ? NONE : behind;
  }

  /** Removes up to {@code count} entries from an index on, which may be negative. */
  public static void deleteIndexes(Block block, long index, long count) {
    int at = seek(block.array(), block.start(), index);
    if (at != NONE) {
      deleteRange(block, at, count);
    }
  }

  /**
   * Appends {@code count} entries that lie between two offsets of another listpack, as they are.
   */
  public static void appendEntries(Block block, byte[] a, int from, int to, int count) {
    insertEntries(block, block.end() - 1, a, from, to, count);
  }

  /** As {@link #appendEntries}, before the entry at {@code at}. */
  public static void insertEntries(Block block, int at, byte[] a, int from, int to, int count) {
    int gap = block.splice(at, 0, to - from);
    System.arraycopy(a, from, block.array(), gap, to - from);
    counted(block, count);
  }

  private static int put(Block block, int at, int removed, byte[] bytes, int offset, int length) {
    if (Ascii.isLong(bytes, offset, length)) {
      return putInteger(block, at, removed, Ascii.parseLong(bytes, offset, length));
    }
    int gap = block.splice(at, removed, ListpackEntry.stringSize(length));
    ListpackEntry.writeString(block.array(), gap, bytes, offset, length);
    return gap;
  }

  private static int putInteger(Block block, int at, int removed, long value) {
    int gap = block.splice(at, removed, ListpackEntry.size(value));
    ListpackEntry.write(block.array(), gap, value);
    return gap;
  }

  /** Brings the header up to date. An unknown count stays unknown, as in Redis. */
  private static void counted(Block block, int added) {
    byte[] a = block.array();
    int start = block.start();
    int count = (short) SHORT.get(a, start + 4) & 0xffff;
    INT.set(a, start, block.length());
    if (count != UNKNOWN) {
      SHORT.set(a, start + 4, (short) Math.min(UNKNOWN, count + added));
    }
  }
}
