package io.redissim.core.replication;

import static io.redissim.core.command.AclCategory.CONNECTION;
import static io.redissim.core.command.CommandFlag.BLOCKING;

import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import io.redissim.core.command.BlockTimeout;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Wait;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Commands that ask how far others have followed. There is no append-only file, here or at replicas
 * that would tell of theirs.
 */
public final class WaitCommands implements CommandFamily, ClientListener {
  private static final RedisError NO_APPEND_ONLY_FILE =
      Errors.err("WAITAOF cannot be used when numlocal is set but appendonly is disabled.");
  private static final RedisError NOT_0_OR_1 =
      Errors.err("value is out of range, value must between 0 and 1");
  private static final RedisError NOT_POSITIVE =
      Errors.err("value is out of range, must be positive");

  private final Replicas replicas;
  private final BiConsumer<Client, CommandSpec> end;

  /** Who waits for replicas. One that has been answered meanwhile is forgotten at the next look. */
  private final Map<Client, Wanted> waiting = new LinkedHashMap<>();

  /**
   * @param command WAIT
   * @param offset what replicas must have
   * @param count how many of them
   */
  private record Wanted(CommandSpec command, long offset, long count) {}

  /**
   * @param end ends the command that a client waits in as at its timeout, if it is this one
   */
  public WaitCommands(Replicas replicas, BiConsumer<Client, CommandSpec> end) {
    this.replicas = replicas;
    this.end = end;
    replicas.onAcknowledged(this::acknowledged);
  }

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
   * {@code WAIT numreplicas timeout}. Reply: integer, replicas that have all writes of this client,
   * as soon as they are enough, or at the timeout. Errors: timeout. O(replicas). Source:
   * redis.io/docs/latest/commands/wait
   */
  private void await(CommandContext ctx, Args args, ReplySink reply) {
    long wanted = args.integer(1);
    long deadline = BlockTimeout.millis(ctx, args, 2);
    long offset = ctx.client().wroteUpTo();
    int followed = replicas.followedTo(offset);
    if (followed >= wanted || !ctx.mayBlock()) {
      reply.integer(followed);
      return;
    }
    waiting.put(ctx.client(), new Wanted(ctx.command(), offset, wanted));
    ctx.block(Wait.forTime(args, deadline, late -> late.integer(replicas.followedTo(offset))));
    replicas.ask();
  }

  private void acknowledged() {
    if (waiting.isEmpty()) {
      return;
    }
    for (Map.Entry<Client, Wanted> entry : List.copyOf(waiting.entrySet())) {
      Wanted wanted = entry.getValue();
      if (!entry.getKey().waiting()) {
        waiting.remove(entry.getKey());
      } else if (replicas.followedTo(wanted.offset) >= wanted.count) {
        waiting.remove(entry.getKey());
        end.accept(entry.getKey(), wanted.command);
      }
    }
  }

  @Override
  public void left(Client client) {
    waiting.remove(client);
  }

  /**
   * {@code WAITAOF numlocal numreplicas timeout}. Reply: array of two integers, files here (0 or 1)
   * and on replicas that have all writes of this client: 0 and 0, at the timeout unless 0 replicas
   * are enough. Errors: numlocal without an append-only file; ranges; timeout. TODO: ask when there
   * are append-only files. O(1). Source: redis.io/docs/latest/commands/waitaof
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

  private static void nowhere(ReplySink reply) {
    reply.array(2);
    reply.integer(0);
    reply.integer(0);
  }
}
