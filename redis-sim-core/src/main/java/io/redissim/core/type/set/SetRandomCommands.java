package io.redissim.core.type.set;

import static io.redissim.core.command.AclCategory.SET;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.function.LongSupplier;

/** Members chosen at random, each as likely as any other. */
public final class SetRandomCommands implements CommandFamily {
  private static final RedisError NOT_POSITIVE =
      Errors.err("value is out of range, must be positive");
  private static final RedisError NOT_BETWEEN =
      Errors.err(
          "value is out of range, value must between -9223372036854775807 and"
              + " 9223372036854775807");
  private static final RedisError TOO_MANY = Errors.err("value is out of range");

  /** A reply of more members than this could not be held anyway: each takes 6 bytes. */
  private static final long MOST_REPLIED = Integer.MAX_VALUE / 6;

  /** After so many members one looks whether the client is going to be cut off. */
  private static final int OVERFLOW_CHECK = 1024;

  /** So many draws from a listpack, and it is worth it to know where its members are. */
  private static final int MANY_DRAWS = 16;

  /** Less than 1/3 of a table is drawn one by one; of more, members are left out in one pass. */
  private static final int DRAWN_SHARE = 3;

  /** If less than 1/5 of what is popped remains, what remains becomes a new set. */
  private static final int REMAINING_SHARE = 5;

  private final SetLimits limits;
  private final LongSupplier random;
  private final Member member = new Member();
  private final Members old = new Members();

  /**
   * @param random 64 bits at a time
   */
  public SetRandomCommands(SetLimits limits, LongSupplier random) {
    this.limits = limits;
    this.random = random;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("spop")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(SET)
        .key(1, RW, ACCESS, DELETE)
        .tips("nondeterministic_output")
        .handler(this::spop);
    table
        .add("srandmember")
        .arity(-2)
        .flags(READONLY)
        .acl(SET)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::srandmember);
  }

  /**
   * {@code SPOP key [count]}. Reply: bulk string, a member that is taken away, nil if there is no
   * set; with a count, a set of up to so many. Errors: syntax, out of range, WRONGTYPE. Effect:
   * SREM of the members, or DEL of the whole set. O(1) without a count, else O(count); O(N) for a
   * packed set. Source: redis.io/docs/latest/commands/spop
   */
  private void spop(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 3) {
      throw Errors.SYNTAX;
    }
    if (args.count() == 3) {
      popMany(ctx, args, reply);
      return;
    }
    Key key = args.key(1);
    SetValue set = ctx.db().editIfPresent(key, SetValue.TYPE);
    if (set == null) {
      reply.nil();
      return;
    }
    long at = set.members().random(random);
    set.members().read(at, member).replyTo(reply);
    if (ctx.effects().wanted()) {
      ctx.effects().command(3).word("SREM").key(key);
      ctx.effects().word(member.array(), member.offset(), member.length());
    }
    set.removeAt(at);
    Sets.commitRemoval(ctx, key, "spop", 1);
  }

  private void popMany(CommandContext ctx, Args args, ReplySink reply) {
    long count = args.integer(2, NOT_POSITIVE);
    if (count < 0) {
      throw NOT_POSITIVE;
    }
    Key key = args.key(1);
    SetValue set = ctx.db().editIfPresent(key, SetValue.TYPE);
    if (set == null) {
      reply.set(0);
    } else if (count == 0) {
      ctx.db().leave();
      reply.set(0);
    } else if (count >= set.size()) {
      popAll(ctx, key, set, reply);
    } else {
      reply.set((int) count);
      Popped popped = new Popped(ctx, key, count, reply);
      if (set.isPacked()) {
        popPacked(set, (int) count, popped);
      } else if ((set.size() - count) * REMAINING_SHARE > count) {
        popOneByOne(set, count, popped);
      } else {
        keepTheRest(set, count, popped);
      }
      Sets.commitRemoval(ctx, key, "spop", count);
    }
  }

  private void popAll(CommandContext ctx, Key key, SetValue set, ReplySink reply) {
    ctx.lookedUp(key, true);
    long size = set.size();
    replyAll(set.members(), reply);
    ctx.db().leave();
    ctx.db().remove(key);
    ctx.changed(size);
    ctx.effects().dropped(key);
    ctx.event(EventClass.SET, "spop", key);
    ctx.event(EventClass.GENERIC, "del", key);
  }

  /** One pass; a member is chosen with the chance of those still needed among those left. */
  private void popPacked(SetValue set, int count, Popped popped) {
    long left = set.size();
    int needed = count;
    long at = set.members().first();
    while (needed > 0) {
      if (Members.below(random, left) < needed) {
        popped.add(set.members().read(at, member));
        at = set.removeAt(at);
        needed--;
      } else {
        at = set.members().next(at);
      }
      left--;
    }
  }

  private void popOneByOne(SetValue set, long count, Popped popped) {
    for (long i = 0; i < count; i++) {
      long at = set.members().random(random);
      popped.add(set.members().read(at, member));
      set.removeAt(at);
    }
  }

  /** Nearly all of a table goes: what remains becomes another set, maybe a packed one. */
  private void keepTheRest(SetValue set, long count, Popped popped) {
    old.point(set.members());
    set.startListpack();
    long left = old.size();
    long needed = count;
    for (long at = old.first(); at != Members.NONE; at = old.next(at)) {
      old.read(at, member);
      if (Members.below(random, left) < needed) {
        popped.add(member);
        needed--;
      } else {
        set.add(member, limits);
      }
      left--;
    }
    old.clear();
  }

  /**
   * {@code SRANDMEMBER key [count]}. Reply: bulk string, a member, nil if there is no set; with a
   * count, an array of up to so many different ones; with a negative one, of exactly so many, which
   * may repeat. Errors: syntax, out of range, WRONGTYPE. O(1) without a count, else O(count), or
   * O(N) for most of the set. Source: redis.io/docs/latest/commands/srandmember
   */
  private void srandmember(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 3) {
      throw Errors.SYNTAX;
    }
    long count = args.count() == 3 ? args.integer(2) : 1;
    if (count == Long.MIN_VALUE) {
      throw NOT_BETWEEN;
    }
    SetValue set = Sets.read(ctx, args.key(1));
    if (args.count() == 2) {
      if (set == null) {
        reply.nil();
      } else {
        set.members().read(set.members().random(random), member).replyTo(reply);
      }
    } else if (set == null || count == 0) {
      reply.array(0);
    } else if (count < 0) {
      draw(ctx, set.members(), -count, reply);
    } else {
      drawDifferent(set.members(), count, reply);
    }
  }

  /** Draws with replacement. */
  private void draw(CommandContext ctx, Members members, long count, ReplySink reply) {
    if (count > MOST_REPLIED && !ctx.limitsOutput()) {
      throw TOO_MANY;
    }
    reply.array((int) Math.min(Integer.MAX_VALUE, count));
    if (members.isListpack() && count > MANY_DRAWS) {
      long[] places = places(members);
      for (long i = 0; i < count && !(i % OVERFLOW_CHECK == 0 && ctx.overflows(reply)); i++) {
        long place = places[(int) Members.below(random, places.length)];
        members.read(place, member).replyTo(reply);
      }
      return;
    }
    for (long i = 0; i < count && !(i % OVERFLOW_CHECK == 0 && ctx.overflows(reply)); i++) {
      members.read(members.random(random), member).replyTo(reply);
    }
  }

  private static long[] places(Members members) {
    long[] places = new long[(int) members.size()];
    int i = 0;
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      places[i++] = at;
    }
    return places;
  }

  /** Draws without replacement. */
  private void drawDifferent(Members members, long count, ReplySink reply) {
    long size = members.size();
    if (count >= size) {
      reply.array((int) size);
      for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
        members.read(at, member).replyTo(reply);
      }
    } else if (members.isPacked() || count > size / DRAWN_SHARE) {
      reply.array((int) count);
      sample(members, count, reply);
    } else {
      reply.array((int) count);
      PositionSet drawn = new PositionSet((int) count);
      while (drawn.size() < count) {
        long at = members.random(random);
        if (drawn.add(at)) {
          members.read(at, member).replyTo(reply);
        }
      }
    }
  }

  private void sample(Members members, long count, ReplySink reply) {
    long left = members.size();
    long needed = count;
    for (long at = members.first(); needed > 0; at = members.next(at)) {
      if (Members.below(random, left) < needed) {
        members.read(at, member).replyTo(reply);
        needed--;
      }
      left--;
    }
  }

  private void replyAll(Members members, ReplySink reply) {
    reply.set((int) members.size());
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member).replyTo(reply);
    }
  }
}
