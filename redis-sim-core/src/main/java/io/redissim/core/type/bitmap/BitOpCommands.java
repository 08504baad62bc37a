package io.redissim.core.type.bitmap;

import static io.redissim.core.command.AclCategory.BITMAP;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** Whole strings combined bit by bit. */
public final class BitOpCommands implements CommandFamily {
  private static final int TARGET = 2;
  private static final int FIRST_SOURCE = 3;

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("bitop")
        .arity(-4)
        .flags(WRITE, DENYOOM)
        .acl(BITMAP)
        .key(TARGET, OW, UPDATE)
        .keysToEnd(FIRST_SOURCE, 1, RO, ACCESS)
        .handler(this::bitOp);
  }

  /**
   * {@code BITOP operation destkey key [key …]}. Reply: bytes in the result, as many as in the
   * longest source; without any, the destination is deleted. Errors: syntax, too many or too few
   * sources, WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/bitop
   */
  private void bitOp(CommandContext ctx, Args args, ReplySink reply) {
    BitOperation operation = BitOperation.of(args, 1);
    if (operation == null) {
      throw Errors.SYNTAX;
    }
    operation.checkSources(args.count() - FIRST_SOURCE);
    int length = 0;
    for (int i = FIRST_SOURCE; i < args.count(); i++) {
      StringValue source = Bitmaps.read(ctx, args.key(i));
      length = Math.max(length, source == null ? 0 : source.length());
    }
    byte[] result = compute(operation, ctx.db(), args, length);
    // Only now: a view of a key does not outlast those of many sources.
    Key target = args.key(TARGET);
    if (length > 0) {
      boolean isNew = ctx.creates(target);
      store(ctx.db(), target, result);
      ctx.created(isNew, target);
      ctx.changed(1);
      ctx.event(EventClass.STRING, "set", target);
    } else if (ctx.db().remove(target)) {
      ctx.changed(1);
      ctx.event(EventClass.GENERIC, "del", target);
    }
    reply.integer(length);
  }

  /** Looks the sources up once more: two views of the store cannot be held at a time. */
  private static byte[] compute(BitOperation operation, Database db, Args args, int length) {
    BitAccumulator result = new BitAccumulator(length);
    if (!operation.firstComesLast()) {
      add(db.peek(args.key(FIRST_SOURCE)), operation.ofFirst(), result);
    }
    for (int i = FIRST_SOURCE + 1; i < args.count(); i++) {
      add(db.peek(args.key(i)), operation.ofOthers(), result);
    }
    if (operation.firstComesLast()) {
      add(db.peek(args.key(FIRST_SOURCE)), operation.ofFirst(), result);
    }
    operation.finish(result);
    return result.bits();
  }

  private static void add(@Nullable Entry source, BitAccumulator.Step step, BitAccumulator to) {
    if (source == null) {
      to.add(step, Ascii.EMPTY, 0, 0);
    } else {
      StringValue value = source.string();
      to.add(step, value.array(), value.offset(), value.length());
    }
  }

  /** Replaces whatever the key held. The encoding is raw, even if the bytes are digits. */
  private static void store(Database db, Key key, byte[] bytes) {
    if (bytes.length >= StringValue.MIN_SHARED_BYTES) {
      db.setString(key, bytes, Database.NO_DEADLINE);
    } else {
      db.remove(key);
      db.editString(key, bytes.length).write(0, bytes, 0, bytes.length);
    }
  }
}
