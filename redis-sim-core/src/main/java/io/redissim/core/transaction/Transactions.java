package io.redissim.core.transaction;

import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.util.HashMap;
import java.util.Map;

/** The open transactions, and what the engine asks of them when it admits a command. */
public final class Transactions implements ClientListener {
  private final Map<Client, Transaction> open = new HashMap<>();
  private final Watches watches;

  public Transactions(Watches watches) {
    this.watches = watches;
  }

  // ---- for the engine ----

  /** Keeps a command of a client in a transaction for EXEC. */
  public void queue(Client client, CommandSpec command, Args args) {
    Transaction transaction = of(client);
    if (!transaction.failed() && !client.watchedTouched()) {
      transaction.add(command, args);
      client.queued(transaction.commands().size(), transaction.bytes());
    }
  }

  /** A command of a client in a transaction was refused: so will EXEC be. */
  public void fail(Client client) {
    of(client).fail();
    client.queued(0, 0);
  }

  /** EXEC was refused: there is no transaction any more, and this is what the client reads. */
  public RedisError abort(Client client, RedisError reason) {
    discard(client);
    return new RedisError("EXECABORT Transaction discarded because of: " + Errors.reason(reason));
  }

  /** Whether EXEC of this client would run a command that is refused when memory is short. */
  public boolean needsMemory(Client client) {
    return client.inTransaction() && of(client).needsMemory();
  }

  /** Whether EXEC of this client would run a command that writes. */
  public boolean writes(Client client) {
    return client.inTransaction() && of(client).writes();
  }

  // ---- for the commands ----

  void begin(Client client) {
    open.put(client, new Transaction());
    client.inTransaction(true);
  }

  Transaction of(Client client) {
    Transaction transaction = open.get(client);
    if (transaction == null) {
      throw new IllegalStateException("the client is in no transaction");
    }
    return transaction;
  }

  /** Neither a transaction nor watched keys are left. */
  void discard(Client client) {
    open.remove(client);
    client.inTransaction(false);
    unwatch(client);
  }

  void unwatch(Client client) {
    watches.unwatchAll(client);
    client.forgetTouch();
  }

  Watches watches() {
    return watches;
  }

  @Override
  public void left(Client client) {
    discard(client);
  }

  @Override
  public void reset(Client client) {
    discard(client);
  }
}
