package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.type.zset.RangeQuery.By;

/** Ranges of a sorted set, by rank, by score and by member: read, counted, stored, removed. */
public final class ZSetRangeCommands implements CommandFamily {
  private final ZSetLimits limits;
  private final RangeQuery query = new RangeQuery();

  /** What ZRANGESTORE reads from while it edits. */
  private final ZSetValue source = new ZSetValue();

  public ZSetRangeCommands(ZSetLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("zrange")
        .arity(-4)
        .flags(READONLY)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler(this::zrange);
    declareRange(table, "zrevrange", By.RANK, true);
    declareRange(table, "zrangebyscore", By.SCORE, false);
    declareRange(table, "zrevrangebyscore", By.SCORE, true);
    declareRange(table, "zrangebylex", By.LEX, false);
    declareRange(table, "zrevrangebylex", By.LEX, true);
    table
        .add("zrangestore")
        .arity(-5)
        .flags(WRITE, DENYOOM)
        .acl(SORTEDSET)
        .key(1, OW, UPDATE)
        .key(2, RO, ACCESS)
        .handler(this::zrangeStore);
    declareCount(table, "zcount", By.SCORE);
    declareCount(table, "zlexcount", By.LEX);
    declareRemoval(table, "zremrangebyrank", By.RANK);
    declareRemoval(table, "zremrangebyscore", By.SCORE);
    declareRemoval(table, "zremrangebylex", By.LEX);
  }

  private void declareRange(CommandTable.Builder table, String name, By by, boolean reverse) {
    table
        .add(name)
        .arity(-4)
        .flags(READONLY)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler((ctx, args, reply) -> fixedRange(ctx, args, reply, by, reverse));
  }

  private void declareCount(CommandTable.Builder table, String name, By by) {
    table
        .add(name)
        .arity(4)
        .flags(READONLY, FAST)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler((ctx, args, reply) -> count(ctx, args, reply, by));
  }

  private void declareRemoval(CommandTable.Builder table, String name, By by) {
    table
        .add(name)
        .arity(4)
        .flags(WRITE)
        .acl(SORTEDSET)
        .key(1, RW, DELETE)
        .handler((ctx, args, reply) -> removeRange(ctx, args, reply, by));
  }

  /**
   * {@code ZRANGE key start stop [BYSCORE|BYLEX] [REV] [LIMIT offset count] [WITHSCORES]}. Reply:
   * array of members in order, or of members with scores. With REV the highest comes first, and of
   * scores and members the higher end is given first. Errors: syntax, options that exclude each
   * other, ends that are no integer, float or member, WRONGTYPE. O(log N + elements). Source:
   * redis.io/docs/latest/commands/zrange
   */
  private void zrange(CommandContext ctx, Args args, ReplySink reply) {
    query.read(args, ctx.options(args, 4), 2, By.RANK, false, false, true);
    replyRange(ctx, args.key(1), reply);
  }

  /**
   * {@code ZREVRANGE}, {@code ZRANGEBYSCORE}, {@code ZREVRANGEBYSCORE}, {@code ZRANGEBYLEX}, {@code
   * ZREVRANGEBYLEX key … [WITHSCORES] [LIMIT offset count]}: as ZRANGE with the options in the
   * name. Source: redis.io/docs/latest/commands/zrangebyscore
   */
  private void fixedRange(CommandContext ctx, Args args, ReplySink reply, By by, boolean reverse) {
    query.read(args, ctx.options(args, 4), 2, by, reverse, true, true);
    replyRange(ctx, args.key(1), reply);
  }

  private void replyRange(CommandContext ctx, Key key, ReplySink reply) {
    ZSetValue set = ZSets.read(ctx, key);
    if (set != null) {
      query.find(set);
    }
    int count = set == null ? 0 : query.count();
    if (set == null || count == 0) {
      reply.array(0);
      return;
    }
    query.first(set);
    if (query.isWithScores()) {
      reply.pairs(count);
      for (int i = 0; i < count; i++) {
        ZSets.pair(set, reply);
        query.next(set);
      }
    } else {
      reply.array(count);
      for (int i = 0; i < count; i++) {
        ZSets.member(set, reply);
        query.next(set);
      }
    }
  }

  /**
   * {@code ZRANGESTORE dst src min max [BYSCORE|BYLEX] [REV] [LIMIT offset count]}. Reply: integer,
   * the elements stored; without any, dst is deleted. Errors: as ZRANGE. O(log N + elements · log
   * elements). Source: redis.io/docs/latest/commands/zrangestore
   */
  private void zrangeStore(CommandContext ctx, Args args, ReplySink reply) {
    query.read(args, ctx.options(args, 5), 3, By.RANK, false, false, false);
    Database db = ctx.db();
    boolean found = db.find(args.key(2), ZSetValue.TYPE, source);
    ctx.lookedUp(args.key(2), found);
    if (found) {
      query.find(source);
    }
    int count = found ? query.count() : 0;
    Key target = args.key(1);
    if (count == 0) {
      removeTarget(ctx, target);
    } else {
      boolean isNew = !db.contains(target);
      ZSetValue set = db.create(target, ZSetValue.TYPE, Database.NO_DEADLINE);
      set.expect(count, 0, limits);
      source.seek(query.from());
      for (int i = 0; i < count; i++) {
        set.put(
            source.score(),
            Double.NaN,
            source.memberArray(),
            source.memberOffset(),
            source.memberLength(),
            limits);
        source.next();
      }
      ctx.changed(1);
      ZSets.commit(ctx, target, isNew, "zrangestore");
    }
    reply.integer(count);
  }

  /** The result is empty: no key. */
  static void removeTarget(CommandContext ctx, Key target) {
    if (ctx.db().remove(target)) {
      ctx.changed(1);
      ctx.event(EventClass.GENERIC, "del", target);
    }
  }

  /**
   * {@code ZCOUNT key min max}, {@code ZLEXCOUNT …}. Reply: integer, the elements in range. Errors:
   * ends that are no float or member, WRONGTYPE. O(log N). Source:
   * redis.io/docs/latest/commands/zcount
   */
  private void count(CommandContext ctx, Args args, ReplySink reply, By by) {
    query.read(args, 2, by);
    ZSetValue set = ZSets.read(ctx, args.key(1));
    if (set == null) {
      reply.integer(0);
    } else {
      query.find(set);
      reply.integer(query.count());
    }
  }

  /**
   * {@code ZREMRANGEBYRANK key start stop}, {@code ZREMRANGEBYSCORE …}, {@code ZREMRANGEBYLEX …}.
   * Reply: integer, the elements removed. Errors: ends that are no integer, float or member,
   * WRONGTYPE. O(elements · log N). Source: redis.io/docs/latest/commands/zremrangebyrank
   */
  private void removeRange(CommandContext ctx, Args args, ReplySink reply, By by) {
    query.read(args, 2, by);
    Key key = args.key(1);
    ZSetValue set = ctx.db().editIfPresent(key, ZSetValue.TYPE);
    if (set == null) {
      reply.integer(0);
      return;
    }
    query.find(set);
    int count = query.count();
    if (count == 0) {
      ctx.db().cancel();
    } else {
      set.removeRange(query.from(), query.to());
      ctx.changed(count);
      ZSets.commitRemoval(ctx, key, ctx.command().name());
    }
    reply.integer(count);
  }
}
