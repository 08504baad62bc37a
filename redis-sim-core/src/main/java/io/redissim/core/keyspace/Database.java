package io.redissim.core.keyspace;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One numbered database: keys to values of any type, with deadlines.
 *
 * <p>A key lives through the last millisecond of its deadline; from then on it is absent: whoever
 * meets it removes it and the listener is told. Views that are handed out ({@link Entry}, {@link
 * StringValue}) are reused and valid until the next call. A {@link Key} that is handed in must not
 * point into the store.
 *
 * <p>Limits: 128 GiB of entries below 16 KiB, about 800 million keys, keys of 1 GiB; beyond them
 * {@link KeyspaceFullException}.
 */
public final class Database {
  public static final long NO_DEADLINE = -1;
  public static final long KEEP_DEADLINE = -2;

  /** Strings up to this length are called "embstr" as in Redis; nothing else depends on it. */
  private static final int MAX_EMBSTR = 44;

  private static final int EMBSTR_KIND = ValueKind.STRING.cellKind(Encoding.EMBSTR);
  private static final int RAW_KIND = ValueKind.STRING.cellKind(Encoding.RAW);

  /** A scan passes at least so many home positions a call, so that a sparse database is quick. */
  private static final int MIN_SCAN_STEPS = 1024;

  /** A random key is looked for so often before the search becomes a walk. */
  private static final int RANDOM_TRIES = 1 << 14;

  /** Below this size the store fits a processor's caches and prefetching only costs. */
  private static final long MIN_PREFETCH_BYTES = 2 << 20;

  /** Records of an old wheel moved with each write while a sweep is going on. */
  private static final int SWEEP_STEPS = 2;

  private final Keyspace keyspace;
  private final int number;
  private final Entry entry = new Entry(this);
  private final StringValue string = new StringValue();
  private final @Nullable CollectionValue[] views = new CollectionValue[ValueKind.CODES];
  private Contents contents;

  /** The cell looked up last, for {@link ValueType#view}. */
  private long found;

  private final Key expiredKey = new Key();
  private byte[] expiredKeyBytes = new byte[64];
  private long[] batch = {};
  private long[] doomed = {};

  Database(Keyspace keyspace, int number) {
    this.keyspace = keyspace;
    this.number = number;
    this.contents = new Contents(keyspace);
  }

  public int index() {
    return number;
  }

  /** How many keys there are, those counted that have expired and were not met yet. */
  public long size() {
    return contents.size();
  }

  /** How many keys have a deadline. */
  public long expires() {
    return contents.deadlines().expires();
  }

  /** How many keys have an element with a deadline of its own. */
  public long subexpiries() {
    return contents.elements().values();
  }

  /** The mean of what the keys with a deadline have left; farther ones count as 8.7 years. */
  public long averageTtlMillis() {
    return contents.deadlines().averageTtlMillis(keyspace.nowMillis());
  }

  public long usedBytes() {
    return contents.usedBytes();
  }

  public long reservedBytes() {
    return contents.reservedBytes();
  }

  /** Of {@link #usedBytes}, those by which keys are found. */
  public long indexBytes() {
    return contents.index().usedBytes();
  }

  /** Of {@link #usedBytes}, those by which keys and fields past their deadline are found. */
  public long deadlineBytes() {
    return contents.deadlines().usedBytes() + contents.elements().index().usedBytes();
  }

  // ---- Looking up.

  /** The key's entry of any type, null if there is none. Counts as an access. */
  public @Nullable Entry find(Key key) {
    long address = locateToRead(key);
    if (address == 0) {
      return null;
    }
    if (keyspace.isTouching()) {
      contents.touch(address);
    }
    return view(address);
  }

  /** Like {@link #find(Key)}, but not an access: for OBJECT, TTL, DUMP and the like. */
  public @Nullable Entry peek(Key key) {
    long address = locateToRead(key);
    return address == 0 ? null : view(address);
  }

  /**
   * The key's value, null if there is none. Counts as an access.
   *
   * @throws RedisError WRONGTYPE if it holds a value of another type
   */
  public <V> @Nullable V find(Key key, ValueType<V> type) {
    long address = locateToRead(key);
    if (address == 0) {
      return null;
    }
    V value = value(address, type);
    if (keyspace.isTouching()) {
      contents.touch(address);
    }
    return value;
  }

  /**
   * Like {@link #find(Key, ValueType)}, with a view of the caller's own, for those who read several
   * values at a time. False: there is none, and the view points nowhere new.
   */
  public <V extends CollectionValue> boolean find(Key key, ValueType<V> type, V view) {
    long address = locateToRead(key);
    if (address == 0) {
      return false;
    }
    byte[] page = contents.arena().page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    mustBe(type.kind(), header);
    point(view, page, at, header);
    if (keyspace.isTouching()) {
      contents.touch(address);
    }
    return true;
  }

  public boolean contains(Key key) {
    return locateToRead(key) != 0;
  }

  /** As {@link #contains}, but leaves a key alone whose deadline has passed. */
  public boolean isAlive(Key key) {
    long address = contents.find(key);
    return address != 0 && !contents.isDue(address, keyspace.nowMillis());
  }

  /** Whether the key's deadline has passed and nobody has met it since: it is still stored. */
  public boolean isStale(Key key) {
    long address = contents.find(key);
    return address != 0 && contents.isDue(address, keyspace.nowMillis());
  }

  /**
   * Loads what commands on keys with these hashes are going to need, so that the cache misses
   * overlap. Changes nothing. At most 512 at a time; 16 to 64 gain most.
   */
  public void prefetch(long[] hashes, int count) {
    if (contents.size() > 0 && contents.arena().reservedBytes() >= MIN_PREFETCH_BYTES) {
      contents.index().prefetch(hashes, count);
    }
  }

  // ---- Strings.

  /**
   * Sets the key to a copy of the bytes, whatever it held; the canonical form of a 64-bit integer
   * is stored as a number. {@code deadline}: {@link #NO_DEADLINE}, {@link #KEEP_DEADLINE}, or epoch
   * milliseconds. Counts as an access.
   */
  public void setString(Key key, byte[] array, int offset, int length, long deadline) {
    if (length <= Ascii.MAX_LONG_BYTES && Ascii.isLong(array, offset, length)) {
      long old = locateToReplace(key);
      long value = Ascii.parseLong(array, offset, length);
      contents.placeNumber(key, old, value, resolve(old, deadline));
      written(key);
    } else {
      setText(key, array, offset, length, deadline);
    }
  }

  /** Like {@link #setString(Key, byte[], int, int, long)}, but a number stays a text. */
  public void setText(Key key, byte[] array, int offset, int length, long deadline) {
    if (length < LargeString.MIN_BYTES) {
      long old = locateToReplace(key);
      int kind = length <= MAX_EMBSTR ? EMBSTR_KIND : RAW_KIND;
      contents.placeBytes(key, old, kind, array, offset, length, resolve(old, deadline));
      written(key);
    } else {
      setLarge(key, Arrays.copyOfRange(array, offset, offset + length), deadline);
    }
  }

  /** Like {@link #setString(Key, byte[], int, int, long)}, but a large array itself is kept. */
  public void setString(Key key, byte[] exact, long deadline) {
    if (exact.length < LargeString.MIN_BYTES) {
      setString(key, exact, 0, exact.length, deadline);
    } else {
      setLarge(key, exact, deadline);
    }
  }

  /** Sets the key to a number, which its command has looked up before: not another access. */
  public void setLong(Key key, long value, long deadline) {
    long old = locate(key);
    contents.placeNumber(key, old, value, resolve(old, deadline));
    written(key);
  }

  /**
   * Overwrites, where it lies, the number that {@link #find(Key, ValueType)} found for this key in
   * the call before: one look-up does for reading and writing. Its deadline stays.
   */
  public void overwriteLong(Key key, long value) {
    contents.overwriteNumber(found, value);
    written(key);
  }

  /**
   * A view to write to of exactly this length: the old bytes as far as they go, then zeros. The key
   * is created if it is missing; its deadline stays. The encoding becomes raw. Not another access.
   *
   * @throws RedisError WRONGTYPE if it holds a value of another type
   */
  public StringValue editString(Key key, int newLength) {
    StringValue edited = rawString(key, newLength);
    written(key);
    return edited;
  }

  /**
   * As {@link #editString}, but nobody is told: for what may turn out to change no byte. If it does
   * change one, {@link #written} is to be called.
   */
  public StringValue rawString(Key key, int newLength) {
    long address = locate(key);
    StringValue old = address == 0 ? null : value(address, ValueType.STRING);
    int slot = contents.largeSlot(address);
    StringValue edited;
    if (slot != Contents.NO_SLOT) {
      edited = string.pointAt(resized(slot, newLength));
    } else if (newLength >= LargeString.MIN_BYTES) {
      edited = string.pointAt(grown(key, address, old, newLength));
    } else {
      edited = resizedInCell(key, address, old, newLength);
    }
    return edited.writable();
  }

  /** The key's string is encoded raw from here on, as if it had been edited, though it stays. */
  public void makeRaw(Key key) {
    long address = locate(key);
    if (address != 0 && view(address).encoding() != Encoding.RAW) {
      rawString(key, value(address, ValueType.STRING).length());
    }
  }

  private LargeString resized(int slot, int newLength) {
    LargeString value = (LargeString) contents.large().get(slot);
    long before = value.heapBytes();
    value.resize(newLength);
    contents.large().resized(value.heapBytes() - before);
    return value;
  }

  /** A value that was in its cell, or nowhere, becomes a large one. */
  private LargeString grown(Key key, long address, @Nullable StringValue old, int newLength) {
    byte[] bytes = new byte[newLength];
    if (old != null) {
      old.copyTo(0, bytes, 0, old.length());
    }
    LargeString value = new LargeString(bytes, newLength);
    contents.placeLarge(key, address, RAW_KIND, value, resolve(address, KEEP_DEADLINE));
    return value;
  }

  private StringValue resizedInCell(
      Key key, long address, @Nullable StringValue old, int newLength) {
    int kept = old == null ? 0 : Math.min(old.length(), newLength);
    boolean inCell = old != null && !old.isLong();
    Contents.Content content = inCell ? Contents.Content.EXTENDED : Contents.Content.REPLACED;
    long deadline = resolve(address, KEEP_DEADLINE);
    int form = Cell.form(newLength);
    long edited = contents.place(key, address, RAW_KIND, form, newLength, deadline, content);
    byte[] page = contents.arena().page(edited);
    int from = Arena.offset(edited) + Cell.valueOffset(key.length(), form, deadline != NO_DEADLINE);
    if (old != null && !inCell) {
      // The view holds the number itself, so it does not mind that its cell is written over.
      old.copyTo(0, page, from, kept);
    }
    Arrays.fill(page, from + kept, from + newLength, (byte) 0);
    return string.pointAt(page, from, newLength);
  }

  private void setLarge(Key key, byte[] exact, long deadline) {
    long old = locateToReplace(key);
    LargeString value = new LargeString(exact, exact.length);
    contents.placeLarge(key, old, RAW_KIND, value, resolve(old, deadline));
    written(key);
  }

  // ---- Collections.

  /**
   * Begins to change the key's collection, which is empty and stored nowhere yet if there is none.
   * Until {@link #commit} or {@link #cancel} nothing else in the keyspace may be written, and the
   * key must stay as it is.
   *
   * @throws RedisError WRONGTYPE if it holds a value of another type
   */
  public <V extends CollectionValue> V edit(Key key, ValueType<V> type) {
    V value = editIfPresent(key, type);
    return value != null ? value : beginEmpty(key, 0, type, NO_DEADLINE);
  }

  /** Like {@link #edit}, but null if there is no such key. */
  public <V extends CollectionValue> @Nullable V editIfPresent(Key key, ValueType<V> type) {
    long address = locate(key);
    if (address == 0) {
      return null;
    }
    V value = value(address, type);
    if (keyspace.isTouching()) {
      contents.touch(address);
    }
    LargeValue large = value.largeOrNull();
    keyspace.edit().begin(this, key, type.kind(), value, address, large, KEEP_DEADLINE, false);
    if (large == null) {
      keyspace.edit().beginPacked();
    } else {
      value.beginEdit();
    }
    return value;
  }

  /**
   * Begins a new, empty collection that is going to replace what the key holds, of whatever type:
   * told as {@link KeyspaceListener#rewritten}. {@code deadline}: as in {@link #setString(Key,
   * byte[], int, int, long)}.
   */
  public <V extends CollectionValue> V create(Key key, ValueType<V> type, long deadline) {
    long old = locate(key);
    return beginEmpty(key, old, type, resolve(old, deadline));
  }

  private <V extends CollectionValue> V beginEmpty(
      Key key, long old, ValueType<V> type, long deadline) {
    found = 0;
    V value = type.view(this);
    keyspace.edit().begin(this, key, type.kind(), value, old, null, deadline, true);
    value.beginEmpty(keyspace.keyHash());
    return value;
  }

  /**
   * Ends the edit and stores what it made; a collection without elements is removed. True: the key
   * is there.
   */
  public boolean commit() {
    if (!keyspace.edit().isOpenIn(this)) {
      throw new IllegalStateException("no edit is open in this database");
    }
    return keyspace.edit().commit();
  }

  /** Ends an edit that has changed nothing. */
  public void leave() {
    keyspace.edit().leave();
  }

  /**
   * Like {@link #commit}, but nobody is told that the key was modified: WATCH does not see what a
   * consumer group does.
   */
  public void commitUnmodified() {
    if (!keyspace.edit().isOpenIn(this)) {
      throw new IllegalStateException("no edit is open in this database");
    }
    keyspace.edit().commit(false);
  }

  /** Ends the edit; a packed or a new value stays as it was. */
  public void cancel() {
    keyspace.edit().cancel();
  }

  // ---- Keys.

  public boolean remove(Key key) {
    return remove(key, false);
  }

  /** As {@link #remove(Key)}; {@code lazily}: a value of many pieces counts as freed later. */
  public boolean remove(Key key, boolean lazily) {
    long address = locate(key);
    if (address == 0) {
      return false;
    }
    if (lazily) {
      LargeValue value = contents.largeAt(address);
      if (value != null && value.freeEffort() > LargeValue.LAZY_EFFORT) {
        keyspace.freedLazily(1);
      }
    }
    contents.remove(key.hash(), address);
    written(key);
    return true;
  }

  /**
   * Gives the key a deadline in epoch milliseconds, or takes it away with {@link #NO_DEADLINE};
   * false if there is no such key.
   */
  public boolean setDeadline(Key key, long deadline) {
    long address = locate(key);
    if (address == 0) {
      return false;
    }
    byte[] page = contents.arena().page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    contents.place(
        key,
        address,
        Contents.kind(header),
        Cell.form(header),
        Cell.valueLength(page, at, header),
        deadline,
        Contents.Content.KEPT);
    written(key);
    return true;
  }

  /**
   * Moves the value with its deadline and access clock, replacing what {@code to} held: RENAME and
   * MOVE. False if there is no {@code from}.
   */
  public boolean rename(Key from, Database target, Key to) {
    return transfer(from, target, to, false);
  }

  /** Like {@link #rename}, but {@code from} keeps its value. */
  public boolean copy(Key from, Database target, Key to) {
    return transfer(from, target, to, true);
  }

  private boolean transfer(Key from, Database target, Key to, boolean copying) {
    long source = locate(from);
    if (source == 0) {
      return false;
    }
    if (target == this && from.sameBytes(to)) {
      return true;
    }
    target.contents.adopt(contents, source, to, target.locate(to), copying);
    if (!copying) {
      contents.remove(from.hash(), source);
      written(from);
    }
    target.written(to);
    return true;
  }

  /** A key chosen at random, all alike; null if there is none. Not an access. */
  public @Nullable Entry randomKey() {
    AccessClock random = keyspace.access();
    int tries = 0;
    while (size() > 0 && tries++ < RANDOM_TRIES) {
      long address = contents.index().randomSlot(random.nextRandom());
      if (address == 0) {
        continue;
      }
      if (!contents.isDue(address, keyspace.nowMillis())) {
        return view(address);
      }
      if (!keyspace.isKeepingExpired()) {
        expire(address);
      }
    }
    return size() == 0 ? null : firstKeyFrom(random.nextRandom() >>> (64 - Index.PREFIX_BITS));
  }

  /**
   * One step of a walk over all keys: visits about {@code count} of them and returns the cursor to
   * go on with, 0 at the end, where 0 also starts. A key that is there from the first call to the
   * last is visited exactly once, whatever comes, goes or moves meanwhile. Not an access.
   */
  public long scan(long cursor, int count, ScanVisitor visitor) {
    return walk(cursor, count, visitor, false);
  }

  /** As {@link #scan}, but visits keys past their deadline too, and removes nothing. */
  public long scanStored(long cursor, int count, ScanVisitor visitor) {
    return walk(cursor, count, visitor, true);
  }

  private long walk(long cursor, int count, ScanVisitor visitor, boolean stale) {
    long end = 1L << Index.PREFIX_BITS;
    if (size() == 0 || cursor < 0 || cursor >= end) {
      return 0;
    }
    Index index = contents.index();
    long[] addresses = batch();
    long prefix = cursor;
    long visited = 0;
    long steps = Math.max(MIN_SCAN_STEPS, 10L * count);
    int dead = 0;
    do {
      int here = index.at(prefix, addresses);
      for (int i = 0; i < here; i++) {
        if (!stale && contents.isDue(addresses[i], keyspace.nowMillis())) {
          if (keyspace.isKeepingExpired() || !visitor.removes(view(addresses[i]))) {
            continue;
          }
          if (dead == doomed.length) {
            keyspace.growth().beforeGrowth();
            doomed = Arrays.copyOf(doomed, dead * 2 + 16);
          }
          doomed[dead++] = addresses[i];
        } else {
          visitor.visit(view(addresses[i]));
        }
      }
      visited += here;
      prefix = index.after(prefix);
    } while (prefix < end && visited < count && --steps > 0);
    // Removed only now: a removal may merge segments, and that is not to happen under the walk.
    for (int i = 0; i < dead; i++) {
      expire(doomed[i]);
    }
    return prefix < end ? prefix : 0;
  }

  /** FLUSHDB: returns how many keys there were; their memory is given back at once. */
  public long clear() {
    keyspace.listener().clearing(this);
    long removed = size();
    contents = new Contents(keyspace);
    keyspace.listener().cleared(this);
    return removed;
  }

  // ---- Expiry.

  /**
   * Removes keys and elements whose deadline has passed, as far as {@code max} steps go, a step
   * being one record of a deadline index or one element looked at. Returns the steps taken: fewer
   * than {@code max} means that nothing is left to do now.
   */
  public int expireDue(long now, int max) {
    int steps = 0;
    while (steps < max) {
      long record = contents.deadlines().poll(now);
      if (record == DeadlineWheel.NONE) {
        break;
      }
      steps++;
      if (record != DeadlineWheel.MOVED) {
        fire(record, now);
        contents.deadlines().takeDue();
      }
    }
    steps += expireElementsDue(now, max - steps);
    return steps + contents.sweep(max - steps);
  }

  /** When {@link #expireDue} has something to do next, at the earliest; the maximum: never. */
  public long nextDeadlineMillis() {
    return Math.min(contents.deadlines().nextMillis(), contents.elements().index().nextMillis());
  }

  /**
   * Takes the memory for one more key with elements that have a deadline, or throws and changes
   * nothing: before an edit that gives an element its deadline.
   */
  public void reserveElementDeadline() {
    contents.elements().reserve();
  }

  private int expireElementsDue(long now, int max) {
    DeadlineIndex index = contents.elements().index();
    int steps = 0;
    while (steps < max) {
      long record = index.poll(now);
      if (record == DeadlineWheel.NONE) {
        break;
      }
      steps++;
      if (record != DeadlineWheel.MOVED) {
        int taken = fireElements(record, now, max - steps);
        if (taken > max - steps) {
          return max;
        }
        steps += taken;
        index.takeDue();
      }
    }
    return steps;
  }

  /**
   * A record is due: so may be elements of any of the values that share its hash prefix. Returns
   * the elements removed; more than {@code max}: there are others.
   */
  private int fireElements(long record, long now, int max) {
    int passed = 0;
    int steps = 0;
    while (size() > 0) {
      long address = contents.index().withPrefix(record, passed);
      if (address == 0) {
        break;
      }
      LargeValue value = contents.largeAt(address);
      if (value != null && hasDueElement(value)) {
        if (steps >= max) {
          return max + 1;
        }
        long before = size();
        Key key = copiedKey(address);
        steps += expireElements(key, address, value, max - steps);
        if (size() < before) {
          continue;
        }
        if (hasDueElement(value)) {
          return max + 1;
        }
      }
      if (value != null && value.recordedDeadline() != NO_DEADLINE) {
        contents.elements().recordAgain(record, value, now);
      }
      passed++;
    }
    return steps;
  }

  private boolean hasDueElement(LargeValue value) {
    long deadline = value.nextDeadline();
    return deadline != NO_DEADLINE && keyspace.nowMillis() > deadline;
  }

  /**
   * Removes up to {@code max} elements past their deadline, and the key with the last one. Returns
   * how many.
   */
  private int expireElements(Key key, long address, LargeValue value, int max) {
    ElementVisitor visitor =
        (array, offset, length) ->
            keyspace.listener().elementExpired(this, key, array, offset, length);
    long bytes = value.heapBytes();
    int removed = 0;
    boolean stays = true;
    try {
      while (stays && removed < max && hasDueElement(value)) {
        stays = value.removeNext(visitor);
        removed++;
      }
    } finally {
      contents.large().resized(value.heapBytes() - bytes);
      contents.elements().changed(key.hash(), value, keyspace.nowMillis());
    }
    if (!stays) {
      contents.remove(key.hash(), address);
    }
    keyspace.listener().elementsExpired(this, key, !stays);
    return removed;
  }

  /** A record is due: so may be any of the entries that share its hash prefix. */
  private void fire(long record, long now) {
    int passed = 0;
    while (size() > 0) {
      long address = contents.index().withPrefix(record, passed);
      if (address == 0) {
        return;
      }
      if (contents.isDue(address, now)) {
        expire(address);
        continue;
      }
      long deadline = contents.deadline(address);
      if (deadline != NO_DEADLINE) {
        contents.recordAgain(address, record, deadline, now);
      }
      passed++;
    }
  }

  /** Removes a cell whose deadline has passed. The listener's key is a copy: the cell is gone. */
  private void expire(long address) {
    Key key = copiedKey(address);
    contents.remove(key.hash(), address);
    keyspace.listener().expired(this, key);
  }

  private Key copiedKey(long address) {
    byte[] page = contents.arena().page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    int length = Cell.keyLength(page, at, header);
    if (length > expiredKeyBytes.length) {
      keyspace.growth().beforeGrowth();
      expiredKeyBytes = new byte[length];
    }
    System.arraycopy(page, at + Cell.keyOffset(header), expiredKeyBytes, 0, length);
    long hash = keyspace.keyHash().of(expiredKeyBytes, 0, length);
    return expiredKey.point(expiredKeyBytes, 0, length, hash);
  }

  // ---- For the package.

  void swapContents(Database other) {
    Contents mine = contents;
    contents = other.contents;
    other.contents = mine;
  }

  Contents contents() {
    return contents;
  }

  AccessClock access() {
    return keyspace.access();
  }

  long now() {
    return keyspace.nowMillis();
  }

  /** The view of the string looked up last. */
  StringValue stringView() {
    byte[] page = contents.arena().page(found);
    int at = Arena.offset(found);
    return viewString(page, at, Cell.header(page, at));
  }

  /** The database's own view of collections of a kind, pointed at what was looked up last. */
  <V extends CollectionValue> V collectionView(ValueKind kind, Supplier<V> newView) {
    @SuppressWarnings("unchecked") // one kind has one type, and one type one class of views
    V view = (V) views[kind.code()];
    if (view == null) {
      view = newView.get();
      views[kind.code()] = view;
    }
    if (found != 0) {
      byte[] page = contents.arena().page(found);
      int at = Arena.offset(found);
      point(view, page, at, Cell.header(page, at));
    }
    return view;
  }

  private void point(CollectionValue view, byte[] page, int at, long header) {
    Encoding encoding = ValueKind.ofCode(Cell.typeCode(header)).encoding(Cell.encodingCode(header));
    if (Contents.isLarge(header)) {
      LargeValue large = contents.large().get((int) Contents.fixed(page, at, header));
      view.pointAt(keyspace.keyHash(), encoding, large, Ascii.EMPTY, 0, 0);
    } else {
      int from = at + Cell.valueOffset(page, at, header);
      int gap = Cell.gap(page, from, header);
      int length = Cell.valueLength(page, at, header) - gap;
      view.pointAt(keyspace.keyHash(), encoding, null, page, from + gap, length);
    }
  }

  private static void mustBe(ValueKind kind, long header) {
    if (Cell.typeCode(header) != kind.code()) {
      throw Errors.WRONG_TYPE;
    }
  }

  StringValue viewString(byte[] page, int at, long header) {
    if (Cell.form(header) != Cell.FORM_FIXED) {
      int from = at + Cell.valueOffset(page, at, header);
      return string.pointAt(page, from, Cell.valueLength(page, at, header));
    }
    long fixed = Contents.fixed(page, at, header);
    return Contents.isNumber(header)
        ? string.pointAtLong(fixed)
        : string.pointAt((LargeString) contents.large().get((int) fixed));
  }

  /** Heap bytes of the entry's large value, 0 if it has none. */
  long largeBytes(byte[] page, int at, long header) {
    return Contents.isLarge(header)
        ? contents.large().get((int) Contents.fixed(page, at, header)).heapBytes()
        : 0;
  }

  // ---- Inside.

  /** As {@link #locate}, but while expired keys are kept, one is left where it is. */
  private long locateToRead(Key key) {
    long address = contents.find(key);
    if (address == 0) {
      return 0;
    }
    if (contents.isDue(address, keyspace.nowMillis())) {
      if (!keyspace.isKeepingExpired()) {
        removeExpired(key, address);
      }
      return 0;
    }
    return contents.elements().values() == 0 ? address : withoutDueElements(key, address);
  }

  /**
   * The address of the key's cell, 0 if there is none; a cell past its deadline is removed, and so
   * are elements past theirs.
   */
  private long locate(Key key) {
    long address = contents.find(key);
    if (address == 0) {
      return 0;
    }
    if (contents.isDue(address, keyspace.nowMillis())) {
      removeExpired(key, address);
      return 0;
    }
    return contents.elements().values() == 0 ? address : withoutDueElements(key, address);
  }

  private void removeExpired(Key key, long address) {
    contents.remove(key.hash(), address);
    keyspace.listener().expired(this, key);
  }

  private long withoutDueElements(Key key, long address) {
    LargeValue value = contents.largeAt(address);
    if (value == null || !hasDueElement(value)) {
      return address;
    }
    long before = size();
    expireElements(key, address, value, Integer.MAX_VALUE);
    return size() < before ? 0 : address;
  }

  private long locateToReplace(Key key) {
    long address = locate(key);
    if (address != 0 && access().isFrequency()) {
      contents.touch(address);
    }
    return address;
  }

  private Entry view(long address) {
    byte[] page = contents.arena().page(address);
    int at = Arena.offset(address);
    return entry.point(address, page, at, Cell.header(page, at));
  }

  <V> V value(long address, ValueType<V> type) {
    long header = Cell.header(contents.arena().page(address), Arena.offset(address));
    mustBe(type.kind(), header);
    found = address;
    return type.view(this);
  }

  private long resolve(long old, long deadline) {
    return deadline != KEEP_DEADLINE ? deadline : old == 0 ? NO_DEADLINE : contents.deadline(old);
  }

  /** The end of every write, when nothing refers to cells or records any more. */
  public void written(Key key) {
    if (contents.isSweeping()) {
      contents.sweepWhereRoom(SWEEP_STEPS);
    }
    keyspace.listener().modified(this, key);
  }

  /** As {@link #written}, of a key that was there before: {@link KeyspaceListener#rewritten}. */
  void rewritten(Key key) {
    if (contents.isSweeping()) {
      contents.sweepWhereRoom(SWEEP_STEPS);
    }
    keyspace.listener().rewritten(this, key);
  }

  private Entry firstKeyFrom(long start) {
    long prefix = start;
    while (contents.index().at(prefix, batch()) == 0) {
      prefix = contents.index().after(prefix) & ((1L << Index.PREFIX_BITS) - 1);
    }
    return view(batch[0]);
  }

  private long[] batch() {
    if (batch.length == 0) {
      batch = new long[Index.SLOTS];
    }
    return batch;
  }
}
