package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
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
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.KeyFlag;
import io.redissim.core.command.KeySpec;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.type.zset.AlgebraQuery.Operation;
import io.redissim.core.type.zset.AlgebraQuery.Target;
import java.util.List;

/** Sorted sets combined with one another: replied, stored or counted. */
public final class ZSetAlgebraCommands implements CommandFamily {
  private final ZSetLimits limits;
  private final AlgebraQuery query = new AlgebraQuery();
  private final Combination result;

  public ZSetAlgebraCommands(ZSetLimits limits, KeyHash hash) {
    this.limits = limits;
    this.result = new Combination(hash);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    declare(table, "zunion", Operation.UNION);
    declare(table, "zinter", Operation.INTERSECTION);
    declare(table, "zdiff", Operation.DIFFERENCE);
    declareStore(table, "zunionstore", Operation.UNION);
    declareStore(table, "zinterstore", Operation.INTERSECTION);
    declareStore(table, "zdiffstore", Operation.DIFFERENCE);
    table
        .add("zintercard")
        .arity(-3)
        .flags(READONLY)
        .acl(SORTEDSET)
        .keys(counted(1, RO, ACCESS))
        .handler(this::zinterCard);
  }

  private void declare(CommandTable.Builder table, String name, Operation operation) {
    table
        .add(name)
        .arity(-3)
        .flags(READONLY)
        .acl(SORTEDSET)
        .keys(counted(1, RO, ACCESS))
        .handler((ctx, args, reply) -> combine(ctx, args, reply, operation));
  }

  private void declareStore(CommandTable.Builder table, String name, Operation operation) {
    table
        .add(name)
        .arity(-4)
        .flags(WRITE, DENYOOM)
        .acl(SORTEDSET)
        .key(1, OW, UPDATE)
        .keys(counted(2, RO, ACCESS))
        .handler((ctx, args, reply) -> store(ctx, args, reply, operation));
  }

  /** Keys behind their number. */
  static KeySpec counted(int index, KeyFlag... flags) {
    return new KeySpec(
        List.of(flags), new KeySpec.BeginIndex(index), new KeySpec.FindKeyNum(0, 1, 1));
  }

  /**
   * {@code ZUNION numkeys key [key …] [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX] [WITHSCORES]},
   * {@code ZINTER …}, {@code ZDIFF numkeys key [key …] [WITHSCORES]}. Reply: array of members in
   * order, or of members with scores. Errors: numkeys not positive or too large, syntax, a weight
   * that is no float, WRONGTYPE. O(N log N). Source: redis.io/docs/latest/commands/zunion
   */
  private void combine(CommandContext ctx, Args args, ReplySink reply, Operation operation) {
    query.read(ctx, args, 1, operation, Target.REPLY);
    Algebra.compute(operation, query, result);
    int count = result.size();
    if (query.isWithScores()) {
      reply.pairs(count);
    } else {
      reply.array(count);
    }
    for (int rank = 0; rank < count; rank++) {
      int i = result.at(rank);
      if (query.isWithScores()) {
        reply.pair();
      }
      reply.bulk(result.array(i), result.offset(i), result.length(i));
      if (query.isWithScores()) {
        reply.number(result.score(i));
      }
    }
    result.clear();
  }

  /**
   * {@code ZUNIONSTORE destination numkeys key [key …] [WEIGHTS weight …] [AGGREGATE SUM|MIN|MAX]},
   * {@code ZINTERSTORE …}, {@code ZDIFFSTORE destination numkeys key [key …]}. Reply: integer, the
   * elements stored; without any, the destination is deleted. Errors: as ZUNION. O(N log N).
   * Source: redis.io/docs/latest/commands/zunionstore
   */
  private void store(CommandContext ctx, Args args, ReplySink reply, Operation operation) {
    query.read(ctx, args, 2, operation, Target.KEY);
    Algebra.compute(operation, query, result);
    Key target = args.key(1);
    int size = result.size();
    if (size == 0) {
      ZSetRangeCommands.removeTarget(ctx, target);
    } else {
      boolean isNew = !ctx.db().contains(target);
      ctx.db().create(target, ZSetValue.TYPE, Database.NO_DEADLINE).become(result, limits);
      ctx.changed(1);
      ZSets.commit(ctx, target, isNew, ctx.command().name());
    }
    result.clear();
    reply.integer(size);
  }

  /**
   * {@code ZINTERCARD numkeys key [key …] [LIMIT limit]}. Reply: integer, the members that all have
   * in common, at most the limit. Errors: as ZUNION, a limit that is negative. O(N). Source:
   * redis.io/docs/latest/commands/zintercard
   */
  private void zinterCard(CommandContext ctx, Args args, ReplySink reply) {
    query.read(ctx, args, 1, Operation.INTERSECTION, Target.COUNT);
    reply.integer(Algebra.countCommon(query.sources(), query.limit(), ctx.keyspace().keyHash()));
  }
}
