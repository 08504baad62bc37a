package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Effects;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** The entries of streams: adding, deleting, trimming, ranges. */
public final class StreamCommands implements CommandFamily {
  private static final RedisError ZERO_ID =
      Errors.err("The ID specified in XADD must be greater than 0-0");
  private static final RedisError SMALL_ID =
      Errors.err("The ID specified in XADD is equal or smaller than the target stream top item");
  private static final RedisError EXHAUSTED =
      Errors.err("The stream has exhausted the last possible ID, unable to add more items");
  private static final RedisError TOO_LARGE = Errors.err("Elements are too large to be stored");
  private static final RedisError ADDED_NEGATIVE = Errors.err("entries_added must be positive");
  private static final RedisError SETID_BELOW_GIVEN_DELETED =
      Errors.err("The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
  private static final RedisError SETID_BELOW_DELETED =
      Errors.err("The ID specified in XSETID is smaller than current max_deleted_entry_id");
  private static final RedisError SETID_BELOW_TOP =
      Errors.err("The ID specified in XSETID is smaller than the target stream top item");
  private static final RedisError ADDED_BELOW_LENGTH =
      Errors.err("The entries_added specified in XSETID is smaller than the target stream length");

  private static final long NOT_GIVEN = -1;

  private final AddOptions options = new AddOptions();
  private final IdParser ids = new IdParser();
  private final StreamCursor cursor = new StreamCursor();
  private final StreamId id = new StreamId();
  private final StreamId other = new StreamId();
  private final byte[] idText = new byte[StreamId.MAX_TEXT_BYTES];

  private long nodeMaxBytes;
  private long nodeMaxEntries;

  /** {@code stream-node-max-bytes}. */
  public void nodeMaxBytes(long bytes) {
    nodeMaxBytes = bytes;
  }

  /** {@code stream-node-max-entries}. */
  public void nodeMaxEntries(long entries) {
    nodeMaxEntries = entries;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xadd")
        .arity(-5)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .tips("nondeterministic_output")
        .handler(this::xadd);
    table.add("xlen").arity(2).flags(READONLY, FAST).acl(STREAM).key(1, RO).handler(this::xlen);
    table
        .add("xdel")
        .arity(-3)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, DELETE)
        .handler(this::xdel);
    table
        .add("xtrim")
        .arity(-4)
        .flags(WRITE)
        .acl(STREAM)
        .key(1, RW, DELETE)
        .tips("nondeterministic_output")
        .handler(this::xtrim);
    table
        .add("xsetid")
        .arity(-3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .handler(this::xsetid);
    table
        .add("xrange")
        .arity(-4)
        .flags(READONLY)
        .acl(STREAM)
        .key(1, RO, ACCESS)
        .handler(this::xrange);
    table
        .add("xrevrange")
        .arity(-4)
        .flags(READONLY)
        .acl(STREAM)
        .key(1, RO, ACCESS)
        .handler(this::xrevrange);
  }

  /**
   * {@code XADD key [NOMKSTREAM] [KEEPREF|DELREF|ACKED] [IDMPAUTO producer | IDMP producer id]
   * [MAXLEN|MINID [=|~] threshold [LIMIT count]] *|id field value [field value ...]}. Reply: the
   * entry's ID; that of the first time if the producer has added it before; nil if NOMKSTREAM is
   * given and there is no stream. Errors: syntax, an ID that is not above the last one, WRONGTYPE.
   * Effect: with the ID that was chosen, and the length or the first ID that a trim has led to;
   * XIDMPRECORD. O(1), and O(N) of the entries trimmed. Source: redis.io/docs/latest/commands/xadd
   */
  private void xadd(CommandContext ctx, Args args, ReplySink reply) {
    int idArg = options.parse(args, true, nodeMaxEntries);
    int fields = idArg + 1;
    int words = args.count() - fields;
    if (words < 2 || (words & 1) != 0) {
      throw Errors.wrongArity("xadd");
    }
    if (options.isIdGiven() && options.isSequenceGiven() && options.id().isZero()) {
      throw ZERO_ID;
    }
    long payload = StreamNode.payload(args, fields);
    Database db = ctx.db();
    Key key = args.key(1);
    StreamValue value = db.editIfPresent(key, StreamValue.TYPE);
    if (value == null) {
      if (!options.mayCreate()) {
        reply.nil();
        return;
      }
      value = db.create(key, StreamValue.TYPE, Database.NO_DEADLINE);
      ctx.event(EventClass.NEW, "new", key);
    }
    Stream stream = value.stream();
    byte[] idempotentId =
        options.producer() == AddOptions.ABSENT ? null : idempotentId(args, fields);
    if (idempotentId != null && wasAdded(ctx, args, stream, idempotentId)) {
      reply.bulk(idText, 0, StreamId.write(id.ms(), id.seq(), idText, 0));
      db.commitUnmodified();
      return;
    }
    chooseId(ctx, stream);
    if (payload > Stream.MAX_NODE_BYTES) {
      throw TOO_LARGE;
    }
    stream.append(id, args, fields, payload, nodeMaxBytes, nodeMaxEntries);
    reply.bulk(idText, 0, StreamId.write(id.ms(), id.seq(), idText, 0));
    ctx.event(EventClass.STREAM, "xadd", key);
    ctx.changed(1);
    if (options.trim().trim(stream) > 0) {
      ctx.event(EventClass.STREAM, "xtrim", key);
    }
    boolean wordsRedoIt = options.isSequenceGiven() && !options.trim().isApproximate();
    if (!wordsRedoIt && ctx.effects().wanted()) {
      propagateAdd(ctx.effects(), args, fields, stream);
    }
    if (idempotentId != null) {
      remember(ctx, args, stream, idempotentId);
    }
    db.commit();
  }

  private byte[] idempotentId(Args args, int fields) {
    int given = options.idempotentId();
    return given == AddOptions.ABSENT ? Idempotence.idOf(args, fields) : args.copy(given);
  }

  /** Whether the producer has added this already; if so, {@link #id} is what it was given then. */
  private boolean wasAdded(CommandContext ctx, Args args, Stream stream, byte[] idempotentId) {
    Idempotence idempotence = stream.idempotence();
    if (idempotence == null
        || !idempotence.find(args, options.producer(), idempotentId, ctx.now(), id)) {
      return false;
    }
    idempotence.countDuplicate();
    return true;
  }

  private void remember(CommandContext ctx, Args args, Stream stream, byte[] idempotentId) {
    int producer = options.producer();
    stream.makeIdempotent().remember(args, producer, idempotentId, ctx.now(), id);
    if (ctx.effects().wanted() && stream.contains(id, cursor)) { // it may have been trimmed
      ctx.effects().command(5).word("XIDMPRECORD").arg(args, 1).arg(args, producer);
      ctx.effects().word(idempotentId, 0, idempotentId.length);
      propagateId(ctx.effects(), id);
    }
  }

  /** Finds the new entry's {@link #id}, which must be above all that were. */
  private void chooseId(CommandContext ctx, Stream stream) {
    StreamId last = stream.lastId();
    if (last.isMax()) {
      throw EXHAUSTED;
    }
    if (!options.isIdGiven()) {
      if (Long.compareUnsigned(ctx.now(), last.ms()) > 0) {
        id.set(ctx.now(), 0);
      } else {
        id.set(last).increment();
      }
    } else if (options.isSequenceGiven() || options.id().ms() != last.ms()) {
      id.set(options.id());
    } else if (last.seq() == StreamId.MAX) {
      throw SMALL_ID;
    } else {
      id.set(last.ms(), last.seq() + 1);
    }
    if (id.compareTo(last) <= 0) {
      throw SMALL_ID;
    }
  }

  private void propagateAdd(Effects effects, Args args, int fields, Stream stream) {
    StreamTrim trim = options.trim();
    boolean trims = trim.strategy() != StreamTrim.Strategy.NONE;
    int options = (trims ? trimWords() : 0) + (this.options.mayCreate() ? 0 : 1);
    effects.command(3 + options + args.count() - fields).word("XADD").arg(args, 1);
    if (!this.options.mayCreate()) {
      effects.word("NOMKSTREAM");
    }
    if (trims) {
      propagateTrim(effects, stream);
    }
    propagateId(effects, id);
    for (int i = fields; i < args.count(); i++) {
      effects.arg(args, i);
    }
  }

  private int trimWords() {
    return options.trim().references() == References.KEPT ? 3 : 4;
  }

  /** To what an approximate trim has led, or what an exact one was asked for. */
  private void propagateTrim(Effects effects, Stream stream) {
    StreamTrim trim = options.trim();
    if (trim.references() != References.KEPT) {
      effects.word(trim.references().option());
    }
    if (trim.strategy() == StreamTrim.Strategy.MAXLEN) {
      effects.word("MAXLEN").word("=");
      effects.number(trim.isApproximate() ? stream.length() : trim.maxLength());
      return;
    }
    effects.word("MINID").word("=");
    if (!trim.isApproximate()) {
      propagateId(effects, trim.byId());
    } else if (cursor.overAllWithDeleted(stream, false).next()) {
      propagateId(effects, other.set(cursor.ms(), cursor.seq()));
    } else {
      propagateId(effects, other.set(StreamId.MAX, StreamId.MAX));
    }
  }

  private void propagateId(Effects effects, StreamId which) {
    effects.word(idText, 0, StreamId.write(which.ms(), which.seq(), idText, 0));
  }

  /**
   * {@code XLEN key}. Reply: integer, how many entries there are; 0 if there is no stream. Errors:
   * WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/xlen
   */
  private void xlen(CommandContext ctx, Args args, ReplySink reply) {
    Stream stream = StreamReplies.read(ctx, args.key(1));
    reply.integer(stream == null ? 0 : stream.length());
  }

  /**
   * {@code XDEL key id [id ...]}. Reply: integer, how many entries were deleted. Errors: an ID that
   * is none, WRONGTYPE. O(log N) of the nodes, and what one node holds, for each ID. Source:
   * redis.io/docs/latest/commands/xdel
   */
  private void xdel(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StreamValue value = ctx.db().editIfPresent(key, StreamValue.TYPE);
    if (value == null) {
      reply.integer(0);
      return;
    }
    if (!ids.areStrict(args, 2, id)) {
      ctx.db().leave();
      throw IdParser.INVALID;
    }
    Stream stream = value.stream();
    long deleted = 0;
    boolean first = false;
    for (int i = 2; i < args.count(); i++) {
      ids.strict(args, i, id);
      if (stream.delete(id, cursor)) {
        first |= id.compareTo(stream.firstId()) == 0;
        if (id.compareTo(stream.maxDeletedId()) > 0) {
          stream.maxDeletedId().set(id);
        }
        deleted++;
      }
    }
    reply.integer(deleted);
    if (deleted == 0) {
      ctx.db().leave();
      return;
    }
    if (first || stream.length() == 0) {
      stream.findFirst(cursor);
    }
    ctx.db().commit();
    ctx.event(EventClass.STREAM, "xdel", key);
    ctx.changed(deleted);
  }

  /**
   * {@code XTRIM key MAXLEN|MINID [=|~] threshold [LIMIT count] [KEEPREF|DELREF|ACKED]}. Reply:
   * integer, how many entries went. Errors: syntax, WRONGTYPE. Effect: an exact trim to what an
   * approximate one has led to. O(N) of the entries that go. Source:
   * redis.io/docs/latest/commands/xtrim
   */
  private void xtrim(CommandContext ctx, Args args, ReplySink reply) {
    options.parse(args, false, nodeMaxEntries);
    Key key = args.key(1);
    StreamValue value = ctx.db().editIfPresent(key, StreamValue.TYPE);
    if (value == null) {
      reply.integer(0);
      return;
    }
    Stream stream = value.stream();
    long removed = options.trim().trim(stream);
    reply.integer(removed);
    if (removed == 0) {
      ctx.db().leave();
      return;
    }
    ctx.event(EventClass.STREAM, "xtrim", key);
    ctx.changed(removed);
    if (options.trim().isApproximate()) {
      ctx.effects().command(2 + trimWords()).word("XTRIM").arg(args, 1);
      propagateTrim(ctx.effects(), stream);
    }
    ctx.db().commit();
  }

  /**
   * {@code XSETID key id [ENTRIESADDED count] [MAXDELETEDID id]}. Reply: OK. Errors: no such key,
   * an ID below the last entry or below what was deleted, WRONGTYPE. O(1). Source:
   * redis.io/docs/latest/commands/xsetid
   */
  private void xsetid(CommandContext ctx, Args args, ReplySink reply) {
    ids.strict(args, 2, id);
    long entriesAdded = NOT_GIVEN;
    other.set(0, 0);
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.takeWithValue("ENTRIESADDED")) {
        entriesAdded = opt.nextInteger();
        if (entriesAdded < 0) {
          throw ADDED_NEGATIVE;
        }
      } else if (opt.takeWithValue("MAXDELETEDID")) {
        ids.strict(args, opt.next(), other);
        if (id.compareTo(other) < 0) {
          throw SETID_BELOW_GIVEN_DELETED;
        }
      } else {
        throw Errors.SYNTAX;
      }
    }
    Key key = args.key(1);
    StreamValue value = ctx.db().editIfPresent(key, StreamValue.TYPE);
    if (value == null) {
      throw Errors.NO_SUCH_KEY;
    }
    Stream stream = value.stream();
    RedisError refused = refusal(stream, entriesAdded);
    ctx.db().commitUnmodified();
    if (refused != null) {
      throw refused;
    }
    stream.lastId().set(id);
    if (entriesAdded != NOT_GIVEN) {
      stream.entriesAdded(entriesAdded);
    }
    if (!other.isZero()) {
      stream.maxDeletedId().set(other);
    }
    reply.ok();
    ctx.changed(1);
    ctx.event(EventClass.STREAM, "xsetid", key);
  }

  private @Nullable RedisError refusal(Stream stream, long entriesAdded) {
    if (id.compareTo(stream.maxDeletedId()) < 0) {
      return SETID_BELOW_DELETED;
    }
    if (cursor.overAll(stream, true).next()) {
      if (id.compareTo(cursor.ms(), cursor.seq()) < 0) {
        return SETID_BELOW_TOP;
      }
      if (entriesAdded != NOT_GIVEN && stream.length() > entriesAdded) {
        return ADDED_BELOW_LENGTH;
      }
    }
    return null;
  }

  /**
   * {@code XRANGE key start end [COUNT count]}. Reply: the entries between two IDs, both included
   * if there is no {@code (} before them. Errors: an ID that is none, syntax, WRONGTYPE. O(log N +
   * M) of the nodes and the entries replied. Source: redis.io/docs/latest/commands/xrange
   */
  private void xrange(CommandContext ctx, Args args, ReplySink reply) {
    range(ctx, args, reply, 2, 3, false);
  }

  /**
   * {@code XREVRANGE key end start [COUNT count]}. As XRANGE, from the last entry to the first.
   * Source: redis.io/docs/latest/commands/xrevrange
   */
  private void xrevrange(CommandContext ctx, Args args, ReplySink reply) {
    range(ctx, args, reply, 3, 2, true);
  }

  private void range(
      CommandContext ctx, Args args, ReplySink reply, int startArg, int endArg, boolean backwards) {
    ids.rangeStart(args, startArg, id);
    ids.rangeEnd(args, endArg, other);
    long count = NOT_GIVEN;
    for (Options opt = ctx.options(args, 4); opt.hasNext(); ) {
      if (!opt.takeWithValue("COUNT")) {
        throw Errors.SYNTAX;
      }
      count = Math.max(0, opt.nextInteger());
    }
    Stream stream = StreamReplies.read(ctx, args.key(1));
    if (stream == null) {
      reply.array(0);
    } else if (count == 0) {
      reply.nilArray();
    } else {
      long start = reply.deferredArray();
      int entries = 0;
      cursor.over(stream, id, other, backwards);
      while (entries != count && cursor.next()) {
        cursor.reply(reply);
        entries++;
      }
      reply.endArray(start, entries);
    }
  }
}
