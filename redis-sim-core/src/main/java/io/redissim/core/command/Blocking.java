package io.redissim.core.command;

import io.redissim.core.client.Client;

/** Where clients wait for keys. */
@FunctionalInterface
public interface Blocking {
  /** The client, whose command runs, waits from now on, or goes on waiting in its place. */
  void block(Client client, CommandSpec command, Wait wait);
}
