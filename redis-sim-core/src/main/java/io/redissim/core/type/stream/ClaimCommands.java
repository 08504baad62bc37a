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

/**
 * Pending entries that pass from one consumer to another. One whose entry is gone from the stream
 * is no longer pending. Source: Valkey {@code t_stream.c:xclaimCommand, xautoclaimCommand}.
 */
public final class ClaimCommands implements CommandFamily {
  private static final RedisError BAD_MIN_IDLE =
      Errors.err("Invalid min-idle-time argument for XCLAIM");
  private static final RedisError BAD_IDLE = Errors.err("Invalid IDLE option argument for XCLAIM");
  private static final RedisError BAD_TIME = Errors.err("Invalid TIME option argument for XCLAIM");
  private static final RedisError BAD_RETRYCOUNT =
      Errors.err("Invalid RETRYCOUNT option argument for XCLAIM");
  private static final RedisError BAD_AUTO_MIN_IDLE =
      Errors.err("Invalid min-idle-time argument for XAUTOCLAIM");
  private static final RedisError BAD_COUNT = Errors.err("COUNT must be > 0");
  private static final RedisError COUNT_TOO_HIGH =
      Errors.err("Insufficient memory, failed allocating transient memory, COUNT too high.");

  private static final int FIRST_ID = 5;
  private static final long NOT_GIVEN = -1;
  private static final long DEFAULT_COUNT = 100;

  /** Pending entries that XAUTOCLAIM looks at, for each that it may claim. */
  private static final long ATTEMPTS = 10;

  private static final long MAX_COUNT = Long.MAX_VALUE / 16;

  /** Redis fails to allocate 16 bytes for each of more. */
  private static final long MAX_ALLOCATED_COUNT = 1L << 43;

  private final IdParser ids = new IdParser();
  private final StreamCursor cursor = new StreamCursor();
  private final PendingEffects effects = new PendingEffects();
  private final StreamId id = new StreamId();
  private final StreamId lastId = new StreamId();
  private final IdList claimed = new IdList();
  private final IdList gone = new IdList();

  // What the claim that runs was asked for.
  private long minIdle;
  private long deliveryTime;
  private long retryCount;
  private boolean force;
  private boolean justId;
  private boolean createdConsumer;

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xclaim")
        .arity(-6)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .tips("nondeterministic_output")
        .handler(this::xclaim);
    table
        .add("xautoclaim")
        .arity(-6)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, DELETE)
        .tips("nondeterministic_output")
        .handler(this::xautoclaim);
  }

  /**
   * {@code XCLAIM key group consumer min-idle-time id [id ...] [IDLE ms] [TIME unix-ms] [RETRYCOUNT
   * count] [FORCE] [JUSTID] [LASTID id]}. Reply: the entries claimed, or only their IDs. Errors:
   * NOGROUP, not an integer, an unknown option, WRONGTYPE. Effect: XCLAIM of each with its time and
   * count. O(log N) of the pending entries, for each ID. Source:
   * redis.io/docs/latest/commands/xclaim
   */
  private void xclaim(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Stream stream = StreamReplies.read(ctx, key);
    if (stream == null || StreamReplies.group(stream, args, 2) == null) {
      throw StreamReplies.noKeyOrGroup(args, 1, 2);
    }
    minIdle = Math.max(0, args.integer(4, BAD_MIN_IDLE));
    int endOfIds = FIRST_ID;
    while (endOfIds < args.count() && ids.tryStrict(args, endOfIds, id)) {
      endOfIds++;
    }
    options(ctx, args, endOfIds);
    Group group = edit(ctx, args, key);
    boolean moved = lastId.compareTo(group.lastDelivered()) > 0;
    if (moved) {
      group.lastDelivered().set(lastId);
    }
    Consumer consumer = consumer(ctx, group, args);
    long start = reply.deferredArray();
    int replied = 0;
    boolean told = false;
    for (int i = FIRST_ID; i < endOfIds; i++) {
      ids.strict(args, i, id);
      if (!stream.contains(id, cursor)) {
        told |= forget(ctx, group, group.pending().find(id.ms(), id.seq()));
      } else if (claim(ctx, group, consumer)) {
        told = true;
        replied++;
        if (justId) {
          cursor.replyId(reply, id);
        } else {
          cursor.reply(reply);
        }
      }
    }
    reply.endArray(start, replied);
    if (moved && !told) {
      effects.groupId(group);
      ctx.changed(1);
    }
    finish(ctx, key, consumer, replied > 0);
  }

  private void options(CommandContext ctx, Args args, int from) {
    deliveryTime = NOT_GIVEN;
    retryCount = NOT_GIVEN;
    force = false;
    justId = false;
    lastId.set(0, 0);
    for (Options opt = ctx.options(args, from); opt.hasNext(); ) {
      if (opt.take("FORCE")) {
        force = true;
      } else if (opt.take("JUSTID")) {
        justId = true;
      } else if (opt.takeWithValue("IDLE")) {
        deliveryTime = ctx.now() - opt.nextInteger(BAD_IDLE);
      } else if (opt.takeWithValue("TIME")) {
        deliveryTime = opt.nextInteger(BAD_TIME);
      } else if (opt.takeWithValue("RETRYCOUNT")) {
        retryCount = opt.nextInteger(BAD_RETRYCOUNT);
      } else if (opt.takeWithValue("LASTID")) {
        ids.strict(args, opt.next(), lastId);
      } else {
        throw Errors.err(
            "Unrecognized XCLAIM option '" + StreamReplies.text(args, opt.next()) + "'");
      }
    }
    if (deliveryTime < 0 || deliveryTime > ctx.now()) {
      deliveryTime = ctx.now();
    }
  }

  private Group edit(CommandContext ctx, Args args, Key key) {
    Stream stream = ctx.db().edit(key, StreamValue.TYPE).stream();
    Group group = StreamReplies.group(stream, args, 2);
    if (group == null) {
      throw StreamReplies.noKeyOrGroup(args, 1, 2);
    }
    effects.begin(ctx.effects().none(), args, 1, 2);
    return group;
  }

  private Consumer consumer(CommandContext ctx, Group group, Args args) {
    Consumer consumer = StreamReplies.consumer(group, args, 3);
    createdConsumer = consumer == null;
    if (consumer == null) {
      consumer = group.addConsumer(args.copy(3), ctx.now());
      ctx.changed(1);
    }
    consumer.seenTime(ctx.now());
    return consumer;
  }

  private void finish(CommandContext ctx, Key key, Consumer consumer, boolean claimedAny) {
    if (createdConsumer && !claimedAny) {
      effects.createConsumer(consumer);
    }
    ctx.db().commitUnmodified();
    if (createdConsumer) {
      ctx.event(EventClass.STREAM, "xgroup-createconsumer", key);
    }
  }

  /** The entry is gone: it is no longer pending, if it was. */
  private boolean forget(CommandContext ctx, Group group, long position) {
    if (position == IdMap.NONE) {
      return false;
    }
    if (group.isReleased(position)) {
      effects.forget(group, position);
    } else {
      effects.claim(group, position);
    }
    group.removePending(position);
    ctx.changed(1);
    return true;
  }

  /** Claims the entry {@link #id}; false: it is not pending, or not idle for so long. */
  private boolean claim(CommandContext ctx, Group group, Consumer consumer) {
    long position = group.pending().find(id.ms(), id.seq());
    if (position == IdMap.NONE) {
      if (!force) {
        return false;
      }
      position = group.addPending(consumer, id.ms(), id.seq());
      group.delivered(position, deliveryTime, 1);
    } else if (minIdle != 0 && ctx.now() - group.deliveryTime(position) < minIdle) {
      return false;
    }
    take(ctx, group, position, consumer);
    return true;
  }

  private void take(CommandContext ctx, Group group, long position, Consumer consumer) {
    group.give(position, consumer);
    long count = group.deliveryCount(position);
    long counted = justId ? count : Group.onceMore(count);
    group.delivered(position, deliveryTime, retryCount >= 0 ? retryCount : counted);
    consumer.activeTime(ctx.now());
    effects.claim(group, position);
    ctx.changed(1);
  }

  /**
   * {@code XAUTOCLAIM key group consumer min-idle-time start [COUNT count] [JUSTID]}. Reply: where
   * to go on, the entries claimed or their IDs, and the IDs whose entries are gone. Errors:
   * NOGROUP, not an integer, syntax, WRONGTYPE. Effect: XCLAIM of each. O(log N + M) of the pending
   * entries and those looked at. Source: redis.io/docs/latest/commands/xautoclaim
   */
  private void xautoclaim(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    ctx.lookedUp(key, ctx.db().contains(key)); // a miss is one whatever else is wrong
    minIdle = Math.max(0, args.integer(4, BAD_AUTO_MIN_IDLE));
    ids.rangeStart(args, 5, id);
    long count = autoOptions(ctx, args);
    StreamValue value = ctx.db().find(key, StreamValue.TYPE);
    if (value == null || StreamReplies.group(value.stream(), args, 2) == null) {
      throw StreamReplies.noKeyOrGroup(args, 1, 2);
    }
    Stream stream = value.stream();
    if (count > MAX_ALLOCATED_COUNT) {
      throw COUNT_TOO_HIGH;
    }
    deliveryTime = ctx.now();
    retryCount = NOT_GIVEN;
    Group group = edit(ctx, args, key);
    Consumer consumer = consumer(ctx, group, args);
    claimed.clear();
    gone.clear();
    long end = claimInTurn(ctx, stream, group, consumer, count);
    reply.array(3);
    if (end == IdMap.NONE) {
      cursor.replyId(reply, 0, 0);
    } else {
      cursor.replyId(reply, group.pending().ms(end), group.pending().seq(end));
    }
    replyClaimed(stream, reply);
    reply.array(gone.size());
    for (int i = 0; i < gone.size(); i++) {
      cursor.replyId(reply, gone.ms(i), gone.seq(i));
    }
    finish(ctx, key, consumer, claimed.size() > 0);
  }

  private long autoOptions(CommandContext ctx, Args args) {
    long count = DEFAULT_COUNT;
    justId = false;
    for (Options opt = ctx.options(args, 6); opt.hasNext(); ) {
      if (opt.takeWithValue("COUNT")) {
        count = opt.nextInteger(BAD_COUNT);
        if (count < 1 || count > MAX_COUNT) {
          throw BAD_COUNT;
        }
      } else if (opt.take("JUSTID")) {
        justId = true;
      } else {
        throw Errors.SYNTAX;
      }
    }
    return count;
  }

  /** Claims from {@link #id} on and returns the position of the first entry not looked at. */
  private long claimInTurn(
      CommandContext ctx, Stream stream, Group group, Consumer consumer, long count) {
    IdMap pending = group.pending();
    long left = count;
    long at = pending.ceiling(id.ms(), id.seq());
    for (long i = ATTEMPTS * count; i > 0 && left > 0 && at != IdMap.NONE; i--) {
      id.set(pending.ms(at), pending.seq(at));
      if (!stream.contains(id, cursor)) {
        gone.add(id);
        forget(ctx, group, at);
        at = pending.ceiling(id.ms(), id.seq());
        left--;
        continue;
      }
      if (minIdle == 0 || ctx.now() - group.deliveryTime(at) >= minIdle) {
        claimed.add(id);
        take(ctx, group, at, consumer);
        left--;
      }
      at = pending.next(at);
    }
    return at;
  }

  private void replyClaimed(Stream stream, ReplySink reply) {
    reply.array(claimed.size());
    for (int i = 0; i < claimed.size(); i++) {
      id.set(claimed.ms(i), claimed.seq(i));
      if (justId) {
        cursor.replyId(reply, id);
      } else if (stream.contains(id, cursor)) {
        cursor.reply(reply);
      }
    }
  }
}
