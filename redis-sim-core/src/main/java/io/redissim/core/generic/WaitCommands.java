package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.CONNECTION;
import static io.redissim.core.command.CommandFlag.BLOCKING;

import io.redissim.core.command.BlockTimeout;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Wait;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/**
 * Commands that ask how far others have followed. There are no replicas and there is no append-only
 * file, so nobody has.
 */
public final class WaitCommands implements CommandFamily {
  private static final RedisError NO_APPEND_ONLY_FILE =
      Errors.err("WAITAOF cannot be used when numlocal is set but appendonly is disabled.");
  private static final RedisError NOT_0_OR_1 =
      Errors.err("value is out of range, value must between 0 and 1");
  private static final RedisError NOT_POSITIVE =
      Errors.err("value is out of range, must be positive");

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("wait")
        .arity(3)
        .flags(BLOCKING)
        .acl(CONNECTION)
        .tips("request_policy:all_shards", "response_policy:agg_min")
        .handler(this::await);
    table
        .add("waitaof")
        .arity(4)
        .flags(BLOCKING)
        .acl(CONNECTION)
        .tips("request_policy:all_shards", "response_policy:agg_min")
        .handler(this::awaitFile);
  }

  /**
   * {@code WAIT numreplicas timeout}. Reply: integer, replicas that have all writes of this client:
   * 0, at the timeout unless 0 are enough. Errors: timeout. TODO: ask the replicas when replication
   * exists. O(1). Source: redis.io/docs/latest/commands/wait
   */
  private void await(CommandContext ctx, Args args, ReplySink reply) {
    long wanted = args.integer(1);
    long deadline = BlockTimeout.millis(ctx, args, 2);
    if (wanted <= 0 || !ctx.mayBlock()) {
      nobody(reply);
    } else {
      ctx.block(Wait.forTime(args, deadline, WaitCommands::nobody));
    }
  }

  /**
   * {@code WAITAOF numlocal numreplicas timeout}. Reply: array of two integers, files here (0 or 1)
   * and on replicas that have all writes of this client: 0 and 0, at the timeout unless 0 replicas
   * are enough. Errors: numlocal without an append-only file; ranges; timeout. TODO: as for WAIT.
   * O(1). Source: redis.io/docs/latest/commands/waitaof
   */
  private void awaitFile(CommandContext ctx, Args args, ReplySink reply) {
    long local = args.integer(1);
    if (local < 0 || local > 1) {
      throw NOT_0_OR_1;
    }
    long wanted = args.integer(2);
    if (wanted < 0) {
      throw NOT_POSITIVE;
    }
    long deadline = BlockTimeout.millis(ctx, args, 3);
    if (local > 0) {
      throw NO_APPEND_ONLY_FILE;
    }
    if (wanted == 0 || !ctx.mayBlock()) {
      nowhere(reply);
    } else {
      ctx.block(Wait.forTime(args, deadline, WaitCommands::nowhere));
    }
  }

  private static void nobody(ReplySink reply) {
    reply.integer(0);
  }

  private static void nowhere(ReplySink reply) {
    reply.array(2);
    reply.integer(0);
    reply.integer(0);
  }
}
