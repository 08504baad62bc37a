package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
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
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** Counting: fields that are numbers. A missing field counts as 0; deadlines stay as they are. */
public final class HashNumberCommands implements CommandFamily {
  private static final RedisError NOT_AN_INTEGER = Errors.err("hash value is not an integer");
  private static final RedisError NOT_A_FLOAT = Errors.err("hash value is not a float");
  private static final RedisError NOT_FINITE = Errors.err("value is NaN or Infinity");

  private final HashLimits limits;

  public HashNumberCommands(HashLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("hincrby")
        .arity(4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HASH)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::hincrBy);
    table
        .add("hincrbyfloat")
        .arity(4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HASH)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::hincrByFloat);
  }

  /**
   * {@code HINCRBY key field increment}. Reply: integer, the new value. Errors: increment or value
   * not an integer, WRONGTYPE, overflow. O(1). Source: redis.io/docs/latest/commands/hincrby
   */
  private void hincrBy(CommandContext ctx, Args args, ReplySink reply) {
    long increment = args.integer(3);
    Key key = args.key(1);
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    boolean isNew = hash.size() == 0;
    long old = 0;
    if (hash.find(args, 2)) {
      if (!hash.value().isLong()) {
        throw refused(ctx, NOT_AN_INTEGER);
      }
      old = hash.value().longValue();
    }
    long sum = old + increment;
    if (((old ^ sum) & (increment ^ sum)) < 0) {
      throw refused(ctx, Errors.OVERFLOW);
    }
    hash.setNumber(limits, args, 2, sum);
    Hashes.commit(ctx, key, isNew, "hincrby");
    ctx.changed(1);
    reply.integer(sum);
  }

  /**
   * {@code HINCRBYFLOAT key field increment}. Reply: bulk string, the new value. Errors: increment
   * or value not a float, WRONGTYPE, a sum that is infinite or no number. Effect: HSET with the
   * sum, so that nobody computes it again, and the deadline it would take away. O(1). Source:
   * redis.io/docs/latest/commands/hincrbyfloat
   */
  private void hincrByFloat(CommandContext ctx, Args args, ReplySink reply) {
    LongDouble increment = LongDouble.parse(args.array(3), args.offset(3), args.length(3));
    if (increment == null) {
      throw Errors.NOT_A_FLOAT;
    }
    if (increment.isInfinite()) {
      throw NOT_FINITE;
    }
    Key key = args.key(1);
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    boolean isNew = hash.size() == 0;
    LongDouble old = hash.find(args, 2) ? number(hash.value()) : LongDouble.ZERO;
    if (old == null) {
      throw refused(ctx, NOT_A_FLOAT);
    }
    LongDouble sum = old.plus(increment);
    if (sum == null || sum.isInfinite()) {
      throw refused(ctx, Errors.NAN_OR_INFINITY);
    }
    byte[] text = Ascii.bytes(sum.toString());
    hash.setKeeping(limits, args, 2, text, 0, text.length);
    long deadline = hash.deadline(args, 2);
    Hashes.commit(ctx, key, isNew, "hincrbyfloat");
    ctx.changed(1);
    ctx.effects().command(4).word("HSET").key(key).arg(args, 2).word(text, 0, text.length);
    if (deadline != HashValue.NO_DEADLINE) {
      ctx.effects().command(6).word("HPEXPIREAT").key(key).number(deadline);
      ctx.effects().word("FIELDS").word("1").arg(args, 2);
    }
    reply.bulk(text);
  }

  /** The edit has changed nothing: nobody who watches the key is to hear of it. */
  private static RedisError refused(CommandContext ctx, RedisError error) {
    ctx.db().leave();
    return error;
  }

  private static @Nullable LongDouble number(HashText value) {
    return value.isLong()
        ? LongDouble.of(value.longValue())
        : LongDouble.parse(value.array(), value.offset(), value.length());
  }
}
