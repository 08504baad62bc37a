package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;

/** Single elements of a sorted set: added, counted up, removed, and their scores and ranks. */
public final class ZSetCommands implements CommandFamily {
  private static final RedisError NOT_A_NUMBER =
      new RedisError("ERR resulting score is not a number (NaN)");

  /** More scores than this are not kept from command to command. */
  private static final int KEPT_SCORES = 1024;

  private final ZSetLimits limits;
  private final AddOptions options = new AddOptions();
  private double[] scores = new double[16];

  public ZSetCommands(ZSetLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("zadd")
        .arity(-4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(SORTEDSET)
        .key(1, RW, UPDATE)
        .handler(this::zadd);
    table
        .add("zincrby")
        .arity(4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(SORTEDSET)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::zincrBy);
    table
        .add("zrem")
        .arity(-3)
        .flags(WRITE, FAST)
        .acl(SORTEDSET)
        .key(1, RW, DELETE)
        .handler(this::zrem);
    table
        .add("zcard")
        .arity(2)
        .flags(READONLY, FAST)
        .acl(SORTEDSET)
        .key(1, RO)
        .handler(this::zcard);
    table
        .add("zscore")
        .arity(3)
        .flags(READONLY, FAST)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler(this::zscore);
    table
        .add("zmscore")
        .arity(-3)
        .flags(READONLY, FAST)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler(this::zmscore);
    table
        .add("zrank")
        .arity(-3)
        .flags(READONLY, FAST)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler((ctx, args, reply) -> rank(ctx, args, reply, false));
    table
        .add("zrevrank")
        .arity(-3)
        .flags(READONLY, FAST)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .handler((ctx, args, reply) -> rank(ctx, args, reply, true));
  }

  /**
   * {@code ZADD key [NX|XX] [GT|LT] [CH] [INCR] score member [score member …]}. Reply: integer, the
   * elements added, with CH also those that got another score; with INCR the new score, nil if the
   * options forbade it. Errors: syntax, options that exclude each other, not a float, NaN,
   * WRONGTYPE. O(log N) an element. Source: redis.io/docs/latest/commands/zadd
   */
  private void zadd(CommandContext ctx, Args args, ReplySink reply) {
    int first = options.read(args);
    int pairs = (args.count() - first) / 2;
    if (scores.length < pairs) {
      scores = new double[pairs];
    }
    int longest = 0;
    for (int i = 0; i < pairs; i++) {
      scores[i] = ZSets.score(args, first + 2 * i);
      longest = Math.max(longest, args.length(first + 2 * i + 1));
    }
    add(ctx, args, reply, first + 1, pairs, longest);
    if (scores.length > KEPT_SCORES) {
      scores = Arrays.copyOf(scores, KEPT_SCORES);
    }
  }

  /**
   * {@code ZINCRBY key increment member}. Reply: the new score; an element that is not there counts
   * from 0. Errors: not a float, NaN, WRONGTYPE. O(log N). Source:
   * redis.io/docs/latest/commands/zincrby
   */
  private void zincrBy(CommandContext ctx, Args args, ReplySink reply) {
    options.forIncrement();
    scores[0] = ZSets.score(args, 2);
    add(ctx, args, reply, 3, 1, args.length(3));
  }

  /** Adds the first {@code pairs} of {@link #scores} with every other argument as a member. */
  private void add(
      CommandContext ctx, Args args, ReplySink reply, int firstMember, int pairs, int longest) {
    Key key = args.key(1);
    ZSetValue set =
        options.adds()
            ? ctx.db().edit(key, ZSetValue.TYPE)
            : ctx.db().editIfPresent(key, ZSetValue.TYPE);
    if (set == null) {
      replyNothing(reply);
      return;
    }
    boolean isNew = set.count() == 0;
    boolean wasPacked = set.isPacked();
    set.expect(pairs, longest, limits);
    long added = 0;
    long updated = 0;
    double result = Double.NaN;
    for (int i = 0; i < pairs; i++) {
      int member = firstMember + 2 * i;
      double old = ZSets.scoreOf(set, args, member);
      boolean there = !Double.isNaN(old);
      if (there ? options.keepsExisting() : !options.adds()) {
        continue;
      }
      double score = options.increments() && there ? old + scores[i] : scores[i];
      if (Double.isNaN(score)) {
        ctx.db().cancel();
        throw NOT_A_NUMBER;
      }
      if (there && !options.updates(old, score)) {
        continue;
      }
      set.put(score, old, args.array(member), args.offset(member), args.length(member), limits);
      added += there ? 0 : 1;
      updated += there && old != score ? 1 : 0;
      result = score;
    }
    finish(ctx, key, isNew, wasPacked && !set.isPacked(), added + updated);
    if (!options.increments()) {
      reply.integer(options.countsChanged() ? added + updated : added);
    } else if (Double.isNaN(result)) {
      reply.nil();
    } else {
      reply.number(result);
    }
  }

  private void replyNothing(ReplySink reply) {
    if (options.increments()) {
      reply.nil();
    } else {
      reply.integer(0);
    }
  }

  private void finish(CommandContext ctx, Key key, boolean isNew, boolean enlarged, long changed) {
    if (changed > 0) {
      ctx.changed(changed);
      ZSets.commit(ctx, key, isNew, options.increments() ? "zincr" : "zadd");
    } else if (enlarged) {
      ctx.db().commit();
    } else {
      ctx.db().cancel();
    }
  }

  /**
   * {@code ZREM key member [member …]}. Reply: integer, the elements removed. Errors: WRONGTYPE.
   * O(log N) an element. Source: redis.io/docs/latest/commands/zrem
   */
  private void zrem(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    ZSetValue set = ctx.db().editIfPresent(key, ZSetValue.TYPE);
    if (set == null) {
      reply.integer(0);
      return;
    }
    int removed = 0;
    for (int i = 2; i < args.count() && set.count() > 0; i++) {
      removed += set.remove(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
    }
    if (removed > 0) {
      ctx.changed(removed);
      ZSets.commitRemoval(ctx, key, "zrem");
    } else {
      ctx.db().cancel();
    }
    reply.integer(removed);
  }

  /**
   * {@code ZCARD key}. Reply: integer, how many elements there are. Errors: WRONGTYPE. O(1).
   * Source: redis.io/docs/latest/commands/zcard
   */
  private void zcard(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = ZSets.read(ctx, args.key(1));
    reply.integer(set == null ? 0 : set.count());
  }

  /**
   * {@code ZSCORE key member}. Reply: the score, nil if there is no such element. Errors:
   * WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/zscore
   */
  private void zscore(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = ZSets.read(ctx, args.key(1));
    replyScore(set == null ? Double.NaN : ZSets.scoreOf(set, args, 2), reply);
  }

  /**
   * {@code ZMSCORE key member [member …]}. Reply: array of the scores, nil for those that are not
   * there. Errors: WRONGTYPE. O(members). Source: redis.io/docs/latest/commands/zmscore
   */
  private void zmscore(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = ZSets.read(ctx, args.key(1));
    reply.array(args.count() - 2);
    for (int i = 2; i < args.count(); i++) {
      replyScore(set == null ? Double.NaN : ZSets.scoreOf(set, args, i), reply);
    }
  }

  private static void replyScore(double score, ReplySink reply) {
    if (Double.isNaN(score)) {
      reply.nil();
    } else {
      reply.number(score);
    }
  }

  /**
   * {@code ZRANK key member [WITHSCORE]}, {@code ZREVRANK …}. Reply: integer, the rank from 0, from
   * the lowest or the highest score; nil if there is no such element; with the score an array of
   * both. Errors: arity, syntax, WRONGTYPE. O(log N). Source: redis.io/docs/latest/commands/zrank
   */
  private static void rank(CommandContext ctx, Args args, ReplySink reply, boolean reverse) {
    if (args.count() > 4) {
      throw Errors.wrongArity(ctx.command().name());
    }
    boolean withScore = args.count() == 4;
    if (withScore && !args.is(3, "WITHSCORE")) {
      throw Errors.SYNTAX;
    }
    ZSetValue set = ZSets.read(ctx, args.key(1));
    int rank = set == null ? -1 : set.rankOf(args.array(2), args.offset(2), args.length(2));
    if (set == null || rank < 0) {
      if (withScore) {
        reply.nilArray();
      } else {
        reply.nil();
      }
      return;
    }
    int shown = reverse ? set.count() - 1 - rank : rank;
    if (withScore) {
      reply.array(2);
      reply.integer(shown);
      reply.number(ZSets.scoreOf(set, args, 2));
    } else {
      reply.integer(shown);
    }
  }
}
