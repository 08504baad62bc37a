package io.redissim.core.client;

/**
 * Told of what ends a client's state, by those who keep some of it: subscriptions, watched keys.
 */
public interface ClientListener {
  /** The connection is gone; nothing more can be sent to it. */
  default void left(Client client) {}

  /** RESET: the client is to be as after connecting. */
  default void reset(Client client) {}
}
