package io.redissim.core.type.bitmap;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;

/**
 * The arguments {@code [start [end [BYTE|BIT]]]}: both included, in bytes if nothing is said,
 * negative: counted from the end. Reused from command to command.
 */
final class BitRange {
  private long start;
  private long end;
  private boolean endGiven;
  private boolean inBits;

  private long from;
  private long to;

  /** Reads the arguments from {@code first} on. */
  void read(Args args, int first) {
    int given = args.count() - first;
    if (given > 3) {
      throw Errors.SYNTAX;
    }
    start = given > 0 ? args.integer(first) : 0;
    inBits = given > 2 && args.is(first + 2, "BIT");
    if (given > 2 && !inBits && !args.is(first + 2, "BYTE")) {
      throw Errors.SYNTAX;
    }
    endGiven = given > 1;
    end = endGiven ? args.integer(first + 1) : -1;
  }

  /** Whether there is an end that was asked for, rather than that of the value. */
  boolean hasEnd() {
    return endGiven;
  }

  /** Whether both count from the end, and the wrong way round. */
  boolean isBackwards() {
    return start < 0 && end < 0 && start > end;
  }

  /** Applies the range to a value of {@code length} bytes; false: nothing of it is in the range. */
  boolean clip(int length) {
    long units = inBits ? (long) length * Byte.SIZE : length;
    long first = Math.max(0, start < 0 ? units + start : start);
    long last = Math.min(units - 1, Math.max(0, end < 0 ? units + end : end));
    if (first > last) {
      return false;
    }
    from = inBits ? first : first * Byte.SIZE;
    to = inBits ? last : last * Byte.SIZE + 7;
    return true;
  }

  /** The first bit, after {@link #clip}. */
  long from() {
    return from;
  }

  /** The last bit, after {@link #clip}. */
  long to() {
    return to;
  }
}
