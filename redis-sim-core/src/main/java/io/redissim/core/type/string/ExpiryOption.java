package io.redissim.core.type.string;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;

/** The expiry a command is given: at most one of EX, PX, EXAT and PXAT. Reused. */
final class ExpiryOption {
  private enum Unit {
    NONE,
    EX,
    PX,
    EXAT,
    PXAT
  }

  private Unit unit = Unit.NONE;
  private int index;

  void clear() {
    unit = Unit.NONE;
  }

  /** The time is argument {@code index}, in seconds or milliseconds from now. */
  void set(boolean seconds, int index) {
    this.unit = seconds ? Unit.EX : Unit.PX;
    this.index = index;
  }

  /** Takes one of the four options with its value; another one of them before: a syntax error. */
  boolean take(Options opt) {
    if (opt.takeWithValue("EX")) {
      choose(Unit.EX, opt);
    } else if (opt.takeWithValue("PX")) {
      choose(Unit.PX, opt);
    } else if (opt.takeWithValue("EXAT")) {
      choose(Unit.EXAT, opt);
    } else if (opt.takeWithValue("PXAT")) {
      choose(Unit.PXAT, opt);
    } else {
      return false;
    }
    return true;
  }

  boolean isGiven() {
    return unit != Unit.NONE;
  }

  boolean isAbsolute() {
    return unit == Unit.EXAT || unit == Unit.PXAT;
  }

  boolean isEpochMillis() {
    return unit == Unit.PXAT;
  }

  /**
   * The deadline in epoch milliseconds. Errors: not an integer; not positive, or beyond what 64
   * bits of milliseconds hold. Source: Valkey {@code t_string.c:getExpireMillisecondsOrReply}.
   */
  long deadline(CommandContext ctx, Args args) {
    long time = args.integer(index);
    boolean seconds = unit == Unit.EX || unit == Unit.EXAT;
    if (time <= 0 || seconds && time > Long.MAX_VALUE / 1000) {
      throw Errors.invalidExpire(ctx.command().name());
    }
    long millis = seconds ? time * 1000 : time;
    long deadline = isAbsolute() ? millis : millis + ctx.now();
    if (deadline <= 0) {
      throw Errors.invalidExpire(ctx.command().name());
    }
    return deadline;
  }

  private void choose(Unit chosen, Options opt) {
    if (unit != Unit.NONE && unit != chosen) {
      throw Errors.SYNTAX;
    }
    unit = chosen;
    index = opt.next();
  }
}
