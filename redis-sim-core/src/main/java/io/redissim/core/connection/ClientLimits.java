package io.redissim.core.connection;

import io.redissim.core.client.Client;
import io.redissim.core.client.Clients;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the connections that nobody uses ({@code timeout}) and those whose peer leaves too much
 * unread ({@code client-output-buffer-limit}). Every client is of the class {@code normal} yet.
 * Source: Valkey {@code timeout.c:clientsCronHandleTimeout}, {@code
 * networking.c:checkClientOutputBufferLimits}.
 */
public final class ClientLimits {
  private static final Logger LOG = LoggerFactory.getLogger(ClientLimits.class);

  /** All clients are looked at this often. */
  private static final long SWEEP_MILLIS = 1000;

  private final Clients clients;
  private final Consumer<Client> disconnect;

  private long idleSeconds;
  private long hardBytes;
  private long softBytes;
  private int softSeconds;
  private boolean limitsOutput;
  private long nextSweepMillis = Long.MIN_VALUE;

  /**
   * @param disconnect makes the engine forget a client
   */
  public ClientLimits(Clients clients, Consumer<Client> disconnect) {
    this.clients = clients;
    this.disconnect = disconnect;
  }

  /** {@code timeout}: 0 for ever. */
  public void idleSeconds(long seconds) {
    idleSeconds = seconds;
  }

  /** The limits of normal clients; 0 bytes: none. */
  public void output(long hardBytes, long softBytes, int softSeconds) {
    this.hardBytes = hardBytes;
    this.softBytes = softBytes;
    this.softSeconds = softSeconds;
    limitsOutput = hardBytes != 0 || softBytes != 0;
  }

  /**
   * Whether the connection ends because of what it is about to be sent. Then none of it is to be
   * sent, and nothing more of the client runs.
   */
  public boolean cutsOff(Client client, long unsentBytes, long nowMillis) {
    if (!limitsOutput || !client.transport().hasPeer()) {
      return false;
    }
    long bytes = unsentBytes + client.transport().outputBufferBytes();
    if (!isTooMuch(client, bytes, nowMillis)) {
      return false;
    }
    StringBuilder line = new StringBuilder();
    ClientLine.append(line, client, nowMillis);
    LOG.warn(
        "Client {} scheduled to be closed ASAP for overcoming of output buffer limits.",
        line.toString().strip());
    end(client);
    return true;
  }

  private boolean isTooMuch(Client client, long bytes, long nowMillis) {
    if (softBytes == 0 || Long.compareUnsigned(bytes, softBytes) < 0) {
      client.overSoftLimitSince(Client.NEVER);
    } else if (client.overSoftLimitSince() == Client.NEVER) {
      client.overSoftLimitSince(nowMillis);
    } else if (seconds(nowMillis) - seconds(client.overSoftLimitSince()) > softSeconds) {
      return true;
    }
    return hardBytes != 0 && Long.compareUnsigned(bytes, hardBytes) >= 0;
  }

  /** Looks at all clients, once a second. */
  public void tick(long nowMillis) {
    if (nowMillis < nextSweepMillis || (idleSeconds == 0 && !limitsOutput)) {
      return;
    }
    nextSweepMillis = nowMillis + SWEEP_MILLIS;
    for (Client client : List.copyOf(clients.all())) {
      if (!cutsOff(client, 0, nowMillis)) {
        endIfIdle(client, nowMillis);
      }
    }
  }

  private void endIfIdle(Client client, long nowMillis) {
    if (idleSeconds == 0 || client.waiting() || !client.transport().hasPeer()) {
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
