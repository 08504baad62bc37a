package io.redissim.core.type.string;

import static io.redissim.core.command.AclCategory.STRING;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.KeySpec;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** The bytes inside a string: its length, its parts, and what two strings have in common. */
public final class StringRangeCommands implements CommandFamily {
  private static final RedisError LCS_NEEDS_STRINGS =
      new RedisError("ERR The specified keys must contain string values");
  private static final RedisError LCS_LENGTH_AND_INDEXES =
      new RedisError("ERR If you want both the length and indexes, please just use IDX.");
  private static final RedisError LCS_OVER_LIMIT =
      new RedisError(
          "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  private static final RedisError LCS_TOO_LARGE =
      new RedisError("ERR Insufficient memory, failed allocating transient memory for LCS");

  /** What a Java array holds at most. */
  private static final long MAX_ARRAY = Integer.MAX_VALUE - 8;

  private long maxBytes = 512L * 1024 * 1024;

  /** {@code proto-max-bulk-len}. */
  public void maxBytes(long bytes) {
    maxBytes = bytes;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("append")
        .arity(3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STRING)
        .key(1, RW, INSERT)
        .handler(this::append);
    table.add("strlen").arity(2).flags(READONLY, FAST).acl(STRING).key(1, RO).handler(this::strlen);
    table
        .add("getrange")
        .arity(4)
        .flags(READONLY)
        .acl(STRING)
        .key(1, RO, ACCESS)
        .handler(this::getRange);
    table
        .add("substr")
        .arity(4)
        .flags(READONLY)
        .acl(STRING)
        .key(1, RO, ACCESS)
        .handler(this::getRange);
    table
        .add("setrange")
        .arity(4)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .key(1, RW, UPDATE)
        .handler(this::setRange);
    table
        .add("lcs")
        .arity(-3)
        .flags(READONLY)
        .acl(STRING)
        .keys(KeySpec.range(1, 1, 1, RO, ACCESS))
        .handler(this::lcs);
  }

  /**
   * {@code APPEND key value}. Reply: bytes in the value now. Errors: WRONGTYPE, longer than
   * proto-max-bulk-len. O(1) amortized. Source: redis.io/docs/latest/commands/append
   */
  private void append(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StringValue old = Strings.find(ctx, key);
    int added = args.length(2);
    int length = added;
    if (old == null) {
      Strings.set(ctx, key, args, 2, Database.NO_DEADLINE);
    } else {
      int from = old.length();
      length = checkedLength(from, added);
      StringValue edited = ctx.db().editString(key, length);
      edited.write(from, args.array(2), args.offset(2), added);
    }
    ctx.changed(1);
    ctx.event(EventClass.STRING, "append", key);
    reply.integer(length);
  }

  /**
   * {@code STRLEN key}. Reply: bytes in the value; 0 if the key is missing. Errors: WRONGTYPE.
   * O(1). Source: redis.io/docs/latest/commands/strlen
   */
  private void strlen(CommandContext ctx, Args args, ReplySink reply) {
    StringValue value = Strings.read(ctx, args.key(1));
    reply.integer(value == null ? 0 : value.length());
  }

  /**
   * {@code GETRANGE key start end} and {@code SUBSTR}; negative: counted from the end. Reply: the
   * bytes from start to end, both included, as far as there are any. Errors: not an integer,
   * WRONGTYPE. O(N) of the reply. Source: redis.io/docs/latest/commands/getrange
   */
  private void getRange(CommandContext ctx, Args args, ReplySink reply) {
    long start = args.integer(2);
    long end = args.integer(3);
    StringValue value = Strings.read(ctx, args.key(1));
    long length = value == null ? 0 : value.length();
    // Judged as given: clipped to the value, both might become its first byte.
    boolean backwards = start < 0 && end < 0 && start > end;
    long from = Math.max(0, start < 0 ? length + start : start);
    long to = Math.min(length - 1, Math.max(0, end < 0 ? length + end : end));
    if (value == null || backwards || from > to) {
      reply.bulk(Ascii.EMPTY, 0, 0);
    } else {
      Strings.reply(reply, value, (int) from, (int) (to - from + 1));
    }
  }

  /**
   * {@code SETRANGE key offset value}. Reply: bytes in the value now; what lies before the offset
   * and was not there is zeros. Errors: not an integer, offset out of range, WRONGTYPE, longer than
   * proto-max-bulk-len. O(N). An empty value changes nothing. Source:
   * redis.io/docs/latest/commands/setrange
   */
  private void setRange(CommandContext ctx, Args args, ReplySink reply) {
    long offset = args.integer(2);
    if (offset < 0) {
      throw Errors.BAD_OFFSET;
    }
    Key key = args.key(1);
    StringValue old = Strings.find(ctx, key);
    int oldLength = old == null ? 0 : old.length();
    int count = args.length(3);
    if (count == 0) {
      reply.integer(oldLength);
      return;
    }
    int length = Math.max(oldLength, checkedLength(offset, count));
    StringValue edited = ctx.db().editString(key, length);
    edited.write((int) offset, args.array(3), args.offset(3), count);
    ctx.changed(1);
    ctx.created(old == null, key);
    ctx.event(EventClass.STRING, "setrange", key);
    reply.integer(length);
  }

  private int checkedLength(long length, int more) {
    long total = length + more;
    if (total < 0 || total > Math.min(maxBytes, MAX_ARRAY)) {
      throw Errors.STRING_TOO_LONG;
    }
    return (int) total;
  }

  /**
   * {@code LCS key1 key2 [LEN] [IDX] [MINMATCHLEN n] [WITHMATCHLEN]}. Reply: a longest common
   * subsequence; with LEN its length; with IDX a map of the ranges that match, last first, and the
   * length. Errors: no string, syntax, not an integer, LEN with IDX, a table that would be larger
   * than proto-max-bulk-len. O(N*M). Source: redis.io/docs/latest/commands/lcs
   */
  private void lcs(CommandContext ctx, Args args, ReplySink reply) {
    Key first = args.key(1);
    Key second = args.key(2);
    long cells = (lengthForLcs(ctx, first) + 1) * (lengthForLcs(ctx, second) + 1);
    boolean lengthOnly = false;
    boolean indexes = false;
    boolean withLengths = false;
    long minLength = 0;
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.take("IDX")) {
        indexes = true;
      } else if (opt.take("LEN")) {
        lengthOnly = true;
      } else if (opt.take("WITHMATCHLEN")) {
        withLengths = true;
      } else if (opt.takeWithValue("MINMATCHLEN")) {
        minLength = opt.nextInteger();
      } else {
        throw Errors.SYNTAX;
      }
    }
    if (lengthOnly && indexes) {
      throw LCS_LENGTH_AND_INDEXES;
    }
    // The limit is for the table of 4 bytes a cell that Redis needs; ours takes one bit.
    if (cells > maxBytes / Integer.BYTES) {
      throw LCS_OVER_LIMIT;
    }
    if (cells / Long.SIZE > MAX_ARRAY) {
      throw LCS_TOO_LARGE;
    }
    // Copies, since two views of the store cannot be held at a time.
    CommonSubsequence common = new CommonSubsequence(copy(ctx, first), copy(ctx, second));
    if (indexes) {
      replyMatches(reply, common, minLength, withLengths);
    } else if (lengthOnly) {
      reply.integer(common.length());
    } else {
      reply.bulk(common.bytes());
    }
  }

  private static long lengthForLcs(CommandContext ctx, Key key) {
    Entry entry = ctx.db().find(key);
    ctx.lookedUp(key, entry != null);
    if (entry == null) {
      return 0;
    }
    if (entry.kind() != ValueKind.STRING) {
      throw LCS_NEEDS_STRINGS;
    }
    return entry.string().length();
  }

  private static byte[] copy(CommandContext ctx, Key key) {
    StringValue value = Strings.find(ctx, key);
    return value == null ? Ascii.EMPTY : value.copy();
  }

  private static void replyMatches(
      ReplySink reply, CommonSubsequence common, long minLength, boolean withLengths) {
    reply.map(2);
    reply.bulk("matches");
    long start = reply.deferredArray();
    int count = 0;
    for (CommonSubsequence.Match match : common.matches()) {
      if (match.length() >= minLength) {
        count++;
        reply.array(withLengths ? 3 : 2);
        replyRange(reply, match.inFirst(), match.length());
        replyRange(reply, match.inSecond(), match.length());
        if (withLengths) {
          reply.integer(match.length());
        }
      }
    }
    reply.endArray(start, count);
    reply.bulk("len");
    reply.integer(common.length());
  }

  private static void replyRange(ReplySink reply, int from, int length) {
    reply.array(2);
    reply.integer(from);
    reply.integer(from + length - 1);
  }
}
