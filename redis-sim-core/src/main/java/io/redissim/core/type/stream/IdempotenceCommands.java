package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** What streams remember of their producers, beside XADD with IDMP: since Redis 8.6. */
public final class IdempotenceCommands implements CommandFamily {
  private static final RedisError BAD_SECONDS =
      Errors.err("IDMP-DURATION must be between 1 and " + Idempotence.MAX_SECONDS + " seconds");
  private static final RedisError BAD_SIZE =
      Errors.err("IDMP-MAXSIZE must be between 1 and " + Idempotence.MAX_SIZE + " entries");
  private static final RedisError NO_ENTRY =
      Errors.err("The specified stream ID was deleted or doesn't exist");
  private static final RedisError OTHER_ENTRY =
      Errors.err("The specified IDMP producer-id/idempotent-id pair maps to a different stream ID");
  private static final RedisError EMPTY_ID =
      Errors.err("XIDMPRECORD requires a non-empty producer ID and idempotent ID");

  private static final long NOT_GIVEN = -1;

  private final IdParser ids = new IdParser();
  private final StreamCursor cursor = new StreamCursor();
  private final StreamId id = new StreamId();
  private final StreamId recorded = new StreamId();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xcfgset")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .handler(this::xcfgset);
    table
        .add("xidmprecord")
        .arity(5)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .handler(this::xidmprecord);
  }

  /**
   * {@code XCFGSET key [IDMP-DURATION seconds] [IDMP-MAXSIZE entries]}. Reply: OK. What was
   * remembered of producers is forgotten if a limit changes. Errors: no such key, syntax, limits
   * out of range, WRONGTYPE. O(N) of what is forgotten. Source:
   * redis.io/docs/latest/commands/xcfgset
   */
  private void xcfgset(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Stream existing = StreamReplies.read(ctx, key);
    if (existing == null) {
      throw Errors.NO_SUCH_KEY;
    }
    long seconds = NOT_GIVEN;
    long size = NOT_GIVEN;
    for (Options opt = ctx.options(args, 2); opt.hasNext(); ) {
      if (opt.takeWithValue("IDMP-DURATION")) {
        seconds = inRange(opt.nextInteger(), Idempotence.MAX_SECONDS, BAD_SECONDS);
      } else if (opt.takeWithValue("IDMP-MAXSIZE")) {
        size = inRange(opt.nextInteger(), Idempotence.MAX_SIZE, BAD_SIZE);
      } else {
        throw Errors.SYNTAX;
      }
    }
    if (seconds == NOT_GIVEN && size == NOT_GIVEN) {
      throw Errors.SYNTAX;
    }
    Stream stream = ctx.db().edit(key, StreamValue.TYPE).stream();
    Idempotence idempotence = stream.makeIdempotent();
    idempotence.limits(
        seconds == NOT_GIVEN ? idempotence.seconds() : seconds,
        size == NOT_GIVEN ? idempotence.maxSize() : (int) size);
    ctx.db().commit();
    ctx.changed(1);
    reply.ok();
  }

  private static long inRange(long value, long most, RedisError otherwise) {
    if (value < 1 || value > most) {
      throw otherwise;
    }
    return value;
  }

  /**
   * {@code XIDMPRECORD key producer id stream-id}. Reply: OK; the producer is now known to have
   * added this entry under its own ID. Errors: no such key or entry, an ID that is none or empty,
   * one that is another entry's, WRONGTYPE. O(log N) of the nodes. Source:
   * redis.io/docs/latest/commands/xidmprecord
   */
  private void xidmprecord(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Stream existing = StreamReplies.read(ctx, key);
    if (existing == null) {
      throw Errors.NO_SUCH_KEY;
    }
    if (args.length(2) == 0 || args.length(3) == 0) {
      throw EMPTY_ID;
    }
    ids.strict(args, 4, id);
    if (!existing.contains(id, cursor)) {
      throw NO_ENTRY;
    }
    byte[] idempotentId = args.copy(3);
    Idempotence known = existing.idempotence();
    if (known != null && known.find(args, 2, idempotentId, ctx.now(), recorded)) {
      if (recorded.compareTo(id) != 0) {
        throw OTHER_ENTRY;
      }
      reply.ok();
      return;
    }
    Stream stream = ctx.db().edit(key, StreamValue.TYPE).stream();
    stream.makeIdempotent().remember(args, 2, idempotentId, ctx.now(), id);
    ctx.db().commitUnmodified();
    ctx.changed(1);
    reply.ok();
  }
}
