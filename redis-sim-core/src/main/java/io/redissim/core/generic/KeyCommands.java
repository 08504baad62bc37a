package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RM;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Commands that remove, ask for, rename, copy and move keys, whatever they hold. */
public final class KeyCommands implements CommandFamily {
  private static final RedisError NOT_AN_INT =
      Errors.err("value is out of range, value must between -2147483648 and 2147483647");

  private boolean deletesLazily;

  /** {@code lazyfree-lazy-user-del}: whether DEL is as UNLINK. */
  public void deletesLazily(boolean on) {
    deletesLazily = on;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    String shards = "request_policy:multi_shard";
    String sum = "response_policy:agg_sum";
    table
        .add("del")
        .arity(-2)
        .flags(WRITE)
        .acl(KEYSPACE)
        .keysToEnd(1, 1, RM, DELETE)
        .tips(shards, sum)
        .handler((ctx, args, reply) -> delete(ctx, args, reply, deletesLazily));
    table
        .add("unlink")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(KEYSPACE)
        .keysToEnd(1, 1, RM, DELETE)
        .tips(shards, sum)
        .handler((ctx, args, reply) -> delete(ctx, args, reply, true));
    table
        .add("exists")
        .arity(-2)
        .flags(READONLY, FAST)
        .acl(KEYSPACE)
        .keysToEnd(1, 1, RO)
        .tips(shards, sum)
        .handler(this::exists);
    table
        .add("touch")
        .arity(-2)
        .flags(READONLY, FAST)
        .acl(KEYSPACE)
        .keysToEnd(1, 1, RO)
        .tips(shards, sum)
        .handler(this::touch);
    table.add("type").arity(2).flags(READONLY, FAST).acl(KEYSPACE).key(1, RO).handler(this::type);
    table
        .add("rename")
        .arity(3)
        .flags(WRITE)
        .acl(KEYSPACE)
        .key(1, RW, ACCESS, DELETE)
        .key(2, OW, UPDATE)
        .handler(this::rename);
    table
        .add("renamenx")
        .arity(3)
        .flags(WRITE, FAST)
        .acl(KEYSPACE)
        .key(1, RW, ACCESS, DELETE)
        .key(2, OW, INSERT)
        .handler(this::renameNx);
    table
        .add("copy")
        .arity(-3)
        .flags(WRITE, DENYOOM)
        .acl(KEYSPACE)
        .key(1, RO, ACCESS)
        .key(2, OW, UPDATE)
        .handler(this::copy);
    table
        .add("move")
        .arity(3)
        .flags(WRITE, FAST)
        .acl(KEYSPACE)
        .key(1, RW, ACCESS, UPDATE)
        .handler(this::move);
  }

  /**
   * {@code DEL key [key ...]}, {@code UNLINK key [key ...]}: the same here, for giving memory back
   * costs no more than forgetting it, but {@code lazyfreed_objects} counts one of them. Reply:
   * integer, keys removed. O(keys). Source: redis.io/docs/latest/commands/del
   */
  private static void delete(CommandContext ctx, Args args, ReplySink reply, boolean lazily) {
    int removed = 0;
    for (int i = 1; i < args.count(); i++) {
      Key key = args.key(i);
      if (ctx.db().remove(key, lazily)) {
        ctx.event(EventClass.GENERIC, "del", key);
        removed++;
      }
    }
    ctx.changed(removed);
    reply.integer(removed);
  }

  /**
   * {@code EXISTS key [key ...]}. Reply: integer, how many of the arguments name a key; one named
   * twice counts twice. O(keys). Source: redis.io/docs/latest/commands/exists
   */
  private void exists(CommandContext ctx, Args args, ReplySink reply) {
    int found = 0;
    for (int i = 1; i < args.count(); i++) {
      Key key = args.key(i);
      boolean present = ctx.db().contains(key);
      ctx.lookedUp(key, present);
      if (present) {
        found++;
      }
    }
    reply.integer(found);
  }

  /**
   * {@code TOUCH key [key ...]}: counts as an access even for a client that has sent CLIENT
   * NO-TOUCH. Reply: integer, how many of the arguments name a key. O(keys). Source:
   * redis.io/docs/latest/commands/touch
   */
  private void touch(CommandContext ctx, Args args, ReplySink reply) {
    ctx.keyspace().touch(true);
    int found = 0;
    for (int i = 1; i < args.count(); i++) {
      Key key = args.key(i);
      boolean present = ctx.db().find(key) != null;
      ctx.lookedUp(key, present);
      if (present) {
        found++;
      }
    }
    reply.integer(found);
  }

  /**
   * {@code TYPE key}. Reply: simple string, the type's name, or {@code none}. O(1). Source:
   * redis.io/docs/latest/commands/type
   */
  private void type(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Entry entry = ctx.db().peek(key);
    ctx.lookedUp(key, entry != null);
    reply.simple(entry == null ? "none" : entry.kind().printed());
  }

  /**
   * {@code RENAME key newkey}: the value takes its deadline along and replaces what newkey held.
   * Reply: OK. Errors: no such key. O(1). Source: redis.io/docs/latest/commands/rename
   */
  private void rename(CommandContext ctx, Args args, ReplySink reply) {
    moveName(ctx, args);
    reply.ok();
  }

  /**
   * {@code RENAMENX key newkey}. Reply: integer, 1 if renamed, 0 if newkey exists already. Errors:
   * no such key. O(1). Source: redis.io/docs/latest/commands/renamenx
   */
  private void renameNx(CommandContext ctx, Args args, ReplySink reply) {
    if (!ctx.db().contains(args.key(1))) {
      throw Errors.NO_SUCH_KEY;
    }
    boolean free = !ctx.db().contains(args.key(2));
    if (free) {
      moveName(ctx, args);
    }
    reply.integer(free ? 1 : 0);
  }

  private static void moveName(CommandContext ctx, Args args) {
    Database db = ctx.db();
    Key from = args.key(1);
    Key to = args.key(2);
    if (!db.rename(from, db, to)) {
      throw Errors.NO_SUCH_KEY;
    }
    if (!from.sameBytes(to)) {
      ctx.event(EventClass.NEW, "new", to);
      ctx.event(EventClass.GENERIC, "rename_from", from);
      ctx.event(EventClass.GENERIC, "rename_to", to);
      ctx.changed(1);
    }
  }

  /**
   * {@code COPY source destination [DB destination-db] [REPLACE]}: the deadline is copied too.
   * Reply: integer, 1 if copied, 0 if there is no source or the destination exists. Errors: source
   * and destination are the same; DB index. O(bytes of the value). Source:
   * redis.io/docs/latest/commands/copy
   */
  private void copy(CommandContext ctx, Args args, ReplySink reply) {
    boolean replace = false;
    Database target = ctx.db();
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.take("REPLACE")) {
        replace = true;
      } else if (opt.takeWithValue("DB")) {
        target = database(ctx, args, opt.next());
      } else {
        throw Errors.SYNTAX;
      }
    }
    Key from = args.key(1);
    Key to = args.key(2);
    if (target == ctx.db() && from.sameBytes(to)) {
      throw Errors.SAME_OBJECT;
    }
    boolean present = ctx.db().contains(from);
    ctx.lookedUp(from, present);
    boolean copied =
        present && (replace || !target.contains(to)) && ctx.db().copy(from, target, to);
    if (copied) {
      ctx.event(EventClass.NEW, "new", target.index(), to);
      ctx.event(EventClass.GENERIC, "copy_to", target.index(), to);
      ctx.changed(1);
    }
    reply.integer(copied ? 1 : 0);
  }

  /**
   * {@code MOVE key db}. Reply: integer, 1 if moved, 0 if there is no such key here or one there.
   * Errors: source and destination are the same; DB index. O(1). Source:
   * redis.io/docs/latest/commands/move
   */
  private void move(CommandContext ctx, Args args, ReplySink reply) {
    Database target = database(ctx, args, 2);
    if (target == ctx.db()) {
      throw Errors.SAME_OBJECT;
    }
    Key key = args.key(1);
    boolean moved =
        ctx.db().contains(key) && !target.contains(key) && ctx.db().rename(key, target, key);
    if (moved) {
      ctx.event(EventClass.NEW, "new", target.index(), key);
      ctx.event(EventClass.GENERIC, "move_from", key);
      ctx.event(EventClass.GENERIC, "move_to", target.index(), key);
      ctx.changed(1);
    }
    reply.integer(moved ? 1 : 0);
  }

  private static Database database(CommandContext ctx, Args args, int i) {
    long index = args.integer(i);
    if (index != (int) index) {
      throw NOT_AN_INT;
    }
    if (index < 0 || index >= ctx.keyspace().databases()) {
      throw Errors.DB_OUT_OF_RANGE;
    }
    return ctx.keyspace().database((int) index);
  }
}
