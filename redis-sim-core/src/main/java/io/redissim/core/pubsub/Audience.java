package io.redissim.core.pubsub;

import io.redissim.core.client.Client;
import java.util.LinkedHashSet;
import java.util.Set;

/** Who subscribed to one channel or pattern, in the order they came. Never empty while kept. */
final class Audience {
  private final Name name;
  private final Set<Client> clients = new LinkedHashSet<>();

  Audience(Name name) {
    this.name = name;
  }

  Name name() {
    return name;
  }

  /** Nobody twice. */
  Set<Client> clients() {
    return clients;
  }
}
