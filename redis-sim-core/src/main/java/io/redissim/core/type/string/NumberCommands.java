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
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandHandler;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** Counting: strings that are numbers. A missing key counts as 0; deadlines stay as they are. */
public final class NumberCommands implements CommandFamily {

  @Override
  public void declare(CommandTable.Builder table) {
    declare(table, "incr", 2, (ctx, args, reply) -> add(ctx, args, reply, 1));
    declare(table, "decr", 2, (ctx, args, reply) -> add(ctx, args, reply, -1));
    declare(table, "incrby", 3, this::incrBy);
    declare(table, "decrby", 3, this::decrBy);
    declare(table, "incrbyfloat", 3, this::incrByFloat);
  }

  /** All alike but for the name and the arity. */
  private static CommandDeclaration declare(
      CommandTable.Builder table, String name, int arity, CommandHandler handler) {
    return table
        .add(name)
        .arity(arity)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STRING)
        .key(1, RW, ACCESS, UPDATE)
        .handler(handler);
  }

  /**
   * {@code INCRBY key increment}. Reply: the new value. Errors: increment or value not an integer,
   * WRONGTYPE, overflow. O(1). Source: redis.io/docs/latest/commands/incrby
   */
  private void incrBy(CommandContext ctx, Args args, ReplySink reply) {
    add(ctx, args, reply, args.integer(2));
  }

  /**
   * {@code DECRBY key decrement}. Reply: the new value. Errors: as INCRBY; a decrement without a
   * negative of its own. O(1). Source: redis.io/docs/latest/commands/decrby
   */
  private void decrBy(CommandContext ctx, Args args, ReplySink reply) {
    long decrement = args.integer(2);
    if (decrement == Long.MIN_VALUE) {
      throw Errors.DECREMENT_OVERFLOW;
    }
    add(ctx, args, reply, -decrement);
  }

  /**
   * {@code INCR key} and {@code DECR key}, and the work of the two above. Reply: the new value.
   * Errors: value not an integer, WRONGTYPE, overflow. O(1). Source:
   * redis.io/docs/latest/commands/incr
   */
  private static void add(CommandContext ctx, Args args, ReplySink reply, long increment) {
    Key key = args.key(1);
    StringValue value = Strings.find(ctx, key);
    long old = integer(value);
    long sum = old + increment;
    if (((old ^ sum) & (increment ^ sum)) < 0) {
      throw Errors.OVERFLOW;
    }
    if (value != null && value.isLong()) {
      ctx.db().overwriteLong(key, sum);
    } else {
      ctx.db().setLong(key, sum, Database.KEEP_DEADLINE);
    }
    ctx.changed(1);
    ctx.created(value == null, key);
    ctx.event(EventClass.STRING, "incrby", key);
    reply.integer(sum);
  }

  /**
   * {@code INCRBYFLOAT key increment}. Reply: the new value as a bulk string. Errors: WRONGTYPE,
   * value or increment not a float, a sum that is infinite or no number. O(1). Propagated as SET,
   * so that nobody computes it again. Source: redis.io/docs/latest/commands/incrbyfloat
   */
  private void incrByFloat(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StringValue value = Strings.find(ctx, key);
    boolean isNew = value == null;
    LongDouble old = number(value);
    LongDouble increment = LongDouble.parse(args.array(2), args.offset(2), args.length(2));
    if (increment == null) {
      throw Errors.NOT_A_FLOAT;
    }
    LongDouble sum = old.plus(increment);
    if (sum == null || sum.isInfinite()) {
      throw Errors.NAN_OR_INFINITY;
    }
    byte[] text = Ascii.bytes(sum.toString());
    ctx.db().setText(key, text, 0, text.length, Database.KEEP_DEADLINE); // whole numbers too
    ctx.changed(1);
    ctx.effects().command(4).word("SET").key(key).word(text, 0, text.length).word("KEEPTTL");
    ctx.created(isNew, key);
    ctx.event(EventClass.STRING, "incrbyfloat", key);
    reply.bulk(text);
  }

  /** The value as a 64-bit integer. */
  static long integer(@Nullable StringValue value) {
    if (value == null) {
      return 0;
    }
    if (value.isLong()) {
      return value.longValue();
    }
    // A number that APPEND or SETRANGE has made is not stored as one.
    if (!Ascii.isLong(value.array(), value.offset(), value.length())) {
      throw Errors.NOT_AN_INTEGER;
    }
    return Ascii.parseLong(value.array(), value.offset(), value.length());
  }

  static LongDouble number(@Nullable StringValue value) {
    if (value == null) {
      return LongDouble.ZERO;
    }
    if (value.isLong()) {
      return LongDouble.of(value.longValue());
    }
    LongDouble number = LongDouble.parse(value.array(), value.offset(), value.length());
    if (number == null) {
      throw Errors.NOT_A_FLOAT;
    }
    return number;
  }
}
