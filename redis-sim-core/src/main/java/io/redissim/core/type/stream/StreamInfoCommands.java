package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.STALE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** What a stream is made of, for people. Source: Valkey {@code t_stream.c:xinfoCommand}. */
public final class StreamInfoCommands implements CommandFamily {
  private static final long DEFAULT_COUNT = 10;
  private static final int IDEMPOTENCE_PAIRS = 6;

  private final StreamCursor cursor = new StreamCursor();

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("xinfo").arity(-2);
    table
        .add("xinfo|stream")
        .arity(-3)
        .flags(READONLY)
        .acl(STREAM)
        .key(2, RO, ACCESS)
        .handler(this::stream);
    table
        .add("xinfo|groups")
        .arity(3)
        .flags(READONLY)
        .acl(STREAM)
        .key(2, RO, ACCESS)
        .handler(this::groups);
    table
        .add("xinfo|consumers")
        .arity(4)
        .flags(READONLY)
        .acl(STREAM)
        .key(2, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::consumers);
    table.add("xinfo|help").arity(2).flags(LOADING, STALE).acl(STREAM).handler(this::help);
  }

  /** {@code XINFO HELP}. Reply: what subcommands there are. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "XINFO",
        "CONSUMERS <key> <groupname>",
        "    Show consumers of <groupname>.",
        "GROUPS <key>",
        "    Show the stream consumer groups.",
        "STREAM <key> [FULL [COUNT <count>]",
        "    Show information about the stream.");
  }

  private static Stream existing(CommandContext ctx, Args args) {
    Stream stream = StreamReplies.read(ctx, args.key(2));
    if (stream == null) {
      throw Errors.NO_SUCH_KEY;
    }
    return stream;
  }

  /**
   * {@code XINFO STREAM key [FULL [COUNT count]]}. Reply: a map of what the stream is made of, with
   * FULL its first entries, its groups and what is pending too. Errors: no such key, syntax,
   * WRONGTYPE. O(1), and O(N) of the nodes if some came or went since; with FULL O(N) of what is
   * replied. Source: redis.io/docs/latest/commands/xinfo-stream
   */
  private void stream(CommandContext ctx, Args args, ReplySink reply) {
    Stream stream = existing(ctx, args);
    boolean full = args.count() > 3;
    long count = full ? fullCount(args) : 0;
    Idempotence idempotence = stream.idempotence();
    reply.map((full ? 9 : 10) + (idempotence == null ? 0 : IDEMPOTENCE_PAIRS));
    reply.bulk("length");
    reply.integer(stream.length());
    reply.bulk("radix-tree-keys");
    reply.integer(stream.nodes().size());
    reply.bulk("radix-tree-nodes");
    reply.integer(stream.nodes().treeNodes());
    reply.bulk("last-generated-id");
    cursor.replyId(reply, stream.lastId());
    reply.bulk("max-deleted-entry-id");
    cursor.replyId(reply, stream.maxDeletedId());
    reply.bulk("entries-added");
    reply.integer(stream.entriesAdded());
    reply.bulk("recorded-first-entry-id");
    cursor.replyId(reply, stream.firstId());
    if (idempotence != null) {
      idempotence(idempotence, ctx.now(), reply);
    }
    if (full) {
      reply.bulk("entries");
      entries(stream, count, reply);
      reply.bulk("groups");
      reply.array(stream.groups().size());
      for (int i = 0; i < stream.groups().size(); i++) {
        fullGroup(stream, stream.groups().get(i), count, reply);
      }
    } else {
      reply.bulk("groups");
      reply.integer(stream.groups().size());
      reply.bulk("first-entry");
      edge(stream, false, reply);
      reply.bulk("last-entry");
      edge(stream, true, reply);
    }
  }

  /** Told where XADD with IDMP or XCFGSET was used; a stream without them is as it was before. */
  private static void idempotence(Idempotence idempotence, long now, ReplySink reply) {
    reply.bulk("idmp-duration");
    reply.integer(idempotence.seconds());
    reply.bulk("idmp-maxsize");
    reply.integer(idempotence.maxSize());
    reply.bulk("pids-tracked");
    reply.integer(idempotence.producersAt(now));
    reply.bulk("iids-tracked");
    reply.integer(idempotence.idsAt(now));
    reply.bulk("iids-added");
    reply.integer(idempotence.added());
    reply.bulk("iids-duplicates");
    reply.integer(idempotence.duplicates());
  }

  /** How many of everything FULL shows; 0: all. */
  private static long fullCount(Args args) {
    boolean hasCount = args.count() == 6;
    if (!hasCount && args.count() != 4 || !args.is(3, "full") || hasCount && !args.is(4, "count")) {
      throw StreamReplies.subcommandSyntax(args, "XINFO");
    }
    long count = hasCount ? args.integer(5) : DEFAULT_COUNT;
    return count < 0 ? DEFAULT_COUNT : count;
  }

  private void edge(Stream stream, boolean last, ReplySink reply) {
    if (cursor.overAll(stream, last).next()) {
      cursor.reply(reply);
    } else {
      reply.nil();
    }
  }

  private void entries(Stream stream, long count, ReplySink reply) {
    long start = reply.deferredArray();
    int entries = 0;
    cursor.overAll(stream, false);
    while ((count == 0 || entries < count) && cursor.next()) {
      cursor.reply(reply);
      entries++;
    }
    reply.endArray(start, entries);
  }

  private void fullGroup(Stream stream, Group group, long count, ReplySink reply) {
    long released = group.released();
    reply.map(released == 0 ? 7 : 8);
    reply.bulk("name");
    reply.bulk(group.name());
    progress(stream, group, reply);
    reply.bulk("pel-count");
    reply.integer(group.pending().size());
    reply.bulk("pending");
    pending(group, count, reply);
    reply.bulk("consumers");
    reply.array(group.consumers().size());
    for (int i = 0; i < group.consumers().size(); i++) {
      fullConsumer(group, group.consumers().get(i), count, reply);
    }
    if (released != 0) {
      reply.bulk("nacked-count");
      reply.integer(released);
    }
  }

  /** How far the group has read: three pairs. */
  private void progress(Stream stream, Group group, ReplySink reply) {
    reply.bulk("last-delivered-id");
    cursor.replyId(reply, group.lastDelivered());
    reply.bulk("entries-read");
    integerOrNil(group.entriesRead(), reply);
    reply.bulk("lag");
    lag(stream, group, reply);
  }

  private static void lag(Stream stream, Group group, ReplySink reply) {
    if (stream.entriesAdded() == 0) {
      reply.integer(0);
      return;
    }
    long read = group.entriesRead();
    if (read == Group.UNKNOWN || stream.mayHaveDeletedFrom(group.lastDelivered())) {
      read = stream.entriesUpTo(group.lastDelivered());
    }
    if (read == Group.UNKNOWN) {
      reply.nil();
    } else {
      reply.integer(stream.entriesAdded() - read);
    }
  }

  private static void integerOrNil(long count, ReplySink reply) {
    if (count == Group.UNKNOWN) {
      reply.nil();
    } else {
      reply.integer(count);
    }
  }

  private void pending(Group group, long count, ReplySink reply) {
    IdMap pending = group.pending();
    long start = reply.deferredArray();
    int shown = 0;
    long at = pending.first();
    for (; at != IdMap.NONE && (count == 0 || shown < count); at = pending.next(at)) {
      reply.array(4);
      cursor.replyId(reply, pending.ms(at), pending.seq(at));
      reply.bulk(group.ownerName(at));
      reply.integer(group.deliveryTime(at));
      reply.integer(group.deliveryCount(at));
      shown++;
    }
    reply.endArray(start, shown);
  }

  private void fullConsumer(Group group, Consumer consumer, long count, ReplySink reply) {
    IdMap own = consumer.pending();
    reply.map(5);
    reply.bulk("name");
    reply.bulk(consumer.name());
    reply.bulk("seen-time");
    reply.integer(consumer.seenTime());
    reply.bulk("active-time");
    reply.integer(consumer.activeTime());
    reply.bulk("pel-count");
    reply.integer(own.size());
    reply.bulk("pending");
    long start = reply.deferredArray();
    int shown = 0;
    long at = own.first();
    for (; at != IdMap.NONE && (count == 0 || shown < count); at = own.next(at)) {
      long position = group.pending().find(own.ms(at), own.seq(at));
      reply.array(3);
      cursor.replyId(reply, own.ms(at), own.seq(at));
      reply.integer(group.deliveryTime(position));
      reply.integer(group.deliveryCount(position));
      shown++;
    }
    reply.endArray(start, shown);
  }

  /**
   * {@code XINFO GROUPS key}. Reply: a map of each group. Errors: no such key, WRONGTYPE. O(N) of
   * the groups. Source: redis.io/docs/latest/commands/xinfo-groups
   */
  private void groups(CommandContext ctx, Args args, ReplySink reply) {
    Stream stream = existing(ctx, args);
    reply.array(stream.groups().size());
    for (int i = 0; i < stream.groups().size(); i++) {
      Group group = stream.groups().get(i);
      reply.map(6);
      reply.bulk("name");
      reply.bulk(group.name());
      reply.bulk("consumers");
      reply.integer(group.consumers().size());
      reply.bulk("pending");
      reply.integer(group.pending().size());
      progress(stream, group, reply);
    }
  }

  /**
   * {@code XINFO CONSUMERS key group}. Reply: a map of each consumer, with the milliseconds since
   * it last tried to read and since it last got something, -1 if it never did. Errors: no such key,
   * NOGROUP, WRONGTYPE. O(N) of the consumers. Source:
   * redis.io/docs/latest/commands/xinfo-consumers
   */
  private void consumers(CommandContext ctx, Args args, ReplySink reply) {
    Group group = StreamReplies.group(existing(ctx, args), args, 3);
    if (group == null) {
      throw StreamReplies.noGroup(args, 2, 3);
    }
    reply.array(group.consumers().size());
    for (int i = 0; i < group.consumers().size(); i++) {
      Consumer consumer = group.consumers().get(i);
      boolean wasActive = consumer.activeTime() != Consumer.NEVER;
      reply.map(4);
      reply.bulk("name");
      reply.bulk(consumer.name());
      reply.bulk("pending");
      reply.integer(consumer.pending().size());
      reply.bulk("idle");
      reply.integer(Math.max(0, ctx.now() - consumer.seenTime()));
      reply.bulk("inactive");
      reply.integer(wasActive ? ctx.now() - consumer.activeTime() : Consumer.NEVER);
    }
  }
}
