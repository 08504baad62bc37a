package io.redissim.core.type.bitmap;

import static io.redissim.core.command.AclCategory.BITMAP;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;
import static io.redissim.core.command.KeyFlag.VARIABLE_FLAGS;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** A string as an array of integers of any width. */
public final class BitFieldCommands implements CommandFamily {
  private static final RedisError READS_ONLY =
      new RedisError("ERR BITFIELD_RO only supports the GET subcommand");

  private final BitOffsets offsets = new BitOffsets();
  private final BitFieldOps op = new BitFieldOps(offsets);

  /** Operations of the command that runs. */
  private int count;

  /** The last bit that the command writes, -1: it only reads. */
  private long lastWritten;

  /** {@code proto-max-bulk-len}. */
  public void maxBytes(long bytes) {
    offsets.maxBytes(bytes);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("bitfield")
        .arity(-2)
        .flags(WRITE, DENYOOM)
        .acl(BITMAP)
        .key(1, RW, ACCESS, UPDATE, VARIABLE_FLAGS)
        .handler(this::bitField);
    table
        .add("bitfield_ro")
        .arity(-2)
        .flags(READONLY, FAST)
        .acl(BITMAP)
        .key(1, RO, ACCESS)
        .handler(this::bitFieldRo);
  }

  /**
   * {@code BITFIELD key [GET type offset | [OVERFLOW WRAP|SAT|FAIL] (SET type offset value | INCRBY
   * type offset increment)] …}. Reply: an array, of each operation what the field was (GET, SET) or
   * is (INCRBY), nil where it failed. Errors: syntax, type, offset, not an integer, WRONGTYPE; then
   * nothing is done. O(1) for each. Source: redis.io/docs/latest/commands/bitfield
   */
  private void bitField(CommandContext ctx, Args args, ReplySink reply) {
    check(ctx, args);
    if (lastWritten < 0) {
      read(ctx, args, reply);
    } else {
      write(ctx, args, reply);
    }
  }

  /**
   * {@code BITFIELD_RO key [GET type offset …]}. Reply: an array of the fields. Errors: as
   * BITFIELD; an operation that writes. O(1) for each. Source:
   * redis.io/docs/latest/commands/bitfield_ro
   */
  private void bitFieldRo(CommandContext ctx, Args args, ReplySink reply) {
    check(ctx, args);
    if (lastWritten >= 0) {
      throw READS_ONLY;
    }
    read(ctx, args, reply);
  }

  private void check(CommandContext ctx, Args args) {
    count = 0;
    lastWritten = -1;
    op.clear();
    for (Options opt = ctx.options(args, 2); op.next(args, opt); ) {
      count++;
      if (op.writes()) {
        lastWritten = Math.max(lastWritten, op.offset() + op.width() - 1);
      }
    }
  }

  private void read(CommandContext ctx, Args args, ReplySink reply) {
    StringValue value = Bitmaps.read(ctx, args.key(1));
    reply.array(count);
    op.clear();
    for (Options opt = ctx.options(args, 2); op.next(args, opt); ) {
      reply.integer(field(value));
    }
  }

  /** Makes room for the farthest field first, as Redis does, even if its operation fails then. */
  private void write(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StringValue old = Bitmaps.find(ctx, key);
    int oldLength = old == null ? 0 : old.length();
    int length = Math.max(oldLength, (int) (lastWritten >>> 3) + 1);
    boolean grown = length > oldLength;
    boolean isNew = old == null;
    StringValue value = ctx.db().rawString(key, length);
    ctx.created(isNew, key);
    reply.array(count);
    long changes = 0;
    op.clear();
    for (Options opt = ctx.options(args, 2); op.next(args, opt); ) {
      if (!op.writes()) {
        reply.integer(field(value));
      } else if (writeField(value, grown, reply)) {
        changes++;
      }
    }
    if (changes > 0) {
      ctx.db().written(key);
      ctx.event(EventClass.STRING, "setbit", key);
    } else if (grown) {
      // Redis says nothing of zeros alone, and its replicas do not have them.
      changes = 1;
    }
    ctx.changed(changes);
  }

  /** Does the operation that was read; true: it counts as a change. */
  private boolean writeField(StringValue value, boolean grown, ReplySink reply) {
    boolean adds = op.kind() == BitFieldOps.Kind.INCRBY;
    long old = field(value);
    long base = adds ? old : op.operand();
    long increment = adds ? op.operand() : 0;
    int direction = Overflow.direction(base, increment, op.width(), op.isSigned());
    if (direction != 0 && op.overflow() == Overflow.FAIL) {
      reply.nil();
      return false;
    }
    long now = op.overflow().apply(base + increment, direction, op.width(), op.isSigned());
    BitField.set(value, op.offset(), op.width(), now);
    reply.integer(adds ? now : old);
    return grown || now != old;
  }

  private long field(@Nullable StringValue value) {
    return BitField.get(value, op.offset(), op.width(), op.isSigned());
  }
}
