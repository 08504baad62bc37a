package io.redissim.core.type.stream;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/** What stands before the keys of XREAD and XREADGROUP. Source: Valkey {@code xreadCommand}. */
final class ReadOptions {
  /** There is no BLOCK. */
  static final long NO_BLOCK = -1;

  /** There is no CLAIM. */
  static final long NO_CLAIM = -1;

  private static final RedisError TIMEOUT_RANGE = Errors.err("timeout is out of range");
  private static final RedisError GROUP_IN_XREAD =
      Errors.err("The GROUP option is only supported by XREADGROUP. You called XREAD instead.");
  private static final RedisError NOACK_IN_XREAD =
      Errors.err("The NOACK option is only supported by XREADGROUP. You called XREAD instead.");
  private static final RedisError NEGATIVE_MIN_IDLE =
      Errors.err("min-idle-time must be a positive integer");
  private static final RedisError NO_GROUP = Errors.err("Missing GROUP option for XREADGROUP");
  private static final RedisError UNBALANCED =
      Errors.err(
          "Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be"
              + " specified.");
  private static final RedisError UNBALANCED_GROUP =
      Errors.err(
          "Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be"
              + " specified.");

  private boolean isGroup;
  private long blockMillis;
  private long count;
  private boolean noAck;
  private long claimMinIdle;
  private int groupArg;
  private int firstKey;
  private int streams;

  void parse(Args args, boolean ofGroup, long now) {
    isGroup = ofGroup;
    blockMillis = NO_BLOCK;
    count = 0;
    noAck = false;
    claimMinIdle = NO_CLAIM;
    groupArg = 0;
    firstKey = 0;
    for (int at = 1; at < args.count() && firstKey == 0; ) {
      at = option(args, at, now);
    }
    if (firstKey == 0) {
      throw Errors.SYNTAX;
    }
    if (ofGroup && groupArg == 0) {
      throw NO_GROUP;
    }
  }

  /** Reads one option and returns where the next stands. */
  private int option(Args args, int at, long now) {
    int more = args.count() - at - 1;
    if (more > 0 && args.is(at, "block")) {
      blockMillis = timeout(args, at + 1, now);
      return at + 2;
    }
    if (more > 0 && args.is(at, "count")) {
      count = Math.max(0, args.integer(at + 1));
      return at + 2;
    }
    if (more > 0 && args.is(at, "streams")) {
      if ((more & 1) != 0) {
        throw isGroup ? UNBALANCED_GROUP : UNBALANCED;
      }
      firstKey = at + 1;
      streams = more / 2;
      return args.count();
    }
    if (more > 1 && args.is(at, "group")) {
      if (!isGroup) {
        throw GROUP_IN_XREAD;
      }
      groupArg = at + 1;
      return at + 3;
    }
    if (more > 0 && isGroup && args.is(at, "claim")) {
      claimMinIdle = args.integer(at + 1);
      if (claimMinIdle < 0) {
        throw NEGATIVE_MIN_IDLE;
      }
      return at + 2;
    }
    if (args.is(at, "noack")) {
      if (!isGroup) {
        throw NOACK_IN_XREAD;
      }
      noAck = true;
      return at + 1;
    }
    throw Errors.SYNTAX;
  }

  private static long timeout(Args args, int i, long now) {
    long millis = args.integer(i, Errors.TIMEOUT_NOT_INTEGER);
    if (millis < 0) {
      throw Errors.TIMEOUT_NEGATIVE;
    }
    if (millis > Long.MAX_VALUE - now) {
      throw TIMEOUT_RANGE;
    }
    return millis;
  }

  /** How long to wait, 0: for ever; {@link #NO_BLOCK}. */
  long blockMillis() {
    return blockMillis;
  }

  /** Entries of each stream; 0: any number. */
  long count() {
    return count;
  }

  /** Milliseconds after which a pending entry is given to who reads; {@link #NO_CLAIM}. */
  long claimMinIdle() {
    return claimMinIdle;
  }

  boolean noAck() {
    return noAck;
  }

  /** The argument with the group's name; the consumer's is the next. */
  int groupArg() {
    return groupArg;
  }

  int consumerArg() {
    return groupArg + 1;
  }

  int streams() {
    return streams;
  }

  int keyArg(int stream) {
    return firstKey + stream;
  }

  int idArg(int stream) {
    return firstKey + streams + stream;
  }
}
