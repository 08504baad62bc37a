package io.redissim.core.type.list;

import static io.redissim.core.command.AclCategory.LIST;
import static io.redissim.core.command.CommandFlag.BLOCKING;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
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
import java.util.List;

/** Taking elements from lists, and waiting for one where there is none. */
public final class ListBlockingCommands implements CommandFamily {
  private final ListLimits limits;
  private final ListMoves moves;

  public ListBlockingCommands(ListLimits limits) {
    this.limits = limits;
    moves = new ListMoves(limits);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    declarePops(table);
    declareMoves(table);
  }

  private void declarePops(CommandTable.Builder table) {
    table
        .add("blpop")
        .arity(-3)
        .flags(WRITE, BLOCKING)
        .acl(LIST)
        .keys(KeySpec.range(1, -2, 1, RW, ACCESS, DELETE))
        .handler((ctx, args, reply) -> pop(ctx, args, reply, true));
    table
        .add("brpop")
        .arity(-3)
        .flags(WRITE, BLOCKING)
        .acl(LIST)
        .keys(KeySpec.range(1, -2, 1, RW, ACCESS, DELETE))
        .handler((ctx, args, reply) -> pop(ctx, args, reply, false));
    table
        .add("blmpop")
        .arity(-5)
        .flags(WRITE, BLOCKING)
        .acl(LIST)
        .keys(
            new KeySpec(
                List.of(RW, ACCESS, DELETE),
                new KeySpec.BeginIndex(2),
                new KeySpec.FindKeyNum(0, 1, 1)))
        .handler(this::blmpop);
  }

  private void declareMoves(CommandTable.Builder table) {
    table
        .add("blmove")
        .arity(6)
        .flags(WRITE, DENYOOM, BLOCKING)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::blmove);
    table
        .add("blmovem")
        .arity(-6)
        .flags(WRITE, DENYOOM, BLOCKING)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::blmovem);
    table
        .add("brpoplpush")
        .arity(4)
        .flags(WRITE, DENYOOM, BLOCKING)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::brpoplpush);
  }

  /**
   * {@code BLPOP|BRPOP key [key ...] seconds}: from the first list that there is. Reply: array of
   * the key and the element, nil if none came in time. Errors: timeout, WRONGTYPE. Effect: LPOP or
   * RPOP. O(N) with the keys. Source: redis.io/docs/latest/commands/blpop
   */
  private void pop(CommandContext ctx, Args args, ReplySink reply, boolean atHead) {
    int lastKey = args.count() - 2;
    long deadline = BlockTimeout.seconds(ctx, args, lastKey + 1);
    for (int i = 1; i <= lastKey; i++) {
      Key key = args.key(i);
      ListValue list = ctx.db().editIfPresent(key, ListValue.TYPE);
      if (list != null) {
        reply.array(2);
        reply.bulk(key.array(), key.offset(), key.length());
        Lists.pop(ctx, key, list, limits, atHead, 1, reply);
        ctx.effects().command(2).word(atHead ? "LPOP" : "RPOP").key(key);
        return;
      }
    }
    await(ctx, args, 1, lastKey, deadline, reply);
  }

  /**
   * {@code BLMPOP seconds numkeys key [key ...] LEFT|RIGHT [COUNT n]}. Reply: array of the key and
   * an array of the elements, nil if none came in time. Errors: numkeys, syntax, count, timeout,
   * WRONGTYPE. Effect: LPOP or RPOP with the count. O(N+M), keys and elements. Source:
   * redis.io/docs/latest/commands/blmpop
   */
  private void blmpop(CommandContext ctx, Args args, ReplySink reply) {
    int keys = ListMoves.keys(args, 2);
    boolean atHead = Lists.isLeft(args, keys + 3);
    long count = ListMoves.count(ctx.options(args, keys + 4), args);
    long deadline = BlockTimeout.seconds(ctx, args, 1);
    for (int i = 3; i < 3 + keys; i++) {
      if (moves.popWithKey(ctx, args.key(i), atHead, count, reply)) {
        return;
      }
    }
    await(ctx, args, 3, 2 + keys, deadline, reply);
  }

  private static void await(
      CommandContext ctx, Args args, int firstKey, int lastKey, long deadline, ReplySink reply) {
    if (ctx.mayBlock()) {
      ctx.block(Wait.forKeys(ValueKind.LIST, args, firstKey, lastKey, deadline));
    } else {
      reply.nilArray();
    }
  }

  /**
   * {@code BLMOVE source destination LEFT|RIGHT LEFT|RIGHT seconds}. Reply: the element, nil if
   * none came in time. Errors: syntax, timeout, WRONGTYPE. Effect: LMOVE. O(1). Source:
   * redis.io/docs/latest/commands/blmove
   */
  private void blmove(CommandContext ctx, Args args, ReplySink reply) {
    boolean fromHead = Lists.isLeft(args, 3);
    boolean toHead = Lists.isLeft(args, 4);
    long deadline = BlockTimeout.seconds(ctx, args, 5);
    if (moves.move(ctx, args.key(1), args.key(2), fromHead, toHead, reply)) {
      ctx.effects().command(5).word("LMOVE").arg(args, 1).arg(args, 2).arg(args, 3).arg(args, 4);
    } else {
      awaitSource(ctx, args, deadline, reply);
    }
  }

  /**
   * {@code BLMOVEM source destination LEFT|RIGHT LEFT|RIGHT seconds [COUNT n|EXACTLY n OBO|BULK]}:
   * waits until there is an element, with EXACTLY until there are so many. Reply: array of the
   * elements as they stand in the destination, nil if they did not come in time. Errors: syntax,
   * count, timeout, WRONGTYPE. Effect: LMOVEM with EXACTLY. O(N). Source:
   * redis.io/docs/latest/commands/blmovem
   */
  private void blmovem(CommandContext ctx, Args args, ReplySink reply) {
    boolean fromHead = Lists.isLeft(args, 3);
    boolean toHead = Lists.isLeft(args, 4);
    HowMany howMany = HowMany.parse(ctx.options(args, 6), args);
    long deadline = BlockTimeout.seconds(ctx, args, 5);
    long moved = moves.moveMany(ctx, args.key(1), args.key(2), fromHead, toHead, howMany, reply);
    if (moved == 0) {
      if (ctx.mayBlock()) {
        ctx.block(Wait.forKeys(ValueKind.LIST, args, 1, 1, deadline).orTheirGrowth());
      } else {
        reply.nilArray();
      }
      return;
    }
    ctx.effects().command(8).word("LMOVEM").arg(args, 1).arg(args, 2).arg(args, 3).arg(args, 4);
    ctx.effects().word("EXACTLY").number(moved).word(howMany.bulk() ? "BULK" : "OBO");
  }

  /**
   * {@code BRPOPLPUSH source destination seconds}: BLMOVE from RIGHT to LEFT. Reply: the element,
   * nil if none came in time. Errors: timeout, WRONGTYPE. Effect: RPOPLPUSH. O(1). Source:
   * redis.io/docs/latest/commands/brpoplpush
   */
  private void brpoplpush(CommandContext ctx, Args args, ReplySink reply) {
    long deadline = BlockTimeout.seconds(ctx, args, 3);
    if (moves.move(ctx, args.key(1), args.key(2), false, true, reply)) {
      ctx.effects().command(3).word("RPOPLPUSH").arg(args, 1).arg(args, 2);
    } else {
      awaitSource(ctx, args, deadline, reply);
    }
  }

  private static void awaitSource(CommandContext ctx, Args args, long deadline, ReplySink reply) {
    if (ctx.mayBlock()) {
      ctx.block(Wait.forKeys(ValueKind.LIST, args, 1, 1, deadline));
    } else {
      reply.nil();
    }
  }
}
