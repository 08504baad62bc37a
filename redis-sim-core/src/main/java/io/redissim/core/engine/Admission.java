package io.redissim.core.engine;

import io.redissim.core.client.Client;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.connection.Authentication;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.transaction.Transactions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a command that exists may run now. The order of the checks is part of the contract: the
 * first that fails is what the client reads. Source: Valkey {@code server.c:processCommand}.
 */
final class Admission {
  private static final RedisError DEBUG_NOT_ALLOWED =
      new RedisError(
          "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\","
              + " you can run it from a local connection, otherwise you need to set this option in"
              + " the configuration file, and then restart the server.");

  /** What a subscriber may do in RESP2, where a message cannot be told from a reply. */
  private static final Set<String> WHILE_SUBSCRIBED =
      Set.of(
          "ping",
          "psubscribe",
          "punsubscribe",
          "quit",
          "reset",
          "ssubscribe",
          "subscribe",
          "sunsubscribe",
          "unsubscribe");

  private static final RedisError NOT_IN_TRANSACTION =
      new RedisError("ERR Command not allowed inside a transaction");

  /** To Redis a monitor is a kind of replica. */
  private static final RedisError REPLICA_TOUCHES_KEYS =
      new RedisError("ERR Replica can't interact with the keyspace");

  private final Keyspace keyspace;
  private final Transactions transactions;
  private final Authentication authentication;
  private String debugAllowed = "no";
  private long maxMemory;
  private boolean heapFull;

  Admission(Keyspace keyspace, Transactions transactions, Authentication authentication) {
    this.keyspace = keyspace;
    this.transactions = transactions;
    this.authentication = authentication;
  }

  /** Bytes; 0: no limit. */
  void maxMemory(long bytes) {
    maxMemory = bytes;
  }

  /** The heap is a limit too, where maxmemory sets none or one that is too high for it. */
  void heapIsFull(boolean full) {
    heapFull = full;
  }

  /** {@code no}, {@code local} or {@code yes}. */
  void allowDebug(String from) {
    debugAllowed = from;
  }

  /** Null: it may run. */
  @Nullable RedisError refusal(Client client, CommandSpec command, Args args) {
    if (!command.acceptsCount(args.count())) {
      return Errors.wrongArity(command.name());
    }
    if (command.is(CommandFlag.PROTECTED) && !mayDebug(client)) {
      return DEBUG_NOT_ALLOWED;
    }
    if (!client.authenticated() && !command.is(CommandFlag.NO_AUTH) && authentication.required()) {
      return Errors.NO_AUTH;
    }
    if (client.inTransaction() && command.is(CommandFlag.NO_MULTI)) {
      return NOT_IN_TRANSACTION;
    }
    if (needsMemory(client, command)
        && (heapFull || (maxMemory > 0 && keyspace.usedBytes() > maxMemory))) {
      return Errors.OUT_OF_MEMORY;
    }
    if (client.subscribed()
        && client.protocol() == 2
        && !WHILE_SUBSCRIBED.contains(command.name())) {
      return Errors.err(
          "Can't execute '"
              + command.name()
              + "': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET are allowed in"
              + " this context");
    }
    boolean touchesKeys =
        command.is(CommandFlag.WRITE)
            || command.is(CommandFlag.READONLY)
            || command.is(CommandFlag.MAY_REPLICATE);
    if ((client.monitors() || client.replica()) && touchesKeys) {
      return REPLICA_TOUCHES_KEYS;
    }
    return null;
  }

  private boolean needsMemory(Client client, CommandSpec command) {
    return command.is(CommandFlag.DENYOOM)
        || (client.inTransaction() && isExec(command) && transactions.needsMemory(client));
  }

  static boolean isExec(CommandSpec command) {
    return command.name().equals("exec");
  }

  private boolean mayDebug(Client client) {
    return debugAllowed.equals("yes") || (debugAllowed.equals("local") && client.isLocal());
  }
}
