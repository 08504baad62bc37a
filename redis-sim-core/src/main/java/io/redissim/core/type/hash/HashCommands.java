package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** Setting, getting and removing fields of hashes. */
public final class HashCommands implements CommandFamily {
  private final HashLimits limits;

  public HashCommands(HashLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    declareWriters(table);
    declareReaders(table);
    declareWholeReaders(table);
  }

  private void declareWriters(CommandTable.Builder table) {
    table
        .add("hset")
        .arity(-4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HASH)
        .key(1, RW, UPDATE)
        .handler(this::hset);
    table
        .add("hmset")
        .arity(-4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HASH)
        .key(1, RW, UPDATE)
        .handler(this::hmset);
    table
        .add("hsetnx")
        .arity(4)
        .flags(WRITE, DENYOOM, FAST)
        .acl(HASH)
        .key(1, RW, INSERT)
        .handler(this::hsetNx);
    table.add("hdel").arity(-3).flags(WRITE, FAST).acl(HASH).key(1, RW, DELETE).handler(this::hdel);
  }

  private void declareReaders(CommandTable.Builder table) {
    table
        .add("hget")
        .arity(3)
        .flags(READONLY, FAST)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .handler(this::hget);
    table
        .add("hmget")
        .arity(-3)
        .flags(READONLY, FAST)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .handler(this::hmget);
    table.add("hexists").arity(3).flags(READONLY, FAST).acl(HASH).key(1, RO).handler(this::hexists);
    table.add("hlen").arity(2).flags(READONLY, FAST).acl(HASH).key(1, RO).handler(this::hlen);
    table.add("hstrlen").arity(3).flags(READONLY, FAST).acl(HASH).key(1, RO).handler(this::hstrlen);
  }

  private void declareWholeReaders(CommandTable.Builder table) {
    table
        .add("hgetall")
        .arity(2)
        .flags(READONLY)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output_order")
        .handler(this::hgetAll);
    table
        .add("hkeys")
        .arity(2)
        .flags(READONLY)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output_order")
        .handler(this::hkeys);
    table
        .add("hvals")
        .arity(2)
        .flags(READONLY)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output_order")
        .handler(this::hvals);
  }

  /**
   * {@code HSET key field value [field value ...]}: fields that are there lose their deadlines.
   * Reply: integer, how many fields are new. Errors: arity, WRONGTYPE. O(N). Source:
   * redis.io/docs/latest/commands/hset
   */
  private void hset(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(setAll(ctx, args));
  }

  /**
   * {@code HMSET key field value [field value ...]}. Reply: OK. Errors: arity, WRONGTYPE. O(N).
   * Source: redis.io/docs/latest/commands/hmset
   */
  private void hmset(CommandContext ctx, Args args, ReplySink reply) {
    setAll(ctx, args);
    reply.ok();
  }

  private long setAll(CommandContext ctx, Args args) {
    if ((args.count() & 1) != 0) {
      throw Errors.wrongArity(ctx.command().name());
    }
    Key key = args.key(1);
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    boolean isNew = hash.size() == 0;
    hash.expect(limits, args, 2, args.count());
    long created = 0;
    for (int i = 2; i < args.count(); i += 2) {
      created += hash.set(limits, args, i, i + 1) ? 1 : 0;
    }
    Hashes.commit(ctx, key, isNew, "hset");
    ctx.changed((args.count() - 2) / 2);
    return created;
  }

  /**
   * {@code HSETNX key field value}. Reply: integer, 1 if the field was set, 0 if it was there.
   * Errors: WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/hsetnx
   */
  private void hsetNx(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    if (hash.find(args, 2)) {
      ctx.db().leave();
      reply.integer(0);
      return;
    }
    boolean isNew = hash.size() == 0;
    hash.expect(limits, args, 2, 4);
    hash.set(limits, args, 2, 3);
    Hashes.commit(ctx, key, isNew, "hset");
    ctx.changed(1);
    reply.integer(1);
  }

  /**
   * {@code HDEL key field [field ...]}; without fields the key goes. Reply: integer, how many
   * fields were removed. Errors: WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/hdel
   */
  private void hdel(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    HashValue hash = ctx.db().edit(key, HashValue.TYPE);
    long removed = 0;
    for (int i = 2; i < args.count(); i++) {
      removed += hash.remove(args, i) ? 1 : 0;
    }
    if (removed == 0) {
      ctx.db().leave();
    } else {
      Hashes.commitRemoval(ctx, key);
      ctx.changed(removed);
    }
    reply.integer(removed);
  }

  /**
   * {@code HGET key field}. Reply: bulk string, nil if there is no such field. Errors: WRONGTYPE.
   * O(1). Source: redis.io/docs/latest/commands/hget
   */
  private void hget(CommandContext ctx, Args args, ReplySink reply) {
    replyValue(reply, Hashes.read(ctx, args.key(1)), args, 2);
  }

  /**
   * {@code HMGET key field [field ...]}. Reply: array of the values, nil for a field that is
   * missing. Errors: WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/hmget
   */
  private void hmget(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.array(args.count() - 2);
    for (int i = 2; i < args.count(); i++) {
      replyValue(reply, hash, args, i);
    }
  }

  static void replyValue(ReplySink reply, @Nullable HashValue hash, Args args, int field) {
    if (hash != null && hash.find(args, field)) {
      hash.value().replyTo(reply);
    } else {
      reply.nil();
    }
  }

  /**
   * {@code HEXISTS key field}. Reply: integer, 1 if there is such a field. Errors: WRONGTYPE. O(1).
   * Source: redis.io/docs/latest/commands/hexists
   */
  private void hexists(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.integer(hash != null && hash.find(args, 2) ? 1 : 0);
  }

  /**
   * {@code HLEN key}. Reply: integer, how many fields there are, 0 without a key. Errors:
   * WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/hlen
   */
  private void hlen(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.integer(hash == null ? 0 : hash.size());
  }

  /**
   * {@code HSTRLEN key field}. Reply: integer, bytes of the value, 0 without one. Errors:
   * WRONGTYPE. O(1). Source: redis.io/docs/latest/commands/hstrlen
   */
  private void hstrlen(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.integer(hash != null && hash.find(args, 2) ? hash.value().length() : 0);
  }

  /**
   * {@code HGETALL key}. Reply: map of all fields to their values; an array of both in turn in
   * RESP2. Errors: WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/hgetall
   */
  private void hgetAll(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.map(length(hash));
    if (hash != null) {
      for (boolean more = hash.first(); more; more = hash.next()) {
        hash.field().replyTo(reply);
        hash.value().replyTo(reply);
      }
    }
  }

  /**
   * {@code HKEYS key}. Reply: array of all fields. Errors: WRONGTYPE. O(N). Source:
   * redis.io/docs/latest/commands/hkeys
   */
  private void hkeys(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.array(length(hash));
    if (hash != null) {
      for (boolean more = hash.first(); more; more = hash.next()) {
        hash.field().replyTo(reply);
      }
    }
  }

  /**
   * {@code HVALS key}. Reply: array of all values. Errors: WRONGTYPE. O(N). Source:
   * redis.io/docs/latest/commands/hvals
   */
  private void hvals(CommandContext ctx, Args args, ReplySink reply) {
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.array(length(hash));
    if (hash != null) {
      for (boolean more = hash.first(); more; more = hash.next()) {
        hash.value().replyTo(reply);
      }
    }
  }

  private static int length(@Nullable HashValue hash) {
    return hash == null ? 0 : Math.toIntExact(hash.size());
  }
}
