package io.redissim.core.connection;

import io.redissim.core.client.Client;

/** Ends the wait of a client: CLIENT UNBLOCK. */
@FunctionalInterface
public interface Unblocker {
  /** False: the client waits for nothing that it could be told to give up. */
  boolean unblock(Client client, boolean withError);
}
