package io.redissim.core.type.list;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** What commands that wait for an element have in common with those that do not. */
final class ListMoves {
  private static final RedisError FEW_KEYS = Errors.err("numkeys should be greater than 0");
  private static final RedisError FEW_ELEMENTS = Errors.err("count should be greater than 0");

  private final ListLimits limits;

  /** The element on its way. */
  private final Block moved = new Block();

  ListMoves(ListLimits limits) {
    this.limits = limits;
  }

  /** The number of keys that argument {@code i} tells; they and one more argument follow. */
  static int keys(Args args, int i) {
    long keys = Lists.atLeast(1, args, i, FEW_KEYS);
    if (keys > args.count() - i - 2) {
      throw Errors.SYNTAX;
    }
    return (int) keys;
  }

  /** {@code [COUNT n]}, 1 if there is none. */
  static long count(Options opt, Args args) {
    long count = 1;
    for (boolean given = false; opt.hasNext(); given = true) {
      if (given || !opt.takeWithValue("COUNT")) {
        throw Errors.SYNTAX;
      }
      count = Lists.atLeast(1, args, opt.next(), FEW_ELEMENTS);
    }
    return count;
  }

  /**
   * Moves an element and replies with it; false: there is no source, and no reply. It is added
   * before it is removed, so that it is not lost if there is no memory.
   */
  boolean move(
      CommandContext ctx,
      Key source,
      Key destination,
      boolean fromHead,
      boolean toHead,
      ReplySink reply) {
    ListValue from = ctx.db().find(source, ListValue.TYPE);
    if (from == null) {
      return false;
    }
    from.seek(fromHead ? 0 : -1);
    from.copyTo(moved);
    if (source.sameBytes(destination)) {
      rotate(ctx, source, fromHead, toHead);
    } else {
      ListValue to = ctx.db().edit(destination, ListValue.TYPE);
      boolean isNew = to.size() == 0;
      push(to, toHead);
      Lists.commitPush(ctx, destination, isNew, toHead);
      ListValue left = ctx.db().edit(source, ListValue.TYPE);
      left.removeEnd(fromHead);
      Lists.commitRemoval(ctx, source, left, limits, fromHead ? "lpop" : "rpop");
    }
    ctx.changed(1);
    reply.bulk(moved.array(), 0, moved.length());
    moved.clear();
    return true;
  }

  /** Where both happen in one node, its memory is there already. */
  private void rotate(CommandContext ctx, Key key, boolean fromHead, boolean toHead) {
    ListValue list = ctx.db().edit(key, ListValue.TYPE);
    if (fromHead != toHead && list.nodes() > 1) {
      push(list, toHead);
      list.removeEnd(fromHead);
    } else {
      list.removeEnd(fromHead);
      push(list, toHead);
    }
    list.shrink(limits);
    Lists.commitPush(ctx, key, false, toHead);
    ctx.event(EventClass.LIST, fromHead ? "lpop" : "rpop", key);
  }

  private void push(ListValue list, boolean atHead) {
    list.expect(limits, moved.length(), 1);
    list.push(limits, atHead, moved.array(), 0, moved.length());
  }

  /**
   * Replies with the key and up to {@code count} of its elements, which are removed; false: there
   * is no list, and no reply.
   */
  boolean popWithKey(CommandContext ctx, Key key, boolean atHead, long count, ReplySink reply) {
    ListValue list = ctx.db().editIfPresent(key, ListValue.TYPE);
    if (list == null) {
      return false;
    }
    long popped = Math.min(count, list.size());
    reply.array(2);
    reply.bulk(key.array(), key.offset(), key.length());
    reply.array((int) popped);
    Lists.pop(ctx, key, list, limits, atHead, popped, reply);
    ctx.effects().command(3).word(atHead ? "LPOP" : "RPOP").key(key).number(popped);
    return true;
  }
}
