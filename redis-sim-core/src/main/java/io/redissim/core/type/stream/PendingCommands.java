package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** What a group was given and has not acknowledged. */
public final class PendingCommands implements CommandFamily {
  /** {@code XPENDING key group IDLE ms start end count consumer}. */
  private static final int MOST_WORDS = 9;

  /** In place of the idle time of what was given back by XNACK. */
  private static final long RELEASED_IDLE = -1;

  private static final int LEAST_RANGE_WORDS = 6;
  private static final int LEAST_IDLE_WORDS = 8;

  private final IdParser ids = new IdParser();
  private final StreamCursor cursor = new StreamCursor();
  private final StreamId from = new StreamId();
  private final StreamId to = new StreamId();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xpending")
        .arity(-3)
        .flags(READONLY)
        .acl(STREAM)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::xpending);
  }

  /**
   * {@code XPENDING key group [[IDLE ms] start end count [consumer]]}. Reply: how many entries are
   * pending, the smallest and the largest ID and how many each consumer has; or, in a range, each
   * entry's ID, consumer, idle milliseconds and number of deliveries; one that was given back has
   * an empty consumer and -1. Errors: syntax, an ID that is none, NOGROUP, WRONGTYPE. O(log N + M)
   * of the pending entries and those looked at. Source: redis.io/docs/latest/commands/xpending
   */
  private void xpending(CommandContext ctx, Args args, ReplySink reply) {
    int words = args.count();
    if (words != 3 && (words < LEAST_RANGE_WORDS || words > MOST_WORDS)) {
      throw Errors.SYNTAX;
    }
    int range = 3;
    long minIdle = 0;
    long count = 0;
    if (words > 3) {
      if (args.is(3, "IDLE")) {
        minIdle = args.integer(4);
        if (words < LEAST_IDLE_WORDS) {
          throw Errors.SYNTAX;
        }
        range = 5;
      }
      count = Math.max(0, args.integer(range + 2));
      ids.rangeStart(args, range, from);
      ids.rangeEnd(args, range + 1, to);
    }
    Stream stream = StreamReplies.read(ctx, args.key(1));
    Group group = stream == null ? null : StreamReplies.group(stream, args, 2);
    if (group == null) {
      throw StreamReplies.noKeyOrGroup(args, 1, 2);
    }
    if (words == 3) {
      summary(group, reply);
    } else if (range + 3 < words) {
      Consumer consumer = StreamReplies.consumer(group, args, range + 3);
      if (consumer == null) {
        reply.array(0);
      } else {
        list(group, consumer.pending(), minIdle, count, ctx.now(), reply);
      }
    } else {
      list(group, group.pending(), minIdle, count, ctx.now(), reply);
    }
  }

  private void summary(Group group, ReplySink reply) {
    IdMap pending = group.pending();
    reply.array(4);
    reply.integer(pending.size());
    if (pending.isEmpty()) {
      reply.nil();
      reply.nil();
      reply.nilArray();
      return;
    }
    cursor.replyId(reply, pending.ms(pending.first()), pending.seq(pending.first()));
    cursor.replyId(reply, pending.ms(pending.last()), pending.seq(pending.last()));
    long start = reply.deferredArray();
    int busy = 0;
    for (int i = 0; i < group.consumers().size(); i++) {
      Consumer consumer = group.consumers().get(i);
      if (!consumer.pending().isEmpty()) {
        reply.array(2);
        reply.bulk(consumer.name());
        reply.bulkNumber(consumer.pending().size());
        busy++;
      }
    }
    reply.endArray(start, busy);
  }

  /** {@code listed}: the group's pending entries or those of one consumer. */
  private void list(
      Group group, IdMap listed, long minIdle, long count, long now, ReplySink reply) {
    IdMap pending = group.pending();
    long start = reply.deferredArray();
    int entries = 0;
    long at = count == 0 ? IdMap.NONE : listed.ceiling(from.ms(), from.seq());
    while (at != IdMap.NONE
        && entries < count
        && to.compareTo(listed.ms(at), listed.seq(at)) >= 0) {
      long position = listed == pending ? at : pending.find(listed.ms(at), listed.seq(at));
      long idle = now - group.deliveryTime(position);
      if (minIdle == 0 || idle >= minIdle) {
        reply.array(4);
        cursor.replyId(reply, listed.ms(at), listed.seq(at));
        reply.bulk(group.ownerName(position));
        reply.integer(group.isReleased(position) ? RELEASED_IDLE : Math.max(0, idle));
        reply.integer(group.deliveryCount(position));
        entries++;
      }
      at = listed.next(at);
    }
    reply.endArray(start, entries);
  }
}
