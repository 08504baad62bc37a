package io.redissim.core.type.list;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackText;
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
  static final RedisError FEW_ELEMENTS = Errors.err("count should be greater than 0");

  private final ListLimits limits;

  /** The element on its way; a listpack of several. */
  private final Block moved = new Block();

  private final ListpackText text = new ListpackText();

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
   * Moves elements and replies with them as they stand in the destination; 0: there are not enough,
   * and no reply. Source: redis.io/docs/latest/commands/lmovem
   */
  long moveMany(
      CommandContext ctx,
      Key source,
      Key destination,
      boolean fromHead,
      boolean toHead,
      HowMany howMany,
      ReplySink reply) {
    ListValue from = ctx.db().find(source, ListValue.TYPE);
    long count = from == null ? 0 : howMany.of(from.size());
    if (from == null || count == 0) {
      return 0;
    }
    gather(from, fromHead, count, howMany.bulk() || fromHead != toHead);
    if (source.sameBytes(destination)) {
      ListValue list = ctx.db().edit(source, ListValue.TYPE);
      list.removeRange(fromHead ? 0 : list.size() - count, count);
      pushMoved(list, toHead, count);
      list.shrink(limits);
      Lists.commitPush(ctx, source, false, toHead);
      ctx.event(EventClass.LIST, fromHead ? "lpop" : "rpop", source);
    } else {
      ListValue to = ctx.db().edit(destination, ListValue.TYPE);
      boolean isNew = to.size() == 0;
      pushMoved(to, toHead, count);
      Lists.commitPush(ctx, destination, isNew, toHead);
      ListValue left = ctx.db().edit(source, ListValue.TYPE);
      left.removeRange(fromHead ? 0 : left.size() - count, count);
      Lists.commitRemoval(ctx, source, left, limits, fromHead ? "lpop" : "rpop");
    }
    ctx.changed(count);
    replyMoved(reply, count);
    moved.clear();
    return count;
  }

  /** Makes {@link #moved} a listpack of the elements in the order of the destination. */
  private void gather(ListValue from, boolean fromHead, long count, boolean inOrder) {
    Listpack.create(moved);
    long first = fromHead ? 0 : from.size() - count;
    from.seek(inOrder ? first : first + count - 1);
    for (long left = count; left > 0; left--) {
      from.appendTo(moved);
      if (inOrder) {
        from.next();
      } else {
        from.previous();
      }
    }
  }

  private void pushMoved(ListValue to, boolean atHead, long count) {
    byte[] a = moved.array();
    to.expect(limits, moved.length(), count);
    int at = atHead ? Listpack.last(a, 0) : Listpack.first(a, 0);
    while (at != Listpack.NONE) {
      text.read(a, at);
      to.push(limits, atHead, text.array(), text.offset(), text.length());
      at = atHead ? Listpack.prev(a, 0, at) : Listpack.next(a, at);
    }
  }

  private void replyMoved(ReplySink reply, long count) {
    byte[] a = moved.array();
    reply.array((int) count);
    for (int at = Listpack.first(a, 0); at != Listpack.NONE; at = Listpack.next(a, at)) {
      reply.listpackEntry(a, at);
    }
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
