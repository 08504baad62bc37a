package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Effects;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Commands that get or set fields of a hash and do something else to them at the same time. */
public final class HashFieldCommands implements CommandFamily {
  private static final RedisError ONE_CONDITION =
      Errors.err("Only one of FXX or FNX arguments can be specified");
  private static final RedisError ONE_EXPIRY =
      Errors.err("Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified");
  private static final RedisError NO_TIME = Errors.err("missing expire time");
  private static final RedisError BAD_COUNT = Errors.err("invalid number of fields");

  private enum Condition {
    ALWAYS,
    /** If none of the fields is there. */
    FNX,
    /** If all of them are. */
    FXX
  }

  private final HashLimits limits;
  private final FieldChanges changes = new FieldChanges();
  private final FieldTime time = new FieldTime();

  // Of the HSETEX that runs.
  private Condition condition = Condition.ALWAYS;
  private boolean keepTtl;

  public HashFieldCommands(HashLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("hgetdel")
        .arity(-5)
        .flags(WRITE, FAST)
        .acl(HASH)
        .key(1, RW, ACCESS, DELETE)
        .handler(this::hgetDel);
    table
        .add("hgetex")
        .arity(-5)
        .flags(WRITE, FAST)
        .acl(HASH)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::hgetEx);
    table
        .add("hsetex")
        .arity(-6)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HASH)
        .key(1, RW, UPDATE)
        .handler(this::hsetEx);
  }

  /**
   * {@code HGETDEL key FIELDS numfields field [field ...]}: removes the fields; without fields the
   * key goes. Reply: array of the values, nil for a field that is missing. Errors: WRONGTYPE,
   * FIELDS missing, number of fields. Effect: {@code HDEL}. O(N). Source:
   * redis.io/docs/latest/commands/hgetdel
   */
  private void hgetDel(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    boolean isThere = ctx.db().find(key, HashValue.TYPE) != null;
    int first = FieldArguments.fields(args, 2, FieldArguments.NOT_POSITIVE);
    reply.array(args.count() - first);
    if (!isThere) {
      noValues(args, first, reply);
      return;
    }
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    changes.clear();
    for (int i = first; i < args.count(); i++) {
      HashCommands.replyValue(reply, hash, args, i);
      if (hash.remove(args, i)) {
        changes.add(i);
      }
    }
    changes.commitRemoval(ctx, key, args);
  }

  /**
   * {@code HGETEX key [EX s | PX ms | EXAT s | PXAT ms | PERSIST] FIELDS numfields field [field
   * ...]}: gives the fields that are there a deadline or takes it away; one that is not in the
   * future removes them. Reply: array of the values, nil for a field that is missing. Errors:
   * WRONGTYPE, not an integer, invalid expire time, FIELDS missing, number of fields. Effect:
   * {@code HPEXPIREAT}, {@code HPERSIST} or {@code HDEL}. O(N). Source:
   * redis.io/docs/latest/commands/hgetex
   */
  private void hgetEx(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    HashValue found = ctx.db().find(key, HashValue.TYPE);
    time.clear();
    int at = 2;
    if (FieldTime.isNext(args, 2)) {
      time.read(ctx, args, 2);
      at = 4;
    }
    boolean persist = args.is(2, "PERSIST");
    int first = FieldArguments.fields(args, persist ? 3 : at, FieldArguments.NOT_POSITIVE);
    reply.array(args.count() - first);
    if (found == null) {
      noValues(args, first, reply);
    } else if (!time.isGiven() && !persist) {
      for (int i = first; i < args.count(); i++) {
        HashCommands.replyValue(reply, found, args, i);
      }
    } else {
      getAndExpire(ctx, args, reply, key, first);
    }
  }

  private void getAndExpire(CommandContext ctx, Args args, ReplySink reply, Key key, int first) {
    boolean isPast = time.isPast(ctx);
    if (time.isGiven() && !isPast) {
      ctx.db().reserveElementDeadline();
    }
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    changes.clear();
    for (int i = first; i < args.count(); i++) {
      HashCommands.replyValue(reply, hash, args, i);
      if (isPast) {
        if (hash.remove(args, i)) {
          changes.add(i);
        }
      } else if (!time.isGiven()) {
        if (hash.removeDeadline(args, i)) {
          changes.add(i);
        }
      } else if (hash.find(args, i)) {
        hash.setDeadline(args, i, time.deadline());
        changes.add(i);
      }
    }
    if (isPast) {
      changes.commitRemoval(ctx, key, args);
    } else if (time.isGiven()) {
      changes.commitDeadline(ctx, key, args, time.deadline());
    } else {
      changes.commitPersistence(ctx, key, args);
    }
  }

  private static void noValues(Args args, int first, ReplySink reply) {
    for (int i = first; i < args.count(); i++) {
      reply.nil();
    }
  }

  /**
   * {@code HSETEX key [FNX | FXX] [EX s | PX ms | EXAT s | PXAT ms | KEEPTTL] FIELDS numfields
   * field value [field value ...]}. Without a time the fields lose their deadlines, except with
   * KEEPTTL; a time that is not in the future removes them. Reply: integer, 1 if the fields were
   * set, 0 if the condition does not hold. Errors: unknown argument, arguments that exclude each
   * other, not an integer, invalid expire time, number of fields, arity, WRONGTYPE. Effect: with
   * the deadline, or {@code HDEL}. O(N). Source: redis.io/docs/latest/commands/hsetex
   */
  private void hsetEx(CommandContext ctx, Args args, ReplySink reply) {
    int first = readOptions(ctx, args);
    Key key = args.key(1);
    if (time.isGiven() && !time.isPast(ctx)) {
      ctx.db().reserveElementDeadline();
    }
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    boolean isNew = hash.size() == 0;
    if (!holds(hash, args, first)) {
      ctx.db().leave();
      reply.integer(0);
      return;
    }
    if (time.isPast(ctx)) {
      setAndRemove(ctx, args, key, hash, first, isNew);
    } else {
      setUntil(ctx, args, key, hash, first, isNew);
    }
    reply.integer(1);
  }

  private boolean holds(HashValue hash, Args args, int first) {
    if (condition == Condition.ALWAYS) {
      return true;
    }
    boolean wanted = condition == Condition.FXX;
    for (int i = first; i < args.count(); i += 2) {
      if (hash.find(args, i) != wanted) {
        return false;
      }
    }
    return true;
  }

  private void setUntil(
      CommandContext ctx, Args args, Key key, HashValue hash, int first, boolean isNew) {
    hash.expect(limits, args, first, args.count());
    for (int i = first; i < args.count(); i += 2) {
      if (keepTtl) {
        hash.setKeeping(limits, args, i, args.array(i + 1), args.offset(i + 1), args.length(i + 1));
      } else {
        hash.set(limits, args, i, i + 1);
      }
      if (time.isGiven()) {
        hash.setDeadline(args, i, time.deadline());
      }
    }
    Hashes.commit(ctx, key, isNew, "hset");
    int fields = (args.count() - first) / 2;
    ctx.changed(fields);
    if (time.isGiven()) {
      ctx.event(EventClass.HASH, "hexpire", key);
      Effects effects = ctx.effects().command(6 + 2 * fields).word("HSETEX").key(key);
      effects.word("PXAT").number(time.deadline()).word("FIELDS").number(fields);
      for (int i = first; i < args.count(); i++) {
        effects.arg(args, i);
      }
    }
  }

  /** What is set to a deadline in the past is gone at once, whether or not it was there. */
  private void setAndRemove(
      CommandContext ctx, Args args, Key key, HashValue hash, int first, boolean isNew) {
    changes.clear();
    for (int i = first; i < args.count(); i += 2) {
      hash.remove(args, i);
      changes.add(i);
    }
    if (isNew) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.HASH, "hset", key);
    changes.commitRemoval(ctx, key, args);
  }

  /** Reads what stands before the fields and returns the index of the first one. */
  private int readOptions(CommandContext ctx, Args args) {
    condition = Condition.ALWAYS;
    keepTtl = false;
    time.clear();
    int at = 2;
    while (at < args.count() && !args.is(at, "FIELDS")) {
      if (args.is(at, "FXX") || args.is(at, "FNX")) {
        if (condition != Condition.ALWAYS) {
          throw ONE_CONDITION;
        }
        condition = args.is(at, "FXX") ? Condition.FXX : Condition.FNX;
        at++;
      } else if (args.is(at, "KEEPTTL")) {
        mustBeOnlyExpiry();
        keepTtl = true;
        at++;
      } else if (FieldTime.isNext(args, at)) {
        mustBeOnlyExpiry();
        if (at + 1 >= args.count()) {
          throw NO_TIME;
        }
        time.read(ctx, args, at);
        at += 2;
      } else {
        throw Errors.err("unknown argument: " + args.text(at));
      }
    }
    return firstField(ctx, args, at);
  }

  private void mustBeOnlyExpiry() {
    if (keepTtl || time.isGiven()) {
      throw ONE_EXPIRY;
    }
  }

  private static int firstField(CommandContext ctx, Args args, int at) {
    int first = at + 2;
    if (first + 2 > args.count()) {
      throw Errors.wrongArity(ctx.command().name());
    }
    long fields = args.integer(at + 1, BAD_COUNT);
    if (fields < 1 || fields > Integer.MAX_VALUE) {
      throw BAD_COUNT;
    }
    if (fields * 2 != args.count() - first) {
      throw Errors.wrongArity(ctx.command().name());
    }
    return first;
  }
}
