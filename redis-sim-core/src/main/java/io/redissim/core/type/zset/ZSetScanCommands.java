package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.bytes.Doubles;
import io.redissim.core.bytes.Glob;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.command.ScanCursor;
import io.redissim.core.keyspace.table.PackedTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;

/** Walking over the elements of a sorted set in no order. */
public final class ZSetScanCommands implements CommandFamily {
  private static final long DEFAULT_COUNT = 10;

  /** Positions that a step of a scan found; more are not kept from command to command. */
  private static final int KEPT = 1024;

  private long[] found = new long[64];
  private int foundCount;
  private final byte[] scoreText = new byte[Doubles.MAX_BYTES];

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("zscan")
        .arity(-3)
        .flags(READONLY)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::zscan);
  }

  /**
   * {@code ZSCAN key cursor [MATCH pattern] [COUNT count] [NOSCORES]}. Reply: array of the next
   * cursor, "0" at the end, and an array of members and scores in turn. An element that is there
   * all the time is returned once. Errors: invalid cursor, WRONGTYPE; only if there is such a key:
   * not an integer, syntax. O(count) a call, O(N) for a packed set. Source:
   * redis.io/docs/latest/commands/zscan
   */
  private void zscan(CommandContext ctx, Args args, ReplySink reply) {
    long cursor = ScanCursor.parse(args, 2);
    ZSetValue set = ZSets.read(ctx, args.key(1));
    if (set == null) {
      reply.array(2);
      reply.bulkNumber(0);
      reply.array(0);
      return;
    }
    long count = DEFAULT_COUNT;
    int match = 0;
    boolean withScores = true;
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.takeWithValue("COUNT")) {
        count = opt.nextInteger();
        if (count < 1) {
          throw Errors.SYNTAX;
        }
      } else if (opt.takeWithValue("MATCH")) {
        match = opt.next();
      } else if (opt.take("NOSCORES")) {
        withScores = false;
      } else {
        throw Errors.SYNTAX;
      }
    }
    reply.array(2);
    if (set.isPacked()) {
      reply.bulkNumber(0);
      replyPacked(set, args, match, withScores, reply);
    } else {
      foundCount = 0;
      reply.bulkNumber(
          set.table().scan(cursor, (int) Math.min(count, Integer.MAX_VALUE), this::collect));
      replyFound(set.table(), args, match, withScores, reply);
    }
  }

  private void replyPacked(
      ZSetValue set, Args args, int match, boolean withScores, ReplySink reply) {
    int left = set.count();
    set.seek(0);
    int elements = 0;
    long start = reply.deferredArray();
    for (; left > 0; left--) {
      byte[] array = set.memberArray();
      if (matches(args, match, array, set.memberOffset(), set.memberLength())) {
        ZSets.member(set, reply);
        elements++;
        if (withScores) {
          reply.bulk(scoreText, 0, Doubles.write(set.score(), scoreText, 0));
          elements++;
        }
      }
      set.next();
    }
    reply.endArray(start, elements);
  }

  private void collect(PackedTable table, long position) {
    if (foundCount == found.length) {
      found = Arrays.copyOf(found, 2 * foundCount);
    }
    found[foundCount++] = position;
  }

  /** The scores of a large set are written with 17 digits, as Redis does here and nowhere else. */
  private void replyFound(
      PackedTable table, Args args, int match, boolean withScores, ReplySink reply) {
    int elements = 0;
    long start = reply.deferredArray();
    for (int i = 0; i < foundCount; i++) {
      byte[] array = table.keyArray(found[i]);
      int offset = table.keyOffset(found[i]);
      int length = table.keyLength(found[i]);
      if (matches(args, match, array, offset, length)) {
        reply.bulk(array, offset, length);
        elements++;
        if (withScores) {
          reply.bulk(Doubles.precise(Double.longBitsToDouble(table.longValue(found[i]))));
          elements++;
        }
      }
    }
    reply.endArray(start, elements);
    if (found.length > KEPT) {
      found = new long[KEPT];
    }
  }

  /** As a pattern, {@code *} alone matches the empty member too, which Glob's does not. */
  private static boolean matches(Args args, int i, byte[] array, int offset, int length) {
    if (i == 0 || (args.length(i) == 1 && args.byteAt(i, 0) == '*')) {
      return true;
    }
    return Glob.matches(
        args.array(i), args.offset(i), args.length(i), array, offset, length, false);
  }
}
