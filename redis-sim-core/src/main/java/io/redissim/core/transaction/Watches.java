package io.redissim.core.transaction;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyMap;
import io.redissim.core.client.Client;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.keyspace.KeyspaceListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which clients watch which keys. A client whose key is touched is told so once ({@link
 * Client#touchWatched}) and watches nothing from then on. Costs one comparison per write while
 * nobody watches. Source: Valkey {@code multi.c:touchWatchedKey}, {@code touchAllWatchedKeysInDb}.
 */
public final class Watches implements KeyspaceListener {
  private final List<KeyMap<Map<Client, WatchedKey>>> watchers = new ArrayList<>();
  private final Map<Client, List<WatchedKey>> byClient = new HashMap<>();

  private int keys;

  public Watches(Keyspace keyspace) {
    for (int i = 0; i < keyspace.databases(); i++) {
      watchers.add(new KeyMap<>());
    }
  }

  /** Clients that watch something. */
  public int clients() {
    return byClient.size();
  }

  /** Keys that somebody watches. */
  public int keys() {
    return keys;
  }

  void watch(Client client, Database database, Key view) {
    List<WatchedKey> own = byClient.computeIfAbsent(client, c -> new ArrayList<>());
    KeyMap<Map<Client, WatchedKey>> map = watchers.get(database.index());
    Map<Client, WatchedKey> watching = map.get(view);
    if (watching != null && watching.containsKey(client)) {
      return;
    }
    byte[] bytes = view.copy();
    Key key = new Key().point(bytes, 0, bytes.length, view.hash());
    if (watching == null) {
      watching = new LinkedHashMap<>();
      map.add(key, watching);
      keys++;
    }
    WatchedKey watched = new WatchedKey(client, database, key, watching);
    watching.put(client, watched);
    own.add(watched);
    client.watches(own.size());
  }

  void unwatchAll(Client client) {
    List<WatchedKey> own = byClient.remove(client);
    if (own == null) {
      return;
    }
    for (WatchedKey watched : own) {
      watched.watching.remove(client);
      if (watched.watching.isEmpty()) {
        watchers.get(watched.database.index()).remove(watched.key);
        keys--;
      }
    }
    client.watches(0);
  }

  /** Whether a key that this client watches has expired since, and nobody has met it yet. */
  boolean hasExpired(Client client) {
    for (WatchedKey watched : byClient.getOrDefault(client, List.of())) {
      if (!watched.stale && watched.database.isStale(watched.key)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void modified(Database database, Key key) {
    touch(database, key, false);
  }

  @Override
  public void expired(Database database, Key key) {
    touch(database, key, true);
  }

  private void touch(Database database, Key key, boolean expired) {
    if (byClient.isEmpty()) {
      return;
    }
    Map<Client, WatchedKey> watching = watchers.get(database.index()).get(key);
    if (watching != null) {
      for (WatchedKey watched : List.copyOf(watching.values())) {
        if (expired && watched.stale) {
          watched.stale = false;
        } else {
          watched.client.touchWatched();
          unwatchAll(watched.client);
        }
      }
    }
  }

  @Override
  public void clearing(Database database) {
    watchers
        .get(database.index())
        .forEach(
            (key, watching) -> {
              if (database.isAlive(key) || database.isStale(key)) {
                watching.values().forEach(Watches::removed);
              }
            });
  }

  /** The key goes away with all others. */
  private static void removed(WatchedKey watched) {
    if (watched.stale) {
      watched.stale = false;
    } else {
      watched.client.touchWatched();
    }
  }

  @Override
  public void swapping(Database one, Database other) {
    replacing(one, other);
    replacing(other, one);
  }

  private void replacing(Database old, Database replacement) {
    watchers
        .get(old.index())
        .forEach(
            (key, watching) -> {
              boolean wasThere = old.isAlive(key) || old.isStale(key);
              boolean stale = replacement.isStale(key);
              if (wasThere || stale || replacement.isAlive(key)) {
                for (WatchedKey watched : watching.values()) {
                  replaced(watched, wasThere, stale, replacement.isAlive(key));
                }
              }
            });
  }

  private static void replaced(WatchedKey watched, boolean wasThere, boolean stale, boolean alive) {
    if (watched.stale && !alive) {
      watched.stale = stale;
    } else if (!watched.stale && !wasThere && stale) {
      watched.stale = true;
    } else {
      watched.client.touchWatched();
    }
  }
}
