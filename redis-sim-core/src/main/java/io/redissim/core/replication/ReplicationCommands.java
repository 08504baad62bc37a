package io.redissim.core.replication;

import static io.redissim.core.command.AclCategory.ADMIN;
import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.CommandFlag.ALLOW_BUSY;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.NO_ASYNC_LOADING;
import static io.redissim.core.command.CommandFlag.NO_MULTI;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandTable;
import io.redissim.core.persist.rdb.Snapshot;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** What a replica says to the server that it follows. */
public final class ReplicationCommands implements CommandFamily {
  private final Replicas replicas;
  private final Snapshot snapshot;

  public ReplicationCommands(Replicas replicas, Snapshot snapshot) {
    this.replicas = replicas;
    this.snapshot = snapshot;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("sync")
        .arity(1)
        .flags(CommandFlag.ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI)
        .handler(this::sync);
    table
        .add("psync")
        .arity(-3)
        .flags(CommandFlag.ADMIN, NOSCRIPT, NO_ASYNC_LOADING, NO_MULTI)
        .handler(this::psync);
    table
        .add("replconf")
        .arity(-1)
        .flags(CommandFlag.ADMIN, NOSCRIPT, LOADING, STALE, ALLOW_BUSY)
        .handler(this::configure);
    table
        .add("role")
        .arity(1)
        .flags(NOSCRIPT, LOADING, STALE, FAST)
        .acl(ADMIN, DANGEROUS)
        .handler(this::role);
  }

  /**
   * {@code SYNC}. Reply: {@code $<bytes>\r\n}, then an RDB file of so many bytes, then every effect
   * as a request; none the second time. The snapshot is made at once and kept until it is sent.
   * O(bytes of the keyspace). Source: Valkey {@code replication.c:syncCommand}
   */
  private void sync(CommandContext ctx, Args args, ReplySink reply) {
    if (!ctx.client().replica()) {
      start(ctx, replicas.of(ctx.client()));
    }
  }

  /**
   * {@code PSYNC replicationid offset}. Reply: {@code +FULLRESYNC <id> <offset>}, then as SYNC:
   * what a replica has missed is not kept. Errors: not an integer. O(bytes of the keyspace).
   * Source: Valkey {@code replication.c:syncCommand, primaryTryPartialResync}
   */
  private void psync(CommandContext ctx, Args args, ReplySink reply) {
    if (ctx.client().replica()) {
      return;
    }
    args.integer(2);
    Replica replica = replicas.of(ctx.client());
    replica.acknowledges = true;
    ctx.client()
        .send(Ascii.bytes("+FULLRESYNC " + replicas.id() + ' ' + replicas.offset() + "\r\n"));
    start(ctx, replica);
  }

  private void start(CommandContext ctx, Replica replica) {
    Client client = ctx.client();
    Snapshot.File file = snapshot.take(ctx.keyspace(), ctx.now());
    client.sendUncounted(Ascii.bytes("$" + file.bytes() + "\r\n"));
    for (byte[] part : file.parts()) {
      client.sendUncounted(part);
    }
    if (replica.snapshotOnly) {
      client.close();
    } else {
      replicas.follow(replica, ctx.now());
    }
  }

  /**
   * {@code REPLCONF [option value ...]}: {@code listening-port}, {@code ip-address}, {@code capa},
   * {@code version}, {@code rdb-only}, {@code ack}. Reply: OK, but none to {@code ack} and {@code
   * getack}, which stand in the stream. Errors: syntax; an option that is unknown. O(1). Source:
   * Valkey {@code replication.c:replconfCommand}
   */
  private void configure(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() % 2 == 0) {
      throw Errors.SYNTAX;
    }
    for (int i = 1; i < args.count(); i += 2) {
      if (args.is(i, "listening-port")) {
        replicas.of(ctx.client()).port = (int) args.integer(i + 1);
      } else if (args.is(i, "ip-address")) {
        replicas.of(ctx.client()).address = address(args, i + 1);
      } else if (args.is(i, "rdb-only")) {
        replicas.of(ctx.client()).snapshotOnly = snapshotOnly(args.integer(i + 1));
      } else if (args.is(i, "ack")) {
        if (ctx.client().replica()) {
          replicas.acknowledged(ctx.client(), args.integer(i + 1), ctx.now());
        }
        return;
      } else if (args.is(i, "getack")) {
        return; // it is asked of those that follow, and this server follows nobody
      } else if (!args.is(i, "capa") && !args.is(i, "version")) {
        throw Errors.err("Unrecognized REPLCONF option: " + args.text(i));
      }
    }
    reply.ok();
  }

  private static String address(Args args, int i) {
    if (args.length(i) > 255) {
      throw Errors.err(
          "REPLCONF ip-address provided by replica instance is too long: "
              + args.length(i)
              + " bytes");
    }
    return args.text(i);
  }

  private static boolean snapshotOnly(long value) {
    return value == 1;
  }

  /**
   * {@code ROLE}. Reply: {@code [master, offset, [[address, port, offset], ...]]}, numbers of a
   * replica as bulk strings. O(replicas). Source: redis.io/docs/latest/commands/role
   */
  private void role(CommandContext ctx, Args args, ReplySink reply) {
    reply.array(3);
    reply.bulk("master");
    reply.integer(replicas.offset());
    reply.array(replicas.count());
    for (Replica replica : replicas.following()) {
      reply.array(3);
      reply.bulk(replica.address());
      reply.bulkNumber(replica.port);
      reply.bulkNumber(replica.acknowledged);
    }
  }
}
