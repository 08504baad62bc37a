package io.redissim.core.type.string;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** What the families of this package share: to find, to reply, to store, to drop a string. */
final class Strings {
  private Strings() {}

  /** The value that a command is about to change, null if there is none. */
  static @Nullable StringValue find(CommandContext ctx, Key key) {
    return ctx.db().find(key, ValueType.STRING);
  }

  /** The value that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable StringValue read(CommandContext ctx, Key key) {
    return ctx.read(key, ValueType.STRING);
  }

  /** The whole value as a bulk string, nil if there is none; a large one goes out uncopied. */
  static void reply(ReplySink reply, @Nullable StringValue value) {
    if (value == null) {
      reply.nil();
    } else if (value.isLong()) {
      reply.bulkNumber(value.longValue());
    } else {
      reply(reply, value, 0, value.length());
    }
  }

  /** A part of the value as a bulk string. */
  static void reply(ReplySink reply, StringValue value, int from, int length) {
    byte[] shared = length < StringValue.MIN_SHARED_BYTES ? null : value.sharedArray();
    if (shared == null) {
      reply.bulk(value.array(), value.offset() + from, length);
    } else {
      reply.bulkByReference(shared, from, length);
    }
  }

  /** Stores argument {@code i} as the key's value; an array of its own is kept, not copied. */
  static void set(CommandContext ctx, Key key, Args args, int i, long deadline) {
    boolean isNew = ctx.creates(key);
    if (args.ownsArray(i)) {
      ctx.db().setString(key, args.array(i), deadline);
    } else {
      ctx.db().setString(key, args.array(i), args.offset(i), args.length(i), deadline);
    }
    ctx.created(isNew, key);
  }

  /** Removes the key with everything that goes with it, and propagates DEL; false: no such key. */
  static boolean remove(CommandContext ctx, Key key) {
    if (!removed(ctx, key)) {
      return false;
    }
    ctx.effects().command(2).word("DEL").key(key);
    return true;
  }

  /** As {@link #remove}, of a key that was given a deadline which has passed. */
  static boolean expire(CommandContext ctx, Key key) {
    if (!removed(ctx, key)) {
      return false;
    }
    ctx.effects().expired(key);
    return true;
  }

  private static boolean removed(CommandContext ctx, Key key) {
    if (!ctx.db().remove(key)) {
      return false;
    }
    ctx.changed(1);
    ctx.event(EventClass.GENERIC, "del", key);
    return true;
  }
}
