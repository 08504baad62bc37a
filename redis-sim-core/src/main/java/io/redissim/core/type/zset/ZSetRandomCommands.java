package io.redissim.core.type.zset;

import static io.redissim.core.command.AclCategory.SORTEDSET;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.HashSet;
import java.util.Set;

/** Elements of a sorted set chosen at random. */
public final class ZSetRandomCommands implements CommandFamily {
  private static final RedisError OUT_OF_RANGE =
      new RedisError(
          "ERR value is out of range, value must between -9223372036854775807 and"
              + " 9223372036854775807");
  private static final RedisError TOO_MANY = new RedisError("ERR value is out of range");

  /** A reply of elements that repeat may take so many bytes; others are bounded by the set. */
  private static final long MAX_REPEATED_BYTES = 512L << 20;

  /** After so many elements one looks whether the client is going to be cut off. */
  private static final int OVERFLOW_CHECK = 1024;

  /** Bytes that an element takes in a reply at least. */
  private static final int MIN_BYTES = 6;

  /** Different ones are drawn one by one where the set has this many times as many. */
  private static final int SPARSE = 3;

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("zrandmember")
        .arity(-2)
        .flags(READONLY)
        .acl(SORTEDSET)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::zrandMember);
  }

  /**
   * {@code ZRANDMEMBER key [count [WITHSCORES]]}. Reply: bulk string, a member, nil if there is no
   * key; with a count an array of so many different ones, or all of them; with a negative one of
   * exactly so many, which may repeat. Errors: not an integer or out of range, syntax, WRONGTYPE.
   * O(count · log N). Source: redis.io/docs/latest/commands/zrandmember
   */
  private void zrandMember(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 2) {
      several(ctx, args, reply);
      return;
    }
    ZSetValue set = ZSets.read(ctx, args.key(1));
    if (set == null) {
      reply.nil();
    } else {
      set.seek(random(ctx.keyspace(), set.count()));
      ZSets.member(set, reply);
    }
  }

  private static void several(CommandContext ctx, Args args, ReplySink reply) {
    long count = args.integer(2);
    if (count == Long.MIN_VALUE) {
      throw OUT_OF_RANGE;
    }
    boolean withScores = args.count() == 4 && args.is(3, "WITHSCORES");
    if (args.count() > (withScores ? 4 : 3)) {
      throw Errors.SYNTAX;
    }
    if (withScores && (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2)) {
      throw TOO_MANY;
    }
    ZSetValue set = ZSets.read(ctx, args.key(1));
    if (set == null || count == 0) {
      reply.array(0);
    } else if (count < 0) {
      repeated(ctx, set, -count, withScores, reply);
    } else {
      different(ctx.keyspace(), set, count, withScores, reply);
    }
  }

  private static void repeated(
      CommandContext ctx, ZSetValue set, long count, boolean withScores, ReplySink reply) {
    long most = MAX_REPEATED_BYTES / (withScores ? 2 * MIN_BYTES : MIN_BYTES);
    if (count > most && !ctx.limitsOutput()) {
      throw TOO_MANY;
    }
    begin((int) Math.min(Integer.MAX_VALUE, count), withScores, reply);
    int size = set.count();
    long bytes = 0;
    for (long i = 0; i < count && !(i % OVERFLOW_CHECK == 0 && ctx.overflows(reply)); i++) {
      set.seek(random(ctx.keyspace(), size));
      reply(set, withScores, reply);
      bytes += set.memberLength() + MIN_BYTES;
      if (bytes > MAX_REPEATED_BYTES) {
        throw TOO_MANY;
      }
    }
  }

  private static void different(
      Keyspace keyspace, ZSetValue set, long count, boolean withScores, ReplySink reply) {
    int size = set.count();
    int wanted = (int) Math.min(count, size);
    begin(wanted, withScores, reply);
    if (!set.isPacked() && wanted * (long) SPARSE < size) {
      Set<Integer> taken = new HashSet<>();
      while (taken.size() < wanted) {
        int rank = random(keyspace, size);
        if (taken.add(rank)) {
          set.seek(rank);
          reply(set, withScores, reply);
        }
      }
      return;
    }
    // Selection sampling (Knuth, volume 2, algorithm S): each element is taken with the chance that
    // it is among those still wanted of those still to come.
    set.seek(0);
    for (int left = size; wanted > 0; left--) {
      if (random(keyspace, left) < wanted) {
        reply(set, withScores, reply);
        wanted--;
      }
      set.next();
    }
  }

  private static void begin(int count, boolean withScores, ReplySink reply) {
    if (withScores) {
      reply.pairs(count);
    } else {
      reply.array(count);
    }
  }

  private static void reply(ZSetValue set, boolean withScores, ReplySink reply) {
    if (withScores) {
      ZSets.pair(set, reply);
    } else {
      ZSets.member(set, reply);
    }
  }

  private static int random(Keyspace keyspace, int bound) {
    return (int) ((keyspace.nextRandom() >>> 1) % bound);
  }
}
