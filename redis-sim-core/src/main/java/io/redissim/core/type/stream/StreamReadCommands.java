package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.BLOCKING;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.KeySpec;
import io.redissim.core.command.Wait;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reading what came after an ID, for oneself or as a member of a group. */
public final class StreamReadCommands implements CommandFamily {
  private static final RedisError DOLLAR_IN_GROUP = meaningless('$');
  private static final RedisError PLUS_IN_GROUP = meaningless('+');
  private static final RedisError NEW_WITHOUT_GROUP =
      Errors.err(
          "The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
              + " <consumer> option.");
  private static final RedisError TOP_IS_ZERO = Errors.err("the stream last element ID is 0-0");

  /** Of looking for what may be claimed, while a client waits. */
  private static final long LEAST_PAUSE = 100;

  /** Longer than anybody waits, and no deadline overflows by it. */
  private static final long FAR_AWAY = Long.MAX_VALUE / 4;

  private final ReadOptions options = new ReadOptions();
  private final IdParser ids = new IdParser();
  private final StreamCursor cursor = new StreamCursor();
  private final GroupReader groupReader = new GroupReader();
  private final StreamId id = new StreamId();
  private final StreamId top = new StreamId();
  private final StreamId end = new StreamId(StreamId.MAX, StreamId.MAX);

  /** Above which ID each stream is read. */
  private final IdList after = new IdList();

  private static RedisError meaningless(char sign) {
    return Errors.err(
        "The "
            + sign
            + " ID is meaningless in the context of XREADGROUP: you want to read the history of"
            + " this consumer by specifying a proper ID, or use the > ID to get new messages. The "
            + sign
            + " ID would just return an empty result set.");
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xread")
        .arity(-4)
        .flags(READONLY, BLOCKING)
        .acl(STREAM)
        .keys(streams(1))
        .handler(this::xread);
    table
        .add("xreadgroup")
        .arity(-7)
        .flags(WRITE, BLOCKING)
        .acl(STREAM)
        .keys(streams(4))
        .handler(this::xreadgroup);
  }

  /** The keys are the first half of what follows STREAMS. */
  private static KeySpec streams(int searchedFrom) {
    return new KeySpec(
        List.of(RO, ACCESS),
        new KeySpec.BeginKeyword("STREAMS", searchedFrom),
        new KeySpec.FindRange(-1, 1, 2));
  }

  /**
   * {@code XREAD [COUNT count] [BLOCK milliseconds] STREAMS key [key ...] id [id ...]}. Reply: of
   * each stream that has some, the entries above the ID; nil if none has. {@code $} is the last ID
   * there is now, {@code +} asks for the last entry. Errors: syntax, an ID that is none, WRONGTYPE.
   * O(log N + M) of the nodes and the entries replied. Source: redis.io/docs/latest/commands/xread
   */
  private void xread(CommandContext ctx, Args args, ReplySink reply) {
    options.parse(args, false, ctx.now());
    after.clear();
    for (int i = 0; i < options.streams(); i++) {
      Stream stream = StreamReplies.read(ctx, args.key(options.keyArg(i)));
      readId(stream, args, options.idArg(i));
      after.add(id);
    }
    long start = reply.deferredArray();
    int served = 0;
    for (int i = 0; i < options.streams(); i++) {
      Stream stream = StreamReplies.read(ctx, args.key(options.keyArg(i)));
      id.set(after.ms(i), after.seq(i));
      if (stream != null && hasEntriesAbove(stream, id)) {
        served++;
        beginStream(ctx, args, reply, i);
        id.increment();
        replyEntries(stream, reply);
      }
    }
    if (served > 0) {
      end(ctx, reply, start, served);
    } else {
      waitForEntries(ctx, args, reply, false);
    }
  }

  /** Finds the {@link #id} above which to read. */
  private void readId(@Nullable Stream stream, Args args, int i) {
    if (args.is(i, "$")) {
      id.set(0, 0);
      if (stream != null) {
        id.set(stream.lastId());
      }
    } else if (args.is(i, "+")) {
      id.set(0, 0);
      if (stream != null && !id.set(stream.lastId()).decrement()) {
        throw TOP_IS_ZERO;
      }
    } else if (args.is(i, ">")) {
      throw NEW_WITHOUT_GROUP;
    } else {
      ids.strict(args, i, id);
    }
  }

  private boolean hasEntriesAbove(Stream stream, StreamId below) {
    return stream.lastId().compareTo(below) > 0
        && stream.lastEntry(cursor, top)
        && top.compareTo(below) > 0;
  }

  private void replyEntries(Stream stream, ReplySink reply) {
    long start = reply.deferredArray();
    long count = options.count();
    int entries = 0;
    cursor.over(stream, id, end, false);
    while ((count == 0 || entries < count) && cursor.next()) {
      cursor.reply(reply);
      entries++;
    }
    reply.endArray(start, entries);
  }

  /**
   * {@code XREADGROUP GROUP group consumer [COUNT count] [BLOCK milliseconds] [CLAIM milliseconds]
   * [NOACK] STREAMS key [key ...] id [id ...]}. Reply: as XREAD's. {@code >} gives entries that
   * nobody in the group was given yet, and they become pending; with CLAIM, those that have been
   * pending for so long before them, and each entry tells for how long it was and how often it was
   * delivered before. An ID gives those that the consumer has not acknowledged. Errors: syntax,
   * NOGROUP, WRONGTYPE. Effect: XCLAIM of each entry, XGROUP SETID. O(log N + M) of the nodes and
   * the entries replied; with CLAIM O(P log P) of the pending entries too. Source:
   * redis.io/docs/latest/commands/xreadgroup
   */
  private void xreadgroup(CommandContext ctx, Args args, ReplySink reply) {
    options.parse(args, true, ctx.now());
    ctx.effects().none();
    after.clear();
    for (int i = 0; i < options.streams(); i++) {
      Stream stream = StreamReplies.read(ctx, args.key(options.keyArg(i)));
      if (stream == null || StreamReplies.group(stream, args, options.groupArg()) == null) {
        throw noGroup(args, options.keyArg(i));
      }
      readGroupId(args, options.idArg(i));
      after.add(id);
    }
    long start = reply.deferredArray();
    int served = 0;
    for (int i = 0; i < options.streams(); i++) {
      served += serve(ctx, args, reply, i);
    }
    if (served > 0) {
      end(ctx, reply, start, served);
    } else {
      waitForEntries(ctx, args, reply, true);
    }
  }

  private RedisError noGroup(Args args, int key) {
    return new RedisError(
        "NOGROUP No such key '"
            + StreamReplies.text(args, key)
            + "' or consumer group '"
            + StreamReplies.text(args, options.groupArg())
            + "' in XREADGROUP with GROUP option");
  }

  private void readGroupId(Args args, int i) {
    if (args.is(i, "$")) {
      throw DOLLAR_IN_GROUP;
    } else if (args.is(i, "+")) {
      throw PLUS_IN_GROUP;
    } else if (args.is(i, ">")) {
      id.set(StreamId.MAX, StreamId.MAX);
    } else {
      ids.strict(args, i, id);
    }
  }

  /** Serves one stream; 1 if there is a reply of it. */
  private int serve(CommandContext ctx, Args args, ReplySink reply, int i) {
    Key key = args.key(options.keyArg(i));
    ctx.lookedUp(key, true);
    StreamValue value = ctx.db().editIfPresent(key, StreamValue.TYPE);
    if (value == null) {
      throw noGroup(args, options.keyArg(i));
    }
    Stream stream = value.stream();
    Group group = StreamReplies.group(stream, args, options.groupArg());
    if (group == null) {
      throw noGroup(args, options.keyArg(i));
    }
    id.set(after.ms(i), after.seq(i));
    boolean history = !id.isMax();
    groupReader.begin(ctx, args, options, options.keyArg(i), stream, group);
    boolean served =
        history || hasEntriesAbove(stream, group.lastDelivered()) || groupReader.hasClaimable();
    if (served) {
      beginStream(ctx, args, reply, i);
      if (history) {
        id.increment();
        groupReader.history(reply, id);
      } else {
        groupReader.newEntries(reply);
      }
      ctx.changed(1);
    }
    groupReader.end();
    ctx.db().commitUnmodified();
    if (groupReader.hasCreatedConsumer()) {
      ctx.event(EventClass.STREAM, "xgroup-createconsumer", key);
    }
    return served ? 1 : 0;
  }

  /** RESP3 has a map of the keys, RESP2 an array of pairs. */
  private void beginStream(CommandContext ctx, Args args, ReplySink reply, int i) {
    if (ctx.client().protocol() == 2) {
      reply.array(2);
    }
    int key = options.keyArg(i);
    reply.bulk(args.array(key), args.offset(key), args.length(key));
  }

  private static void end(CommandContext ctx, ReplySink reply, long start, int served) {
    if (ctx.client().protocol() == 2) {
      reply.endArray(start, served);
    } else {
      reply.endMap(start, served);
    }
  }

  /** There is nothing to reply with now: later perhaps. */
  private void waitForEntries(CommandContext ctx, Args args, ReplySink reply, boolean asGroup) {
    long millis = options.blockMillis();
    if (millis == ReadOptions.NO_BLOCK || !ctx.mayBlock()) {
      reply.nilArray();
      return;
    }
    int last = options.keyArg(options.streams() - 1);
    long deadline = millis == 0 ? Wait.FOREVER : ctx.now() + millis;
    Args again = withLastIds(ctx, args);
    Wait wait = Wait.forKeys(ValueKind.STREAM, again, options.keyArg(0), last, deadline);
    if (asGroup && options.claimMinIdle() != ReadOptions.NO_CLAIM) {
      wait = wait.againAt(nextClaimable(ctx, args));
    }
    ctx.block(asGroup ? wait.orTheirEnd() : wait);
  }

  /**
   * When CLAIM may find something: an entry pending now, or one that another consumer is given
   * while this one waits.
   */
  private long nextClaimable(CommandContext ctx, Args args) {
    long minIdle = options.claimMinIdle();
    long next = ctx.now() + Math.min(Math.max(minIdle, LEAST_PAUSE), FAR_AWAY);
    for (int i = 0; i < options.streams(); i++) {
      StreamValue value = ctx.db().find(args.key(options.keyArg(i)), StreamValue.TYPE);
      Group group =
          value == null ? null : StreamReplies.group(value.stream(), args, options.groupArg());
      if (group != null && args.is(options.idArg(i), ">")) {
        long first = group.firstDeliveryAfter(ctx.now() - minIdle, ctx.now());
        next = Math.min(next, first + Math.min(minIdle, FAR_AWAY));
      }
    }
    return Math.max(next, ctx.now() + 1);
  }

  /** With the IDs that {@code $} stands for now, so that it still means them later. */
  private Args withLastIds(CommandContext ctx, Args args) {
    byte[][] words = null;
    for (int i = 0; i < options.streams(); i++) {
      if (args.is(options.idArg(i), "$")) {
        if (words == null) {
          words = new byte[args.count()][];
          for (int word = 0; word < words.length; word++) {
            words[word] = args.copy(word);
          }
        }
        words[options.idArg(i)] = Ascii.bytes(id.set(after.ms(i), after.seq(i)).toString());
      }
    }
    return words == null ? args : Args.of(ctx.keyspace().keyHash(), words);
  }
}
