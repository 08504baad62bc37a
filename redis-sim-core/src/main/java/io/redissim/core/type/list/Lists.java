package io.redissim.core.type.list;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** What the families of this package share: to read, to end an edit, to say which end is meant. */
final class Lists {
  static final RedisError NOT_POSITIVE = Errors.err("value is out of range, must be positive");
  static final RedisError NOT_MIRRORED =
      Errors.err(
          "value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);

  private Lists() {}

  /** The list that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable ListValue read(CommandContext ctx, Key key) {
    return ctx.read(key, ListValue.TYPE);
  }

  /** Whether argument {@code i} is LEFT; else it must be RIGHT. */
  static boolean isLeft(Args args, int i) {
    if (args.is(i, "LEFT")) {
      return true;
    }
    if (args.is(i, "RIGHT")) {
      return false;
    }
    throw Errors.SYNTAX;
  }

  /** Argument {@code i} as an integer whose negative is one too. */
  static long mirrored(Args args, int i) {
    long value = args.integer(i);
    if (value == Long.MIN_VALUE) {
      throw NOT_MIRRORED;
    }
    return value;
  }

  /** Argument {@code i} as an integer of at least {@code least}. */
  static long atLeast(long least, Args args, int i, RedisError otherwise) {
    long value = args.integer(i, otherwise);
    if (value < least) {
      throw otherwise;
    }
    return value;
  }

  /** Ends an edit that added elements. */
  static void commitPush(CommandContext ctx, Key key, boolean isNew, boolean atHead) {
    ctx.db().commit();
    if (isNew) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.LIST, atHead ? "lpush" : "rpush", key);
  }

  /** Ends an edit that removed elements, if not all. */
  static void commitRemoval(
      CommandContext ctx, Key key, ListValue list, ListLimits limits, String event) {
    list.shrink(limits);
    boolean stays = ctx.db().commit();
    ctx.event(EventClass.LIST, event, key);
    if (!stays) {
      ctx.event(EventClass.GENERIC, "del", key);
    }
  }

  /**
   * Replies with elements from an end of a list that is being edited, removes them and ends the
   * edit.
   */
  static void pop(
      CommandContext ctx,
      Key key,
      ListValue list,
      ListLimits limits,
      boolean atHead,
      long count,
      ReplySink reply) {
    list.seek(atHead ? 0 : -1);
    if (count == 1) {
      list.reply(reply);
      list.remove();
    } else {
      list.reply(reply, count, !atHead);
      list.removeRange(atHead ? 0 : list.size() - count, count);
    }
    commitRemoval(ctx, key, list, limits, atHead ? "lpop" : "rpop");
    ctx.changed(count);
  }
}
