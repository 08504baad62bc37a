package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Effects;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code HIMPORT}: many hashes with the same fields, whose names a client tells once. What it has
 * told is its own and goes with it, or with RESET.
 */
public final class HashImportCommands implements CommandFamily, ClientListener {
  private static final RedisError DUPLICATE = Errors.err("duplicate field name in fieldset");
  private static final RedisError NO_FIELDSET = Errors.err("no such fieldset");
  private static final RedisError MISMATCH =
      Errors.err("value count does not match fieldset field count");

  private final HashLimits limits;

  /** By client and name: the names of the fields, as arguments from 3 on. */
  private final Map<Client, Map<ByteBuffer, Args>> fieldsets = new HashMap<>();

  /** Must be made known to {@link io.redissim.core.client.Clients#listen}. */
  public HashImportCommands(HashLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("himport").arity(-2).acl(HASH);
    everywhere(table, "himport|discard", 3).handler(this::discard);
    everywhere(table, "himport|discardall", 2).handler(this::discardAll);
    everywhere(table, "himport|prepare", -4).flags(DENYOOM).handler(this::prepare);
    table
        .add("himport|set")
        .arity(-5)
        .flags(WRITE, DENYOOM)
        .acl(HASH)
        .key(2, OW, UPDATE)
        .handler(this::set);
  }

  private static CommandDeclaration everywhere(CommandTable.Builder table, String name, int arity) {
    return table.add(name).arity(arity).acl(HASH).tips("request_policy:all_shards");
  }

  @Override
  public void left(Client client) {
    fieldsets.remove(client);
  }

  @Override
  public void reset(Client client) {
    fieldsets.remove(client);
  }

  /**
   * {@code HIMPORT PREPARE fieldset field [field ...]}. Reply: OK. Errors: a field given twice.
   * O(N). Source: redis.io/docs/latest/commands/himport-prepare
   */
  private void prepare(CommandContext ctx, Args args, ReplySink reply) {
    Args kept = args.retain();
    Set<ByteBuffer> names = new HashSet<>();
    for (int i = 3; i < kept.count(); i++) {
      if (!names.add(ByteBuffer.wrap(kept.array(i)))) {
        throw DUPLICATE;
      }
    }
    fieldsets
        .computeIfAbsent(ctx.client(), client -> new HashMap<>())
        .put(ByteBuffer.wrap(kept.array(2)), kept);
    reply.ok();
  }

  /**
   * {@code HIMPORT SET key fieldset value [value ...]}: the key becomes a hash of the fields that
   * were prepared, in their order, whatever hash it held; its deadline goes. Reply: OK. Errors:
   * WRONGTYPE, no such fieldset, number of values. Effect: {@code DEL} and {@code HSET}. O(N).
   * Source: redis.io/docs/latest/commands/himport-set
   */
  private void set(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(2);
    boolean isNew = ctx.db().find(key, HashValue.TYPE) == null;
    Map<ByteBuffer, Args> own = fieldsets.get(ctx.client());
    Args fields = own == null ? null : own.get(ByteBuffer.wrap(args.copy(3)));
    if (fields == null) {
      throw NO_FIELDSET;
    }
    if (fields.count() - 3 != args.count() - 4) {
      throw MISMATCH;
    }
    HashValue hash = ctx.db().create(key, HashValue.TYPE, Database.NO_DEADLINE);
    hash.expect(limits, fields, 3, fields.count());
    for (int i = 3; i < fields.count(); i++) {
      byte[] field = fields.array(i);
      int value = i + 1;
      hash.set(
          limits,
          field,
          0,
          field.length,
          args.array(value),
          args.offset(value),
          args.length(value),
          false);
    }
    Hashes.commit(ctx, key, isNew, "hset");
    ctx.changed(args.count() - 4);
    if (!isNew) {
      ctx.effects().command(2).word("DEL").key(key);
    }
    Effects effects = ctx.effects().command(2 + 2 * (args.count() - 4)).word("HSET").key(key);
    for (int i = 3; i < fields.count(); i++) {
      effects.arg(fields, i).arg(args, i + 1);
    }
    reply.ok();
  }

  /**
   * {@code HIMPORT DISCARD fieldset}. Reply: integer, 1 if there was one. O(1). Source:
   * redis.io/docs/latest/commands/himport-discard
   */
  private void discard(CommandContext ctx, Args args, ReplySink reply) {
    Map<ByteBuffer, Args> own = fieldsets.get(ctx.client());
    boolean was = own != null && own.remove(ByteBuffer.wrap(args.copy(2))) != null;
    reply.integer(was ? 1 : 0);
  }

  /**
   * {@code HIMPORT DISCARDALL}. Reply: integer, how many fieldsets there were. O(N). Source:
   * redis.io/docs/latest/commands/himport-discardall
   */
  private void discardAll(CommandContext ctx, Args args, ReplySink reply) {
    Map<ByteBuffer, Args> own = fieldsets.remove(ctx.client());
    reply.integer(own == null ? 0 : own.size());
  }
}
