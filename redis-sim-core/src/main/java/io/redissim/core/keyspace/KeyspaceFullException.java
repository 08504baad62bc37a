package io.redissim.core.keyspace;

/**
 * A limit of the store itself is reached, long before memory policies look at it: 128 GiB of
 * entries, about 800 million keys, a key of more than 1 GiB, or hundreds of elements of one value
 * whose hashes are the same. Nothing has been changed.
 */
public final class KeyspaceFullException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public KeyspaceFullException(String limit) {
    super("the keyspace is full: " + limit);
  }
}
