package io.redissim.core.type.hyperloglog;

import io.redissim.core.bytes.Block;

/**
 * The sparse form of the registers: runs of equal ones, from the first to the last.
 *
 * <pre>
 * 00nnnnnn            n + 1 registers are 0                  (ZERO)
 * 01nnnnnn nnnnnnnn   n + 1 registers are 0                  (XZERO)
 * 1vvvvvnn            n + 1 registers are v + 1              (VAL)
 * </pre>
 *
 * Values come from clients: the runs may cover more or fewer registers than there are, and the
 * second byte of the last run may be missing (it then counts as 0, the byte behind a C string).
 * Where runs are split and joined is part of what {@code GET} shows, so it is done exactly as in
 * Valkey {@code hyperloglog.c:hllSparseSet}.
 */
final class Sparse {
  static final int MAX_VALUE = 32;
  private static final int MAX_ZEROS = 64;
  private static final int MAX_VALUES = 4;

  /** So many runs, from the one before a change on, are looked at for neighbours to join. */
  private static final int JOIN_SCAN = 5;

  /** What became of {@link #set}. */
  enum Outcome {
    UNCHANGED,
    CHANGED,
    /** The value would be too long, or cannot be written: the dense form is needed. */
    TOO_LONG,
    CORRUPTED
  }

  private Sparse() {}

  // ---- One run.

  private static boolean isValue(byte run) {
    return run < 0;
  }

  private static boolean isLongZero(byte run) {
    return (run & 0xc0) == 0x40;
  }

  static int bytes(byte run) {
    return isLongZero(run) ? 2 : 1;
  }

  /** What its registers are. */
  static int value(byte run) {
    return isValue(run) ? (run >> 2 & 0x1f) + 1 : 0;
  }

  /** How many registers the run at {@code at} covers. */
  static int covered(byte[] a, int at, int end) {
    byte run = a[at];
    if (isValue(run)) {
      return (run & 3) + 1;
    }
    if (isLongZero(run)) {
      return ((run & 0x3f) << 8 | (at + 1 < end ? a[at + 1] & 0xff : 0)) + 1;
    }
    return run + 1;
  }

  private static int bytesOf(boolean values, int covered) {
    return covered == 0 ? 0 : !values && covered > MAX_ZEROS ? 2 : 1;
  }

  private static byte valueRun(int value, int covered) {
    return (byte) (0x80 | value - 1 << 2 | covered - 1);
  }

  /** Writes a run of zeros, if value is 0, or of values; nothing if it covers no register. */
  private static int write(byte[] a, int at, int value, int covered) {
    if (covered == 0) {
      return at;
    }
    if (value > 0) {
      a[at] = valueRun(value, covered);
      return at + 1;
    }
    if (covered > MAX_ZEROS) {
      a[at] = (byte) (0x40 | covered - 1 >> 8);
      a[at + 1] = (byte) (covered - 1);
      return at + 2;
    }
    a[at] = (byte) (covered - 1);
    return at + 1;
  }

  // ---- All of them.

  /** A value whose registers are all 0. */
  static void empty(Block block) {
    block.clear();
    block.splice(0, 0, HllFormat.HEADER + 2);
    HllFormat.writeHeader(block.array(), HllFormat.SPARSE);
    write(block.array(), HllFormat.HEADER, 0, HllFormat.REGISTERS);
  }

  /**
   * Raises a register to {@code rank}.
   *
   * @param maxBytes no change may make the value longer than this
   */
  static Outcome set(Block block, int register, int rank, long maxBytes) {
    if (rank > MAX_VALUE) {
      return Outcome.TOO_LONG;
    }
    byte[] a = block.array();
    int end = block.length();
    int at = HllFormat.HEADER;
    int previous = at;
    int first = 0;
    int covered = 0;
    while (at < end) {
      covered = covered(a, at, end);
      if (register < first + covered) {
        break;
      }
      previous = at;
      at += bytes(a[at]);
      first += covered;
    }
    if (at >= end) {
      return Outcome.CORRUPTED;
    }
    int value = value(a[at]);
    if (value >= rank) {
      return Outcome.UNCHANGED;
    }
    if (covered == 1 && !isLongZero(a[at])) {
      a[at] = valueRun(rank, 1);
    } else if (!split(block, at, register - first, covered, rank, maxBytes)) {
      return Outcome.TOO_LONG;
    }
    join(block, previous);
    HllFormat.invalidate(block.array(), 0);
    return Outcome.CHANGED;
  }

  /** Takes one register out of a run; false if that would make the value too long. */
  private static boolean split(
      Block block, int at, int before, int covered, int rank, long maxBytes) {
    byte run = block.array()[at];
    int value = value(run);
    int after = covered - before - 1;
    int replaced = Math.min(bytes(run), block.length() - at);
    int needed = bytesOf(value > 0, before) + 1 + bytesOf(value > 0, after);
    int growth = needed - bytes(run);
    if (growth > 0 && block.length() + growth > maxBytes) {
      return false;
    }
    block.splice(at, replaced, needed);
    byte[] a = block.array();
    int to = write(a, at, value, before);
    a[to] = valueRun(rank, 1);
    write(a, to + 1, value, after);
    return true;
  }

  /** Joins runs of the same value near a change. */
  private static void join(Block block, int from) {
    byte[] a = block.array();
    int at = from;
    for (int scanned = 0; scanned < JOIN_SCAN && at < block.length(); scanned++) {
      byte run = a[at];
      if (isValue(run) && at + 1 < block.length() && value(a[at + 1]) == value(run)) {
        int both = (run & 3) + 1 + (a[at + 1] & 3) + 1;
        if (both <= MAX_VALUES) {
          a[at + 1] = valueRun(value(run), both);
          block.splice(at, 1, 0);
          // Once more from here: the joined run may join with the next.
          continue;
        }
      }
      at += bytes(run);
    }
  }

  /** Counts how many registers have each value; false if the runs do not cover all of them. */
  static boolean count(byte[] a, int offset, int length, int[] histogram) {
    int end = offset + length;
    int register = 0;
    for (int at = offset + HllFormat.HEADER; at < end; at += bytes(a[at])) {
      int covered = covered(a, at, end);
      register += covered;
      if (register > HllFormat.REGISTERS) {
        return false;
      }
      histogram[value(a[at])] += covered;
    }
    return register == HllFormat.REGISTERS;
  }

  /** As {@link Dense#mergeInto}; false if the runs do not cover all registers. */
  static boolean mergeInto(byte[] registers, byte[] a, int offset, int length) {
    int end = offset + length;
    int register = 0;
    for (int at = offset + HllFormat.HEADER; at < end; at += bytes(a[at])) {
      int value = value(a[at]);
      int next = register + covered(a, at, end);
      if (next > HllFormat.REGISTERS) {
        return false;
      }
      for (; value > 0 && register < next; register++) {
        if (value > registers[register]) {
          registers[register] = (byte) value;
        }
      }
      register = next;
    }
    return register == HllFormat.REGISTERS;
  }
}
