package io.redissim.core.client;

/** Told of what is sent to clients beside the replies to the requests they are running. */
@FunctionalInterface
public interface SendListener {
  /** So many bytes were handed to the client's transport. */
  void sent(Client client, int bytes);
}
