package io.redissim.core.keyspace;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.KeyHash;
import org.jspecify.annotations.Nullable;

/**
 * A view of a value that has elements. A small one is <i>packed</i>: one block of bytes within its
 * cell, in Redis' own format. Another is <i>large</i>: an object in the side table.
 *
 * <p>A view that {@link Database#find} gives is for reading: the block lies in the store itself and
 * stays until the next write. In an edit ({@link Database#edit}) it is {@link #scratch}, which may
 * be changed at will: if it is long, in its place as long as the cell has room, else as a copy that
 * {@link Database#commit} puts back. Until then everything can be undone, so an edit that fails
 * half way has changed nothing. A large value is changed where it is.
 */
public abstract class CollectionValue {
  /** A block of up to so many bytes is edited as a copy: that costs less. */
  private static final int COPIED = 512;

  private @Nullable KeyHash keyHash;
  private final Block scratch = new Block();
  private byte[] array = Ascii.EMPTY;
  private int offset;
  private int length;
  private @Nullable LargeValue large;
  private Encoding encoding = Encoding.LISTPACK;
  private boolean editing;

  /** How many elements there are. A value without any is removed when its edit is committed. */
  public abstract long size();

  /**
   * Makes the value an empty one: with {@link #becomePacked} and what an empty block holds in
   * {@link #scratch}, which is clear, or with {@link #becomeLarge}.
   */
  protected abstract void startEmpty();

  /** The view has been pointed at another value, or at another state of it: nothing is known. */
  protected void pointed() {}

  public final Encoding encoding() {
    return encoding;
  }

  public final boolean isPacked() {
    return large == null;
  }

  /** The array with the packed block, from {@link #blockOffset}, {@link #blockLength} bytes. */
  public final byte[] block() {
    return editing ? scratch.array() : array;
  }

  public final int blockOffset() {
    return editing ? scratch.start() : offset;
  }

  public final int blockLength() {
    return editing ? scratch.length() : length;
  }

  /** The large value, which is of the type's own class. */
  protected final LargeValue large() {
    if (large == null) {
      throw new IllegalStateException("the value is packed");
    }
    return large;
  }

  /** In an edit: the packed block. */
  protected final Block scratch() {
    return scratch;
  }

  /** In an edit: the value is now this one; what the packed block held is gone. */
  protected final void becomeLarge(LargeValue value, Encoding newEncoding) {
    mustBeEdited();
    scratch.clear();
    large = value;
    encoding = newEncoding;
  }

  /** In an edit: the value is now what {@link #scratch} holds, in this encoding. */
  protected final void becomePacked(Encoding newEncoding) {
    mustBeEdited();
    large = null;
    encoding = newEncoding;
  }

  /** The seeded hash for tables of elements: nobody outside can choose what collides. */
  protected final KeyHash keyHash() {
    if (keyHash == null) {
      throw new IllegalStateException("the view was never pointed");
    }
    return keyHash;
  }

  private void mustBeEdited() {
    if (!editing) {
      throw new IllegalStateException("changed outside of an edit");
    }
  }

  // ---- For the package.

  final void pointAt(
      KeyHash hash, Encoding newEncoding, @Nullable LargeValue value, byte[] page, int at, int n) {
    keyHash = hash;
    encoding = newEncoding;
    large = value;
    array = page;
    offset = at;
    length = n;
    editing = false;
    pointed();
  }

  /** What the view points at, a large value, may be changed from now on. */
  final void beginEdit() {
    scratch.clear();
    editing = true;
    pointed();
  }

  /**
   * The packed block may be changed from now on, in its place or as a copy.
   *
   * @param from where the value begins in its page, with the gap before the block, if it has one
   * @param room how many bytes it may take from there on; 0: it must be copied
   */
  final void beginEdit(int from, int room) {
    if (room == 0 || length <= COPIED) {
      scratch.set(array, offset, length);
    } else {
      scratch.borrow(array, from, offset - from, length, room, encoding == Encoding.LISTPACK);
    }
    editing = true;
    pointed();
  }

  /** An empty value that is stored nowhere yet. */
  final void beginEmpty(KeyHash hash) {
    keyHash = hash;
    scratch.clear();
    large = null;
    editing = true;
    startEmpty();
    pointed();
  }

  /** Drops what the edit used and undoes what it did in a cell; the view points nowhere. */
  final void endEdit() {
    editing = false;
    large = null;
    array = Ascii.EMPTY;
    offset = 0;
    length = 0;
    scratch.clear();
  }

  final @Nullable LargeValue largeOrNull() {
    return large;
  }
}
