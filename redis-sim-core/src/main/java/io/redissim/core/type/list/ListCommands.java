package io.redissim.core.type.list;

import static io.redissim.core.command.AclCategory.LIST;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** Adding to the ends of lists, taking from them, and looking at and changing what is between. */
public final class ListCommands implements CommandFamily {
  private final ListLimits limits;

  public ListCommands(ListLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    declareEnds(table);
    declareReaders(table);
    declareWriters(table);
  }

  private void declareEnds(CommandTable.Builder table) {
    table
        .add("lpush")
        .arity(-3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(LIST)
        .key(1, RW, INSERT)
        .handler((ctx, args, reply) -> push(ctx, args, reply, true));
    table
        .add("rpush")
        .arity(-3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(LIST)
        .key(1, RW, INSERT)
        .handler((ctx, args, reply) -> push(ctx, args, reply, false));
    table
        .add("lpushx")
        .arity(-3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(LIST)
        .key(1, RW, INSERT)
        .handler((ctx, args, reply) -> pushIfPresent(ctx, args, reply, true));
    table
        .add("rpushx")
        .arity(-3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(LIST)
        .key(1, RW, INSERT)
        .handler((ctx, args, reply) -> pushIfPresent(ctx, args, reply, false));
    table
        .add("lpop")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .handler((ctx, args, reply) -> pop(ctx, args, reply, true));
    table
        .add("rpop")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(LIST)
        .key(1, RW, ACCESS, DELETE)
        .handler((ctx, args, reply) -> pop(ctx, args, reply, false));
  }

  private void declareReaders(CommandTable.Builder table) {
    table.add("llen").arity(2).flags(READONLY, FAST).acl(LIST).key(1, RO).handler(this::llen);
    table.add("lindex").arity(3).flags(READONLY).acl(LIST).key(1, RO, ACCESS).handler(this::lindex);
    table.add("lrange").arity(4).flags(READONLY).acl(LIST).key(1, RO, ACCESS).handler(this::lrange);
  }

  private void declareWriters(CommandTable.Builder table) {
    table
        .add("lset")
        .arity(4)
        .flags(WRITE, DENYOOM)
        .acl(LIST)
        .key(1, RW, UPDATE)
        .handler(this::lset);
    table
        .add("linsert")
        .arity(5)
        .flags(WRITE, DENYOOM)
        .acl(LIST)
        .key(1, RW, INSERT)
        .handler(this::linsert);
    table.add("lrem").arity(4).flags(WRITE).acl(LIST).key(1, RW, DELETE).handler(this::lrem);
    table.add("ltrim").arity(4).flags(WRITE).acl(LIST).key(1, RW, DELETE).handler(this::ltrim);
  }

  /**
   * {@code LPUSH|RPUSH key element [element ...]}: one after the other, so that LPUSH turns them
   * round. Reply: integer, elements in the list now. Errors: WRONGTYPE. O(N) with those added.
   * Source: redis.io/docs/latest/commands/lpush
   */
  private void push(CommandContext ctx, Args args, ReplySink reply, boolean atHead) {
    Key key = args.key(1);
    pushAll(ctx, args, key, ctx.db().edit(key, ListValue.TYPE), reply, atHead);
  }

  /**
   * {@code LPUSHX|RPUSHX key element [element ...]}: only if there is a list. Reply: integer,
   * elements in the list now, 0 if there is none. Errors: WRONGTYPE. O(N) with those added. Source:
   * redis.io/docs/latest/commands/lpushx
   */
  private void pushIfPresent(CommandContext ctx, Args args, ReplySink reply, boolean atHead) {
    Key key = args.key(1);
    ListValue list = ctx.db().editIfPresent(key, ListValue.TYPE);
    if (list == null) {
      reply.integer(0);
    } else {
      pushAll(ctx, args, key, list, reply, atHead);
    }
  }

  private void pushAll(
      CommandContext ctx, Args args, Key key, ListValue list, ReplySink reply, boolean atHead) {
    long before = list.size();
    int end = args.count();
    list.expect(limits, args, 2, end);
    for (int i = 2; i < end; i++) {
      list.push(limits, atHead, args, i);
    }
    Lists.commitPush(ctx, key, before == 0, atHead);
    ctx.changed(end - 2);
    reply.integer(before + end - 2);
  }

  /**
   * {@code LPOP|RPOP key [count]}. Reply: the element as a bulk string, nil if there is no list;
   * with a count an array, the outermost first, nil if there is no list. Errors: arity, count
   * negative or no integer, WRONGTYPE. O(N) with those removed. Source:
   * redis.io/docs/latest/commands/lpop
   */
  private void pop(CommandContext ctx, Args args, ReplySink reply, boolean atHead) {
    if (args.count() > 3) {
      throw Errors.wrongArity(ctx.command().name());
    }
    boolean counted = args.count() == 3;
    long count = counted ? Lists.atLeast(0, args, 2, Lists.NOT_POSITIVE) : 1;
    Key key = args.key(1);
    if (count == 0) {
      replyNone(ctx, key, reply);
      return;
    }
    ListValue list = ctx.db().editIfPresent(key, ListValue.TYPE);
    if (list == null) {
      if (counted) {
        reply.nilArray();
      } else {
        reply.nil();
      }
      return;
    }
    long popped = Math.min(count, list.size());
    if (counted) {
      reply.array((int) popped);
    }
    Lists.pop(ctx, key, list, limits, atHead, popped, reply);
  }

  private static void replyNone(CommandContext ctx, Key key, ReplySink reply) {
    if (ctx.db().find(key, ListValue.TYPE) == null) {
      reply.nilArray();
    } else {
      reply.array(0);
    }
  }

  /**
   * {@code LLEN key}. Reply: integer, elements in the list, 0 if there is none. Errors: WRONGTYPE.
   * O(1). Source: redis.io/docs/latest/commands/llen
   */
  private void llen(CommandContext ctx, Args args, ReplySink reply) {
    ListValue list = Lists.read(ctx, args.key(1));
    reply.integer(list == null ? 0 : list.size());
  }

  /**
   * {@code LINDEX key index}: from 0, or back from -1. Reply: bulk string, nil if there is no such
   * element. Errors: WRONGTYPE, not an integer, which an absent list hides. O(N) with those between
   * it and the nearer end. Source: redis.io/docs/latest/commands/lindex
   */
  private void lindex(CommandContext ctx, Args args, ReplySink reply) {
    ListValue list = Lists.read(ctx, args.key(1));
    if (list != null && list.seek(args.integer(2))) {
      list.reply(reply);
    } else {
      reply.nil();
    }
  }

  /**
   * {@code LRANGE key start stop}: both ends included, negative ones counted from the end. Reply:
   * array. Errors: not an integer, WRONGTYPE. O(S+N), S to the start from the nearer end. Source:
   * redis.io/docs/latest/commands/lrange
   */
  private void lrange(CommandContext ctx, Args args, ReplySink reply) {
    long start = args.integer(2);
    long stop = args.integer(3);
    ListValue list = Lists.read(ctx, args.key(1));
    long size = list == null ? 0 : list.size();
    long from = fromHead(start, size);
    long count = Math.min(lastIndex(stop, size), size - 1) - from + 1;
    if (list == null || count <= 0) {
      reply.array(0);
      return;
    }
    reply.array((int) count);
    list.seek(from);
    list.reply(reply, count, false);
  }

  private static long fromHead(long index, long size) {
    return index < 0 ? Math.max(0, index + size) : index;
  }

  /** May be before the first element, and then is negative. */
  private static long lastIndex(long index, long size) {
    return index < 0 ? Math.max(-1, index + size) : index;
  }

  /**
   * {@code LSET key index element}. Reply: OK. Errors: no such key, WRONGTYPE, not an integer,
   * index out of range. O(N) with those between it and the nearer end. Source:
   * redis.io/docs/latest/commands/lset
   */
  private void lset(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    ListValue found = ctx.db().find(key, ListValue.TYPE);
    if (found == null) {
      throw Errors.NO_SUCH_KEY;
    }
    if (!found.seek(args.integer(2))) {
      throw Errors.OUT_OF_RANGE;
    }
    long place = found.place();
    ListValue list = ctx.db().edit(key, ListValue.TYPE);
    list.expect(limits, args, 3, 4);
    list.resume(place);
    list.replace(limits, args, 3);
    list.shrink(limits);
    ctx.db().commit();
    ctx.event(EventClass.LIST, "lset", key);
    ctx.changed(1);
    reply.ok();
  }

  /**
   * {@code LINSERT key BEFORE|AFTER pivot element}: beside the first element equal to the pivot.
   * Reply: integer, elements in the list now, 0 if there is no list, -1 if no pivot. Errors:
   * syntax, WRONGTYPE. O(N) with those before the pivot. Source:
   * redis.io/docs/latest/commands/linsert
   */
  private void linsert(CommandContext ctx, Args args, ReplySink reply) {
    boolean after = args.is(2, "AFTER");
    if (!after && !args.is(2, "BEFORE")) {
      throw Errors.SYNTAX;
    }
    Key key = args.key(1);
    ListValue found = ctx.db().find(key, ListValue.TYPE);
    if (found == null || !seekEqual(found, args, 3)) {
      reply.integer(found == null ? 0 : -1);
      return;
    }
    long place = found.place();
    ListValue list = ctx.db().edit(key, ListValue.TYPE);
    list.expect(limits, args, 4, 5);
    list.resume(place);
    list.insert(limits, after, args, 4);
    long size = list.size();
    ctx.db().commit();
    ctx.event(EventClass.LIST, "linsert", key);
    ctx.changed(1);
    reply.integer(size);
  }

  /** Points at the first element equal to an argument; false: there is none. */
  private static boolean seekEqual(ListValue list, Args args, int i) {
    for (boolean any = list.seek(0); any; any = list.next()) {
      if (list.is(args, i)) {
        return true;
      }
    }
    return false;
  }

  /**
   * {@code LREM key count element}: the first so many equal to it, with a negative count the last,
   * with 0 all. Reply: integer, how many were removed. Errors: not an integer, WRONGTYPE. O(N).
   * Source: redis.io/docs/latest/commands/lrem
   */
  private void lrem(CommandContext ctx, Args args, ReplySink reply) {
    long count = Lists.mirrored(args, 2);
    Key key = args.key(1);
    ListValue found = ctx.db().find(key, ListValue.TYPE);
    if (found == null || !seekEqual(found, args, 3)) {
      reply.integer(0);
      return;
    }
    long place = found.place();
    ListValue list = ctx.db().edit(key, ListValue.TYPE);
    list.resume(place);
    long removed = count < 0 ? removeLast(list, args, -count) : removeFirst(list, args, count);
    Lists.commitRemoval(ctx, key, list, limits, "lrem");
    ctx.changed(removed);
    reply.integer(removed);
  }

  /** Goes on from an element that is equal; 0: removes all. */
  private static long removeFirst(ListValue list, Args args, long max) {
    long removed = 0;
    boolean any = true;
    while (any && (max == 0 || removed < max)) {
      if (list.is(args, 3)) {
        any = list.removeAndNext();
        removed++;
      } else {
        any = list.next();
      }
    }
    return removed;
  }

  private static long removeLast(ListValue list, Args args, long max) {
    long removed = 0;
    boolean any = list.seek(-1);
    while (any && removed < max) {
      if (list.is(args, 3)) {
        any = list.removeAndPrevious();
        removed++;
      } else {
        any = list.previous();
      }
    }
    return removed;
  }

  /**
   * {@code LTRIM key start stop}: what is not between goes, ends as in LRANGE; without elements the
   * key goes. Reply: OK. Errors: not an integer, WRONGTYPE. O(N) with those removed. Source:
   * redis.io/docs/latest/commands/ltrim
   */
  private void ltrim(CommandContext ctx, Args args, ReplySink reply) {
    long start = args.integer(2);
    long stop = args.integer(3);
    Key key = args.key(1);
    ListValue list = ctx.db().editIfPresent(key, ListValue.TYPE);
    if (list != null) {
      long size = list.size();
      long from = fromHead(start, size);
      long to = Math.min(lastIndex(stop, size), size - 1);
      long kept = Math.max(0, to - from + 1);
      long before = kept == 0 ? size : from;
      list.removeRange(0, before);
      list.removeRange(kept, size - before - kept);
      Lists.commitRemoval(ctx, key, list, limits, "ltrim");
      ctx.changed(size - kept);
    }
    reply.ok();
  }
}
