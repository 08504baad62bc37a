package io.redissim.core.type.set;

import static io.redissim.core.command.AclCategory.SET;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.bytes.Glob;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.command.ScanCursor;
import io.redissim.core.keyspace.table.PackedTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;

/** Walking over the members of a set. */
public final class SetScanCommands implements CommandFamily {
  private static final long DEFAULT_COUNT = 10;
  private static final RedisError NO_VALUES =
      Errors.err("NOVALUES option can only be used in HSCAN");
  private static final RedisError NO_SCORES =
      Errors.err("NOSCORES option can only be used in ZSCAN");

  private final Member member = new Member();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("sscan")
        .arity(-3)
        .flags(READONLY)
        .acl(SET)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::sscan);
  }

  /**
   * {@code SSCAN key cursor [MATCH pattern] [COUNT count]}. Reply: array of the next cursor, "0" at
   * the end, and an array of members. A member that is there all the time is returned once. Errors:
   * invalid cursor, WRONGTYPE; only if there is such a key: not an integer, syntax. O(count) a
   * call, O(N) for a packed set. Source: redis.io/docs/latest/commands/sscan
   */
  private void sscan(CommandContext ctx, Args args, ReplySink reply) {
    long cursor = ScanCursor.parse(args, 2);
    SetValue set = Sets.read(ctx, args.key(1));
    reply.array(2);
    if (set == null) {
      reply.bulkNumber(0);
      reply.array(0);
      return;
    }
    long count = DEFAULT_COUNT;
    int match = 0;
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.takeWithValue("COUNT")) {
        count = opt.nextInteger();
        if (count < 1) {
          throw Errors.SYNTAX;
        }
      } else if (opt.takeWithValue("MATCH")) {
        match = opt.next();
      } else if (opt.take("NOVALUES")) {
        throw NO_VALUES;
      } else if (opt.take("NOSCORES")) {
        throw NO_SCORES;
      } else {
        throw Errors.SYNTAX;
      }
    }
    Members members = set.members();
    if (members.isPacked()) {
      reply.bulkNumber(0);
      replyAll(members, args, match, reply);
    } else {
      Found found = new Found();
      int most = (int) Math.min(count, Integer.MAX_VALUE);
      reply.bulkNumber(members.table().scan(cursor, most, found));
      replyFound(members, found, args, match, reply);
    }
  }

  private void replyAll(Members members, Args args, int match, ReplySink reply) {
    long start = reply.deferredArray();
    int matching = 0;
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      matching += replyIfMatching(members.read(at, member), args, match, reply);
    }
    reply.endArray(start, matching);
  }

  private void replyFound(Members members, Found found, Args args, int match, ReplySink reply) {
    long start = reply.deferredArray();
    int matching = 0;
    for (int i = 0; i < found.count; i++) {
      members.read(found.positions[i], member);
      matching += replyIfMatching(member, args, match, reply);
    }
    reply.endArray(start, matching);
  }

  private static int replyIfMatching(Member member, Args args, int match, ReplySink reply) {
    if (match != 0 && !matches(args, match, member)) {
      return 0;
    }
    member.replyTo(reply);
    return 1;
  }

  /** As a pattern, {@code *} alone matches the empty member too, which Glob's does not. */
  private static boolean matches(Args args, int i, Member member) {
    int length = member.length();
    return args.length(i) == 1 && args.byteAt(i, 0) == '*'
        || Glob.matches(
            args.array(i),
            args.offset(i),
            args.length(i),
            member.array(),
            member.offset(),
            length,
            false);
  }

  /** Positions that a scan has visited. */
  private static final class Found implements PackedTable.Visitor {
    private long[] positions = new long[(int) DEFAULT_COUNT];
    private int count;

    @Override
    public void visit(PackedTable table, long position) {
      if (count == positions.length) {
        positions = Arrays.copyOf(positions, 2 * count);
      }
      positions[count++] = position;
    }
  }
}
