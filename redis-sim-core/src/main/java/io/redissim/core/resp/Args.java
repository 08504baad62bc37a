package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import java.util.Arrays;

/**
 * One request: the command's name (index 0) and its arguments, as offsets into bytes that somebody
 * else owns. Valid only during the call it is given to; what must outlive it is copied ({@link
 * #copy}) or retained ({@link #retain}).
 */
public final class Args {
  /** Keys that can be looked at side by side. */
  private static final int VIEWS = 4;

  private final KeyHash keyHash;
  private final Key[] views = new Key[VIEWS];
  private int nextView;

  private byte[][] arrays = new byte[0][];
  private int[] offsets = new int[0];
  private int[] lengths = new int[0];
  private int first;
  private int count;

  private int hashedArg = -1;
  private long hash;

  public Args(KeyHash keyHash) {
    this.keyHash = keyHash;
    for (int i = 0; i < VIEWS; i++) {
      views[i] = new Key();
    }
  }

  /** A request of its own; the arrays are kept, not copied. */
  public static Args of(KeyHash keyHash, byte[]... words) {
    Args args = new Args(keyHash);
    int[] lengths = new int[words.length];
    for (int i = 0; i < words.length; i++) {
      lengths[i] = words[i].length;
    }
    args.point(words, new int[words.length], lengths, 0, words.length);
    return args;
  }

  /** Points at {@code count} arguments of the given tables, from index {@code first} on. */
  void point(byte[][] arrays, int[] offsets, int[] lengths, int first, int count) {
    this.arrays = arrays;
    this.offsets = offsets;
    this.lengths = lengths;
    this.first = first;
    this.count = count;
    this.hashedArg = -1;
  }

  /** Tells the hash of the key at {@code index}, so that it is not computed again. */
  public void hashed(int index, long hash) {
    this.hashedArg = index;
    this.hash = hash;
  }

  /** Arguments including the command's name. */
  public int count() {
    return count;
  }

  /** The array that holds argument {@code i}; see {@link #offset} and {@link #length}. */
  public byte[] array(int i) {
    return arrays[first + i];
  }

  public int offset(int i) {
    return offsets[first + i];
  }

  /** Bytes in argument {@code i}. */
  public int length(int i) {
    return lengths[first + i];
  }

  public byte byteAt(int i, int position) {
    return arrays[first + i][offsets[first + i] + position];
  }

  /** Whether argument {@code i} fills its array, so that the store may keep the array itself. */
  public boolean ownsArray(int i) {
    return offsets[first + i] == 0
        && lengths[first + i] == arrays[first + i].length
        && lengths[first + i] >= RequestParser.LARGE;
  }

  /** Argument {@code i} as a key: a view, valid until the fourth next call of this method. */
  public Key key(int i) {
    byte[] array = arrays[first + i];
    int offset = offsets[first + i];
    int length = lengths[first + i];
    Key key = views[nextView++ & (VIEWS - 1)];
    return key.point(
        array, offset, length, i == hashedArg ? hash : keyHash.of(array, offset, length));
  }

  /** The hash that {@link #key} would give. */
  public long keyHash(int i) {
    return keyHash.of(arrays[first + i], offsets[first + i], lengths[first + i]);
  }

  /** Whether argument {@code i} is this ASCII word, in any case. */
  public boolean is(int i, String word) {
    return Ascii.equalsIgnoreCase(arrays[first + i], offsets[first + i], lengths[first + i], word);
  }

  /** Whether argument {@code i} is a canonical signed 64-bit integer. */
  public boolean isInteger(int i) {
    return Ascii.isLong(arrays[first + i], offsets[first + i], lengths[first + i]);
  }

  /** Argument {@code i} as a signed 64-bit integer; else {@link Errors#NOT_AN_INTEGER}. */
  public long integer(int i) {
    return integer(i, Errors.NOT_AN_INTEGER);
  }

  public long integer(int i, RedisError otherwise) {
    byte[] array = arrays[first + i];
    int offset = offsets[first + i];
    int length = lengths[first + i];
    if (!Ascii.isLong(array, offset, length)) {
      throw otherwise;
    }
    return Ascii.parseLong(array, offset, length);
  }

  /** The bytes of argument {@code i} in an array of their own. */
  public byte[] copy(int i) {
    int offset = offsets[first + i];
    return Arrays.copyOfRange(arrays[first + i], offset, offset + lengths[first + i]);
  }

  /** Argument {@code i} as Latin-1 text. Not for the hot path. */
  public String text(int i) {
    return Ascii.string(copy(i));
  }

  public boolean sameBytes(int i, byte[] array, int offset, int length) {
    int own = offsets[first + i];
    return Arrays.equals(
        arrays[first + i], own, own + lengths[first + i], array, offset, offset + length);
  }

  /** A copy that stays valid. */
  public Args retain() {
    return of(keyHash, words());
  }

  /** The bytes of all arguments, each in an array of its own. */
  public byte[][] words() {
    byte[][] words = new byte[count][];
    for (int i = 0; i < count; i++) {
      words[i] = copy(i);
    }
    return words;
  }
}
