package io.redissim.core.replication;

import io.redissim.core.client.Client;
import io.redissim.core.client.ClientTransport;

/** What is known of a connection that follows, or has said by REPLCONF that it is about to. */
final class Replica {
  final Client client;

  /** Where it says it listens; 0: it did not say. */
  int port;

  /** Where it says it is; empty: where it connects from. */
  String address = "";

  /** It wants the snapshot and nothing after it. */
  boolean snapshotOnly;

  /** It says how far it is: PSYNC, not SYNC. */
  boolean acknowledges;

  /** Up to where it has everything, as it said last. */
  long acknowledged;

  long acknowledgedMillis;

  Replica(Client client) {
    this.client = client;
  }

  String address() {
    if (!address.isEmpty()) {
      return address;
    }
    ClientTransport transport = client.transport();
    String remote = transport.remoteAddress();
    int colon = remote.lastIndexOf(':');
    String host = colon < 0 ? remote : remote.substring(0, colon);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
