package io.redissim.core.keyspace;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import java.util.Arrays;
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

  private static final int INT_KIND = stringKind(Encoding.INT);
  private static final int EMBSTR_KIND = stringKind(Encoding.EMBSTR);
  private static final int RAW_KIND = stringKind(Encoding.RAW);

  private static final int MAX_KEY = 1 << 30;
  private static final int NO_SLOT = -1;

  /** A scan passes at least so many home positions a call, so that a sparse database is quick. */
  private static final int MIN_SCAN_STEPS = 1024;

  /** A random key is looked for so often before the search becomes a walk. */
  private static final int RANDOM_TRIES = 1 << 14;

  /** Below this size the store fits a processor's caches and prefetching only costs. */
  private static final long MIN_PREFETCH_BYTES = 2 << 20;

  /** Records of an old wheel moved with each write while a sweep is going on. */
  private static final int SWEEP_STEPS = 2;

  /** What happens to the old value's bytes when an entry is laid out anew. */
  private enum Content {
    REPLACED,
    KEPT,
    /** Kept, and with room to grow. */
    EXTENDED
  }

  private final Keyspace keyspace;
  private final int index;
  private final Entry entry = new Entry(this);
  private final StringValue string = new StringValue();

  private Arena arena = new Arena();
  private Index keys = new Index(arena);
  private DeadlineIndex deadlines = new DeadlineIndex();
  private SideTable large = new SideTable();
  private long size;

  /** The cell looked up last, for {@link ValueType#view}. */
  private byte[] foundPage = Ascii.EMPTY;

  private int foundAt;

  private final Key ownKey = new Key();
  private byte[] ownKeyBytes = new byte[64];
  private long[] batch = {};
  private long[] doomed = {};

  Database(Keyspace keyspace, int index) {
    this.keyspace = keyspace;
    this.index = index;
  }

  public int index() {
    return index;
  }

  /** How many keys there are, those counted that have expired and were not met yet. */
  public long size() {
    return size;
  }

  /** How many keys have a deadline. */
  public long expires() {
    return deadlines.expires();
  }

  /** The mean of what the keys with a deadline have left; farther ones count as 8.7 years. */
  public long averageTtlMillis() {
    return deadlines.averageTtlMillis(keyspace.nowMillis());
  }

  // ---- Looking up.

  /** The key's entry of any type, null if there is none. Counts as an access. */
  public @Nullable Entry find(Key key) {
    return view(locate(key), keyspace.isTouching());
  }

  /** Like {@link #find(Key)}, but not an access: for OBJECT, TTL, DUMP and the like. */
  public @Nullable Entry peek(Key key) {
    return view(locate(key), false);
  }

  /**
   * The key's value, null if there is none. Counts as an access.
   *
   * @throws WrongTypeException if it holds a value of another type
   */
  public <V> @Nullable V find(Key key, ValueType<V> type) {
    long address = locate(key);
    if (address == 0) {
      return null;
    }
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    if (Cell.typeCode(header) != type.code()) {
      throw WrongTypeException.INSTANCE;
    }
    if (keyspace.isTouching()) {
      touch(page, at, header);
    }
    foundPage = page;
    foundAt = at;
    return type.view(this);
  }

  public boolean contains(Key key) {
    return locate(key) != 0;
  }

  /**
   * Loads what commands on keys with these hashes are going to need, so that the cache misses
   * overlap. Changes nothing.
   */
  public void prefetch(long[] hashes, int count) {
    if (size > 0 && arena.reservedBytes() >= MIN_PREFETCH_BYTES) {
      keys.prefetch(hashes, count);
    }
  }

  // ---- Strings.

  /**
   * Sets the key to a copy of the bytes, whatever it held; the canonical form of a 64-bit integer
   * is stored as a number. {@code deadline}: {@link #NO_DEADLINE}, {@link #KEEP_DEADLINE}, or epoch
   * milliseconds.
   */
  public void setString(Key key, byte[] array, int offset, int length, long deadline) {
    if (length <= Ascii.MAX_LONG_BYTES && Ascii.isLong(array, offset, length)) {
      setLong(key, Ascii.parseLong(array, offset, length), deadline);
      return;
    }
    long old = locate(key);
    if (length >= LargeString.MIN_BYTES) {
      setLarge(key, old, Arrays.copyOfRange(array, offset, offset + length), deadline);
      return;
    }
    int oldSlot = largeSlot(old);
    int kind = length <= MAX_EMBSTR ? EMBSTR_KIND : RAW_KIND;
    long address =
        place(key, old, kind, Cell.form(length), length, resolve(old, deadline), Content.REPLACED);
    byte[] page = arena.page(address);
    System.arraycopy(array, offset, page, valueAt(page, Arena.offset(address)), length);
    dropLarge(oldSlot);
    written(key);
  }

  /** Like {@link #setString(Key, byte[], int, int, long)}, but a large array itself is kept. */
  public void setString(Key key, byte[] exact, long deadline) {
    if (exact.length >= LargeString.MIN_BYTES) {
      setLarge(key, locate(key), exact, deadline);
    } else {
      setString(key, exact, 0, exact.length, deadline);
    }
  }

  public void setLong(Key key, long value, long deadline) {
    long old = locate(key);
    int oldSlot = largeSlot(old);
    long until = resolve(old, deadline);
    long address = place(key, old, INT_KIND, Cell.FORM_FIXED, Long.BYTES, until, Content.REPLACED);
    writeFixed(address, value);
    dropLarge(oldSlot);
    written(key);
  }

  /**
   * A view to write to of exactly this length: the old bytes as far as they go, then zeros. The key
   * is created if it is missing; its deadline stays. The encoding becomes raw.
   *
   * @throws WrongTypeException if it holds a value of another type
   */
  public StringValue editString(Key key, int newLength) {
    StringValue old = find(key, ValueType.STRING);
    if (old == null) {
      return created(key, newLength);
    }
    long address = locate(key);
    long deadline = deadlineOf(address);
    int slot = largeSlot(address);
    if (slot != NO_SLOT) {
      LargeString value = (LargeString) large.get(slot);
      long before = value.heapBytes();
      value.resize(newLength);
      large.resized(value.heapBytes() - before);
      written(key);
      return string.pointAt(value).writable();
    }
    if (newLength >= LargeString.MIN_BYTES) {
      byte[] bytes = new byte[newLength];
      old.copyTo(0, bytes, 0, old.length());
      setLarge(key, address, bytes, deadline);
      return string.pointAt((LargeString) large.get(largeSlot(locate(key)))).writable();
    }
    int kept = Math.min(old.length(), newLength);
    boolean inCell = !old.isLong();
    long edited =
        place(
            key,
            address,
            RAW_KIND,
            Cell.form(newLength),
            newLength,
            deadline,
            inCell ? Content.EXTENDED : Content.REPLACED);
    byte[] page = arena.page(edited);
    int from = valueAt(page, Arena.offset(edited));
    if (!inCell) {
      // The view holds the number, not the cell that it was read from.
      old.copyTo(0, page, from, kept);
    }
    Arrays.fill(page, from + kept, from + newLength, (byte) 0);
    written(key);
    return string.pointAt(page, from, newLength).writable();
  }

  // ---- Keys.

  public boolean remove(Key key) {
    long address = locate(key);
    if (address == 0) {
      return false;
    }
    unlink(key.hash(), address);
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
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    int kind = Cell.kind(Cell.typeCode(header), Cell.encodingCode(header));
    int length = Cell.valueLength(page, at, header);
    place(key, address, kind, Cell.form(header), length, deadline, Content.KEPT);
    written(key);
    return true;
  }

  /**
   * Moves the value with its deadline and access clock, replacing what {@code to} held: RENAME and
   * MOVE. False if there is no {@code from}.
   */
  public boolean rename(Key from, Database target, Key to) {
    long source = locate(from);
    if (source == 0) {
      return false;
    }
    if (target == this && from.sameBytes(to)) {
      return true;
    }
    target.adopt(this, source, to, false);
    unlink(from.hash(), source);
    written(from);
    target.written(to);
    return true;
  }

  /** Like {@link #rename}, but {@code from} keeps its value. */
  public boolean copy(Key from, Database target, Key to) {
    long source = locate(from);
    if (source == 0) {
      return false;
    }
    if (target == this && from.sameBytes(to)) {
      return true;
    }
    target.adopt(this, source, to, true);
    target.written(to);
    return true;
  }

  /** A key chosen at random, all alike; null if there is none. Not an access. */
  public @Nullable Entry randomKey() {
    AccessClock random = keyspace.access();
    int tries = 0;
    while (size > 0 && tries++ < RANDOM_TRIES) {
      long address = keys.randomSlot(random.nextRandom());
      if (address != 0 && !expireIfDue(address)) {
        return view(address, false);
      }
    }
    return size == 0 ? null : firstKeyFrom(random.nextRandom() >>> (64 - Index.PREFIX_BITS));
  }

  /**
   * One step of a walk over all keys: visits about {@code count} of them and returns the cursor to
   * go on with, 0 at the end, where 0 also starts. A key that is there from the first call to the
   * last is visited exactly once, whatever comes, goes or moves meanwhile. Not an access.
   */
  public long scan(long cursor, int count, ScanVisitor visitor) {
    long end = 1L << Index.PREFIX_BITS;
    if (size == 0 || cursor < 0 || cursor >= end) {
      return 0;
    }
    if (batch.length == 0) {
      batch = new long[Index.SLOTS];
    }
    long prefix = cursor;
    long visited = 0;
    long steps = Math.max(MIN_SCAN_STEPS, 10L * count);
    int dead = 0;
    do {
      int found = keys.at(prefix, batch);
      for (int i = 0; i < found; i++) {
        if (isDue(batch[i])) {
          doomed = dead < doomed.length ? doomed : Arrays.copyOf(doomed, dead * 2 + 16);
          doomed[dead++] = batch[i];
        } else {
          visitor.visit(pointEntry(batch[i]));
        }
      }
      visited += found;
      prefix = keys.after(prefix);
    } while (prefix < end && visited < count && --steps > 0);
    // Removed only now: a removal may merge segments, and that is not to happen under the walk.
    for (int i = 0; i < dead; i++) {
      expire(doomed[i]);
    }
    return prefix < end ? prefix : 0;
  }

  /** FLUSHDB: returns how many keys there were; their memory is given back at once. */
  public long clear() {
    long removed = size;
    arena = new Arena();
    keys = new Index(arena);
    deadlines = new DeadlineIndex();
    large = new SideTable();
    size = 0;
    foundPage = Ascii.EMPTY;
    keyspace.listener().cleared(this);
    return removed;
  }

  // ---- Expiry.

  /**
   * Removes keys whose deadline has passed, as far as {@code max} steps go, a step being one record
   * of the deadline index looked at. Returns the steps taken: fewer than {@code max} means that
   * nothing is left to do now.
   */
  public int expireDue(long now, int max) {
    int steps = 0;
    while (steps < max) {
      long record = deadlines.poll(now);
      if (record == DeadlineWheel.NONE) {
        break;
      }
      steps++;
      if (record != DeadlineWheel.MOVED) {
        fire(record, now);
      }
    }
    return steps + sweep(max - steps);
  }

  /** When {@link #expireDue} has something to do next, at the earliest; the maximum: never. */
  public long nextDeadlineMillis() {
    return deadlines.nextMillis();
  }

  // ---- Memory.

  public long usedBytes() {
    return arena.liveBytes() + keys.usedBytes() + deadlines.usedBytes() + large.usedBytes();
  }

  public long reservedBytes() {
    return arena.reservedBytes()
        + keys.reservedBytes()
        + deadlines.reservedBytes()
        + large.usedBytes();
  }

  /** Moves the entries of the sparsest page elsewhere and gives it back; false: not worth it. */
  boolean compactPage() {
    int page = arena.sparsePage();
    if (page < 0) {
      return false;
    }
    arena.unlinkFreeCells(page);
    for (long from = arena.firstCell(page); from != 0; from = arena.nextCell(from)) {
      if (!arena.isFree(from)) {
        evacuate(from);
      }
    }
    arena.giveBack(page);
    return true;
  }

  private void evacuate(long from) {
    byte[] page = arena.page(from);
    int at = Arena.offset(from);
    long header = Cell.header(page, at);
    int needed = Cell.granules(page, at, header) - Cell.slack(header);
    long to = arena.allocate(needed);
    byte[] newPage = arena.page(to);
    int newAt = Arena.offset(to);
    System.arraycopy(page, at, newPage, newAt, needed << 3);
    Cell.writeSlack(newPage, newAt, arena.granted() - needed);
    keys.replace(hashOf(page, at, header), from, to);
  }

  // ---- For the package.

  void swapContents(Database other) {
    Arena otherArena = other.arena;
    Index otherKeys = other.keys;
    DeadlineIndex otherDeadlines = other.deadlines;
    SideTable otherLarge = other.large;
    long otherSize = other.size;
    other.arena = arena;
    other.keys = keys;
    other.deadlines = deadlines;
    other.large = large;
    other.size = size;
    arena = otherArena;
    keys = otherKeys;
    deadlines = otherDeadlines;
    large = otherLarge;
    size = otherSize;
  }

  AccessClock access() {
    return keyspace.access();
  }

  /** The view of the string looked up last. */
  StringValue stringView() {
    return viewString(foundPage, foundAt, Cell.header(foundPage, foundAt));
  }

  StringValue viewString(byte[] page, int at, long header) {
    int valueAt = at + Cell.keyOffset(header) + Cell.keyLength(page, at, header);
    if (Cell.form(header) != Cell.FORM_FIXED) {
      return string.pointAt(page, valueAt, Cell.valueLength(page, at, header));
    }
    long fixed = (long) Cell.LONG.get(page, valueAt);
    return hasNumber(header)
        ? string.pointAtLong(fixed)
        : string.pointAt((LargeString) large.get((int) fixed));
  }

  /** Heap bytes of the entry's large value, 0 if it has none. */
  long largeBytes(byte[] page, int at, long header) {
    return hasLarge(header) ? large.get((int) fixed(page, at)).heapBytes() : 0;
  }

  Arena arena() {
    return arena;
  }

  Index keys() {
    return keys;
  }

  DeadlineIndex deadlines() {
    return deadlines;
  }

  SideTable large() {
    return large;
  }

  // ---- Finding cells.

  /** The address of the key's cell, 0 if there is none; a cell past its deadline is removed. */
  private long locate(Key key) {
    if (size == 0) {
      return 0;
    }
    long address = keys.find(key);
    if (address != 0 && isDue(address)) {
      unlink(key.hash(), address);
      keyspace.listener().expired(this, key);
      return 0;
    }
    return address;
  }

  private boolean isDue(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    return Cell.hasDeadline(header) && keyspace.nowMillis() > Cell.deadline(page, at, header);
  }

  private @Nullable Entry view(long address, boolean touching) {
    if (address == 0) {
      return null;
    }
    if (touching) {
      byte[] page = arena.page(address);
      int at = Arena.offset(address);
      touch(page, at, Cell.header(page, at));
    }
    return pointEntry(address);
  }

  private Entry pointEntry(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    return entry.point(page, at, Cell.header(page, at));
  }

  private void touch(byte[] page, int at, long header) {
    int clock = Cell.clock(header);
    int touched = keyspace.access().touched(clock);
    if (touched != clock) {
      Cell.writeClock(page, at, header, touched);
    }
  }

  private Entry firstKeyFrom(long start) {
    long[] addresses = new long[Index.SLOTS];
    long prefix = start;
    while (keys.at(prefix, addresses) == 0) {
      prefix = keys.after(prefix) & (1L << Index.PREFIX_BITS) - 1;
    }
    return pointEntry(addresses[0]);
  }

  private long hashOf(byte[] page, int at, long header) {
    int keyAt = at + Cell.keyOffset(header);
    return keyspace.keyHash().of(page, keyAt, Cell.keyLength(page, at, header));
  }

  private static int valueAt(byte[] page, int at) {
    long header = Cell.header(page, at);
    return at + Cell.keyOffset(header) + Cell.keyLength(page, at, header);
  }

  private long deadlineOf(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    return Cell.hasDeadline(header) ? Cell.deadline(page, at, header) : NO_DEADLINE;
  }

  private long resolve(long old, long deadline) {
    return deadline != KEEP_DEADLINE ? deadline : old == 0 ? NO_DEADLINE : deadlineOf(old);
  }

  // ---- Writing cells.

  /**
   * Lays the key's entry out, in its old cell ({@code old}, 0: none) where it fits, and returns its
   * address. Header, deadline and key are written; so is the value if it is kept, else that is left
   * to the caller, as is dropping an old large value. Throws before anything has changed.
   */
  private long place(
      Key key, long old, int kind, int form, int length, long deadline, Content content) {
    boolean hasDeadline = deadline != NO_DEADLINE;
    int keyLength = key.length();
    int needed = Cell.granules(Cell.bytes(keyLength, form, length, hasDeadline));
    if (old == 0) {
      return placeNew(key, kind, form, length, deadline, needed);
    }
    byte[] page = arena.page(old);
    int at = Arena.offset(old);
    long before = Cell.header(page, at);
    long oldDeadline = Cell.hasDeadline(before) ? Cell.deadline(page, at, before) : NO_DEADLINE;
    int oldLength = Cell.valueLength(page, at, before);
    int granules = Cell.granules(page, at, before);
    int moved = keyLength + (content == Content.REPLACED ? 0 : Math.min(length, oldLength));
    int movedFrom = at + Cell.keyOffset(before);
    int slack = granules - needed;
    boolean fits = slack >= 0 && (slack <= Cell.MAX_SLACK || granules <= Arena.MAX_CLASS);
    long address = old;
    if (fits) {
      slack = granules > Arena.MAX_CLASS || isWorthKeeping(slack, needed) ? slack : 0;
    } else {
      int room = content == Content.EXTENDED ? Math.min(Cell.MAX_SLACK - 1, needed >> 3) : 0;
      address = arena.allocate(needed + room);
      slack = arena.granted() - needed;
    }
    int mark =
        deadlines.schedule(
            key.hash(), oldDeadline, Cell.mark(before), deadline, keyspace.nowMillis());
    int clock = keyspace.access().touched(Cell.clock(before));
    long header = Cell.header(kind, mark, keyLength, form, hasDeadline, slack, clock);
    byte[] newPage = arena.page(address);
    int newAt = Arena.offset(address);
    int movedTo = newAt + Cell.keyOffset(header);
    if (newPage != page || movedTo != movedFrom) {
      System.arraycopy(page, movedFrom, newPage, movedTo, moved);
    }
    Cell.write(newPage, newAt, header, keyLength, length, deadline);
    if (address != old) {
      keys.replace(key.hash(), old, address);
      arena.free(old, granules);
    } else if (granules != needed + slack) {
      arena.trim(old, granules, needed);
    }
    return address;
  }

  private long placeNew(Key key, int kind, int form, int length, long deadline, int needed) {
    int keyLength = key.length();
    if (keyLength > MAX_KEY) {
      throw new KeyspaceFullException("a key of " + keyLength + " bytes");
    }
    keys.reserve(key.hash());
    long address = arena.allocate(needed);
    boolean hasDeadline = deadline != NO_DEADLINE;
    int mark = deadlines.schedule(key.hash(), NO_DEADLINE, 0, deadline, keyspace.nowMillis());
    int slack = arena.granted() - needed;
    int clock = keyspace.access().first();
    long header = Cell.header(kind, mark, keyLength, form, hasDeadline, slack, clock);
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    Cell.write(page, at, header, keyLength, length, deadline);
    System.arraycopy(key.array(), key.offset(), page, at + Cell.keyOffset(header), keyLength);
    keys.insert(key.hash(), address);
    size++;
    return address;
  }

  /** Up to a third of a cell may lie idle for a value that changes its size. */
  private static boolean isWorthKeeping(int slack, int needed) {
    return slack < Cell.MIN_GRANULES || (slack <= Cell.MAX_SLACK && slack * 2 <= needed);
  }

  private StringValue created(Key key, int length) {
    if (length >= LargeString.MIN_BYTES) {
      setLarge(key, 0, new byte[length], NO_DEADLINE);
      return string.pointAt((LargeString) large.get(largeSlot(locate(key)))).writable();
    }
    long address =
        place(key, 0, RAW_KIND, Cell.form(length), length, NO_DEADLINE, Content.REPLACED);
    byte[] page = arena.page(address);
    int from = valueAt(page, Arena.offset(address));
    Arrays.fill(page, from, from + length, (byte) 0);
    written(key);
    return string.pointAt(page, from, length).writable();
  }

  private void setLarge(Key key, long old, byte[] exact, long deadline) {
    int oldSlot = largeSlot(old);
    long until = resolve(old, deadline);
    long address = place(key, old, RAW_KIND, Cell.FORM_FIXED, Long.BYTES, until, Content.REPLACED);
    writeFixed(address, large.add(new LargeString(exact, exact.length)));
    dropLarge(oldSlot);
    written(key);
  }

  /** Takes over another entry's value, deadline and clock under a key of this database. */
  private void adopt(Database origin, long source, Key to, boolean copying) {
    long old = locate(to);
    int oldSlot = largeSlot(old);
    byte[] page = origin.arena.page(source);
    int at = Arena.offset(source);
    long header = Cell.header(page, at);
    long deadline = Cell.hasDeadline(header) ? Cell.deadline(page, at, header) : NO_DEADLINE;
    int kind = Cell.kind(Cell.typeCode(header), Cell.encodingCode(header));
    int length = Cell.valueLength(page, at, header);
    long address = place(to, old, kind, Cell.form(header), length, deadline, Content.REPLACED);
    byte[] newPage = arena.page(address);
    int newAt = Arena.offset(address);
    System.arraycopy(page, valueAt(page, at), newPage, valueAt(newPage, newAt), length);
    Cell.writeClock(newPage, newAt, Cell.header(newPage, newAt), Cell.clock(header));
    if (hasLarge(header)) {
      LargeValue value = origin.large.get((int) fixed(page, at));
      writeFixed(address, large.add(copying ? value.copy() : value));
    }
    dropLarge(oldSlot);
  }

  private void unlink(long hash, long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    if (Cell.hasDeadline(header)) {
      deadlines.forget(Cell.deadline(page, at, header));
    }
    if (hasLarge(header)) {
      large.remove((int) fixed(page, at));
    }
    keys.remove(hash, address);
    arena.free(address, Cell.granules(page, at, header));
    size--;
  }

  /** The end of every write: nothing more refers to cells or records. */
  private void written(Key key) {
    if (deadlines.isSweeping()) {
      sweep(SWEEP_STEPS);
    }
    keyspace.listener().modified(this, key);
  }

  // ---- Values of 8 bytes: numbers, and slots of large values.

  private static int stringKind(Encoding encoding) {
    return Cell.kind(ValueType.STRING.code(), ValueType.STRING.encodingCode(encoding));
  }

  private static boolean hasNumber(long header) {
    return (header & 0xfe) == INT_KIND;
  }

  private static boolean hasLarge(long header) {
    return Cell.form(header) == Cell.FORM_FIXED && !hasNumber(header);
  }

  private static long fixed(byte[] page, int at) {
    return (long) Cell.LONG.get(page, valueAt(page, at));
  }

  private void writeFixed(long address, long value) {
    byte[] page = arena.page(address);
    Cell.LONG.set(page, valueAt(page, Arena.offset(address)), value);
  }

  /** The side table's slot of the cell at this address, 0 being no cell. */
  private int largeSlot(long address) {
    if (address == 0) {
      return NO_SLOT;
    }
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    return hasLarge(Cell.header(page, at)) ? (int) fixed(page, at) : NO_SLOT;
  }

  private void dropLarge(int slot) {
    if (slot != NO_SLOT) {
      large.remove(slot);
    }
  }

  // ---- Expiry.

  private boolean expireIfDue(long address) {
    boolean due = isDue(address);
    if (due) {
      expire(address);
    }
    return due;
  }

  /** Removes a cell whose deadline has passed. */
  private void expire(long address) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    long header = Cell.header(page, at);
    int length = Cell.keyLength(page, at, header);
    if (length > ownKeyBytes.length) {
      ownKeyBytes = new byte[length];
    }
    int keyAt = at + Cell.keyOffset(header);
    System.arraycopy(page, keyAt, ownKeyBytes, 0, length);
    long hash = keyspace.keyHash().of(ownKeyBytes, 0, length);
    ownKey.point(ownKeyBytes, 0, length, hash);
    unlink(hash, address);
    keyspace.listener().expired(this, ownKey);
  }

  /** A record is due: so may be any of the entries that share its hash prefix. */
  private void fire(long record, long now) {
    if (size == 0) {
      return;
    }
    int passed = 0;
    long address;
    while (size > 0 && (address = keys.withPrefix(record, passed)) != 0) {
      long deadline = deadlineOf(address);
      if (deadline != NO_DEADLINE && now > deadline) {
        expire(address);
      } else {
        passed++;
        if (deadline != NO_DEADLINE) {
          recordAgain(address, record, deadline, now);
        }
      }
    }
  }

  /** Moves up to {@code max} records from the old wheel to the new one; returns how many. */
  private int sweep(int max) {
    int steps = 0;
    while (steps < max && deadlines.isSweeping()) {
      long record = deadlines.drain();
      if (record == DeadlineWheel.NONE) {
        break;
      }
      steps++;
      if (size == 0) {
        continue;
      }
      int nth = 0;
      for (long address; (address = keys.withPrefix(record, nth)) != 0; nth++) {
        long deadline = deadlineOf(address);
        if (deadline != NO_DEADLINE) {
          recordAgain(address, record, deadline, keyspace.nowMillis());
        }
      }
    }
    return steps;
  }

  private void recordAgain(long address, long hash, long deadline, long now) {
    byte[] page = arena.page(address);
    int at = Arena.offset(address);
    if (deadlines.needsRecord(Cell.mark(Cell.header(page, at)))) {
      deadlines.addAgain(hash, deadline, now);
      Cell.writeMark(page, at, deadlines.currentMark());
    }
  }
}
