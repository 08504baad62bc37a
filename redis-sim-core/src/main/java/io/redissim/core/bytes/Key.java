package io.redissim.core.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A key as a view: a slice of somebody's bytes and its hash, computed once. Reused from command to
 * command, so it is valid only as long as whoever handed it out says; the store copies what it
 * keeps.
 */
public final class Key {
  private byte[] array = Ascii.EMPTY;
  private int offset;
  private int length;
  private long hash;

  /** A key of its own: copies nothing, so the caller gives {@code bytes} away. */
  public static Key of(KeyHash hash, byte[] bytes) {
    Key key = new Key();
    key.point(bytes, 0, bytes.length, hash.of(bytes, 0, bytes.length));
    return key;
  }

  /** Points this view at other bytes, whose hash is known already. */
  public Key point(byte[] array, int offset, int length, long hash) {
    this.array = array;
    this.offset = offset;
    this.length = length;
    this.hash = hash;
    return this;
  }

  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  public int length() {
    return length;
  }

  public long hash() {
    return hash;
  }

  /** The key's bytes in an array of their own. */
  public byte[] copy() {
    return Arrays.copyOfRange(array, offset, offset + length);
  }

  public boolean sameBytes(Key other) {
    return Arrays.equals(
        array, offset, offset + length, other.array, other.offset, other.offset + other.length);
  }

  /** For a person to read; never on the hot path. */
  @Override
  public String toString() {
    return new String(array, offset, length, StandardCharsets.ISO_8859_1);
  }
}
