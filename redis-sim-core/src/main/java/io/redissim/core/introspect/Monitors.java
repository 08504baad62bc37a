package io.redissim.core.introspect;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.SplitArgs;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import io.redissim.core.resp.Args;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The clients that watch what all others do: one line a command, {@code +<seconds>.<microseconds>
 * [<db> <address>] "<word>" ...\r\n}, written once for all of them. Source: Valkey {@code
 * replication.c:replicationFeedMonitors}.
 */
public final class Monitors implements ClientListener {
  private static final String REDACTED = "\"(redacted)\"";

  private final Set<Client> clients = new LinkedHashSet<>();

  boolean isEmpty() {
    return clients.isEmpty();
  }

  void add(Client client) {
    clients.add(client);
    client.monitors(true);
  }

  @Override
  public void left(Client client) {
    clients.remove(client);
    client.monitors(false);
  }

  @Override
  public void reset(Client client) {
    left(client);
  }

  /** The client has run a command; {@code redacted}: the words that nobody must read. */
  void show(Client client, Args args, BitSet redacted, long nowMicros) {
    byte[] line = line(client, args, redacted, nowMicros);
    for (Client monitor : clients) {
      monitor.send(line);
    }
  }

  private static byte[] line(Client client, Args args, BitSet redacted, long nowMicros) {
    StringBuilder line = new StringBuilder(128);
    line.append(
        String.format(
            Locale.ROOT,
            "+%d.%06d [%d %s]",
            Math.floorDiv(nowMicros, 1_000_000L),
            Math.floorMod(nowMicros, 1_000_000L),
            client.databaseIndex(),
            address(client)));
    for (int i = 0; i < args.count(); i++) {
      line.append(' ').append(redacted.get(i) ? REDACTED : SplitArgs.quoted(args.text(i)));
    }
    return Ascii.bytes(line.append("\r\n").toString());
  }

  /** A unix socket has no port. */
  private static String address(Client client) {
    String address = client.transport().remoteAddress();
    return address.startsWith("/")
        ? "unix:" + address.substring(0, address.lastIndexOf(':'))
        : address;
  }
}
