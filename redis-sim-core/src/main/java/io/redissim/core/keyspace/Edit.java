package io.redissim.core.keyspace;

import io.redissim.core.bytes.Key;
import org.jspecify.annotations.Nullable;

/**
 * The edit of a collection that is going on, if any: one at a time in a keyspace. It knows where
 * the value was and how large, so that its end can put everything back into step.
 */
final class Edit {
  private @Nullable CollectionValue value;
  private @Nullable Database database;
  private @Nullable Key key;
  private ValueKind kind = ValueKind.LIST;

  /** The cell of the key when the edit began; 0: none. */
  private long address;

  /** Of the new cell; {@link Database#KEEP_DEADLINE}: what the old one has. */
  private long deadline;

  /** Whether the value is a new one in the place of what the key held. */
  private boolean replacing;

  private final PackedCell cell = new PackedCell();

  /** The large value that the cell had, and how many bytes it had. */
  private @Nullable LargeValue oldLarge;

  private long oldLargeBytes;

  void begin(
      Database of,
      Key ofKey,
      ValueKind ofKind,
      CollectionValue edited,
      long ofAddress,
      @Nullable LargeValue large,
      long newDeadline,
      boolean fromNothing) {
    if (value != null) {
      throw new IllegalStateException("an edit begins inside of another");
    }
    database = of;
    key = ofKey;
    kind = ofKind;
    value = edited;
    address = ofAddress;
    oldLarge = large;
    oldLargeBytes = large == null ? 0 : large.heapBytes();
    deadline = newDeadline;
    replacing = fromNothing;
  }

  /** The value is a packed one in its cell. */
  void beginPacked() {
    cell.open(open(database).contents().arena(), address);
    open(value).beginEdit(cell.valueAt(), cell.room());
  }

  boolean isOpenIn(Database one) {
    return database == one;
  }

  /**
   * Stores what the edit made of the value; without elements the key goes. True: it is there.
   *
   * <p>If there is no memory to store it, the key keeps what it had.
   */
  boolean commit() {
    return commit(true);
  }

  /** {@code modified}: whether whoever listens is told so. */
  boolean commit(boolean modified) {
    CollectionValue edited = open(value);
    Database db = open(database);
    Key of = open(key);
    Contents contents = db.contents();
    settle(contents);
    boolean stays = edited.size() > 0;
    if (stays) {
      store(contents, of, edited);
    } else if (address != 0) {
      edited.scratch().keep(); // the bytes are the cell's, which goes
      contents.remove(of.hash(), address);
    }
    boolean changed = stays || address != 0;
    // Who waits for a stream waits for entries, not for the key.
    boolean rewritten = stays && address != 0 && (replacing || kind != ValueKind.STREAM);
    close();
    if (changed && modified) {
      if (rewritten) {
        db.rewritten(of);
      } else {
        db.written(of);
      }
    }
    return stays;
  }

  private void store(Contents contents, Key of, CollectionValue edited) {
    int cellKind = kind.cellKind(edited.encoding());
    LargeValue large = edited.largeOrNull();
    if (large != null) {
      if (large != oldLarge) {
        contents.placeLarge(of, address, cellKind, large, deadline(contents));
      }
    } else if (edited.scratch().isBorrowed() || edited.blockLength() <= cell.room()) {
      AccessClock access = open(database).access();
      cell.become(contents.arena(), address, access, cellKind, edited.scratch());
      edited.scratch().keep();
    } else {
      byte[] block = edited.block();
      contents.placeBlock(of, address, cellKind, block, edited.blockLength(), deadline(contents));
    }
  }

  private long deadline(Contents contents) {
    return deadline == Database.KEEP_DEADLINE ? contents.deadline(address) : deadline;
  }

  /** Drops an edit. What was done to a large value in its place stays done, and is accounted. */
  void cancel() {
    if (value == null) {
      return;
    }
    boolean inPlace = oldLarge != null && value.largeOrNull() == oldLarge;
    if (inPlace) {
      commit();
    } else {
      settle(open(database).contents());
      close();
    }
  }

  /** Ends an edit that has changed nothing, so that nobody needs to be told. */
  void leave() {
    open(value);
    close();
  }

  private void settle(Contents contents) {
    if (oldLarge != null) {
      contents.large().resized(oldLarge.heapBytes() - oldLargeBytes);
      oldLargeBytes = oldLarge.heapBytes();
      contents.elements().changed(open(key).hash(), oldLarge, open(database).now());
    }
  }

  private void close() {
    open(value).endEdit();
    cell.close();
    value = null;
    database = null;
    key = null;
    oldLarge = null;
  }

  private static <T> T open(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("no edit is open");
    }
    return part;
  }
}
