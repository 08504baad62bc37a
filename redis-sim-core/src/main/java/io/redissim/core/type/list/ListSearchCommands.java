package io.redissim.core.type.list;

import static io.redissim.core.command.AclCategory.LIST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Finding elements by their bytes. */
public final class ListSearchCommands implements CommandFamily {
  private static final RedisError RANK_ZERO =
      Errors.err(
          "RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use"
              + " negative to start from the end of the list");
  private static final RedisError COUNT_NEGATIVE = Errors.err("COUNT can't be negative");
  private static final RedisError MAXLEN_NEGATIVE = Errors.err("MAXLEN can't be negative");

  private static final long NOT_GIVEN = -1;

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("lpos").arity(-3).flags(READONLY).acl(LIST).key(1, RO, ACCESS).handler(this::lpos);
  }

  /**
   * {@code LPOS key element [RANK n] [COUNT n] [MAXLEN n]}: RANK passes over n-1 matches, a
   * negative one searches from the end; MAXLEN looks at so many elements, 0 at all. Reply: index of
   * the match, nil if there is none; with COUNT an array of so many, 0 for all. Errors: syntax, not
   * an integer, RANK 0, COUNT or MAXLEN negative, WRONGTYPE. O(N). Source:
   * redis.io/docs/latest/commands/lpos
   */
  private void lpos(CommandContext ctx, Args args, ReplySink reply) {
    long rank = 1;
    long count = NOT_GIVEN;
    long maxLength = 0;
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.takeWithValue("RANK")) {
        rank = Lists.mirrored(args, opt.next());
        if (rank == 0) {
          throw RANK_ZERO;
        }
      } else if (opt.takeWithValue("COUNT")) {
        count = Lists.atLeast(0, args, opt.next(), COUNT_NEGATIVE);
      } else if (opt.takeWithValue("MAXLEN")) {
        maxLength = Lists.atLeast(0, args, opt.next(), MAXLEN_NEGATIVE);
      } else {
        throw Errors.SYNTAX;
      }
    }
    ListValue list = Lists.read(ctx, args.key(1));
    long looked = maxLength == 0 ? Long.MAX_VALUE : maxLength;
    if (count == NOT_GIVEN) {
      long index = list == null ? NOT_GIVEN : search(list, args, rank, looked);
      if (index == NOT_GIVEN) {
        reply.nil();
      } else {
        reply.integer(index);
      }
    } else if (list == null) {
      reply.array(0);
    } else {
      long most = count == 0 ? Long.MAX_VALUE : count;
      long start = reply.deferredArray();
      reply.endArray(start, searchAll(list, args, rank, most, looked, reply));
    }
  }

  private static long search(ListValue list, Args args, long rank, long looked) {
    boolean backwards = rank < 0;
    long passed = Math.abs(rank) - 1;
    long index = 0;
    for (boolean any = list.seek(backwards ? -1 : 0);
        any && index < looked;
        any = backwards ? list.previous() : list.next()) {
      if (list.is(args, 2) && passed-- == 0) {
        return backwards ? list.size() - 1 - index : index;
      }
      index++;
    }
    return NOT_GIVEN;
  }

  /** Replies with the indexes and returns how many there are. */
  private static int searchAll(
      ListValue list, Args args, long rank, long most, long looked, ReplySink reply) {
    boolean backwards = rank < 0;
    long passed = Math.abs(rank) - 1;
    long index = 0;
    int matches = 0;
    for (boolean any = list.seek(backwards ? -1 : 0);
        any && index < looked && matches < most;
        any = backwards ? list.previous() : list.next()) {
      if (list.is(args, 2) && passed-- <= 0) {
        reply.integer(backwards ? list.size() - 1 - index : index);
        matches++;
      }
      index++;
    }
    return matches;
  }
}
