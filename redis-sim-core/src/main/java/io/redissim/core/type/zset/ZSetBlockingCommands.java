package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.BLOCKING;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.BlockTimeout;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.KeySpec;
import io.redissim.core.command.Wait;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** As {@link ZSetPopCommands}, but a client that finds nothing waits for it. */
public final class ZSetBlockingCommands implements CommandFamily {
  @Override
  public void declare(CommandTable.Builder table) {
    declare(table, "bzpopmin", false);
    declare(table, "bzpopmax", true);
    table
        .add("bzmpop")
        .arity(-5)
        .flags(WRITE, BLOCKING)
        .acl(SORTEDSET)
        .keys(ZSetAlgebraCommands.counted(2, RW, ACCESS, DELETE))
        .handler(this::bzmpop);
  }

  private void declare(CommandTable.Builder table, String name, boolean max) {
    table
        .add(name)
        .arity(-3)
        .flags(WRITE, BLOCKING, FAST)
        .acl(SORTEDSET)
        .keys(KeySpec.range(1, -2, 1, RW, ACCESS, DELETE))
        .handler((ctx, args, reply) -> pop(ctx, args, reply, max));
  }

  /**
   * {@code BZPOPMIN key [key …] timeout}, {@code BZPOPMAX …}. Reply: array of the first key that
   * holds a sorted set, of the member taken and its score; nil when the timeout, in seconds, is
   * over; 0: never. Errors: timeout, WRONGTYPE. O(keys + log N). Source:
   * redis.io/docs/latest/commands/bzpopmin
   */
  private static void pop(CommandContext ctx, Args args, ReplySink reply, boolean max) {
    int lastKey = args.count() - 2;
    long deadline = BlockTimeout.seconds(ctx, args, args.count() - 1);
    for (int i = 1; i <= lastKey; i++) {
      Key key = args.key(i);
      ZSetValue set = ctx.db().editIfPresent(key, ZSetValue.TYPE);
      if (set != null) {
        reply.array(3);
        reply.bulk(key.array(), key.offset(), key.length());
        ZSetPopCommands.take(set, 1, max, reply, ZSetPopCommands.Form.FLAT);
        ZSetPopCommands.taken(ctx, key, 1, max);
        ctx.effects().command(2).word(max ? "ZPOPMAX" : "ZPOPMIN").key(key);
        return;
      }
    }
    waitFor(ctx, args, reply, 1, lastKey, deadline);
  }

  /**
   * {@code BZMPOP timeout numkeys key [key …] MIN|MAX [COUNT count]}. Reply: as ZMPOP; nil when the
   * timeout, in seconds, is over; 0: never. Errors: as ZMPOP, timeout. O(keys + count · log N).
   * Source: redis.io/docs/latest/commands/bzmpop
   */
  private void bzmpop(CommandContext ctx, Args args, ReplySink reply) {
    int keys = ZSetPopCommands.keyCount(args, 2);
    boolean max = ZSetPopCommands.isMax(args, 3 + keys);
    long count = ZSetPopCommands.count(ctx.options(args, 4 + keys));
    long deadline = BlockTimeout.seconds(ctx, args, 1);
    for (int i = 3; i < 3 + keys; i++) {
      if (ZSetPopCommands.popFrom(ctx, args.key(i), count, max, reply)) {
        return;
      }
    }
    waitFor(ctx, args, reply, 3, 2 + keys, deadline);
  }

  private static void waitFor(
      CommandContext ctx, Args args, ReplySink reply, int firstKey, int lastKey, long deadline) {
    if (ctx.mayBlock()) {
      ctx.block(Wait.forKeys(ValueKind.ZSET, args, firstKey, lastKey, deadline));
    } else {
      reply.nilArray();
    }
  }
}
