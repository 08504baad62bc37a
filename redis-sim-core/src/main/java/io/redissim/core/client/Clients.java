package io.redissim.core.client;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connected clients of one engine, oldest first. */
public final class Clients {
  private final Map<Long, Client> byId = new LinkedHashMap<>();
  private long lastId;
  private long connectionsReceived;

  /** A new client with the next id. */
  public Client connect(ClientTransport transport, long nowMillis, boolean authenticated) {
    Client client = new Client(++lastId, transport, nowMillis, authenticated);
    byId.put(client.id(), client);
    connectionsReceived++;
    return client;
  }

  public void disconnect(Client client) {
    byId.remove(client.id());
  }

  public @Nullable Client byId(long id) {
    return byId.get(id);
  }

  public Collection<Client> all() {
    return byId.values();
  }

  public int count() {
    return byId.size();
  }

  public long connectionsReceived() {
    return connectionsReceived;
  }

  public void resetStatistics() {
    connectionsReceived = 0;
  }
}
