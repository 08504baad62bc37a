package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
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

/** Gives pending entries back to their group: since Redis 8.8. */
public final class NackCommands implements CommandFamily {
  private static final RedisError BAD_MODE = Errors.err("mode must be SILENT, FAIL, or FATAL");
  private static final RedisError NEGATIVE_COUNT =
      Errors.err("value is out of range, must be positive");

  /** What becomes of the number of deliveries. */
  private enum Mode {
    /** As if this delivery had not been. */
    SILENT,
    FAIL,
    /** As if there had been any number of them. */
    FATAL
  }

  private static final Mode[] MODES = Mode.values();
  private static final int MODE_ARG = 3;
  private static final long NOT_GIVEN = -1;

  private final CountedIds ids = new CountedIds();
  private final StreamCursor cursor = new StreamCursor();
  private final StreamId id = new StreamId();
  private final PendingEffects effects = new PendingEffects();

  private Mode mode = Mode.FAIL;
  private long retryCount;
  private boolean force;

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("xnack")
        .arity(-7)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .handler(this::xnack);
  }

  /**
   * {@code XNACK key group SILENT|FAIL|FATAL IDS count id [id ...] [RETRYCOUNT count] [FORCE]}.
   * Reply: integer, how many entries are pending without an owner now. Any consumer may claim them
   * at once; the number of deliveries is one less, as it was, or the largest there is. FORCE also
   * takes entries that are not pending. Errors: an unknown mode, syntax, an ID that is none,
   * NOGROUP, WRONGTYPE. Effect: XNACK of each with its number of deliveries. O(log N) of the
   * pending entries, for each ID. Source: redis.io/docs/latest/commands/xnack
   */
  private void xnack(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Stream existing = StreamReplies.read(ctx, key);
    options(ctx, args);
    if (existing == null || StreamReplies.group(existing, args, 2) == null) {
      throw StreamReplies.noKeyOrGroup(args, 1, 2);
    }
    ids.check(args, id);
    Stream stream = ctx.db().edit(key, StreamValue.TYPE).stream();
    Group group = StreamReplies.group(stream, args, 2);
    if (group == null) {
      throw StreamReplies.noKeyOrGroup(args, 1, 2);
    }
    effects.begin(ctx.effects().none(), args, 1, 2);
    int released = 0;
    for (int i = 0; i < ids.count(); i++) {
      ids.read(args, i, id);
      if (release(stream, group)) {
        released++;
      }
    }
    reply.integer(released);
    ctx.changed(released);
    if (released > 0) {
      ctx.db().commit(); // those who wait to claim may have them
    } else {
      ctx.db().commitUnmodified();
    }
  }

  private void options(CommandContext ctx, Args args) {
    mode = mode(args);
    retryCount = NOT_GIVEN;
    force = false;
    ids.clear();
    for (Options opt = ctx.options(args, MODE_ARG + 1); opt.hasNext(); ) {
      if (opt.takeWithValue("IDS")) {
        ids.take(opt);
      } else if (opt.takeWithValue("RETRYCOUNT")) {
        retryCount = opt.nextInteger();
        if (retryCount < 0) {
          throw NEGATIVE_COUNT;
        }
      } else if (opt.take("FORCE")) {
        force = true;
      } else {
        throw Errors.SYNTAX;
      }
    }
    if (ids.count() == 0) {
      throw Errors.SYNTAX;
    }
  }

  private static Mode mode(Args args) {
    for (Mode one : MODES) {
      if (args.is(MODE_ARG, one.name())) {
        return one;
      }
    }
    throw BAD_MODE;
  }

  /** Takes the entry {@link #id} from its owner; false: it is not pending. */
  private boolean release(Stream stream, Group group) {
    long position = group.pending().find(id.ms(), id.seq());
    if (position == IdMap.NONE) {
      if (!force || !stream.contains(id, cursor)) {
        return false;
      }
      position = group.addReleased(id.ms(), id.seq(), deliveries(0));
    } else {
      long before = group.deliveryCount(position);
      group.release(position, deliveries(mode == Mode.SILENT ? Math.max(0, before - 1) : before));
    }
    effects.release(group, position);
    return true;
  }

  private long deliveries(long otherwise) {
    if (retryCount != NOT_GIVEN) {
      return retryCount;
    }
    return mode == Mode.FATAL ? Long.MAX_VALUE : otherwise;
  }
}
