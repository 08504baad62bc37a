package io.redissim.core.keyspace.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The shape of one node of a {@link PackedTable}: a run of entries and a small index in one array.
 *
 * <pre>
 * bytes 0-1   entries
 * bytes 2-3   slots: entries that the index has room for, a multiple of 8
 * byte 4      local depth: how many top bits of the hash all entries share; 3 bytes unused
 * then        slots bytes: the fingerprint of each entry, the low byte of its hash
 * then        slots + 1 numbers of 2 bytes: where each entry starts (15 bits) and whether it lies
 *             in an array of its own; the one behind the last entry is where the next will start
 * then        the entries, in the order of the index, without gaps
 * then        room
 * </pre>
 *
 * All numbers are little endian. What stands in slots that are not in use means nothing.
 */
final class Node {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** Set in the start of an entry that is a reference. */
  static final int APART = 0x8000;

  static final int START_MASK = APART - 1;

  private static final int SLOTS_AT = 2;
  private static final int DEPTH_AT = 4;
  private static final int PRINTS_AT = 8;
  private static final int SLOT_STEP = 8;
  private static final int MIN_ROOM = 24;

  private static final long EACH_BYTE = 0x0101010101010101L;
  private static final long EACH_SIGN = 0x8080808080808080L;

  private Node() {}

  // ---- Reading.

  static int count(byte[] node) {
    return (short) SHORT.get(node, 0);
  }

  static int slots(byte[] node) {
    return (short) SHORT.get(node, SLOTS_AT);
  }

  static int depth(byte[] node) {
    return node[DEPTH_AT];
  }

  /** Where entry {@code i} starts, maybe with {@link #APART}. */
  static int start(byte[] node, int i) {
    return (short) SHORT.get(node, startsAt(slots(node)) + 2 * i) & 0xffff;
  }

  /** Where entry {@code i} ends, which is where the next one starts. */
  static int end(byte[] node, int i) {
    return start(node, i + 1) & START_MASK;
  }

  /** Bytes of all entries. */
  static int entryBytes(byte[] node) {
    return start(node, count(node)) - firstStart(slots(node));
  }

  /**
   * Which of the eight entries from {@code base} on, a multiple of 8, may have this hash: the top
   * bit of byte n says so for the n-th. A bit may be set for another entry, or none.
   */
  static long candidates(byte[] node, int base, long hash) {
    long difference = (long) LONG.get(node, PRINTS_AT + base) ^ (hash & 0xff) * EACH_BYTE;
    return difference - EACH_BYTE & ~difference & EACH_SIGN;
  }

  // ---- Making.

  /** A node without entries, with room for so many entries of so many bytes and some more. */
  static byte[] create(int count, int entryBytes, int depth) {
    int slots = slotsFor(count);
    byte[] node = new byte[lengthFor(slots, entryBytes)];
    SHORT.set(node, SLOTS_AT, (short) slots);
    node[DEPTH_AT] = (byte) depth;
    SHORT.set(node, startsAt(slots), (short) firstStart(slots));
    return node;
  }

  /** A copy with room for so many entries of so many bytes and some more. */
  static byte[] resized(byte[] node, int count, int entryBytes) {
    byte[] copy = create(count, entryBytes, depth(node));
    int used = count(node);
    int slots = slots(node);
    int newSlots = slots(copy);
    System.arraycopy(node, PRINTS_AT, copy, PRINTS_AT, used);
    int shift = firstStart(newSlots) - firstStart(slots);
    int from = startsAt(slots);
    int to = startsAt(newSlots);
    for (int i = 0; i <= 2 * used; i += 2) {
      SHORT.set(copy, to + i, (short) ((short) SHORT.get(node, from + i) + shift));
    }
    System.arraycopy(
        node, firstStart(slots), copy, firstStart(newSlots), start(node, used) - firstStart(slots));
    SHORT.set(copy, 0, (short) used);
    return copy;
  }

  /** How long an array for this content is made. */
  static int lengthFor(int count, int entryBytes) {
    int room = Math.max(MIN_ROOM, entryBytes >>> 3);
    return firstStart(slotsFor(count)) + entryBytes + room + 7 & ~7;
  }

  /** Whether so many entries more and so many bytes more in all fit. */
  static boolean hasRoom(byte[] node, int entries, int bytes) {
    int count = count(node);
    return count + entries <= slots(node) && start(node, count) + bytes <= node.length;
  }

  // ---- Changing; there must be room.

  /** Adds an entry whose bytes are open, and returns where it starts. */
  static int append(byte[] node, long hash, int bytes, int apart) {
    int count = count(node);
    int at = start(node, count);
    node[PRINTS_AT + count] = (byte) hash;
    setStart(node, count, at | apart);
    setStart(node, count + 1, at + bytes);
    SHORT.set(node, 0, (short) (count + 1));
    return at;
  }

  /** Adds a copy of entry {@code i} of another node. */
  static void append(byte[] node, byte[] from, int i) {
    int start = start(from, i);
    int at = start & START_MASK;
    int bytes = end(from, i) - at;
    int to = append(node, from[PRINTS_AT + i], bytes, start & APART);
    System.arraycopy(from, at, node, to, bytes);
  }

  /**
   * Gives entry {@code i} another length; the bytes behind move, its own stay as far as it goes.
   */
  static void resize(byte[] node, int i, int bytes, int apart) {
    int count = count(node);
    int at = start(node, i) & START_MASK;
    int oldEnd = end(node, i);
    int shift = at + bytes - oldEnd;
    System.arraycopy(node, oldEnd, node, oldEnd + shift, start(node, count) - oldEnd);
    setStart(node, i, at | apart);
    int starts = startsAt(slots(node));
    for (int from = starts + 2 * i + 2; from <= starts + 2 * count; from += 2) {
      SHORT.set(node, from, (short) ((short) SHORT.get(node, from) + shift));
    }
  }

  static void remove(byte[] node, int i) {
    int count = count(node);
    int at = start(node, i) & START_MASK;
    int end = end(node, i);
    System.arraycopy(node, end, node, at, start(node, count) - end);
    System.arraycopy(node, PRINTS_AT + i + 1, node, PRINTS_AT + i, count - i - 1);
    int starts = startsAt(slots(node));
    for (int to = starts + 2 * i; to < starts + 2 * count; to += 2) {
      SHORT.set(node, to, (short) ((short) SHORT.get(node, to + 2) - (end - at)));
    }
    SHORT.set(node, 0, (short) (count - 1));
  }

  private static void setStart(byte[] node, int i, int start) {
    SHORT.set(node, startsAt(slots(node)) + 2 * i, (short) start);
  }

  private static int startsAt(int slots) {
    return PRINTS_AT + slots;
  }

  private static int firstStart(int slots) {
    return PRINTS_AT + 3 * slots + 2;
  }

  private static int slotsFor(int count) {
    return Math.max(SLOT_STEP, count + SLOT_STEP - 1 & -SLOT_STEP);
  }
}
