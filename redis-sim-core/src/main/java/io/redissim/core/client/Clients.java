package io.redissim.core.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The connected clients of one engine, oldest first. */
public final class Clients {
  private final Map<Long, Client> byId = new LinkedHashMap<>();
  private final List<ClientListener> listeners = new ArrayList<>();
  private long lastId;
  private long connectionsReceived;
  private SendListener sendListener = (client, bytes) -> {};

  /** Who is told of {@link Client#send}; there is one, for the clients that connect from now on. */
  public void onSend(SendListener listener) {
    sendListener = listener;
  }

  /** A new client with the next id. */
  public Client connect(ClientTransport transport, long nowMillis, boolean authenticated) {
    Client client = new Client(++lastId, transport, sendListener, nowMillis, authenticated);
    byId.put(client.id(), client);
    connectionsReceived++;
    return client;
  }

  /** Adds one who is told of clients that leave or start anew. */
  public void listen(ClientListener listener) {
    listeners.add(listener);
  }

  /** The client is gone. A second call does nothing. */
  public void disconnect(Client client) {
    if (byId.remove(client.id()) != null) {
      for (ClientListener listener : listeners) {
        listener.left(client);
      }
    }
  }

  /** What others keep for the client is to be forgotten: RESET. */
  public void reset(Client client) {
    for (ClientListener listener : listeners) {
      listener.reset(client);
    }
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
