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

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Single bits of a string, and how many there are and where. Beyond its end all bits are clear. */
public final class BitCommands implements CommandFamily {
  private static final RedisError BAD_BIT =
      new RedisError("ERR bit is not an integer or out of range");
  private static final RedisError NOT_A_BIT =
      new RedisError("ERR The bit argument must be 1 or 0.");

  private final BitOffsets offsets = new BitOffsets();
  private final BitRange range = new BitRange();

  /** {@code proto-max-bulk-len}. */
  public void maxBytes(long bytes) {
    offsets.maxBytes(bytes);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("setbit")
        .arity(4)
        .flags(WRITE, DENYOOM)
        .acl(BITMAP)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::setBit);
    table
        .add("getbit")
        .arity(3)
        .flags(READONLY, FAST)
        .acl(BITMAP)
        .key(1, RO, ACCESS)
        .handler(this::getBit);
    table
        .add("bitcount")
        .arity(-2)
        .flags(READONLY)
        .acl(BITMAP)
        .key(1, RO, ACCESS)
        .handler(this::bitCount);
    table
        .add("bitpos")
        .arity(-3)
        .flags(READONLY)
        .acl(BITMAP)
        .key(1, RO, ACCESS)
        .handler(this::bitPos);
  }

  /**
   * {@code SETBIT key offset bit}. Reply: what the bit was. Errors: offset or bit out of range,
   * WRONGTYPE. O(1) amortized. A bit that is in the value and already so changes nothing but the
   * encoding. Source: redis.io/docs/latest/commands/setbit, Valkey {@code
   * bitops.c:lookupStringForBitCommand}
   */
  private void setBit(CommandContext ctx, Args args, ReplySink reply) {
    long offset = offsets.read(args, 2);
    long bit = args.integer(3, BAD_BIT);
    if ((bit & ~1) != 0) {
      throw BAD_BIT;
    }
    Key key = args.key(1);
    StringValue old = Bitmaps.find(ctx, key);
    boolean isNew = old == null;
    int oldLength = old == null ? 0 : old.length();
    int at = (int) (offset >>> 3);
    int mask = 0x80 >>> (offset & 7);
    int oldByte = old == null || at >= oldLength ? 0 : old.byteAt(at);
    boolean wasSet = (oldByte & mask) != 0;
    if (at >= oldLength || wasSet != (bit == 1)) {
      StringValue edited = ctx.db().editString(key, Math.max(oldLength, at + 1));
      edited.write(at, (byte) (bit == 1 ? oldByte | mask : oldByte & ~mask));
      ctx.changed(1);
      ctx.created(isNew, key);
      ctx.event(EventClass.STRING, "setbit", key);
    } else {
      ctx.db().makeRaw(key);
    }
    reply.integer(wasSet ? 1 : 0);
  }

  /**
   * {@code GETBIT key offset}. Reply: the bit. Errors: offset out of range, WRONGTYPE. O(1).
   * Source: redis.io/docs/latest/commands/getbit
   */
  private void getBit(CommandContext ctx, Args args, ReplySink reply) {
    long offset = offsets.read(args, 2);
    StringValue value = Bitmaps.read(ctx, args.key(1));
    int at = (int) (offset >>> 3);
    int bits = value == null || at >= value.length() ? 0 : value.byteAt(at);
    reply.integer((bits >>> (7 - (offset & 7))) & 1);
  }

  /**
   * {@code BITCOUNT key [start [end [BYTE|BIT]]]}. Reply: how many bits are set. Errors: not an
   * integer, syntax, WRONGTYPE. O(N) of the bytes. Source: redis.io/docs/latest/commands/bitcount
   */
  private void bitCount(CommandContext ctx, Args args, ReplySink reply) {
    range.read(args, 2);
    StringValue value = Bitmaps.read(ctx, args.key(1));
    if (value == null || range.isBackwards() || !range.clip(value.length())) {
      reply.integer(0);
    } else {
      reply.integer(Bits.count(value.array(), value.offset(), range.from(), range.to()));
    }
  }

  /**
   * {@code BITPOS key bit [start [end [BYTE|BIT]]]}. Reply: where the first such bit is; -1: there
   * is none. Without an end, the first clear bit may be the one after the value. Errors: not an
   * integer, not a bit, syntax, WRONGTYPE. O(N) of the bytes. Source:
   * redis.io/docs/latest/commands/bitpos
   */
  private void bitPos(CommandContext ctx, Args args, ReplySink reply) {
    long bit = args.integer(2);
    if ((bit & ~1) != 0) {
      throw NOT_A_BIT;
    }
    boolean set = bit == 1;
    range.read(args, 3);
    StringValue value = Bitmaps.read(ctx, args.key(1));
    if (value == null) {
      reply.integer(set ? -1 : 0);
      return;
    }
    int length = value.length();
    if (!range.clip(length)) {
      reply.integer(-1);
      return;
    }
    long found = Bits.indexOf(set, value.array(), value.offset(), range.from(), range.to());
    boolean afterwards = found < 0 && !set && !range.hasEnd();
    reply.integer(afterwards ? (long) length * Byte.SIZE : found);
  }
}
