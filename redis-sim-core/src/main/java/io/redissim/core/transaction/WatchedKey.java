package io.redissim.core.transaction;

import io.redissim.core.bytes.Key;
import io.redissim.core.client.Client;
import io.redissim.core.keyspace.Database;
import java.util.Map;

/** A key that one client watches. */
final class WatchedKey {
  final Client client;
  final Database database;
  final Key key;

  /** All who watch the same key. */
  final Map<Client, WatchedKey> watching;

  /** Past its deadline but not removed yet: that it is removed changes nothing for the client. */
  boolean stale;

  WatchedKey(Client client, Database database, Key key, Map<Client, WatchedKey> watching) {
    this.client = client;
    this.database = database;
    this.key = key;
    this.watching = watching;
    this.stale = database.isStale(key);
  }
}
