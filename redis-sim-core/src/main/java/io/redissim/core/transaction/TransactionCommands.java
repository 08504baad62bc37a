package io.redissim.core.transaction;

import static io.redissim.core.command.AclCategory.TRANSACTION;
import static io.redissim.core.command.CommandFlag.ALLOW_BUSY;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.NO_MULTI;
import static io.redissim.core.command.CommandFlag.SKIP_SLOWLOG;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.client.Client;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandInvoker;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.KeyFlag;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.List;

/** Several commands as one: queued, then run without anything in between. */
public final class TransactionCommands implements CommandFamily {
  private static final RedisError EXEC_WITHOUT_MULTI = new RedisError("ERR EXEC without MULTI");
  private static final RedisError DISCARD_WITHOUT_MULTI =
      new RedisError("ERR DISCARD without MULTI");
  private static final RedisError ABORTED =
      new RedisError("EXECABORT Transaction discarded because of previous errors.");

  private static final CommandFlag[] SIMPLE = {NOSCRIPT, LOADING, STALE, FAST, ALLOW_BUSY};

  private final Transactions transactions;
  private final CommandInvoker invoker;

  public TransactionCommands(Transactions transactions, CommandInvoker invoker) {
    this.transactions = transactions;
    this.invoker = invoker;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("discard").arity(1).flags(SIMPLE).acl(TRANSACTION).handler(this::discard);
    table
        .add("exec")
        .arity(1)
        .flags(NOSCRIPT, LOADING, STALE, SKIP_SLOWLOG)
        .acl(TRANSACTION)
        .handler(this::exec);
    table.add("multi").arity(1).flags(SIMPLE).flags(NO_MULTI).acl(TRANSACTION).handler(this::multi);
    table.add("unwatch").arity(1).flags(SIMPLE).acl(TRANSACTION).handler(this::unwatch);
    table
        .add("watch")
        .arity(-2)
        .flags(SIMPLE)
        .flags(NO_MULTI)
        .acl(TRANSACTION)
        .keysToEnd(1, 1, KeyFlag.RO)
        .handler(this::watch);
  }

  /**
   * {@code MULTI}. Reply: OK; what follows is queued until EXEC or DISCARD. O(1). Source:
   * redis.io/docs/latest/commands/multi
   */
  private void multi(CommandContext ctx, Args args, ReplySink reply) {
    transactions.begin(ctx.client());
    reply.ok();
  }

  /**
   * {@code DISCARD}. Reply: OK; what was queued is forgotten, and so are the watched keys. Errors:
   * no MULTI. O(commands + watched keys). Source: redis.io/docs/latest/commands/discard
   */
  private void discard(CommandContext ctx, Args args, ReplySink reply) {
    if (!ctx.client().inTransaction()) {
      throw DISCARD_WITHOUT_MULTI;
    }
    transactions.discard(ctx.client());
    reply.ok();
  }

  /**
   * {@code EXEC}. Reply: an array of the replies of the queued commands, errors among them; nil if
   * a watched key was touched. Errors: no MULTI; EXECABORT if a command was refused when it was to
   * be queued. Effect: those of the commands, as one unit. O(what was queued). Source:
   * redis.io/docs/latest/commands/exec, Valkey {@code multi.c:execCommand}
   */
  private void exec(CommandContext ctx, Args args, ReplySink reply) {
    Client client = ctx.client();
    if (!client.inTransaction()) {
      throw EXEC_WITHOUT_MULTI;
    }
    Transaction transaction = transactions.of(client);
    boolean touched = client.watchedTouched() || transactions.watches().hasExpired(client);
    if (transaction.failed() || touched) {
      transactions.discard(client);
      if (transaction.failed()) {
        throw ABORTED;
      }
      reply.nilArray();
      return;
    }
    transactions.unwatch(client);
    runAll(ctx, client, transaction.commands(), reply);
    transactions.discard(client);
  }

  private void runAll(
      CommandContext ctx, Client client, List<Transaction.Queued> commands, ReplySink reply) {
    reply.array(commands.size());
    ctx.denyBlocking(true);
    ctx.effects().beginUnit();
    try {
      for (Transaction.Queued queued : commands) {
        Args args = Args.of(ctx.keyspace().keyHash(), queued.words());
        invoker.invoke(client, queued.command(), args, reply);
      }
    } finally {
      ctx.effects().endUnit();
      ctx.effects().none();
      ctx.denyBlocking(false);
    }
  }

  /**
   * {@code WATCH key [key ...]}. Reply: OK; EXEC runs only if none of the keys is touched until
   * then. O(keys). Source: redis.io/docs/latest/commands/watch
   */
  private void watch(CommandContext ctx, Args args, ReplySink reply) {
    if (!ctx.client().watchedTouched()) {
      for (int i = 1; i < args.count(); i++) {
        transactions.watches().watch(ctx.client(), ctx.db(), args.key(i));
      }
    }
    reply.ok();
  }

  /**
   * {@code UNWATCH}. Reply: OK; no key is watched, and it does not matter which were touched.
   * O(keys). Source: redis.io/docs/latest/commands/unwatch
   */
  private void unwatch(CommandContext ctx, Args args, ReplySink reply) {
    transactions.unwatch(ctx.client());
    reply.ok();
  }
}
