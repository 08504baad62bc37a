package io.redissim.core.type.string;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * The options of INCREX: where its numbers stand, and its words. Unlike those of SET, none may be
 * given twice. Reused from command to command.
 */
final class IncrExOptions {
  private static final RedisError ENX_NEEDS_EXPIRY =
      new RedisError("ERR ENX flag requires an expiration");

  /** No such argument. */
  static final int ABSENT = 0;

  final ExpiryOption expiry = new ExpiryOption();
  boolean byFloat;
  boolean saturate;
  boolean persist;

  /** An expiry counts only for a key that has none. */
  boolean onlyFirstExpiry;

  boolean onlyNew;
  boolean onlyPresent;

  int increment;
  int lowerBound;
  int upperBound;

  IncrExOptions read(CommandContext ctx, Args args) {
    clear();
    for (Options opt = ctx.options(args, 2); opt.hasNext(); ) {
      if (!takeNumber(opt) && !takeWord(opt) && (expiry.isGiven() || !expiry.take(opt))) {
        throw Errors.SYNTAX;
      }
    }
    if (persist && (expiry.isGiven() || onlyFirstExpiry) || onlyNew && onlyPresent) {
      throw Errors.SYNTAX;
    }
    if (onlyFirstExpiry && !expiry.isGiven()) {
      throw ENX_NEEDS_EXPIRY;
    }
    return this;
  }

  private void clear() {
    expiry.clear();
    byFloat = false;
    saturate = false;
    persist = false;
    onlyFirstExpiry = false;
    onlyNew = false;
    onlyPresent = false;
    increment = ABSENT;
    lowerBound = ABSENT;
    upperBound = ABSENT;
  }

  private boolean takeNumber(Options opt) {
    if (increment == ABSENT && opt.takeWithValue("BYINT")) {
      increment = opt.next();
    } else if (increment == ABSENT && opt.takeWithValue("BYFLOAT")) {
      byFloat = true;
      increment = opt.next();
    } else if (lowerBound == ABSENT && opt.takeWithValue("LBOUND")) {
      lowerBound = opt.next();
    } else if (upperBound == ABSENT && opt.takeWithValue("UBOUND")) {
      upperBound = opt.next();
    } else {
      return false;
    }
    return true;
  }

  private boolean takeWord(Options opt) {
    if (!saturate && opt.take("SATURATE")) {
      saturate = true;
    } else if (!persist && opt.take("PERSIST")) {
      persist = true;
    } else if (!onlyFirstExpiry && opt.take("ENX")) {
      onlyFirstExpiry = true;
    } else if (!onlyNew && opt.take("NX")) {
      onlyNew = true;
    } else if (!onlyPresent && opt.take("XX")) {
      onlyPresent = true;
    } else {
      return false;
    }
    return true;
  }
}
