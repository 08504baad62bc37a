package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** Choosing fields of a hash at random. */
public final class HashRandomCommands implements CommandFamily {
  private static final RedisError OUT_OF_RANGE =
      Errors.err(
          "value is out of range, value must between "
              + -Long.MAX_VALUE
              + " and "
              + Long.MAX_VALUE);
  private static final RedisError TOO_MANY = Errors.err("value is out of range");

  /** How many times as many fields as are wanted a hash must have to draw them one by one. */
  private static final int SPARSE = 3;

  /** What a reply of fields that may repeat holds at most; Redis goes on until it is cut off. */
  private static final long MAX_REPEATED_BYTES = 1L << 30;

  /** After so many fields one looks whether the client is going to be cut off. */
  private static final int OVERFLOW_CHECK = 1024;

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("hrandfield")
        .arity(-2)
        .flags(READONLY)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::hrandField);
  }

  /**
   * {@code HRANDFIELD key [count [WITHVALUES]]}. Reply: bulk string, a field, nil if there is no
   * key; with a count an array of so many different fields, or all of them; with a negative one of
   * exactly so many, which may repeat. With values in RESP3 each is an array of two. Errors: not an
   * integer or out of range, syntax, WRONGTYPE. O(count), at most O(N) for different ones. Source:
   * redis.io/docs/latest/commands/hrandfield
   */
  private void hrandField(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 2) {
      several(ctx, args, reply);
      return;
    }
    HashValue hash = Hashes.read(ctx, args.key(1));
    if (hash == null) {
      reply.nil();
    } else {
      hash.random(ctx.keyspace()::nextRandom);
      hash.field().replyTo(reply);
    }
  }

  private static void several(CommandContext ctx, Args args, ReplySink reply) {
    long count = args.integer(2);
    if (count == Long.MIN_VALUE) {
      throw OUT_OF_RANGE;
    }
    boolean withValues = args.count() == 4 && args.is(3, "WITHVALUES");
    if (args.count() > (withValues ? 4 : 3)) {
      throw Errors.SYNTAX;
    }
    if (withValues && (count < -Long.MAX_VALUE / 2 || count > Long.MAX_VALUE / 2)) {
      throw TOO_MANY;
    }
    HashValue hash = Hashes.read(ctx, args.key(1));
    if (hash == null || count == 0) {
      reply.array(0);
      return;
    }
    Pairs pairs = new Pairs(reply, withValues, ctx.client().protocol() == 3);
    if (count < 0) {
      repeated(ctx, hash, -count, pairs);
    } else {
      different(hash, count, pairs, ctx.keyspace()::nextRandom);
    }
  }

  private static void repeated(CommandContext ctx, HashValue hash, long count, Pairs pairs) {
    if (count > MAX_REPEATED_BYTES / pairs.minBytes() && !ctx.limitsOutput()) {
      throw TOO_MANY;
    }
    LongSupplier random = ctx.keyspace()::nextRandom;
    pairs.begin(count);
    long bytes = 0;
    for (long i = 0; i < count && !(i % OVERFLOW_CHECK == 0 && ctx.overflows(pairs.reply)); i++) {
      hash.random(random);
      bytes += pairs.write(hash);
      if (bytes > MAX_REPEATED_BYTES) {
        throw TOO_MANY;
      }
    }
  }

  private static void different(HashValue hash, long count, Pairs pairs, LongSupplier random) {
    long wanted = Math.min(count, hash.size());
    pairs.begin(wanted);
    if (wanted * SPARSE < hash.size() && !hash.isPacked()) {
      drawn(hash, wanted, pairs, random);
    } else {
      sampled(hash, wanted, pairs, random);
    }
  }

  /** Few of many: drawn one by one, and those that come again are passed over. */
  private static void drawn(HashValue hash, long wanted, Pairs pairs, LongSupplier random) {
    Set<Long> taken = new HashSet<>();
    while (taken.size() < wanted) {
      hash.random(random);
      if (taken.add(hash.place())) {
        pairs.write(hash);
      }
    }
  }

  /**
   * Selection sampling (Knuth, volume 2, algorithm S): one walk, in which each field is taken with
   * the chance that it is among those still wanted of those still to come.
   */
  private static void sampled(HashValue hash, long count, Pairs pairs, LongSupplier random) {
    long left = hash.size();
    long wanted = count;
    for (boolean more = hash.first(); more && wanted > 0; more = hash.next()) {
      if ((random.getAsLong() >>> 1) % left < wanted) {
        pairs.write(hash);
        wanted--;
      }
      left--;
    }
  }

  /** Fields, or fields and values, in the form that the protocol wants. */
  private record Pairs(ReplySink reply, boolean withValues, boolean nested) {
    /** Bytes of the least that one of them takes. */
    int minBytes() {
      return withValues ? 12 : 6;
    }

    void begin(long count) {
      reply.array((int) Math.min(Integer.MAX_VALUE, withValues && !nested ? 2 * count : count));
    }

    /** Writes the field that the hash points at; returns about how many bytes that took. */
    int write(HashValue hash) {
      if (withValues && nested) {
        reply.array(2);
      }
      hash.field().replyTo(reply);
      int bytes = minBytes() + hash.field().length();
      if (withValues) {
        hash.value().replyTo(reply);
        bytes += hash.value().length();
      }
      return bytes;
    }
  }
}
