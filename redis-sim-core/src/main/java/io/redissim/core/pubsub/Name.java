package io.redissim.core.pubsub;

import io.redissim.core.bytes.Key;
import java.util.Arrays;

/**
 * The name of a channel or a pattern, as the key of a table. One that is kept has bytes of its own;
 * one that only looks something up points at somebody else's.
 */
final class Name {
  private byte[] array;
  private int offset;
  private int length;
  private long hash;

  private Name(byte[] array, int offset, int length, long hash) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    this.hash = hash;
  }

  /** A name for look-ups, to be {@link #pointed} before each. */
  static Name probe() {
    return new Name(new byte[0], 0, 0, 0);
  }

  /** This name, at the bytes of {@code key} from here on. Never one that a table keeps. */
  Name pointed(Key key) {
    array = key.array();
    offset = key.offset();
    length = key.length();
    hash = key.hash();
    return this;
  }

  /** With bytes of its own, to be kept. */
  Name copy() {
    return new Name(Arrays.copyOfRange(array, offset, offset + length), 0, length, hash);
  }

  byte[] array() {
    return array;
  }

  int offset() {
    return offset;
  }

  int length() {
    return length;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(hash);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Name name
        && hash == name.hash
        && Arrays.equals(
            array, offset, offset + length, name.array, name.offset, name.offset + name.length);
  }
}
