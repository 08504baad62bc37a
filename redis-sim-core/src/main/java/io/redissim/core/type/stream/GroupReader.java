package io.redissim.core.type.stream;

import io.redissim.core.command.CommandContext;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives entries of one stream to a consumer of a group and keeps account of them. Source: Valkey
 * {@code t_stream.c:streamReplyWithRange}.
 */
final class GroupReader {
  private final StreamCursor cursor = new StreamCursor();
  private final StreamCursor lookUp = new StreamCursor();
  private final PendingEffects effects = new PendingEffects();
  private final StreamId id = new StreamId();
  private final StreamId end = new StreamId(StreamId.MAX, StreamId.MAX);

  private @Nullable Stream stream;
  private @Nullable Group group;
  private @Nullable Consumer consumer;
  private boolean createdConsumer;
  private boolean consumerTold;
  private boolean noAck;
  private long count;
  private long now;
  private long minIdle;
  private final IdleEntries idle = new IdleEntries();

  /** Points at a stream that is being edited; the consumer is created if there is none. */
  void begin(CommandContext ctx, Args args, ReadOptions options, int key, Stream of, Group readIn) {
    stream = of;
    group = readIn;
    noAck = options.noAck();
    count = options.count();
    now = ctx.now();
    minIdle = options.claimMinIdle();
    effects.begin(ctx.effects(), args, key, options.groupArg());
    int arg = options.consumerArg();
    consumer = StreamReplies.consumer(readIn, args, arg);
    createdConsumer = consumer == null;
    consumerTold = !createdConsumer;
    if (consumer == null) {
      consumer =
          readIn.addConsumer(
              Arrays.copyOfRange(
                  args.array(arg), args.offset(arg), args.offset(arg) + args.length(arg)),
              now);
      ctx.changed(1);
      if (noAck) {
        effects.createConsumer(consumer);
        consumerTold = true;
      }
    }
    consumer.seenTime(now);
  }

  boolean hasCreatedConsumer() {
    return createdConsumer;
  }

  /** What is left to tell; forgets the stream. */
  void end() {
    if (!consumerTold) {
      effects.createConsumer(consumer());
    }
    stream = null;
    group = null;
    consumer = null;
  }

  /** Whether there is a pending entry that CLAIM would give to this consumer now. */
  boolean hasClaimable() {
    return minIdle != ReadOptions.NO_CLAIM && idle.any(stream(), group(), now - minIdle);
  }

  /**
   * Replies with the entries above the group's last ID, which moves on; they become pending. With
   * CLAIM those that have been pending for long come first, and each tells how long that was and
   * how often it was delivered before.
   */
  void newEntries(ReplySink reply) {
    Group to = group();
    long start = reply.deferredArray();
    int entries = minIdle == ReadOptions.NO_CLAIM ? 0 : claim(to, reply);
    boolean moved = false;
    id.set(to.lastDelivered()).increment();
    cursor.over(stream(), id, end, false);
    while ((count == 0 || entries < count) && cursor.next()) {
      id.set(cursor.ms(), cursor.seq());
      moved |= advance(to);
      if (minIdle == ReadOptions.NO_CLAIM) {
        cursor.reply(reply);
      } else {
        reply.array(4);
        cursor.replyParts(reply);
        reply.integer(0);
        reply.integer(0);
      }
      if (!noAck) {
        deliver(to);
      }
      entries++;
    }
    if (moved) {
      effects.groupId(to);
    }
    reply.endArray(start, entries);
  }

  private int claim(Group from, ReplySink reply) {
    idle.find(stream(), from, now - minIdle, count == 0 ? Integer.MAX_VALUE : count);
    for (int i = 0; i < idle.size(); i++) {
      id.set(idle.ms(i), idle.seq(i));
      long position = from.pending().find(id.ms(), id.seq());
      long deliveries = from.deliveryCount(position);
      lookUp.over(stream(), id, id, false).next();
      reply.array(4);
      lookUp.replyParts(reply);
      reply.integer(now - from.deliveryTime(position));
      reply.integer(deliveries);
      from.give(position, consumer());
      from.delivered(position, now, Group.onceMore(deliveries));
      consumer().activeTime(now);
      effects.claim(from, position);
      consumerTold = true;
    }
    return idle.size();
  }

  private boolean advance(Group to) {
    if (id.compareTo(to.lastDelivered()) <= 0) {
      return false;
    }
    if (to.entriesRead() != Group.UNKNOWN && !stream().mayHaveDeletedFrom(id)) {
      to.entriesRead(to.entriesRead() + 1);
    } else if (stream().entriesAdded() != 0) {
      to.entriesRead(stream().entriesUpTo(id));
    }
    to.lastDelivered().set(id);
    return true;
  }

  private void deliver(Group to) {
    IdMap pending = to.pending();
    long last = pending.last();
    boolean isLast = last == IdMap.NONE || id.compareTo(pending.ms(last), pending.seq(last)) > 0;
    long position = isLast ? IdMap.NONE : pending.find(id.ms(), id.seq());
    if (position == IdMap.NONE) {
      position = to.addPending(consumer(), id.ms(), id.seq());
    } else {
      to.give(position, consumer());
    }
    to.delivered(position, now, 1);
    consumer().activeTime(now);
    effects.claim(to, position);
    consumerTold = true;
  }

  /**
   * Replies with the entries from this ID on that the consumer has not acknowledged, nil where the
   * entry itself is gone. Each that is there counts as delivered once more.
   */
  void history(ReplySink reply, StreamId from) {
    Group of = group();
    IdMap own = consumer().pending();
    long start = reply.deferredArray();
    int entries = 0;
    long at = own.ceiling(from.ms(), from.seq());
    while (at != IdMap.NONE && (count == 0 || entries < count)) {
      id.set(own.ms(at), own.seq(at));
      if (stream().contains(id, lookUp)) {
        lookUp.reply(reply);
        long position = of.pending().find(id.ms(), id.seq());
        of.delivered(position, now, Group.onceMore(of.deliveryCount(position)));
      } else {
        reply.array(2);
        lookUp.replyId(reply, id);
        reply.nilArray();
      }
      entries++;
      at = own.next(at);
    }
    reply.endArray(start, entries);
  }

  private Stream stream() {
    return present(stream);
  }

  private Group group() {
    return present(group);
  }

  private Consumer consumer() {
    return present(consumer);
  }

  private static <T> T present(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("nothing is being read");
    }
    return part;
  }
}
