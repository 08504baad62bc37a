package io.redissim.core.type.stream;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;

/**
 * Reads IDs as clients write them: {@code ms-seq}, {@code ms} alone, {@code -} and {@code +} for
 * the smallest and the largest, {@code ms-*} where a sequence number may be chosen. Numbers are
 * read as C does: signs, leading zeros and spaces are let through, a NUL ends the text. Source:
 * Valkey {@code t_stream.c:streamGenericParseIDOrReply}.
 */
final class IdParser {
  static final RedisError INVALID =
      new RedisError("ERR Invalid stream ID specified as stream command argument");
  private static final RedisError BAD_START =
      new RedisError("ERR invalid start ID for the interval");
  private static final RedisError BAD_END = new RedisError("ERR invalid end ID for the interval");

  private static final int MAX_LENGTH = 127;

  /** What {@link #number} has read. */
  private long number;

  private boolean sequenceGiven;

  /** An ID that is neither {@code -} nor {@code +}; without a sequence number it gets 0. */
  void strict(Args args, int i, StreamId id) {
    if (!tryStrict(args, i, id)) {
      throw INVALID;
    }
  }

  /** As {@link #strict}; false instead of an error. */
  boolean tryStrict(Args args, int i, StreamId id) {
    return parse(args.array(i), args.offset(i), args.length(i), 0, true, false, id);
  }

  /** Whether all arguments from {@code from} on are such IDs; {@code id} is overwritten. */
  boolean areStrict(Args args, int from, StreamId id) {
    for (int i = from; i < args.count(); i++) {
      if (!tryStrict(args, i, id)) {
        return false;
      }
    }
    return true;
  }

  /** As {@link #strict}, but {@code -} and {@code +} are IDs. */
  void any(Args args, int i, StreamId id) {
    if (!parse(args.array(i), args.offset(i), args.length(i), 0, false, false, id)) {
      throw INVALID;
    }
  }

  /**
   * The ID of a new entry: as {@link #strict}, and {@code ms-*} too. Returns whether its sequence
   * number was given.
   */
  boolean forNewEntry(Args args, int i, StreamId id) {
    if (!parse(args.array(i), args.offset(i), args.length(i), 0, true, true, id)) {
      throw INVALID;
    }
    return sequenceGiven;
  }

  /** Where a range begins, itself included; {@code (} before an ID leaves that one out. */
  void rangeStart(Args args, int i, StreamId id) {
    if (bound(args, i, 0, id) && !id.increment()) {
      throw BAD_START;
    }
  }

  /** Where a range ends, itself included. */
  void rangeEnd(Args args, int i, StreamId id) {
    if (bound(args, i, StreamId.MAX, id) && !id.decrement()) {
      throw BAD_END;
    }
  }

  /** Returns whether the ID itself is left out. */
  private boolean bound(Args args, int i, long missingSequence, StreamId id) {
    int skip = args.length(i) > 1 && args.byteAt(i, 0) == '(' ? 1 : 0;
    int length = args.length(i) - skip;
    if (!parse(
        args.array(i), args.offset(i) + skip, length, missingSequence, skip == 1, false, id)) {
      throw INVALID;
    }
    return skip == 1;
  }

  private boolean parse(
      byte[] text,
      int offset,
      int length,
      long missingSequence,
      boolean strict,
      boolean mayLeaveSequence,
      StreamId id) {
    sequenceGiven = true;
    if (length > MAX_LENGTH) {
      return false;
    }
    int end = indexOf(text, offset, offset + length, 0);
    if (end - offset == 1 && (text[offset] == '-' || text[offset] == '+')) {
      long both = text[offset] == '-' ? 0 : StreamId.MAX;
      id.set(both, both);
      return !strict;
    }
    int dash = indexOf(text, offset, end, '-');
    if (!number(text, offset, dash)) {
      return false;
    }
    long ms = number;
    long seq = missingSequence;
    if (dash < end) {
      if (mayLeaveSequence && end - dash == 2 && text[dash + 1] == '*') {
        sequenceGiven = false;
        seq = 0;
      } else if (number(text, dash + 1, end)) {
        seq = number;
      } else {
        return false;
      }
    }
    id.set(ms, seq);
    return true;
  }

  private static int indexOf(byte[] text, int from, int to, int sought) {
    int at = from;
    while (at < to && text[at] != sought) {
      at++;
    }
    return at;
  }

  /** Source: Valkey {@code util.c:string2ull}, and what C says of strtoull. */
  private boolean number(byte[] text, int from, int to) {
    if (Ascii.isLong(text, from, to - from)) {
      number = Ascii.parseLong(text, from, to - from);
      return number >= 0;
    }
    int at = from;
    while (at < to && (text[at] == ' ' || text[at] >= '\t' && text[at] <= '\r')) {
      at++;
    }
    boolean negative = at < to && text[at] == '-';
    if (negative || at < to && text[at] == '+') {
      at++;
    }
    if (at == to) {
      return false;
    }
    long value = 0;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9 || overflows(value, digit)) {
        return false;
      }
      value = value * 10 + digit;
    }
    number = negative ? -value : value;
    return true;
  }

  private static boolean overflows(long value, int digit) {
    long tenth = Long.divideUnsigned(StreamId.MAX, 10);
    int order = Long.compareUnsigned(value, tenth);
    return order > 0 || order == 0 && digit > 5;
  }
}
