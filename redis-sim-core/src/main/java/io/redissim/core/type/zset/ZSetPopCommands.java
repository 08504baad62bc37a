package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Takes the elements with the lowest or the highest scores out of a sorted set. */
public final class ZSetPopCommands implements CommandFamily {
  /** How a member and its score stand in the reply. */
  enum Form {
    FLAT,
    PAIRS,
    NESTED
  }

  private static final RedisError NOT_POSITIVE =
      new RedisError("ERR value is out of range, must be positive");
  private static final RedisError BAD_KEY_COUNT =
      new RedisError("ERR numkeys should be greater than 0");
  private static final RedisError BAD_COUNT = new RedisError("ERR count should be greater than 0");

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("zpopmin")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(SORTEDSET)
        .key(1, RW, ACCESS, DELETE)
        .handler((ctx, args, reply) -> pop(ctx, args, reply, false));
    table
        .add("zpopmax")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(SORTEDSET)
        .key(1, RW, ACCESS, DELETE)
        .handler((ctx, args, reply) -> pop(ctx, args, reply, true));
    table
        .add("zmpop")
        .arity(-4)
        .flags(WRITE)
        .acl(SORTEDSET)
        .keys(ZSetAlgebraCommands.counted(1, RW, ACCESS, DELETE))
        .handler(this::zmpop);
  }

  /**
   * {@code ZPOPMIN key [count]}, {@code ZPOPMAX …}. Reply: array of a member and its score; with a
   * count, of up to so many pairs. Errors: syntax, a count that is no integer or negative,
   * WRONGTYPE. O(count · log N). Source: redis.io/docs/latest/commands/zpopmin
   */
  private static void pop(CommandContext ctx, Args args, ReplySink reply, boolean max) {
    if (args.count() > 3) {
      throw Errors.SYNTAX;
    }
    boolean counted = args.count() == 3;
    long count = counted ? args.integer(2, NOT_POSITIVE) : 1;
    if (count < 0) {
      throw NOT_POSITIVE;
    }
    Key key = args.key(1);
    ZSetValue set = ctx.db().editIfPresent(key, ZSetValue.TYPE);
    if (set == null) {
      reply.array(0);
      return;
    }
    if (count == 0) {
      ctx.db().cancel();
      reply.array(0);
      return;
    }
    int taken = (int) Math.min(count, set.count());
    if (counted) {
      reply.pairs(taken);
      take(set, taken, max, reply, Form.PAIRS);
    } else {
      reply.array(2);
      take(set, taken, max, reply, Form.FLAT);
    }
    taken(ctx, key, taken, max);
  }

  /**
   * {@code ZMPOP numkeys key [key …] MIN|MAX [COUNT count]}. Reply: array of the first key that
   * holds a sorted set and of an array of its pairs; nil if there is none. Errors: numkeys or count
   * not positive, syntax, WRONGTYPE. O(keys + count · log N). Source:
   * redis.io/docs/latest/commands/zmpop
   */
  private void zmpop(CommandContext ctx, Args args, ReplySink reply) {
    int keys = keyCount(args, 1);
    boolean max = isMax(args, 2 + keys);
    long count = count(ctx.options(args, 3 + keys));
    for (int i = 2; i < 2 + keys; i++) {
      if (popFrom(ctx, args.key(i), count, max, reply)) {
        return;
      }
    }
    reply.nilArray();
  }

  /** How many keys follow argument {@code i}; they may reach beyond the last argument. */
  static int keyCount(Args args, int i) {
    long keys = args.integer(i, BAD_KEY_COUNT);
    if (keys < 1) {
      throw BAD_KEY_COUNT;
    }
    return (int) Math.min(keys, args.count());
  }

  static boolean isMax(Args args, int i) {
    if (i >= args.count()) {
      throw Errors.SYNTAX;
    }
    boolean max = args.is(i, "MAX");
    if (!max && !args.is(i, "MIN")) {
      throw Errors.SYNTAX;
    }
    return max;
  }

  /** {@code [COUNT count]}, 1 if it is not there. */
  static long count(Options opt) {
    long count = 0;
    while (opt.hasNext()) {
      if (count != 0 || !opt.takeWithValue("COUNT")) {
        throw Errors.SYNTAX;
      }
      count = opt.nextInteger(BAD_COUNT);
      if (count < 1) {
        throw BAD_COUNT;
      }
    }
    return Math.max(1, count);
  }

  /** Replies the key and its pairs; false: there is no such key, and no reply. */
  static boolean popFrom(CommandContext ctx, Key key, long count, boolean max, ReplySink reply) {
    ZSetValue set = ctx.db().editIfPresent(key, ZSetValue.TYPE);
    if (set == null) {
      return false;
    }
    int taken = (int) Math.min(count, set.count());
    reply.array(2);
    reply.bulk(key.array(), key.offset(), key.length());
    reply.array(taken);
    take(set, taken, max, reply, Form.NESTED);
    taken(ctx, key, taken, max);
    ctx.effects().command(3).word(max ? "ZPOPMAX" : "ZPOPMIN").key(key).number(taken);
    return true;
  }

  /** Replies elements from one end and removes them. */
  static void take(ZSetValue set, int count, boolean max, ReplySink reply, Form form) {
    int size = set.count();
    set.seek(max ? size - 1 : 0);
    for (int i = 0; i < count; i++) {
      if (form == Form.PAIRS) {
        reply.pair();
      } else if (form == Form.NESTED) {
        reply.array(2);
      }
      ZSets.member(set, reply);
      reply.number(set.score());
      step(set, max);
    }
    set.removeRange(max ? size - count : 0, max ? size : count);
  }

  private static void step(ZSetValue set, boolean max) {
    if (max) {
      set.previous();
    } else {
      set.next();
    }
  }

  /** Ends the edit in which elements were taken. */
  static void taken(CommandContext ctx, Key key, int count, boolean max) {
    ctx.changed(count);
    ZSets.commitRemoval(ctx, key, max ? "zpopmax" : "zpopmin");
  }
}
