package io.redissim.core.type.hash;

import io.redissim.core.command.CommandContext;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/** What the commands on deadlines of fields read from their arguments, and what they refuse. */
final class FieldArguments {
  static final RedisError NOT_POSITIVE = Errors.err("Number of fields must be a positive integer");
  static final RedisError NOT_POSITIVE_PARAMETER =
      Errors.err("Parameter `numFields` should be greater than 0");

  private static final RedisError NO_FIELDS =
      Errors.err("Mandatory argument FIELDS is missing or not at the right position");
  private static final RedisError MISMATCH =
      Errors.err("The `numfields` parameter must match the number of arguments");
  private static final RedisError NEGATIVE_TIME = Errors.err("invalid expire time, must be >= 0");

  private static final long MAX_DEADLINE = HashBuilder.MAX_DEADLINE;

  private FieldArguments() {}

  /**
   * Reads {@code FIELDS numfields field [field ...]}, which must be the rest of the arguments, and
   * returns the index of the first field.
   */
  static int fields(Args args, int at, RedisError badCount) {
    if (at >= args.count() || !args.is(at, "FIELDS")) {
      throw NO_FIELDS;
    }
    int first = at + 2;
    if (first > args.count() || args.integer(at + 1, badCount) < 1) {
      throw badCount;
    }
    if (args.integer(at + 1) != args.count() - first) {
      throw MISMATCH;
    }
    return first;
  }

  /**
   * A deadline in epoch milliseconds from argument {@code i}: a time from now, or a point in time.
   * Errors: not an integer; negative; later than a field can have.
   */
  static long deadline(CommandContext ctx, Args args, int i, boolean relative, boolean seconds) {
    long time = args.integer(i);
    if (time < 0) {
      throw NEGATIVE_TIME;
    }
    if (seconds) {
      if (time > MAX_DEADLINE / 1000) {
        throw Errors.invalidExpire(ctx.command().name());
      }
      time *= 1000;
    }
    long base = relative ? ctx.now() : 0;
    if (time > MAX_DEADLINE - base) {
      throw Errors.invalidExpire(ctx.command().name());
    }
    return time + base;
  }
}
