package io.redissim.core.connection;

import io.redissim.core.client.Client;
import io.redissim.core.client.Clients;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connections that nobody uses ({@code timeout}) and those whose peer leaves too much
 * unread ({@code client-output-buffer-limit}), by its class. Source: Valkey {@code
 * timeout.c:clientsCronHandleTimeout}, {@code networking.c:checkClientOutputBufferLimits}.
 */
public final class ClientLimits {
  private static final Logger LOG = LoggerFactory.getLogger(ClientLimits.class);

  /** All clients are looked at this often. */
  private static final long SWEEP_MILLIS = 1000;

  private final Clients clients;
  private final Consumer<Client> disconnect;
  private final Runnable count;

  /** 0 bytes: no limit. Bytes are unsigned. */
  private record Limit(long hardBytes, long softBytes, int softSeconds) {
    static final Limit NONE = new Limit(0, 0, 0);

    boolean exists() {
      return hardBytes != 0 || softBytes != 0;
    }
  }

  private long idleSeconds;
  private Limit normal = Limit.NONE;
  private Limit pubSub = Limit.NONE;
  private Limit replica = Limit.NONE;

  /** Cut off in the middle of a command, which may be walking over clients. */
  private final List<Client> cutOff = new ArrayList<>();

  private long nextSweepMillis = Long.MIN_VALUE;

  /**
   * @param disconnect makes the engine forget a client
   * @param count is run for each client that is cut off because of its output
   */
  public ClientLimits(Clients clients, Consumer<Client> disconnect, Runnable count) {
    this.clients = clients;
    this.disconnect = disconnect;
    this.count = count;
  }

  /** {@code timeout}: 0 for ever. */
  public void idleSeconds(long seconds) {
    idleSeconds = seconds;
  }

  /** The limits of normal clients; 0 bytes: none. */
  public void normalOutput(long hardBytes, long softBytes, int softSeconds) {
    normal = new Limit(hardBytes, softBytes, softSeconds);
  }

  /** The limits of clients that subscribe; 0 bytes: none. */
  public void pubSubOutput(long hardBytes, long softBytes, int softSeconds) {
    pubSub = new Limit(hardBytes, softBytes, softSeconds);
  }

  /** The limits of replicas; 0 bytes: none. What they are sent as a snapshot does not count. */
  public void replicaOutput(long hardBytes, long softBytes, int softSeconds) {
    replica = new Limit(hardBytes, softBytes, softSeconds);
  }

  /**
   * Whether the connection ends because of what it is about to be sent. Then none of it is to be
   * sent, and nothing more of the client runs.
   */
  public boolean cutsOff(Client client, ReplySink unsent, long nowMillis) {
    return cutsOff(client, unsent.totalSize(), unsent.uncountedSize(), nowMillis);
  }

  /**
   * Whether the reply being written is already too much by the hard limit: the connection is going
   * to end, and the rest need not be written.
   */
  public boolean overflows(Client client, ReplySink unsent) {
    Limit limit = limitOf(client);
    return limit.hardBytes != 0
        && client.transport().hasPeer()
        && isOver(limit.hardBytes, counted(client, unsent.totalSize(), unsent.uncountedSize()));
  }

  /** Whether a reply ends the connection if only it is large enough. */
  public boolean limitsOutput(Client client) {
    return limitOf(client).hardBytes != 0 && client.transport().hasPeer();
  }

  private boolean cutsOff(Client client, long unsentBytes, int uncounted, long nowMillis) {
    if (!exceeds(client, unsentBytes, uncounted, nowMillis)) {
      return false;
    }
    end(client);
    return true;
  }

  /**
   * Something was sent to a client beside its replies. If it is too much, the connection closes,
   * and the engine forgets the client with the next call of {@link #forgetCutOff}.
   */
  public void sent(Client client, long nowMillis) {
    if (exceeds(client, 0, RespWriter.UNCOUNTED, nowMillis)) {
      client.close();
      client.transport().closeNow();
      cutOff.add(client);
    }
  }

  /** Between two commands: nobody walks over clients. */
  public void forgetCutOff() {
    if (!cutOff.isEmpty()) {
      cutOff.forEach(disconnect);
      cutOff.clear();
    }
  }

  private static long counted(Client client, long unsentBytes, int uncounted) {
    long unread = unsentBytes + client.transport().outputBufferBytes();
    return Math.max(0, client.countedOutput(unread) - uncounted);
  }

  private static boolean isOver(long limit, long bytes) {
    return limit != 0 && Long.compareUnsigned(bytes, limit) >= 0;
  }

  private boolean exceeds(Client client, long unsentBytes, int uncounted, long nowMillis) {
    Limit limit = limitOf(client);
    if (!limit.exists() || !client.transport().hasPeer()) {
      return false;
    }
    if (!isTooMuch(client, limit, counted(client, unsentBytes, uncounted), nowMillis)) {
      return false;
    }
    count.run();
    StringBuilder line = new StringBuilder();
    ClientLine.append(line, client, nowMillis);
    LOG.warn(
        "Client {} scheduled to be closed ASAP for overcoming of output buffer limits.",
        line.toString().strip());
    return true;
  }

  private Limit limitOf(Client client) {
    if (client.replica()) {
      return replica;
    }
    return client.subscribed() ? pubSub : normal;
  }

  private static boolean isTooMuch(Client client, Limit limit, long bytes, long nowMillis) {
    if (!isOver(limit.softBytes, bytes)) {
      client.overSoftLimitSince(Client.NEVER);
    } else if (client.overSoftLimitSince() == Client.NEVER) {
      client.overSoftLimitSince(nowMillis);
    } else if (seconds(nowMillis) - seconds(client.overSoftLimitSince()) > limit.softSeconds) {
      return true;
    }
    return isOver(limit.hardBytes, bytes);
  }

  /** Looks at all clients, once a second. */
  public void tick(long nowMillis) {
    forgetCutOff();
    boolean unlimited =
        idleSeconds == 0 && !normal.exists() && !pubSub.exists() && !replica.exists();
    if (nowMillis < nextSweepMillis || unlimited) {
      return;
    }
    nextSweepMillis = nowMillis + SWEEP_MILLIS;
    for (Client client : List.copyOf(clients.all())) {
      if (!cutsOff(client, 0, RespWriter.UNCOUNTED, nowMillis)) {
        endIfIdle(client, nowMillis);
      }
    }
  }

  private void endIfIdle(Client client, long nowMillis) {
    boolean mayBeIdle = client.waiting() || client.subscribed() || client.replica();
    if (idleSeconds == 0 || mayBeIdle || !client.transport().hasPeer()) {
      return;
    }
    client.outputSeen(client.transport().outputBufferBytes(), nowMillis);
    if (seconds(nowMillis) - seconds(client.lastInteractionMillis()) > idleSeconds) {
      LOG.debug("Closing idle client");
      end(client);
    }
  }

  private void end(Client client) {
    client.close();
    disconnect.accept(client);
    client.transport().closeNow();
  }

  private static long seconds(long millis) {
    return Math.floorDiv(millis, 1000L);
  }
}
