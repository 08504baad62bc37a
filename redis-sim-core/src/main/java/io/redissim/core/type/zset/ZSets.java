package io.redissim.core.type.zset;

import io.redissim.core.bytes.Doubles;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** What the families of this package share: to find a set, to end an edit, to reply an element. */
final class ZSets {
  private ZSets() {}

  /** The sorted set that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable ZSetValue read(CommandContext ctx, Key key) {
    return ctx.read(key, ZSetValue.TYPE);
  }

  /** Stores what was made of a set; {@code isNew}: the key was not there before. */
  static void commit(CommandContext ctx, Key key, boolean isNew, String event) {
    ctx.db().commit();
    if (isNew) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.ZSET, event, key);
  }

  /** Stores a set that has lost elements; without any the key is gone. */
  static void commitRemoval(CommandContext ctx, Key key, String event) {
    boolean stays = ctx.db().commit();
    ctx.event(EventClass.ZSET, event, key);
    if (!stays) {
      ctx.event(EventClass.GENERIC, "del", key);
    }
  }

  /** A score or a weight; never NaN. */
  static double number(Args args, int i, RedisError otherwise) {
    double number = Doubles.parse(args.array(i), args.offset(i), args.length(i));
    if (Double.isNaN(number)) {
      throw otherwise;
    }
    return number;
  }

  static double score(Args args, int i) {
    return number(args, i, Errors.NOT_A_FLOAT);
  }

  static double scoreOf(ZSetValue set, Args args, int i) {
    return set.scoreOf(args.array(i), args.offset(i), args.length(i));
  }

  /** The member that the set stands on. */
  static void member(ZSetValue set, ReplySink reply) {
    reply.bulk(set.memberArray(), set.memberOffset(), set.memberLength());
  }

  /** The element that the set stands on, one of {@link ReplySink#pairs}. */
  static void pair(ZSetValue set, ReplySink reply) {
    reply.pair();
    member(set, reply);
    reply.number(set.score());
  }
}
