package io.redissim.core.command;

import io.redissim.core.bytes.Key;

/** Who hears of keyspace events. Called behind the engine's door, inside the command. */
@FunctionalInterface
public interface KeyspaceEvents {
  /** {@code event}: as Redis names it, such as {@code set} or {@code expire}. */
  void event(EventClass kind, String event, int databaseIndex, Key key);
}
