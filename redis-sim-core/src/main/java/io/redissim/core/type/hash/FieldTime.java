package io.redissim.core.type.hash;

import io.redissim.core.command.CommandContext;
import io.redissim.core.resp.Args;

/** The one of EX, PX, EXAT and PXAT that a command was given, or none. Reused. */
final class FieldTime {
  private boolean given;
  private long deadline;

  void clear() {
    given = false;
  }

  /** Whether argument {@code at} is one of the four words. */
  static boolean isNext(Args args, int at) {
    return args.is(at, "EX") || args.is(at, "PX") || args.is(at, "EXAT") || args.is(at, "PXAT");
  }

  /** Reads the time behind the word at {@code at}. Errors: as of {@link FieldArguments}. */
  void read(CommandContext ctx, Args args, int at) {
    boolean seconds = args.is(at, "EX") || args.is(at, "EXAT");
    boolean relative = args.length(at) == 2;
    given = true;
    deadline = FieldArguments.deadline(ctx, args, at + 1, relative, seconds);
  }

  boolean isGiven() {
    return given;
  }

  long deadline() {
    return deadline;
  }

  /** Whether fields are to go at once. */
  boolean isPast(CommandContext ctx) {
    return given && deadline <= ctx.now();
  }
}
