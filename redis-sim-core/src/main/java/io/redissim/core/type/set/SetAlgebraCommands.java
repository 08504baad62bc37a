package io.redissim.core.type.set;

import static io.redissim.core.command.AclCategory.SET;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandHandler;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.KeySpec;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.List;

/** Sets combined: what they have in common, what they have together, what one has alone. */
public final class SetAlgebraCommands implements CommandFamily {
  private static final RedisError NUMKEYS = Errors.err("numkeys should be greater than 0");
  private static final RedisError FEWER_KEYS =
      Errors.err("Number of keys can't be greater than number of args");
  private static final RedisError LIMIT = Errors.err("LIMIT can't be negative");

  private final SetAlgebra sets;
  private final SetLimits limits;
  private final Outcome outcome;

  public SetAlgebraCommands(SetLimits limits, KeyHash hash) {
    this.sets = new SetAlgebra(hash);
    this.limits = limits;
    this.outcome = new Outcome(limits);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    replying(table, "sinter", this::sinter);
    replying(table, "sunion", this::sunion);
    replying(table, "sdiff", this::sdiff);
    storing(table, "sinterstore", this::sinterstore);
    storing(table, "sunionstore", this::sunionstore);
    storing(table, "sdiffstore", this::sdiffstore);
    counting(table, "sintercard", this::sintercard);
    counting(table, "sunioncard", this::sunioncard);
    counting(table, "sdiffcard", this::sdiffcard);
  }

  private static void replying(CommandTable.Builder table, String name, CommandHandler handler) {
    table
        .add(name)
        .arity(-2)
        .flags(READONLY)
        .acl(SET)
        .keysToEnd(1, 1, RO, ACCESS)
        .tips("nondeterministic_output_order")
        .handler(handler);
  }

  private static void storing(CommandTable.Builder table, String name, CommandHandler handler) {
    table
        .add(name)
        .arity(-3)
        .flags(WRITE, DENYOOM)
        .acl(SET)
        .key(1, OW, UPDATE)
        .keysToEnd(2, 1, RO, ACCESS)
        .handler(handler);
  }

  private static void counting(CommandTable.Builder table, String name, CommandHandler handler) {
    KeySpec keys =
        new KeySpec(
            List.of(RO, ACCESS), new KeySpec.BeginIndex(1), new KeySpec.FindKeyNum(0, 1, 1));
    table.add(name).arity(-3).flags(READONLY).acl(SET).keys(keys).handler(handler);
  }

  /**
   * {@code SINTER key [key ...]}. Reply: set of the members that all sets have; a missing key is an
   * empty set. Errors: WRONGTYPE. O(N*M): members of the smallest set times sets. Source:
   * redis.io/docs/latest/commands/sinter
   */
  private void sinter(CommandContext ctx, Args args, ReplySink reply) {
    load(ctx, args, 1, args.count() - 1);
    sets.sortForIntersection();
    long start = reply.deferredArray();
    sets.intersect(outcome.toReply(reply));
    endReply(reply, start);
  }

  /**
   * {@code SUNION key [key ...]}. Reply: set of the members that any set has. Errors: WRONGTYPE.
   * O(N). Source: redis.io/docs/latest/commands/sunion
   */
  private void sunion(CommandContext ctx, Args args, ReplySink reply) {
    load(ctx, args, 1, args.count() - 1);
    long start = reply.deferredArray();
    sets.unite(outcome.toReply(reply));
    endReply(reply, start);
  }

  /**
   * {@code SDIFF key [key ...]}. Reply: set of the members of the first set that no other has.
   * Errors: WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/sdiff
   */
  private void sdiff(CommandContext ctx, Args args, ReplySink reply) {
    load(ctx, args, 1, args.count() - 1);
    long start = reply.deferredArray();
    sets.subtract(outcome.toReply(reply));
    endReply(reply, start);
  }

  private void load(CommandContext ctx, Args args, int first, int keys) {
    sets.load(ctx, args, first, keys);
  }

  private void endReply(ReplySink reply, long start) {
    reply.endSet(start, (int) outcome.count());
    end();
  }

  private void end() {
    outcome.end();
    sets.clear();
  }

  /**
   * {@code SINTERSTORE destination key [key ...]}. Reply: integer, members of the intersection,
   * which replaces what the destination held; an empty one deletes it. Errors: WRONGTYPE of a
   * source. Effect: itself. O(N*M). Source: redis.io/docs/latest/commands/sinterstore
   */
  private void sinterstore(CommandContext ctx, Args args, ReplySink reply) {
    load(ctx, args, 2, args.count() - 2);
    sets.sortForIntersection();
    Key key = args.key(1);
    boolean existed = ctx.db().contains(key);
    SetValue target = ctx.db().create(key, SetValue.TYPE, Database.NO_DEADLINE);
    if (sets.smallest().encoding() != Encoding.INTSET) {
      target.startListpack();
    }
    sets.intersect(outcome.toSet(target));
    target.toIntsetIfPossible(limits);
    store(ctx, key, target, existed, "sinterstore", reply);
  }

  /**
   * {@code SUNIONSTORE destination key [key ...]}. Reply: integer, members of the union, which
   * replaces what the destination held; an empty one deletes it. Errors: WRONGTYPE of a source.
   * Effect: itself. O(N). Source: redis.io/docs/latest/commands/sunionstore
   */
  private void sunionstore(CommandContext ctx, Args args, ReplySink reply) {
    load(ctx, args, 2, args.count() - 2);
    Key key = args.key(1);
    boolean existed = ctx.db().contains(key);
    SetValue target = ctx.db().create(key, SetValue.TYPE, Database.NO_DEADLINE);
    sets.unite(outcome.toSet(target));
    store(ctx, key, target, existed, "sunionstore", reply);
  }

  /**
   * {@code SDIFFSTORE destination key [key ...]}. Reply: integer, members of the difference, which
   * replaces what the destination held; an empty one deletes it. Errors: WRONGTYPE of a source.
   * Effect: itself. O(N). Source: redis.io/docs/latest/commands/sdiffstore
   */
  private void sdiffstore(CommandContext ctx, Args args, ReplySink reply) {
    load(ctx, args, 2, args.count() - 2);
    Key key = args.key(1);
    boolean existed = ctx.db().contains(key);
    SetValue target = ctx.db().create(key, SetValue.TYPE, Database.NO_DEADLINE);
    sets.subtract(outcome.toSet(target));
    store(ctx, key, target, existed, "sdiffstore", reply);
  }

  private void store(
      CommandContext ctx,
      Key key,
      SetValue target,
      boolean existed,
      String event,
      ReplySink reply) {
    reply.integer(target.size());
    end();
    boolean stored = ctx.db().commit();
    if (stored) {
      if (!existed) {
        ctx.event(EventClass.NEW, "new", key);
      }
      ctx.event(EventClass.SET, event, key);
      ctx.changed(1);
    } else if (existed) {
      ctx.event(EventClass.GENERIC, "del", key);
      ctx.changed(1);
    }
  }

  /**
   * {@code SINTERCARD numkeys key [key ...] [LIMIT limit]}. Reply: integer, members of the
   * intersection, counted up to the limit. Errors: numkeys, limit, syntax, WRONGTYPE. O(N*M).
   * Source: redis.io/docs/latest/commands/sintercard
   */
  private void sintercard(CommandContext ctx, Args args, ReplySink reply) {
    int keys = keys(args);
    long limit = limit(ctx, args, keys, false);
    load(ctx, args, 2, keys);
    sets.sortForIntersection();
    sets.intersect(outcome.counting(limit));
    endCount(reply);
  }

  /**
   * {@code SUNIONCARD numkeys key [key ...] [APPROX] [LIMIT limit]}. Reply: integer, members of the
   * union, counted up to the limit; the approximate number is the exact one. Errors: numkeys,
   * limit, syntax, WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/sunioncard
   */
  private void sunioncard(CommandContext ctx, Args args, ReplySink reply) {
    int keys = keys(args);
    long limit = limit(ctx, args, keys, true);
    load(ctx, args, 2, keys);
    sets.unite(outcome.counting(limit));
    endCount(reply);
  }

  /**
   * {@code SDIFFCARD numkeys key [key ...] [LIMIT limit]}. Reply: integer, members of the
   * difference, counted up to the limit. Errors: numkeys, limit, syntax, WRONGTYPE. O(N). Source:
   * redis.io/docs/latest/commands/sdiffcard
   */
  private void sdiffcard(CommandContext ctx, Args args, ReplySink reply) {
    int keys = keys(args);
    long limit = limit(ctx, args, keys, false);
    load(ctx, args, 2, keys);
    sets.subtract(outcome.counting(limit));
    endCount(reply);
  }

  private void endCount(ReplySink reply) {
    reply.integer(outcome.count());
    end();
  }

  private static int keys(Args args) {
    long keys = args.integer(1, NUMKEYS);
    if (keys < 1) {
      throw NUMKEYS;
    }
    if (keys > args.count() - 2) {
      throw FEWER_KEYS;
    }
    return (int) keys;
  }

  private static long limit(CommandContext ctx, Args args, int keys, boolean mayApproximate) {
    long limit = 0;
    for (Options opt = ctx.options(args, 2 + keys); opt.hasNext(); ) {
      if (opt.takeWithValue("LIMIT")) {
        limit = opt.nextInteger(LIMIT);
        if (limit < 0) {
          throw LIMIT;
        }
      } else if (!mayApproximate || !opt.take("APPROX")) {
        throw Errors.SYNTAX;
      }
    }
    return limit;
  }
}
