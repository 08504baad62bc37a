package io.redissim.core.type.string;

import static io.redissim.core.type.string.Condition.ALWAYS;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;

/** The options of SET and MSETEX, read but not yet judged. Reused from command to command. */
final class SetOptions {
  final ExpiryOption expiry = new ExpiryOption();
  Condition condition = ALWAYS;

  /** The argument that a condition on the value compares to. */
  int operand;

  boolean get;
  boolean keepTtl;

  /** No options at all. */
  SetOptions clear() {
    expiry.clear();
    condition = ALWAYS;
    get = false;
    keepTtl = false;
    return this;
  }

  /** The options of SET, which begin at argument 3. */
  SetOptions readSet(CommandContext ctx, Args args) {
    clear();
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (!takeCommon(opt) && !takeValueCondition(opt)) {
        if (!opt.take("GET")) {
          throw Errors.SYNTAX;
        }
        get = true;
      }
    }
    return checked();
  }

  /** The options of MSETEX, which begin after the pairs. */
  SetOptions readMsetEx(CommandContext ctx, Args args, int from) {
    clear();
    for (Options opt = ctx.options(args, from); opt.hasNext(); ) {
      if (!takeCommon(opt)) {
        throw Errors.SYNTAX;
      }
    }
    return checked();
  }

  /** What the store is to do with the deadline; {@code deadline} counts if an expiry is given. */
  long deadlineFor(long deadline) {
    if (expiry.isGiven()) {
      return deadline;
    }
    return keepTtl ? Database.KEEP_DEADLINE : Database.NO_DEADLINE;
  }

  private boolean takeCommon(Options opt) {
    if (opt.take("NX")) {
      choose(Condition.NX);
    } else if (opt.take("XX")) {
      choose(Condition.XX);
    } else if (opt.take("KEEPTTL")) {
      keepTtl = true;
    } else {
      return expiry.take(opt);
    }
    return true;
  }

  private boolean takeValueCondition(Options opt) {
    if (opt.takeWithValue("IFEQ")) {
      choose(Condition.IFEQ);
    } else if (opt.takeWithValue("IFNE")) {
      choose(Condition.IFNE);
    } else if (opt.takeWithValue("IFDEQ")) {
      choose(Condition.IFDEQ);
    } else if (opt.takeWithValue("IFDNE")) {
      choose(Condition.IFDNE);
    } else {
      return false;
    }
    operand = opt.next();
    return true;
  }

  private void choose(Condition chosen) {
    if (condition != ALWAYS && condition != chosen) {
      throw Errors.SYNTAX;
    }
    condition = chosen;
  }

  private SetOptions checked() {
    if (keepTtl && expiry.isGiven()) {
      throw Errors.SYNTAX;
    }
    return this;
  }
}
