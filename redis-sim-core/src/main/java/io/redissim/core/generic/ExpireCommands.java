package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandHandler;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Commands that give a key a deadline, take it away and tell it. */
public final class ExpireCommands implements CommandFamily {
  private static final RedisError NX_ALONE =
      Errors.err("NX and XX, GT or LT options at the same time are not compatible");
  private static final RedisError GT_AND_LT =
      Errors.err("GT and LT options at the same time are not compatible");

  private static final int NX = 1;
  private static final int XX = 2;
  private static final int GT = 4;
  private static final int LT = 8;

  private static final long MILLIS_PER_SECOND = 1000;
  private static final int NO_KEY = -2;
  private static final int NO_DEADLINE = -1;

  @Override
  public void declare(CommandTable.Builder table) {
    setter(table, "expire", (ctx, args, reply) -> expire(ctx, args, reply, true, true));
    setter(table, "pexpire", (ctx, args, reply) -> expire(ctx, args, reply, true, false));
    setter(table, "expireat", (ctx, args, reply) -> expire(ctx, args, reply, false, true));
    setter(table, "pexpireat", (ctx, args, reply) -> expire(ctx, args, reply, false, false));
    teller(table, "ttl", (ctx, args, reply) -> tell(ctx, args, reply, true, true))
        .tips("nondeterministic_output");
    teller(table, "pttl", (ctx, args, reply) -> tell(ctx, args, reply, true, false))
        .tips("nondeterministic_output");
    teller(table, "expiretime", (ctx, args, reply) -> tell(ctx, args, reply, false, true));
    teller(table, "pexpiretime", (ctx, args, reply) -> tell(ctx, args, reply, false, false));
    table
        .add("persist")
        .arity(2)
        .flags(WRITE, FAST)
        .acl(KEYSPACE)
        .key(1, RW, UPDATE)
        .handler(this::persist);
  }

  private static void setter(CommandTable.Builder table, String name, CommandHandler handler) {
    table.add(name).arity(-3).flags(WRITE, FAST).acl(KEYSPACE).key(1, RW, UPDATE).handler(handler);
  }

  private static CommandDeclaration teller(
      CommandTable.Builder table, String name, CommandHandler handler) {
    return table
        .add(name)
        .arity(2)
        .flags(READONLY, FAST)
        .acl(KEYSPACE)
        .key(1, RO, ACCESS)
        .handler(handler);
  }

  /**
   * {@code EXPIRE key seconds [NX | XX | GT | LT]} and its three relatives. A deadline that is not
   * in the future removes the key at once. Without a deadline a key counts as living forever: GT
   * never applies to it, LT always. Reply: integer, 1 if done, 0 if there is no such key or a
   * condition does not hold. Errors: invalid expire time; options that exclude each other. Effect:
   * {@code PEXPIREAT key ms} or {@code DEL key}. O(1). Source: redis.io/docs/latest/commands/expire
   */
  private void expire(
      CommandContext ctx, Args args, ReplySink reply, boolean relative, boolean seconds) {
    int conditions = conditions(ctx.options(args, 3), args);
    long deadline = deadline(ctx, args.integer(2), relative, seconds);
    Database db = ctx.db();
    Key key = args.key(1);
    Entry entry = db.find(key);
    if (entry == null || !holds(conditions, entry, deadline)) {
      reply.integer(0);
      return;
    }
    if (deadline <= ctx.now()) {
      db.remove(key);
      ctx.effects().expired(key);
      ctx.event(EventClass.GENERIC, "del", key);
    } else {
      db.setDeadline(key, deadline);
      ctx.effects().command(3).word("PEXPIREAT").key(key).number(deadline);
      ctx.event(EventClass.GENERIC, "expire", key);
    }
    ctx.changed(1);
    reply.integer(1);
  }

  private static int conditions(Options opt, Args args) {
    int conditions = 0;
    while (opt.hasNext()) {
      if (opt.take("NX")) {
        conditions |= NX;
      } else if (opt.take("XX")) {
        conditions |= XX;
      } else if (opt.take("GT")) {
        conditions |= GT;
      } else if (opt.take("LT")) {
        conditions |= LT;
      } else {
        throw Errors.err("Unsupported option " + args.text(opt.next()));
      }
    }
    if ((conditions & NX) != 0 && conditions != NX) {
      throw NX_ALONE;
    }
    if ((conditions & (GT | LT)) == (GT | LT)) {
      throw GT_AND_LT;
    }
    return conditions;
  }

  /**
   * In epoch milliseconds; one that is too far in the past is as good as any other that is past.
   */
  private static long deadline(CommandContext ctx, long given, boolean relative, boolean seconds) {
    long scale = seconds ? MILLIS_PER_SECOND : 1;
    if (given > Long.MAX_VALUE / scale || given < Long.MIN_VALUE / scale) {
      throw Errors.invalidExpire(ctx.command().name());
    }
    long millis = given * scale;
    long base = relative ? ctx.now() : 0;
    if (millis > Long.MAX_VALUE - base) {
      throw Errors.invalidExpire(ctx.command().name());
    }
    return millis + base;
  }

  private static boolean holds(int conditions, Entry entry, long deadline) {
    if (conditions == 0) {
      return true;
    }
    if (!entry.hasDeadline()) {
      return (conditions & (XX | GT)) == 0;
    }
    return (conditions & NX) == 0
        && ((conditions & GT) == 0 || deadline > entry.deadline())
        && ((conditions & LT) == 0 || deadline < entry.deadline());
  }

  /**
   * {@code TTL key}, {@code PTTL key}: what is left; {@code EXPIRETIME key}, {@code PEXPIRETIME
   * key}: the deadline itself. Reply: integer; -1 if the key has no deadline, -2 if there is no
   * such key. Seconds are rounded to the nearest. Not an access. O(1). Source:
   * redis.io/docs/latest/commands/ttl
   */
  private void tell(
      CommandContext ctx, Args args, ReplySink reply, boolean relative, boolean seconds) {
    Key key = args.key(1);
    Entry entry = ctx.db().peek(key);
    ctx.lookedUp(key, entry != null);
    if (entry == null) {
      reply.integer(NO_KEY);
    } else if (!entry.hasDeadline()) {
      reply.integer(NO_DEADLINE);
    } else {
      long millis = Math.max(0, entry.deadline() - (relative ? ctx.now() : 0));
      reply.integer(seconds ? rounded(millis) : millis);
    }
  }

  /** The nearest second; half a second counts as a whole one. */
  private static long rounded(long millis) {
    long rest = millis % MILLIS_PER_SECOND;
    return millis / MILLIS_PER_SECOND + (rest >= MILLIS_PER_SECOND / 2 ? 1 : 0);
  }

  /**
   * {@code PERSIST key}: takes the deadline away. Reply: integer, 1 if there was one. O(1). Source:
   * redis.io/docs/latest/commands/persist
   */
  private void persist(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Entry entry = ctx.db().find(key);
    boolean had = entry != null && entry.hasDeadline();
    if (had) {
      ctx.db().setDeadline(key, Database.NO_DEADLINE);
      ctx.event(EventClass.GENERIC, "persist", key);
      ctx.changed(1);
    }
    reply.integer(had ? 1 : 0);
  }
}
