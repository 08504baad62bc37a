package io.redissim.core.command;

import io.redissim.core.bytes.LongDouble;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * The timeouts of commands that wait, read into deadlines; 0 is {@link Wait#FOREVER}. Source:
 * Valkey {@code timeout.c:getTimeoutFromObjectOrReply}.
 */
public final class BlockTimeout {
  private static final RedisError NOT_A_FLOAT =
      new RedisError("ERR timeout is not a float or out of range");
  private static final RedisError OUT_OF_RANGE = new RedisError("ERR timeout is out of range");

  private BlockTimeout() {}

  /** Argument {@code i} in seconds, with decimals; rounded up to a millisecond. */
  public static long seconds(CommandContext ctx, Args args, int i) {
    if (args.isInteger(i)) { // as nearly always
      long seconds = args.integer(i);
      if (seconds > Long.MAX_VALUE / 1000) {
        throw OUT_OF_RANGE;
      }
      return deadline(ctx, seconds < 0 ? -1 : seconds * 1000);
    }
    LongDouble seconds = LongDouble.parse(args.array(i), args.offset(i), args.length(i));
    if (seconds == null) {
      throw NOT_A_FLOAT;
    }
    return deadline(ctx, seconds.times(1000).ceiling());
  }

  /** Argument {@code i} in milliseconds. */
  public static long millis(CommandContext ctx, Args args, int i) {
    return deadline(ctx, args.integer(i, Errors.TIMEOUT_NOT_INTEGER));
  }

  private static long deadline(CommandContext ctx, long millis) {
    if (millis < 0) {
      throw Errors.TIMEOUT_NEGATIVE;
    }
    if (millis > Long.MAX_VALUE - ctx.now()) {
      throw OUT_OF_RANGE;
    }
    return millis == 0 ? Wait.FOREVER : ctx.now() + millis;
  }
}
