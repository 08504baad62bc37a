package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
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
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** Commands that give a field of a hash a deadline, take it away and tell it. */
public final class HashExpireCommands implements CommandFamily {
  private static final int NO_FIELD = -2;
  private static final int NO_DEADLINE = -1;
  private static final int NOT_MET = 0;
  private static final int SET = 1;
  private static final int REMOVED = 2;

  private static final long MILLIS_PER_SECOND = 1000;

  /** When a field gets its new deadline. */
  private enum Condition {
    ALWAYS,
    NX,
    XX,
    GT,
    LT;

    /** A field without a deadline counts as living forever. */
    boolean holds(long old, long deadline) {
      boolean had = old != HashValue.NO_DEADLINE;
      return switch (this) {
        case ALWAYS -> true;
        case NX -> !had;
        case XX -> had;
        case GT -> had && deadline > old;
        case LT -> !had || deadline < old;
      };
    }
  }

  private final FieldChanges changes = new FieldChanges();

  @Override
  public void declare(CommandTable.Builder table) {
    setter(table, "hexpire", (ctx, args, reply) -> expire(ctx, args, reply, true, true));
    setter(table, "hpexpire", (ctx, args, reply) -> expire(ctx, args, reply, true, false));
    setter(table, "hexpireat", (ctx, args, reply) -> expire(ctx, args, reply, false, true));
    setter(table, "hpexpireat", (ctx, args, reply) -> expire(ctx, args, reply, false, false));
    teller(table, "httl", (ctx, args, reply) -> tell(ctx, args, reply, true, true))
        .tips("nondeterministic_output");
    teller(table, "hpttl", (ctx, args, reply) -> tell(ctx, args, reply, true, false))
        .tips("nondeterministic_output");
    teller(table, "hexpiretime", (ctx, args, reply) -> tell(ctx, args, reply, false, true));
    teller(table, "hpexpiretime", (ctx, args, reply) -> tell(ctx, args, reply, false, false));
    table
        .add("hpersist")
        .arity(-5)
        .flags(WRITE, FAST)
        .acl(HASH)
        .key(1, RW, UPDATE)
        .handler(this::persist);
  }

  private static void setter(CommandTable.Builder table, String name, CommandHandler handler) {
    table.add(name).arity(-6).flags(WRITE, FAST).acl(HASH).key(1, RW, UPDATE).handler(handler);
  }

  private static CommandDeclaration teller(
      CommandTable.Builder table, String name, CommandHandler handler) {
    return table
        .add(name)
        .arity(-5)
        .flags(READONLY, FAST)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .handler(handler);
  }

  /**
   * {@code HEXPIRE key seconds [NX | XX | GT | LT] FIELDS numfields field [field ...]} and its
   * three relatives. A deadline that is not in the future removes the fields at once. Reply: array
   * of an integer for each field: 1 if it has the deadline, 2 if it was removed, 0 if the condition
   * does not hold, -2 if there is no such field. Errors: WRONGTYPE, not an integer, invalid expire
   * time, FIELDS missing, number of fields. Effect: {@code HPEXPIREAT} or {@code HDEL} of the
   * fields that changed. O(N). Source: redis.io/docs/latest/commands/hexpire
   */
  private void expire(
      CommandContext ctx, Args args, ReplySink reply, boolean relative, boolean seconds) {
    Key key = args.key(1);
    boolean isThere = ctx.db().find(key, HashValue.TYPE) != null;
    long deadline = FieldArguments.deadline(ctx, args, 2, relative, seconds);
    Condition condition = condition(args);
    int from = condition == Condition.ALWAYS ? 3 : 4;
    int first = FieldArguments.fields(args, from, FieldArguments.NOT_POSITIVE_PARAMETER);
    reply.array(args.count() - first);
    if (!isThere) {
      noFields(args, first, reply);
      return;
    }
    boolean isPast = deadline <= ctx.now();
    if (!isPast) {
      ctx.db().reserveElementDeadline();
    }
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    changes.clear();
    for (int i = first; i < args.count(); i++) {
      reply.integer(expire(hash, args, i, condition, deadline, isPast));
    }
    if (isPast) {
      changes.commitRemoval(ctx, key, args);
    } else {
      changes.commitDeadline(ctx, key, args, deadline);
    }
  }

  private int expire(
      HashValue hash, Args args, int i, Condition condition, long deadline, boolean isPast) {
    if (!hash.find(args, i)) {
      return NO_FIELD;
    }
    if (!condition.holds(hash.deadline(args, i), deadline)) {
      return NOT_MET;
    }
    changes.add(i);
    if (isPast) {
      hash.remove(args, i);
      return REMOVED;
    }
    hash.setDeadline(args, i, deadline);
    return SET;
  }

  private static Condition condition(Args args) {
    if (args.is(3, "NX")) {
      return Condition.NX;
    }
    if (args.is(3, "XX")) {
      return Condition.XX;
    }
    if (args.is(3, "GT")) {
      return Condition.GT;
    }
    return args.is(3, "LT") ? Condition.LT : Condition.ALWAYS;
  }

  /**
   * {@code HTTL key FIELDS numfields field [field ...]} and {@code HPTTL}: what is left; {@code
   * HEXPIRETIME}, {@code HPEXPIRETIME}: the deadline itself. Reply: array of an integer for each
   * field; -1 if it has no deadline, -2 if there is no such field. Seconds are rounded up. Errors:
   * WRONGTYPE, FIELDS missing, number of fields. O(N). Source: redis.io/docs/latest/commands/httl
   */
  private void tell(
      CommandContext ctx, Args args, ReplySink reply, boolean relative, boolean seconds) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    int first = FieldArguments.fields(args, 2, FieldArguments.NOT_POSITIVE);
    reply.array(args.count() - first);
    if (hash == null) {
      noFields(args, first, reply);
      return;
    }
    long base = relative ? ctx.now() : 0;
    for (int i = first; i < args.count(); i++) {
      long deadline = hash.find(args, i) ? hash.deadline(args, i) : NO_FIELD;
      if (deadline < 0) {
        reply.integer(deadline);
      } else {
        long millis = deadline - base;
        reply.integer(seconds ? (millis + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND : millis);
      }
    }
  }

  /**
   * {@code HPERSIST key FIELDS numfields field [field ...]}. Reply: array of an integer for each
   * field: 1 if its deadline was taken away, -1 if it had none, -2 if there is no such field.
   * Errors: WRONGTYPE, FIELDS missing, number of fields. O(N). Source:
   * redis.io/docs/latest/commands/hpersist
   */
  private void persist(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    boolean isThere = ctx.db().find(key, HashValue.TYPE) != null;
    int first = FieldArguments.fields(args, 2, FieldArguments.NOT_POSITIVE);
    reply.array(args.count() - first);
    if (!isThere) {
      noFields(args, first, reply);
      return;
    }
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    changes.clear();
    for (int i = first; i < args.count(); i++) {
      if (!hash.find(args, i)) {
        reply.integer(NO_FIELD);
      } else if (hash.removeDeadline(args, i)) {
        changes.add(i);
        reply.integer(SET);
      } else {
        reply.integer(NO_DEADLINE);
      }
    }
    changes.commitPersistence(ctx, key, args);
  }

  private static void noFields(Args args, int first, ReplySink reply) {
    for (int i = first; i < args.count(); i++) {
      reply.integer(NO_FIELD);
    }
  }
}
