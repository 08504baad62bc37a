package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;

/** A value that was read whole and is stored nowhere yet. */
@FunctionalInterface
public interface LoadedValue {
  /** Sets the key to it, whatever it held. */
  void store(Database db, Key key, long deadline);
}
