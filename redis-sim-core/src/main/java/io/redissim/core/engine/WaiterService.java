package io.redissim.core.engine;

import io.redissim.core.blocking.Waiter;
import io.redissim.core.blocking.WaitingClients;
import io.redissim.core.client.Client;
import io.redissim.core.client.Pause;
import io.redissim.core.connection.Unblocker;
import io.redissim.core.introspect.Statistics;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.resp.RespWriter;
import java.util.function.Consumer;

/** Answers clients that wait: from a key that became ready, at their deadline, or by force. */
final class WaiterService implements Unblocker {
  private static final RedisError UNBLOCKED =
      new RedisError("UNBLOCKED client unblocked via CLIENT UNBLOCK");

  /** More than this is not kept from reply to reply. */
  private static final int KEPT_BYTES = 1024 * 1024;

  /** Runs a command again, as the engine runs any. */
  interface Rerun {
    /** Whether the client waits again, having been given no reply. */
    boolean run(Waiter waiter, RespWriter out);
  }

  private final WaitingClients waiting;
  private final Pause pause;
  private final Keyspace keyspace;
  private final Statistics statistics;
  private final Rerun rerun;
  private final Consumer<Waiter> concluded;
  private RespWriter out = new RespWriter();

  /**
   * @param concluded counts a command that ends without having run again
   */
  WaiterService(
      WaitingClients waiting,
      Pause pause,
      Keyspace keyspace,
      Statistics statistics,
      Rerun rerun,
      Consumer<Waiter> concluded) {
    this.waiting = waiting;
    this.pause = pause;
    this.keyspace = keyspace;
    this.statistics = statistics;
    this.rerun = rerun;
    this.concluded = concluded;
  }

  /**
   * Serves from all keys that became ready, and from those that become ready by that. Between
   * commands only.
   */
  void serveReady() {
    while (waiting.hasReady()) {
      for (Waiter waiter = waiting.nextReady(); waiter != null; waiter = waiting.nextReady()) {
        if (pause.holds(Engine.writes(waiter.command()), keyspace.nowMillis())) {
          waiting.defer(waiter);
        } else {
          serve(waiter);
        }
      }
    }
  }

  /** Runs the commands again of those who asked for that by now. Between commands only. */
  void runAgain(long nowMillis) {
    for (Waiter waiter = waiting.dueAgain(nowMillis);
        waiter != null;
        waiter = waiting.dueAgain(nowMillis)) {
      if (pause.holds(Engine.writes(waiter.command()), nowMillis)) {
        waiting.putOff(waiter, nowMillis);
      } else {
        serve(waiter);
      }
    }
  }

  private void serve(Waiter waiter) {
    Client client = waiter.client();
    client.goOn();
    client.beginRun();
    try {
      out.protocol(client.protocol());
      if (rerun.run(waiter, out)) {
        return;
      }
      waiting.release(waiter);
      client.releaseMessages(out);
    } finally {
      client.endRun();
    }
    send(client);
  }

  /** Answers those whose time is over. */
  void timeOut(long nowMillis) {
    for (Waiter waiter = waiting.due(nowMillis); waiter != null; waiter = waiting.due(nowMillis)) {
      end(waiter, waiter::replyTimeout);
    }
  }

  @Override
  public boolean unblock(Client client, boolean withError) {
    Waiter waiter = waiting.of(client);
    if (waiter == null) {
      return false;
    }
    if (withError) {
      statistics.errorReplied(UNBLOCKED.code());
      waiter.command().statistics().failed();
      end(waiter, reply -> reply.error(UNBLOCKED));
    } else {
      end(waiter, waiter::replyTimeout);
    }
    return true;
  }

  private void end(Waiter waiter, Consumer<ReplySink> reply) {
    Client client = waiter.client();
    waiting.release(waiter);
    concluded.accept(waiter);
    if (client.answers()) {
      out.protocol(client.protocol());
      reply.accept(out);
    }
    client.goOn();
    send(client);
  }

  private void send(Client client) {
    if (out.totalSize() > 0) {
      client.send(out.toByteArray());
    }
    out.clear();
    if (out.array().length > KEPT_BYTES) {
      out = new RespWriter();
    }
    client.resume();
  }
}
