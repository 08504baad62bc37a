package io.redissim.core.keyspace;

import io.redissim.core.bytes.Key;

/**
 * Told by the keyspace what becomes of keys, so that WATCH, tracking and effects miss nothing. The
 * change has been made when a method is called; keys are readable during the call only. A listener
 * must not change the keyspace.
 */
public interface KeyspaceListener {
  /** The key was written, removed, renamed from or to, or its deadline changed. */
  default void modified(Database database, Key key) {}

  /**
   * The key was there before and still is, after a change of its collection or with a new one: as
   * {@link #modified}. A stream that was changed is not told so.
   */
  default void rewritten(Database database, Key key) {
    modified(database, key);
  }

  /** The key was removed because its deadline has passed; {@link #modified} is not called. */
  default void expired(Database database, Key key) {}

  /** An element of the key's value is going to be removed because its deadline has passed. */
  default void elementExpired(Database database, Key key, byte[] element, int offset, int length) {}

  /**
   * Elements told to {@link #elementExpired} are gone, and if they were the last ones ({@code
   * emptied}) so is the key; {@link #modified} is not called.
   */
  default void elementsExpired(Database database, Key key, boolean emptied) {}

  /** All keys of the database are about to go; they can be asked for the last time. */
  default void clearing(Database database) {}

  /** The two databases are about to exchange their contents; {@code one} is not the other. */
  default void swapping(Database one, Database other) {}

  /** All keys of the database are gone. */
  default void cleared(Database database) {}

  /** The two databases have exchanged their contents. */
  default void swapped(Database one, Database other) {}
}
