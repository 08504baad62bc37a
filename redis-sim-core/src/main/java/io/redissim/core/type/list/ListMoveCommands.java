package io.redissim.core.type.list;

import static io.redissim.core.command.AclCategory.LIST;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.KeySpec;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.List;

/** Moving elements from list to list, and taking them from the first list that has any. */
public final class ListMoveCommands implements CommandFamily {
  private final ListMoves moves;

  public ListMoveCommands(ListLimits limits) {
    moves = new ListMoves(limits);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("lmove")
        .arity(5)
        .flags(WRITE, DENYOOM)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::lmove);
    table
        .add("lmovem")
        .arity(-5)
        .flags(WRITE, DENYOOM)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::lmovem);
    table
        .add("rpoplpush")
        .arity(3)
        .flags(WRITE, DENYOOM)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::rpoplpush);
    table
        .add("lmpop")
        .arity(-4)
        .flags(WRITE)
        .acl(LIST)
        .keys(
            new KeySpec(
                List.of(RW, ACCESS, DELETE),
                new KeySpec.BeginIndex(1),
                new KeySpec.FindKeyNum(0, 1, 1)))
        .handler(this::lmpop);
  }

  /**
   * {@code LMOVE source destination LEFT|RIGHT LEFT|RIGHT}: the ends it is taken from and added to.
   * Reply: the element, nil if there is no source. Errors: syntax, WRONGTYPE. O(1). Source:
   * redis.io/docs/latest/commands/lmove
   */
  private void lmove(CommandContext ctx, Args args, ReplySink reply) {
    boolean fromHead = Lists.isLeft(args, 3);
    boolean toHead = Lists.isLeft(args, 4);
    if (!moves.move(ctx, args.key(1), args.key(2), fromHead, toHead, reply)) {
      reply.nil();
    }
  }

  /**
   * {@code LMOVEM source destination LEFT|RIGHT LEFT|RIGHT [COUNT n|EXACTLY n OBO|BULK]}: up to so
   * many elements, or so many or none; one by one or in the order they have. Reply: array of the
   * elements as they stand in the destination, nil if there are not enough. Errors: syntax, count,
   * WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/lmovem
   */
  private void lmovem(CommandContext ctx, Args args, ReplySink reply) {
    boolean fromHead = Lists.isLeft(args, 3);
    boolean toHead = Lists.isLeft(args, 4);
    HowMany howMany = HowMany.parse(ctx.options(args, 5), args);
    if (moves.moveMany(ctx, args.key(1), args.key(2), fromHead, toHead, howMany, reply) == 0) {
      reply.nilArray();
    }
  }

  /**
   * {@code RPOPLPUSH source destination}: LMOVE from RIGHT to LEFT. Reply: the element, nil if
   * there is no source. Errors: WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/rpoplpush
   */
  private void rpoplpush(CommandContext ctx, Args args, ReplySink reply) {
    if (!moves.move(ctx, args.key(1), args.key(2), false, true, reply)) {
      reply.nil();
    }
  }

  /**
   * {@code LMPOP numkeys key [key ...] LEFT|RIGHT [COUNT n]}: from the first list that there is.
   * Reply: array of the key and an array of the elements, nil if there is none. Errors: numkeys,
   * syntax, count, WRONGTYPE. Effect: LPOP or RPOP with the count. O(N+M), keys and elements.
   * Source: redis.io/docs/latest/commands/lmpop
   */
  private void lmpop(CommandContext ctx, Args args, ReplySink reply) {
    int keys = ListMoves.keys(args, 1);
    boolean atHead = Lists.isLeft(args, keys + 2);
    long count = ListMoves.count(ctx.options(args, keys + 3), args);
    for (int i = 2; i < 2 + keys; i++) {
      if (moves.popWithKey(ctx, args.key(i), atHead, count, reply)) {
        return;
      }
    }
    reply.nilArray();
  }
}
