package io.redissim.core.type.string;

import static io.redissim.core.command.AclCategory.STRING;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;
import static io.redissim.core.command.KeyFlag.VARIABLE_FLAGS;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Effects;
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
import java.util.List;

/**
 * Setting and getting whole strings, one key or many. A string is binary-safe and holds at most
 * proto-max-bulk-len bytes.
 */
public final class StringCommands implements CommandFamily {
  private static final RedisError BAD_NUMKEYS =
      new RedisError("ERR invalid numkeys value or out of range");

  private final SetOptions options = new SetOptions();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("get")
        .arity(2)
        .flags(READONLY, FAST)
        .acl(STRING)
        .key(1, RO, ACCESS)
        .handler(this::get);
    table
        .add("set")
        .arity(-3)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .key(1, RW, ACCESS, UPDATE, VARIABLE_FLAGS)
        .handler(this::set);
    table
        .add("setnx")
        .arity(3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STRING)
        .key(1, OW, INSERT)
        .handler(this::setNx);
    table
        .add("setex")
        .arity(4)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .key(1, OW, UPDATE)
        .handler(this::setEx);
    table
        .add("psetex")
        .arity(4)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .key(1, OW, UPDATE)
        .handler(this::psetEx);
    table
        .add("getset")
        .arity(3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(STRING)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::getSet);
    table
        .add("getdel")
        .arity(2)
        .flags(WRITE, FAST)
        .acl(STRING)
        .key(1, RW, ACCESS, DELETE)
        .handler(this::getDel);
    table
        .add("getex")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(STRING)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::getEx);
    table
        .add("mget")
        .arity(-2)
        .flags(READONLY, FAST)
        .acl(STRING)
        .keysToEnd(1, 1, RO, ACCESS)
        .tips("request_policy:multi_shard")
        .handler(this::mget);
    table
        .add("mset")
        .arity(-3)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .keysToEnd(1, 2, OW, UPDATE)
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .handler(this::mset);
    table
        .add("msetnx")
        .arity(-3)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .keysToEnd(1, 2, OW, INSERT)
        .handler(this::msetNx);
    table
        .add("msetex")
        .arity(-4)
        .flags(WRITE, DENYOOM)
        .acl(STRING)
        .keys(
            new KeySpec(
                List.of(OW, UPDATE), new KeySpec.BeginIndex(1), new KeySpec.FindKeyNum(0, 1, 2)))
        .tips("request_policy:multi_shard", "response_policy:all_succeeded")
        .handler(this::msetEx);
  }

  /**
   * {@code GET key}. Reply: the value, nil if the key is missing. Errors: WRONGTYPE. O(1). Source:
   * redis.io/docs/latest/commands/get
   */
  private void get(CommandContext ctx, Args args, ReplySink reply) {
    Strings.reply(reply, Strings.read(ctx, args.key(1)));
  }

  /**
   * {@code SET key value [NX | XX | IFEQ v | IFNE v | IFDEQ digest | IFDNE digest] [GET] [EX s | PX
   * ms | EXAT s | PXAT ms | KEEPTTL]}. Reply: OK, or nil if the condition does not hold; with GET
   * the old value or nil. Errors: syntax, not an integer, invalid expire time; WRONGTYPE if the old
   * value is asked for. O(1). A deadline that has passed removes the key. Source:
   * redis.io/docs/latest/commands/set, valkey.io/commands/set
   */
  private void set(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 3) {
      setWithOptions(ctx, args, reply, options.readSet(ctx, args));
      return;
    }
    Key key = args.key(1);
    Strings.set(ctx, key, args, 2, Database.NO_DEADLINE);
    ctx.changed(1);
    ctx.event(EventClass.STRING, "set", key);
    reply.ok();
  }

  private void setWithOptions(CommandContext ctx, Args args, ReplySink reply, SetOptions set) {
    long deadline = set.expiry.isGiven() ? set.expiry.deadline(ctx, args) : 0;
    Key key = args.key(1);
    if (set.get) {
      Strings.reply(reply, Strings.read(ctx, key));
    }
    if (!set.condition.holds(ctx.db(), key, args, set.operand)) {
      if (!set.get) {
        reply.nil();
      }
      return;
    }
    if (set.expiry.isGiven()) {
      setUntil(ctx, args, key, 2, deadline, set.expiry.isEpochMillis());
    } else {
      Strings.set(ctx, key, args, 2, set.deadlineFor(deadline));
      ctx.changed(1);
      if (set.get || set.condition.isOnValue()) {
        Effects effects = ctx.effects().command(set.keepTtl ? 4 : 3).word("SET").key(key);
        effects.arg(args, 2);
        if (set.keepTtl) {
          effects.word("KEEPTTL");
        }
      }
      ctx.event(EventClass.STRING, "set", key);
    }
    if (!set.get) {
      reply.ok();
    }
  }

  /**
   * Sets the key to argument {@code value} until the deadline; if that has passed, removes it.
   *
   * @param exact the command's own words say the same deadline wherever they run
   */
  private static void setUntil(
      CommandContext ctx, Args args, Key key, int value, long deadline, boolean exact) {
    if (deadline <= ctx.now()) {
      Strings.expire(ctx, key);
      return;
    }
    Strings.set(ctx, key, args, value, deadline);
    ctx.changed(1);
    if (!exact) {
      ctx.effects().command(5).word("SET").key(key).arg(args, value).word("PXAT").number(deadline);
    }
    ctx.event(EventClass.STRING, "set", key);
    ctx.event(EventClass.GENERIC, "expire", key);
  }

  /**
   * {@code SETNX key value}. Reply: 1 if set, 0 if there was such a key. O(1). Source:
   * redis.io/docs/latest/commands/setnx
   */
  private void setNx(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    if (ctx.db().contains(key)) {
      reply.integer(0);
      return;
    }
    Strings.set(ctx, key, args, 2, Database.NO_DEADLINE);
    ctx.changed(1);
    ctx.event(EventClass.STRING, "set", key);
    reply.integer(1);
  }

  /**
   * {@code SETEX key seconds value}. Reply: OK. Errors: not an integer, invalid expire time. O(1).
   * Source: redis.io/docs/latest/commands/setex
   */
  private void setEx(CommandContext ctx, Args args, ReplySink reply) {
    setAfter(ctx, args, reply, true);
  }

  /**
   * {@code PSETEX key milliseconds value}. Reply: OK. Errors: not an integer, invalid expire time.
   * O(1). Source: redis.io/docs/latest/commands/psetex
   */
  private void psetEx(CommandContext ctx, Args args, ReplySink reply) {
    setAfter(ctx, args, reply, false);
  }

  private void setAfter(CommandContext ctx, Args args, ReplySink reply, boolean seconds) {
    options.clear().expiry.set(seconds, 2);
    setUntil(ctx, args, args.key(1), 3, options.expiry.deadline(ctx, args), false);
    reply.ok();
  }

  /**
   * {@code GETSET key value}. Reply: the old value, nil if there was none. Errors: WRONGTYPE. O(1).
   * Source: redis.io/docs/latest/commands/getset
   */
  private void getSet(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Strings.reply(reply, Strings.read(ctx, key));
    Strings.set(ctx, key, args, 2, Database.NO_DEADLINE);
    ctx.changed(1);
    ctx.effects().command(3).word("SET").key(key).arg(args, 2);
    ctx.event(EventClass.STRING, "set", key);
  }

  /**
   * {@code GETDEL key}. Reply: the value that is gone now, nil if the key is missing. Errors:
   * WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/getdel
   */
  private void getDel(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Strings.reply(reply, Strings.read(ctx, key));
    Strings.remove(ctx, key);
  }

  /**
   * {@code GETEX key [EX s | PX ms | EXAT s | PXAT ms | PERSIST]}. Reply: the value, nil if the key
   * is missing. Errors: syntax, WRONGTYPE; only if there is a value: not an integer, invalid expire
   * time. O(1). A point in time that has passed removes the key. Source:
   * redis.io/docs/latest/commands/getex
   */
  private void getEx(CommandContext ctx, Args args, ReplySink reply) {
    ExpiryOption expiry = options.clear().expiry;
    boolean persist = false;
    for (Options opt = ctx.options(args, 2); opt.hasNext(); ) {
      if (opt.take("PERSIST")) {
        persist = true;
      } else if (!expiry.take(opt)) {
        throw Errors.SYNTAX;
      }
    }
    if (persist && expiry.isGiven()) {
      throw Errors.SYNTAX;
    }
    Key key = args.key(1);
    StringValue value = Strings.read(ctx, key);
    if (value == null) {
      reply.nil();
      return;
    }
    long deadline = expiry.isGiven() ? expiry.deadline(ctx, args) : 0;
    Strings.reply(reply, value);
    if (expiry.isGiven()) {
      expireAt(ctx, key, deadline);
    } else if (persist) {
      persist(ctx, key);
    }
  }

  private static void expireAt(CommandContext ctx, Key key, long deadline) {
    if (deadline <= ctx.now()) {
      Strings.expire(ctx, key);
      return;
    }
    ctx.db().setDeadline(key, deadline);
    ctx.changed(1);
    ctx.effects().command(3).word("PEXPIREAT").key(key).number(deadline);
    ctx.event(EventClass.GENERIC, "expire", key);
  }

  private static void persist(CommandContext ctx, Key key) {
    Entry entry = ctx.db().peek(key);
    if (entry == null || !entry.hasDeadline()) {
      return;
    }
    ctx.db().setDeadline(key, Database.NO_DEADLINE);
    ctx.changed(1);
    ctx.effects().command(2).word("PERSIST").key(key);
    ctx.event(EventClass.GENERIC, "persist", key);
  }

  /**
   * {@code MGET key [key ...]}. Reply: an array of the values, nil for a key that is missing or
   * holds no string. O(N). Source: redis.io/docs/latest/commands/mget
   */
  private void mget(CommandContext ctx, Args args, ReplySink reply) {
    reply.array(args.count() - 1);
    for (int i = 1; i < args.count(); i++) {
      Key key = args.key(i);
      Entry entry = ctx.db().find(key);
      ctx.lookedUp(key, entry != null);
      if (entry == null || entry.kind() != ValueKind.STRING) {
        reply.nil();
      } else {
        Strings.reply(reply, entry.string());
      }
    }
  }

  /**
   * {@code MSET key value [key value ...]}. Reply: OK. Errors: arity. O(N). Source:
   * redis.io/docs/latest/commands/mset
   */
  private void mset(CommandContext ctx, Args args, ReplySink reply) {
    checkPairs(args, "mset");
    setPairs(ctx, args, 1, args.count(), Database.NO_DEADLINE);
    reply.ok();
  }

  /**
   * {@code MSETNX key value [key value ...]}. Reply: 1 if all were set, 0 if one of the keys was
   * there. Errors: arity. O(N). Source: redis.io/docs/latest/commands/msetnx
   */
  private void msetNx(CommandContext ctx, Args args, ReplySink reply) {
    checkPairs(args, "msetnx");
    if (countPresent(ctx.db(), args, 1, args.count()) > 0) {
      reply.integer(0);
      return;
    }
    setPairs(ctx, args, 1, args.count(), Database.NO_DEADLINE);
    reply.integer(1);
  }

  /**
   * {@code MSETEX numkeys key value [key value ...] [NX | XX] [EX s | PX ms | EXAT s | PXAT ms |
   * KEEPTTL]}. Reply: 1 if all were set, 0 if none. Errors: numkeys, syntax, not an integer,
   * invalid expire time. O(N). A deadline that has passed removes the keys. Source:
   * redis.io/docs/latest/commands/msetex, valkey.io/commands/msetex
   */
  private void msetEx(CommandContext ctx, Args args, ReplySink reply) {
    long pairs = args.integer(1, BAD_NUMKEYS);
    if (pairs < 1 || pairs > Integer.MAX_VALUE) {
      throw BAD_NUMKEYS;
    }
    if (pairs > (args.count() - 2) / 2) {
      throw Errors.SYNTAX;
    }
    int end = 2 + 2 * (int) pairs;
    SetOptions set = options.readMsetEx(ctx, args, end);
    long deadline = set.expiry.isGiven() ? set.expiry.deadline(ctx, args) : 0;
    if (set.condition != Condition.ALWAYS) {
      long wanted = set.condition == Condition.NX ? 0 : pairs;
      if (countPresent(ctx.db(), args, 2, end) != wanted) {
        reply.integer(0);
        return;
      }
    }
    reply.integer(1);
    if (set.expiry.isGiven() && deadline <= ctx.now()) {
      for (int i = 2; i < end; i += 2) {
        Strings.expire(ctx, args.key(i));
      }
      return;
    }
    setPairs(ctx, args, 2, end, set.deadlineFor(deadline));
    if (set.expiry.isGiven()) {
      Effects effects = ctx.effects().command(end + 2).word("MSETEX");
      for (int i = 1; i < end; i++) {
        effects.arg(args, i);
      }
      effects.word("PXAT").number(deadline);
    }
  }

  private static void checkPairs(Args args, String command) {
    if ((args.count() & 1) == 0) {
      throw Errors.wrongArity(command);
    }
  }

  private static long countPresent(Database db, Args args, int from, int end) {
    long present = 0;
    for (int i = from; i < end; i += 2) {
      if (db.contains(args.key(i))) {
        present++;
      }
    }
    return present;
  }

  private static void setPairs(CommandContext ctx, Args args, int from, int end, long deadline) {
    for (int i = from; i < end; i += 2) {
      Key key = args.key(i);
      Strings.set(ctx, key, args, i + 1, deadline);
      ctx.event(EventClass.STRING, "set", key);
      if (deadline >= 0) {
        ctx.event(EventClass.GENERIC, "expire", key);
      }
    }
    ctx.changed((end - from) / 2);
  }
}
