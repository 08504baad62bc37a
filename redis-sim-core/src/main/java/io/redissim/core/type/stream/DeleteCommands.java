package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** Deletes entries with regard to the groups that still have them pending: since Redis 8.2. */
public final class DeleteCommands implements CommandFamily {
  private static final RedisError NO_IDS = Errors.err("IDS option is required");

  private static final int NOT_FOUND = -1;
  private static final int GONE = 1;
  private static final int STILL_REFERENCED = 2;

  private final CountedIds ids = new CountedIds();
  private final StreamCursor cursor = new StreamCursor();
  private final StreamId id = new StreamId();

  private References references = References.KEPT;

  // What the command that runs has deleted.
  private long deleted;
  private boolean deletedFirst;
  private long deletedReferences;

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xdelex")
        .arity(-5)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, DELETE)
        .handler(this::xdelex);
    table
        .add("xackdel")
        .arity(-6)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE, DELETE)
        .handler(this::xackdel);
  }

  /**
   * {@code XDELEX key [KEEPREF|DELREF|ACKED] IDS count id [id ...]}. Reply: of each ID, 1 if the
   * entry was deleted, -1 if there is none, 2 if it stays because of ACKED. Errors: syntax, an ID
   * that is none, WRONGTYPE. O(log N) of the nodes, and what one node holds, for each ID and group.
   * Source: redis.io/docs/latest/commands/xdelex
   */
  private void xdelex(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    boolean exists = ctx.db().find(key, StreamValue.TYPE) != null;
    options(ctx, args, 2);
    if (!exists) {
      replyNotFound(reply);
      return;
    }
    Stream stream = edit(ctx, args, key);
    reply.array(ids.count());
    for (int i = 0; i < ids.count(); i++) {
      ids.read(args, i, id);
      reply.integer(delete(stream, NOT_FOUND));
    }
    finish(ctx, key, stream);
  }

  /**
   * {@code XACKDEL key group [KEEPREF|DELREF|ACKED] IDS count id [id ...]}. Reply: of each ID, -1
   * if it is not pending; else it is acknowledged, and 1 if the entry is gone, 2 if it stays
   * because of ACKED. Errors: syntax, an ID that is none, WRONGTYPE. O(log N) of the pending
   * entries and as XDELEX, for each ID. Source: redis.io/docs/latest/commands/xackdel
   */
  private void xackdel(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StreamValue value = ctx.db().find(key, StreamValue.TYPE);
    boolean exists = value != null && StreamReplies.group(value.stream(), args, 2) != null;
    options(ctx, args, 3);
    if (!exists) {
      replyNotFound(reply);
      return;
    }
    Stream stream = edit(ctx, args, key);
    Group group = StreamReplies.group(stream, args, 2);
    reply.array(ids.count());
    for (int i = 0; i < ids.count(); i++) {
      ids.read(args, i, id);
      reply.integer(acknowledge(ctx, group) ? delete(stream, GONE) : NOT_FOUND);
    }
    finish(ctx, key, stream);
  }

  private void options(CommandContext ctx, Args args, int from) {
    references = References.KEPT;
    ids.clear();
    boolean chosen = false;
    for (Options opt = ctx.options(args, from); opt.hasNext(); ) {
      if (!chosen && opt.take(References.KEPT.option())) {
        chosen = true;
      } else if (!chosen && opt.take(References.DELETED.option())) {
        references = References.DELETED;
        chosen = true;
      } else if (!chosen && opt.take(References.AWAITED.option())) {
        references = References.AWAITED;
        chosen = true;
      } else if (opt.takeWithValue("IDS")) {
        ids.take(opt);
      } else {
        throw Errors.SYNTAX;
      }
    }
    if (ids.count() == 0) {
      throw NO_IDS;
    }
  }

  private void replyNotFound(ReplySink reply) {
    reply.array(ids.count());
    for (int i = 0; i < ids.count(); i++) {
      reply.integer(NOT_FOUND);
    }
  }

  /** Checks all IDs, so that the command is done whole or not at all. */
  private Stream edit(CommandContext ctx, Args args, Key key) {
    ids.check(args, id);
    deleted = 0;
    deletedFirst = false;
    deletedReferences = 0;
    return ctx.db().edit(key, StreamValue.TYPE).stream();
  }

  private boolean acknowledge(CommandContext ctx, @Nullable Group group) {
    long position = group == null ? IdMap.NONE : group.pending().find(id.ms(), id.seq());
    if (group == null || position == IdMap.NONE) {
      return false;
    }
    group.removePending(position);
    ctx.changed(1);
    return true;
  }

  /** Deletes the entry {@link #id} if it may go; {@code otherwise}: the code if there is none. */
  private int delete(Stream stream, int otherwise) {
    if (references == References.AWAITED
        && stream.contains(id, cursor)
        && stream.isReferenced(id.ms(), id.seq())) {
      return STILL_REFERENCED;
    }
    if (references == References.DELETED) {
      deletedReferences += stream.dropReferences(id.ms(), id.seq());
    }
    if (!stream.delete(id, cursor)) {
      return otherwise;
    }
    deleted++;
    deletedFirst |= id.compareTo(stream.firstId()) == 0;
    if (id.compareTo(stream.maxDeletedId()) > 0) {
      stream.maxDeletedId().set(id);
    }
    return GONE;
  }

  private void finish(CommandContext ctx, Key key, Stream stream) {
    ctx.changed(deleted + deletedReferences);
    if (deleted == 0) {
      ctx.db().commitUnmodified();
      return;
    }
    if (deletedFirst || stream.length() == 0) {
      stream.findFirst(cursor);
    }
    ctx.db().commit();
    ctx.event(EventClass.STREAM, "xdel", key);
  }
}
