package io.redissim.core.keyspace;

/**
 * A limit of the store itself is reached, long before memory policies look at it: 128 GiB of
 * entries, about 800 million keys, or a key of more than 1 GiB. Nothing has been changed.
 */
public final class KeyspaceFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  KeyspaceFullException(String limit) {
    super("the keyspace is full: " + limit);
  }
}
