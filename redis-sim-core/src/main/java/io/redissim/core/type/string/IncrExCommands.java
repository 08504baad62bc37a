package io.redissim.core.type.string;

import static io.redissim.core.command.AclCategory.STRING;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.LongDouble;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Effects;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** INCREX: counting within bounds and with an expiry, in one command. */
public final class IncrExCommands implements CommandFamily {
  private static final RedisError INFINITE_INCREMENT =
      new RedisError("ERR BYFLOAT increment cannot be Infinity");
  private static final RedisError INFINITE_VALUE = new RedisError("ERR value cannot be Infinity");
  private static final RedisError BOUNDS_CROSSED =
      new RedisError("ERR LBOUND can't be greater than UBOUND");
  private static final RedisError DELTA_OVERFLOW =
      new RedisError("ERR applied increment would overflow");

  private final IncrExOptions options = new IncrExOptions();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("increx")
        .arity(-2)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STRING)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::incrEx);
  }

  /**
   * {@code INCREX key [BYINT n | BYFLOAT n] [LBOUND n] [UBOUND n] [SATURATE] [EX s | PX ms | EXAT s
   * | PXAT ms | PERSIST] [ENX] [NX | XX]}. Reply: the new value and the increment that was applied,
   * integers or, with BYFLOAT, floats. A result out of bounds changes nothing and applies 0, or
   * with SATURATE becomes the bound; NX and XX (Valkey's) that do not hold apply 0. Errors: syntax,
   * numbers, crossed bounds, invalid expire time, WRONGTYPE, an applied increment that overflows.
   * O(1). Source: redis.io/docs/latest/commands/increx, valkey.io/commands/increx
   */
  private void incrEx(CommandContext ctx, Args args, ReplySink reply) {
    IncrExOptions given = options.read(ctx, args);
    if (given.byFloat) {
      incrementFloat(ctx, args, reply, given);
    } else {
      incrementInteger(ctx, args, reply, given);
    }
  }

  private static void incrementInteger(
      CommandContext ctx, Args args, ReplySink reply, IncrExOptions given) {
    long increment = integer(args, given.increment, 1, "Increment");
    long lower = integer(args, given.lowerBound, Long.MIN_VALUE, "LBOUND");
    long upper = integer(args, given.upperBound, Long.MAX_VALUE, "UBOUND");
    if (lower > upper) {
      throw BOUNDS_CROSSED;
    }
    long deadline = given.expiry.isGiven() ? given.expiry.deadline(ctx, args) : 0;
    Key key = args.key(1);
    StringValue value = Strings.find(ctx, key);
    boolean present = value != null;
    long old = NumberCommands.integer(value);
    long sum = old + increment;
    boolean overflow = ((old ^ sum) & (increment ^ sum)) < 0;
    boolean above = overflow ? increment > 0 : sum > upper;
    boolean below = overflow ? increment < 0 : sum < lower;
    boolean refused = (above || below) && !given.saturate;
    reply.array(2);
    if (refused || isExcluded(given, present)) {
      replyValue(reply, given.onlyPresent && !present, old);
      reply.integer(0);
      return;
    }
    long result = above ? upper : below ? lower : sum;
    long applied = result - old;
    if (((result ^ old) & (result ^ applied)) < 0) {
      throw DELTA_OVERFLOW;
    }
    reply.integer(result);
    reply.integer(applied);
    byte[] text = Ascii.bytes(Long.toString(result));
    store(ctx, key, text, given, deadline);
  }

  private static void incrementFloat(
      CommandContext ctx, Args args, ReplySink reply, IncrExOptions given) {
    LongDouble increment = number(args, given.increment, LongDouble.ZERO, "Increment");
    if (increment.isInfinite()) {
      throw INFINITE_INCREMENT;
    }
    LongDouble lower = number(args, given.lowerBound, LongDouble.MAX.negated(), "LBOUND");
    LongDouble upper = number(args, given.upperBound, LongDouble.MAX, "UBOUND");
    if (lower.compareTo(upper) > 0) {
      throw BOUNDS_CROSSED;
    }
    long deadline = given.expiry.isGiven() ? given.expiry.deadline(ctx, args) : 0;
    Key key = args.key(1);
    StringValue value = Strings.find(ctx, key);
    boolean present = value != null;
    LongDouble old = NumberCommands.number(value);
    if (old.isInfinite()) {
      throw INFINITE_VALUE;
    }
    LongDouble sum = sum(old, increment);
    boolean above = sum.compareTo(upper) > 0;
    boolean below = sum.compareTo(lower) < 0;
    boolean refused = sum.isInfinite() || above || below;
    reply.array(2);
    if (refused && !given.saturate || isExcluded(given, present)) {
      replyValue(reply, given.onlyPresent && !present, old);
      reply.number("0");
      return;
    }
    LongDouble result = above ? upper : below ? lower : sum;
    LongDouble applied = sum(result, old.negated());
    if (applied.isInfinite() || result.isInfinite()) {
      throw Errors.NAN_OR_INFINITY;
    }
    String text = result.toString();
    reply.number(text);
    reply.number(applied.toString());
    store(ctx, key, Ascii.bytes(text), given, deadline);
  }

  private static boolean isExcluded(IncrExOptions given, boolean present) {
    return present ? given.onlyNew : given.onlyPresent;
  }

  private static void replyValue(ReplySink reply, boolean absent, long value) {
    if (absent) {
      reply.nil();
    } else {
      reply.integer(value);
    }
  }

  private static void replyValue(ReplySink reply, boolean absent, LongDouble value) {
    if (absent) {
      reply.nil();
    } else {
      reply.number(value.toString());
    }
  }

  /** Stores the result, with its effect {@code SET key result [KEEPTTL | PXAT ms]} and events. */
  private static void store(
      CommandContext ctx, Key key, byte[] text, IncrExOptions given, long deadline) {
    Entry entry = ctx.db().peek(key);
    boolean isNew = entry == null;
    boolean hasDeadline = entry != null && entry.hasDeadline();
    boolean expires = given.expiry.isGiven() && !(given.onlyFirstExpiry && hasDeadline);
    if (expires && deadline <= ctx.now()) {
      Strings.expire(ctx, key);
      return;
    }
    boolean keeps = !expires && !given.persist;
    long until = expires ? deadline : keeps ? Database.KEEP_DEADLINE : Database.NO_DEADLINE;
    ctx.db().setString(key, text, until);
    ctx.changed(1);
    Effects effects = ctx.effects().command(expires ? 5 : keeps ? 4 : 3).word("SET").key(key);
    effects.word(text, 0, text.length);
    if (expires) {
      effects.word("PXAT").number(deadline);
    } else if (keeps) {
      effects.word("KEEPTTL");
    }
    ctx.created(isNew, key);
    ctx.event(EventClass.STRING, given.byFloat ? "incrbyfloat" : "incrby", key);
    if (expires) {
      ctx.event(EventClass.GENERIC, "expire", key);
    } else if (given.persist && hasDeadline) {
      ctx.event(EventClass.GENERIC, "persist", key);
    }
  }

  private static long integer(Args args, int index, long absent, String what) {
    if (index == IncrExOptions.ABSENT) {
      return absent;
    }
    if (!args.isInteger(index)) {
      throw Errors.err(what + " is not an integer or out of range");
    }
    return args.integer(index);
  }

  private static LongDouble number(Args args, int index, LongDouble absent, String what) {
    if (index == IncrExOptions.ABSENT) {
      return absent;
    }
    LongDouble number = LongDouble.parse(args.array(index), args.offset(index), args.length(index));
    if (number == null) {
      throw Errors.err(what + " is not a valid float");
    }
    return number;
  }

  /** Of two numbers that are not infinities of opposite signs. */
  private static LongDouble sum(LongDouble a, LongDouble b) {
    LongDouble sum = a.plus(b);
    if (sum == null) {
      throw Errors.NAN_OR_INFINITY;
    }
    return sum;
  }
}
