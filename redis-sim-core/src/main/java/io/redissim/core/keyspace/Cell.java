package io.redissim.core.keyspace;

import io.redissim.core.bytes.Key;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The shape of one cell of the arena, which is one entry: all of it in one block, so that a look-up
 * costs one cache miss (two when it straddles a line).
 *
 * <pre>
 * byte 0      kind: type + 1 (4 bits) | encoding (2 bits) | the cell before is free | wheel mark;
 *             0: this cell is free
 * byte 1      flags: slack (4 bits) | value form (2 bits) | wide key | has a deadline
 * bytes 2-4   access clock
 * byte 5      key length; wide: 4 bytes
 * then        value length: 1, 2 or 4 bytes by form; none in form 3, where the value is 8 bytes:
 *             the number of an int-encoded string, or the slot of a large value in the side table
 * then        slack, 2 bytes, if byte 1 says 15 of it: in cells with room for a collection to grow
 * then        deadline in epoch milliseconds, 8 bytes, if there is one
 * then        key, value, slack: unused granules at the end, counted so that the cell's size is known
 * </pre>
 *
 * All numbers are little endian. A cell is a whole number of granules of 8 bytes, at least 2. For
 * short keys and values one 8-byte load, the <i>header</i>, holds everything up to the lengths. A
 * 16-byte key with a 32-byte value takes 7 + 48 bytes, a cell of 56.
 */
final class Cell {
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  /** The most slack that byte 1 can tell. */
  static final int MAX_SHORT_SLACK = 14;

  private static final int LONG_SLACK = 15;

  /**
   * As encoding: a listpack with unused bytes before it, so that it can grow there; the first four
   * of them say how many they are.
   */
  static final int GAPPED = 3;

  static final int MIN_GRANULES = 2;

  /** Value forms: how many bytes the value's length takes, or that it is 8 bytes without one. */
  static final int FORM_1 = 0;

  static final int FORM_2 = 1;
  static final int FORM_4 = 2;
  static final int FORM_FIXED = 3;

  private static final int FIXED_BYTES = 8;
  private static final int LENGTHS_AT = 5;
  private static final int MARK = 1;
  private static final int PREVIOUS_FREE = 2;
  private static final int HAS_DEADLINE = 1;
  private static final int WIDE_KEY = 2;
  private static final int FORM_SHIFT = 2;
  private static final int SLACK_SHIFT = 4;

  private Cell() {}

  // ---- Reading: header is the long at the start of the cell.

  static long header(byte[] page, int at) {
    return (long) LONG.get(page, at);
  }

  static int typeCode(long header) {
    return (int) (header >>> 4 & 0xf) - 1;
  }

  static int encodingCode(long header) {
    return (int) (header >>> 2 & 3);
  }

  /** How many bytes the value, which begins at {@code from}, has before its listpack. */
  static int gap(byte[] page, int from, long header) {
    return encodingCode(header) == GAPPED ? (int) INT.get(page, from) : 0;
  }

  static int mark(long header) {
    return (int) header & MARK;
  }

  /** The bit of the kind that says so; it stays with the place, not with the entry. */
  static int previousFree(long header) {
    return (int) header & PREVIOUS_FREE;
  }

  static boolean isPreviousFree(byte[] page, int at) {
    return (page[at] & PREVIOUS_FREE) != 0;
  }

  static boolean hasDeadline(long header) {
    return (header & HAS_DEADLINE << 8) != 0;
  }

  static int form(long header) {
    return (int) (header >>> (8 + FORM_SHIFT) & 3);
  }

  static int clock(long header) {
    return (int) (header >>> 16) & 0xffffff;
  }

  static int keyLength(byte[] page, int at, long header) {
    return isWide(header) ? (int) INT.get(page, at + LENGTHS_AT) : (int) (header >>> 40) & 0xff;
  }

  static int valueLength(byte[] page, int at, long header) {
    int lengthAt = at + valueLengthOffset(header);
    return switch (form(header)) {
      case FORM_1 -> page[lengthAt] & 0xff;
      case FORM_2 -> (short) SHORT.get(page, lengthAt) & 0xffff;
      case FORM_4 -> (int) INT.get(page, lengthAt);
      default -> FIXED_BYTES;
    };
  }

  /** The deadline of a cell that has one. */
  static long deadline(byte[] page, int at, long header) {
    return (long) LONG.get(page, at + deadlineOffset(header));
  }

  /** Where the key starts, counted from the start of the cell. */
  static int keyOffset(long header) {
    return deadlineOffset(header) + (hasDeadline(header) ? Long.BYTES : 0);
  }

  /** Where the value starts, counted from the start of the cell. */
  static int valueOffset(byte[] page, int at, long header) {
    return keyOffset(header) + keyLength(page, at, header);
  }

  static boolean hasKey(byte[] page, int at, Key key) {
    long header = header(page, at);
    int length = key.length();
    if (keyLength(page, at, header) != length) {
      return false;
    }
    int from = at + keyOffset(header);
    int keyFrom = key.offset();
    return Arrays.equals(page, from, from + length, key.array(), keyFrom, keyFrom + length);
  }

  /** Whether the slack has two bytes to be told in. */
  static boolean hasLongSlack(long header) {
    return shortSlack(header) == LONG_SLACK;
  }

  private static int shortSlack(long header) {
    return (int) (header >>> (8 + SLACK_SHIFT) & 0xf);
  }

  /** Granules of the whole cell, slack included. */
  static int granules(byte[] page, int at, long header) {
    int slack = shortSlack(header);
    int all = slack < LONG_SLACK ? slack : (short) SHORT.get(page, at + slackOffset(header));
    return granulesNeeded(page, at, header) + all;
  }

  /** Granules of the cell without its slack. */
  static int granulesNeeded(byte[] page, int at, long header) {
    int key = keyOffset(header) + keyLength(page, at, header);
    return granules(key + valueLength(page, at, header));
  }

  // ---- Laying out.

  static int form(int valueLength) {
    return valueLength <= 0xff ? FORM_1 : valueLength <= 0xffff ? FORM_2 : FORM_4;
  }

  /** The longest value whose length a cell of this form, which is not fixed, can tell. */
  static int maxLength(int form) {
    return form == FORM_1 ? 0xff : form == FORM_2 ? 0xffff : Integer.MAX_VALUE;
  }

  /** Bytes that an entry needs. */
  static int bytes(
      int keyLength, int form, int valueLength, boolean hasDeadline, boolean longSlack) {
    return valueOffset(keyLength, form, hasDeadline)
        + (longSlack ? Short.BYTES : 0)
        + (form == FORM_FIXED ? FIXED_BYTES : valueLength);
  }

  /** Where the value will start, counted from the start of a cell whose slack is short. */
  static int valueOffset(int keyLength, int form, boolean hasDeadline) {
    return LENGTHS_AT
        + (keyLength > 0xff ? Integer.BYTES : 1)
        + formBytes(form)
        + (hasDeadline ? Long.BYTES : 0)
        + keyLength;
  }

  static int granules(int bytes) {
    return Math.max(MIN_GRANULES, (bytes + 7) >>> 3);
  }

  static int kind(int typeCode, int encodingCode) {
    return (typeCode + 1) << 4 | encodingCode << 2;
  }

  static int gapped(int kind) {
    return kind | GAPPED << 2;
  }

  static void writeGap(byte[] page, int from, int gap) {
    INT.set(page, from, gap);
  }

  /**
   * The first five bytes of a cell: kind with its two bits, flags and clock; its slack is short.
   */
  static long header(int kind, int keyLength, int form, boolean hasDeadline, int slack, int clock) {
    int flags =
        slack << SLACK_SHIFT
            | form << FORM_SHIFT
            | (keyLength > 0xff ? WIDE_KEY : 0)
            | (hasDeadline ? HAS_DEADLINE : 0);
    return kind | flags << 8 | (long) clock << 16;
  }

  /** The same of a cell whose slack is told by {@link #writeSlack}. */
  static long longSlackHeader(long header) {
    return header | LONG_SLACK << (8 + SLACK_SHIFT);
  }

  /**
   * Writes all that stands before the key and nothing else, so a key that is in its place stays.
   * {@code deadline} counts only if the header says that there is one.
   */
  static void write(
      byte[] page, int at, long header, int keyLength, int valueLength, long deadline) {
    INT.set(page, at, (int) header);
    SHORT.set(page, at + 4, (short) (header >>> 32 | (keyLength & 0xff) << 8));
    if (isWide(header)) {
      INT.set(page, at + LENGTHS_AT, keyLength);
    }
    writeValueLength(page, at, header, valueLength);
    if (hasDeadline(header)) {
      LONG.set(page, at + deadlineOffset(header), deadline);
    }
  }

  /** Writes what changes with a value of the same form in its place; all else is in the header. */
  static void rewrite(
      byte[] page, int at, long header, int kind, int slack, int clock, int valueLength) {
    int place = (int) header & (MARK | PREVIOUS_FREE);
    int flags = (int) header & 0xff00;
    INT.set(page, at, kind | place | flags | clock << 16);
    page[at + 4] = (byte) (clock >>> 16);
    writeValueLength(page, at, header, valueLength);
    writeSlack(page, at, header, slack);
  }

  private static void writeValueLength(byte[] page, int at, long header, int valueLength) {
    int lengthAt = at + valueLengthOffset(header);
    switch (form(header)) {
      case FORM_1 -> page[lengthAt] = (byte) valueLength;
      case FORM_2 -> SHORT.set(page, lengthAt, (short) valueLength);
      case FORM_4 -> INT.set(page, lengthAt, valueLength);
      default -> {}
    }
  }

  static void writeClock(byte[] page, int at, long header, int clock) {
    INT.set(page, at + 1, (int) (header >>> 8 & 0xff) | clock << 8);
  }

  static void writeMark(byte[] page, int at, int mark) {
    page[at] = (byte) ((page[at] & ~MARK) | mark);
  }

  static void writePreviousFree(byte[] page, int at, boolean free) {
    page[at] = (byte) (free ? page[at] | PREVIOUS_FREE : page[at] & ~PREVIOUS_FREE);
  }

  static void writeSlack(byte[] page, int at, long header, int slack) {
    if (hasLongSlack(header)) {
      SHORT.set(page, at + slackOffset(header), (short) slack);
    } else {
      page[at + 1] = (byte) ((page[at + 1] & ((1 << SLACK_SHIFT) - 1)) | slack << SLACK_SHIFT);
    }
  }

  private static boolean isWide(long header) {
    return (header & WIDE_KEY << 8) != 0;
  }

  private static int valueLengthOffset(long header) {
    return LENGTHS_AT + (isWide(header) ? Integer.BYTES : 1);
  }

  private static int slackOffset(long header) {
    return valueLengthOffset(header) + formBytes(form(header));
  }

  private static int deadlineOffset(long header) {
    return slackOffset(header) + (hasLongSlack(header) ? Short.BYTES : 0);
  }

  private static int formBytes(int form) {
    return 0x0421 >>> (form << 2) & 0xf;
  }
}
