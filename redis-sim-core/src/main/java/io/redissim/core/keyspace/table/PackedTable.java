package io.redissim.core.keyspace.table;

import io.redissim.core.bytes.Bytes;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.keyspace.KeyspaceFullException;
import java.util.Arrays;
import java.util.function.LongSupplier;

/**
 * A hash table of byte strings: what large sets, hashes and sorted sets are made of. Its nodes are
 * arrays of up to 64 entries each, so there is no object per element.
 *
 * <pre>
 * find(key) → position, or NONE          positions are valid until the next change
 * addIfAbsent(key), putIfAbsent(key, value), put(key, value), remove(key), removeAt(position)
 * keyArray, keyOffset, keyLength(position);  valueArray, valueOffset, valueLength(position)
 * longValue(position), setLong(position, value), setValue(position, bytes)
 * for (long at = t.first(); at != NONE; at = t.next(at))          all of them, in hash order
 * random(source) → position              every element as likely as any other
 * cursor = scan(cursor, count, visitor)  0 starts and ends; whoever stays is visited exactly once
 * size(), heapBytes(), copy(), hash(key) and find(key, hash) for one key in many tables
 * </pre>
 *
 * <p>Idea: extendible hashing (Fagin et al., 1979), ordered by hash as the keyspace's index is. The
 * top {@code depth} bits of the hash choose the node in the directory; a node of local depth d
 * holds all keys that share its top d bits. A full node splits in two, two sparse buddies merge, so
 * no change touches more than two nodes, and a scan's cursor is a threshold in hash order, which
 * neither can move. In its node a key is found by one byte of its hash, eight entries a step.
 *
 * <p>The hash is the keyspace's, seeded, times an odd number of the table's own: filling one table
 * in the order of another one would otherwise fill its nodes one after the other.
 *
 * <p>An entry is {@code [key length: 1 byte, only with BYTES][key][value]}. If key and value are
 * more than {@value #MAX_INLINE} bytes together they lie in an array of their own, and the entry is
 * {@code [number of the array: 4 bytes][the value, only with LONG]}. Such an array is never written
 * again once it is there: a reply may refer to it.
 *
 * <p>What a change needs is taken from the heap before anything changes. Merging and trimming after
 * a removal are tried only: without memory, sparse nodes stay as they are.
 */
public final class PackedTable {
  /** What a table keeps with each key: nothing, 8 bytes, or any bytes. */
  public enum Values {
    NONE,
    LONG,
    BYTES
  }

  /** No position. */
  public static final long NONE = -1;

  /** Sees the elements of a scan. It must not change the table. */
  @FunctionalInterface
  public interface Visitor {
    void visit(PackedTable table, long position);
  }

  static final int MAX_INLINE = 127;
  static final int MAX_ENTRIES = 64;

  private static final int MAX_DEPTH = 26;

  /** So many entries a node are planned for at most. */
  private static final int EXPECTED_ENTRIES = 56;

  /** Two buddies that hold no more than this together merge. */
  private static final int MERGED = 32;

  /** A node that cannot split holds more; then new entries are references, and not without end. */
  private static final int CROWDED_BYTES = 24_000;

  private static final int MAX_CROWDED = 600;

  /** Bits of a hash that a cursor has: less than 2^53, which is what JavaScript can count to. */
  private static final int CURSOR_BITS = 48;

  private static final int CURSOR_SHIFT = 64 - CURSOR_BITS;

  /** So many tries for a random element are expected at most, or as many as there are nodes. */
  private static final long MAX_TRIES = 16;

  private static final int INDEX_BITS = 16;
  private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

  /** An array apart: {@code [hash: 8 bytes][key length: 4 bytes][key][value, only with BYTES]}. */
  private static final int APART_LENGTH_AT = 8;

  private static final int APART_KEY_AT = 12;
  private static final int REFERENCE_BYTES = 4;
  private static final int MAX_ARRAY = Integer.MAX_VALUE - 8;

  private static final int OBJECT_BYTES = 88;
  private static final byte[] VACANT = {};

  private final KeyHash hash;
  private final Values values;
  private final int maxDepth;

  /** Called before each array that is taken from the heap, so that a test can let it fail. */
  private final Runnable beforeGrowth;

  /** 2^depth times a node; one of local depth d stands there 2^(depth - d) times. */
  private byte[][] directory;

  private int depth;
  private int nodes = 1;

  /** Nodes whose local depth is the directory's. */
  private int deepest = 1;

  private long size;

  /** Odd; 0 until the first key is there, which decides it. */
  private long salt;

  /** A power of two that no node holds more entries than. */
  private int width = MAX_ENTRIES;

  /** The arrays apart, without gaps. */
  private byte[][] apart = {};

  private int apartCount;
  private long bytes;

  /** Whether many keys are being added: nodes that grow double. */
  private boolean isFilling;

  public PackedTable(KeyHash hash, Values values) {
    this(hash, values, MAX_DEPTH, () -> {});
  }

  PackedTable(KeyHash hash, Values values, int maxDepth, Runnable beforeGrowth) {
    this.hash = hash;
    this.values = values;
    this.maxDepth = maxDepth;
    this.beforeGrowth = beforeGrowth;
    this.directory = new byte[][] {Node.create(0, 0, 0)};
    this.bytes = OBJECT_BYTES + arrayBytes(directory[0]) + tableBytes(1) + tableBytes(0);
  }

  private PackedTable(PackedTable from) {
    hash = from.hash;
    values = from.values;
    maxDepth = from.maxDepth;
    beforeGrowth = from.beforeGrowth;
    depth = from.depth;
    nodes = from.nodes;
    deepest = from.deepest;
    size = from.size;
    salt = from.salt;
    width = from.width;
    apartCount = from.apartCount;
    bytes = from.bytes;
    directory = from.directory.clone();
    for (int at = 0; at < 1 << depth; at = after(at)) {
      fill(at, directory[at].clone());
    }
    apart = from.apart.clone();
    for (int i = 0; i < apartCount; i++) {
      apart[i] = apart[i].clone();
    }
  }

  public PackedTable copy() {
    return new PackedTable(this);
  }

  public long size() {
    return size;
  }

  /** Bytes on the heap, headers included. */
  public long heapBytes() {
    return bytes;
  }

  Values values() {
    return values;
  }

  /** What {@link #heapBytes} must be. */
  long recomputedBytes() {
    long sum = OBJECT_BYTES + tableBytes(directory.length) + tableBytes(apart.length);
    for (int at = 0; at < 1 << depth; at = after(at)) {
      sum += arrayBytes(directory[at]);
    }
    for (int i = 0; i < apartCount; i++) {
      sum += arrayBytes(apart[i]);
    }
    return sum;
  }

  // ---- Finding and reading.

  /** The hash that all tables of this keyspace find a key by. */
  public long hash(byte[] array, int offset, int length) {
    return hash.of(array, offset, length);
  }

  /** Where the key is, or {@link #NONE}. */
  public long find(byte[] array, int offset, int length) {
    return find(array, offset, length, hash.of(array, offset, length));
  }

  /** As above, of a key whose {@link #hash} is known. */
  public long find(byte[] array, int offset, int length, long keyHash) {
    long mixed = keyHash * salt;
    int at = place(mixed);
    byte[] node = directory[at];
    int count = Node.count(node);
    for (int base = 0; base < count; base += 8) {
      long candidates = Node.candidates(node, base, mixed);
      while (candidates != 0) {
        int i = base + (Long.numberOfTrailingZeros(candidates) >>> 3);
        if (i < count && holds(node, i, mixed, array, offset, length)) {
          return position(at, i);
        }
        candidates &= candidates - 1;
      }
    }
    return NONE;
  }

  public boolean contains(byte[] array, int offset, int length) {
    return find(array, offset, length) != NONE;
  }

  /** The array that the key lies in; not to be written to. */
  public byte[] keyArray(long position) {
    byte[] node = node(position);
    int start = Node.start(node, index(position));
    return isApart(start) ? apart(node, start) : node;
  }

  public int keyOffset(long position) {
    int start = Node.start(node(position), index(position));
    return isApart(start) ? APART_KEY_AT : values == Values.BYTES ? start + 1 : start;
  }

  public int keyLength(long position) {
    byte[] node = node(position);
    int start = Node.start(node, index(position));
    return isApart(start)
        ? apartKeyLength(apart(node, start))
        : inlineKeyLength(node, index(position), start);
  }

  /** The array that the value lies in; not to be written to, and never written if it is apart. */
  public byte[] valueArray(long position) {
    return keyArray(position);
  }

  public int valueOffset(long position) {
    return keyOffset(position) + keyLength(position);
  }

  /** Bytes in the value of a table with BYTES. */
  public int valueLength(long position) {
    byte[] node = node(position);
    int start = Node.start(node, index(position));
    if (isApart(start)) {
      byte[] array = apart(node, start);
      return array.length - APART_KEY_AT - apartKeyLength(array);
    }
    return Node.end(node, index(position)) - start - 1 - (node[start] & 0xff);
  }

  /** Whether {@link #valueArray} is an array that will never be written again. */
  public boolean isApart(long position) {
    return isApart(Node.start(node(position), index(position)));
  }

  /** The value of a table with LONG. */
  public long longValue(long position) {
    byte[] node = node(position);
    return (long) Node.LONG.get(node, Node.end(node, index(position)) - Long.BYTES);
  }

  public void setLong(long position, long value) {
    byte[] node = node(position);
    Node.LONG.set(node, Node.end(node, index(position)) - Long.BYTES, value);
  }

  // ---- Adding.

  /**
   * Says that many keys are going to be added, to an empty table at least so many: it is given the
   * nodes for them at once. Until {@link #settle} nodes have more room than they should.
   */
  public void expect(long elements) {
    isFilling = true;
    int wanted = 0;
    while (wanted < maxDepth && elements >> wanted > EXPECTED_ENTRIES) {
      wanted++;
    }
    if (size > 0 || depth > 0 || wanted == 0) {
      return;
    }
    beforeGrowth.run();
    byte[][] wider = new byte[1 << wanted][];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = Node.create(0, 0, wanted);
    }
    bytes += tableBytes(wider.length) - tableBytes(directory.length);
    bytes += wider.length * arrayBytes(wider[0]) - arrayBytes(directory[0]);
    directory = wider;
    depth = wanted;
    nodes = wider.length;
    deepest = wider.length;
  }

  /** Ends what {@link #expect} began; without the memory to do so, nodes stay as they are. */
  public void settle() {
    if (!isFilling) {
      return;
    }
    isFilling = false;
    try {
      for (int at = 0; at < 1 << depth; at = after(at)) {
        byte[] node = directory[at];
        if (node.length > Node.lengthFor(Node.count(node), Node.entryBytes(node))) {
          beforeGrowth.run();
          replace(at, Node.resized(node, Node.count(node), Node.entryBytes(node)));
        }
      }
    } catch (OutOfMemoryError roomyNodesStay) {
      // Each node is whole, as it was or as it is now.
    }
  }

  /** Adds a key without a value; false: it is there. */
  public boolean addIfAbsent(byte[] array, int offset, int length) {
    return addIfAbsent(array, offset, length, hash.of(array, offset, length));
  }

  /** As above, of a key whose {@link #hash} is known. */
  public boolean addIfAbsent(byte[] array, int offset, int length, long keyHash) {
    if (find(array, offset, length, keyHash) != NONE) {
      return false;
    }
    insert(keyHash, array, offset, length, VACANT, 0, 0);
    return true;
  }

  /** Adds a key without a value that is not there, and whose {@link #hash} is known. */
  public void addNew(byte[] array, int offset, int length, long keyHash) {
    insert(keyHash, array, offset, length, VACANT, 0, 0);
  }

  /** As above, with a number. */
  public void addNew(byte[] array, int offset, int length, long keyHash, long value) {
    setLong(insert(keyHash, array, offset, length, VACANT, 0, 0), value);
  }

  /** Adds a key with a number; false: it is there and has kept its number. */
  public boolean putIfAbsent(byte[] array, int offset, int length, long value) {
    long keyHash = hash.of(array, offset, length);
    if (find(array, offset, length, keyHash) != NONE) {
      return false;
    }
    setLong(insert(keyHash, array, offset, length, VACANT, 0, 0), value);
    return true;
  }

  /** Adds a key with a number or gives it another one; false: it was there. */
  public boolean put(byte[] array, int offset, int length, long value) {
    long keyHash = hash.of(array, offset, length);
    long position = find(array, offset, length, keyHash);
    boolean added = position == NONE;
    setLong(added ? insert(keyHash, array, offset, length, VACANT, 0, 0) : position, value);
    return added;
  }

  /** Adds a key with a value or gives it another one; false: it was there. */
  public boolean put(byte[] key, int offset, int length, byte[] value, int from, int valueLength) {
    long keyHash = hash.of(key, offset, length);
    long position = find(key, offset, length, keyHash);
    if (position == NONE) {
      insert(keyHash, key, offset, length, value, from, valueLength);
      return true;
    }
    setValue(position, value, from, valueLength);
    return false;
  }

  /** Adds a key that is not there with a value of its own; for LONG and NONE the value is empty. */
  private long insert(
      long keyHash, byte[] key, int offset, int length, byte[] value, int from, int valueLength) {
    if (salt == 0) {
      salt = keyHash | 1;
    }
    long mixed = keyHash * salt;
    int at = place(mixed);
    while (Node.count(directory[at]) >= MAX_ENTRIES && Node.depth(directory[at]) < maxDepth) {
      split(at);
      at = place(mixed);
    }
    if (Node.count(directory[at]) >= MAX_CROWDED) {
      throw new KeyspaceFullException("too many elements with the same hash in one value");
    }
    boolean goesApart = goesApart(directory[at], length, valueLength);
    int entryBytes =
        (values == Values.LONG ? Long.BYTES : 0)
            + (goesApart ? REFERENCE_BYTES : inlineBytes(length, valueLength));
    byte[] own = VACANT;
    if (goesApart) {
      own = newApart(mixed, key, offset, length, value, from, valueLength);
      reserveApart();
    }
    byte[] node = withRoom(at, 1, entryBytes);
    int i = Node.count(node);
    int start = Node.append(node, mixed, entryBytes, goesApart ? Node.APART : 0);
    if (goesApart) {
      Node.INT.set(node, start, addApart(own));
    } else {
      writeInline(node, start, key, offset, length, value, from, valueLength);
    }
    size++;
    while (i >= width) {
      width <<= 1;
    }
    return position(at, i);
  }

  /** Gives the key at this position another value; the position stays valid. */
  public void setValue(long position, byte[] value, int from, int valueLength) {
    int at = (int) (position >>> INDEX_BITS);
    int i = index(position);
    byte[] node = directory[at];
    int start = Node.start(node, i);
    byte[] key = keyArray(position);
    int keyOffset = keyOffset(position);
    int keyLength = keyLength(position);
    if (goesApart(node, keyLength, valueLength)) {
      long mixed = mixed(node, i);
      byte[] own = newApart(mixed, key, keyOffset, keyLength, value, from, valueLength);
      if (isApart(start)) {
        int number = (int) Node.INT.get(node, start & Node.START_MASK);
        bytes += arrayBytes(own) - arrayBytes(apart[number]);
        apart[number] = own;
      } else {
        reserveApart();
        node = withRoom(at, 0, Math.max(0, REFERENCE_BYTES - (Node.end(node, i) - start)));
        Node.resize(node, i, REFERENCE_BYTES, Node.APART);
        int to = Node.start(node, i) & Node.START_MASK;
        Node.INT.set(node, to, addApart(own));
      }
    } else if (isApart(start)) {
      int number = (int) Node.INT.get(node, start & Node.START_MASK);
      int needed = inlineBytes(keyLength, valueLength);
      node = withRoom(at, 0, Math.max(0, needed - REFERENCE_BYTES));
      Node.resize(node, i, needed, 0);
      writeInline(node, Node.start(node, i), key, keyOffset, keyLength, value, from, valueLength);
      removeApart(number);
    } else {
      int needed = inlineBytes(keyLength, valueLength);
      node = withRoom(at, 0, Math.max(0, needed - (Node.end(node, i) - start)));
      Node.resize(node, i, needed, 0);
      int to = Node.start(node, i) + 1 + keyLength;
      System.arraycopy(value, from, node, to, valueLength);
    }
  }

  // ---- Removing.

  /** False: the key was not there. */
  public boolean remove(byte[] array, int offset, int length) {
    long position = find(array, offset, length);
    if (position == NONE) {
      return false;
    }
    removeAt(position);
    return true;
  }

  public void removeAt(long position) {
    int at = (int) (position >>> INDEX_BITS);
    byte[] node = directory[at];
    int start = Node.start(node, index(position));
    int number = isApart(start) ? (int) Node.INT.get(node, start & Node.START_MASK) : -1;
    Node.remove(node, index(position));
    size--;
    if (number >= 0) {
      removeApart(number);
    }
    try {
      tidy(at);
    } catch (OutOfMemoryError sparseNodesStay) {
      // Nothing has changed by the attempt.
    }
  }

  /** Gives back what this node and the arrays apart do not need any more. */
  private void tidy(int where) {
    int at = where;
    while (Node.count(directory[at]) <= MERGED && mergeWithBuddy(at)) {
      while (deepest == 0) {
        halveDirectory();
        at >>= 1;
      }
    }
    byte[] node = directory[at];
    int needed = Node.lengthFor(Node.count(node), Node.entryBytes(node));
    if (node.length > needed + (needed >>> 1)) {
      beforeGrowth.run();
      replace(at, Node.resized(node, Node.count(node), Node.entryBytes(node)));
    }
    if (apart.length > 4 * (apartCount + 2)) {
      resizeApart(2 * (apartCount + 2));
    }
  }

  // ---- Walking.

  /** The first position in hash order, {@link #NONE} of an empty table. */
  public long first() {
    return firstFrom(0);
  }

  /** The position after this one. */
  public long next(long position) {
    int at = (int) (position >>> INDEX_BITS);
    return index(position) + 1 < Node.count(directory[at]) ? position + 1 : firstFrom(after(at));
  }

  private long firstFrom(int place) {
    for (int at = place; at < 1 << depth; at = after(at)) {
      if (Node.count(directory[at]) > 0) {
        return position(at, 0);
      }
    }
    return NONE;
  }

  /**
   * Visits about {@code count} elements, those with equal hashes in one call, and returns where to
   * go on: below 2^48; 0 after the last. An element that is there from the first call to the last
   * is visited exactly once, whatever happens in between.
   */
  public long scan(long cursor, int count, Visitor visitor) {
    long from = cursor & (1L << CURSOR_BITS) - 1;
    int left = Math.max(1, count);
    long[] order = new long[width];
    for (int at = place(from << CURSOR_SHIFT); at < 1 << depth; at = after(at)) {
      int found = inOrder(directory[at], from, order);
      for (int n = 0; n < found; n++) {
        long prefix = order[n] >>> INDEX_BITS;
        if (left <= 0 && prefix != from) {
          return prefix;
        }
        visitor.visit(this, position(at, index(order[n])));
        from = prefix;
        left--;
      }
      if (left <= 0 && after(at) < 1 << depth) {
        return (long) after(at) << (CURSOR_BITS - depth);
      }
    }
    return 0;
  }

  /** Writes {@code hash prefix | entry} of the entries that are not below a prefix, in order. */
  private int inOrder(byte[] node, long from, long[] into) {
    int found = 0;
    for (int i = 0; i < Node.count(node); i++) {
      long prefix = mixed(node, i) >>> CURSOR_SHIFT;
      if (prefix >= from) {
        into[found++] = (prefix << INDEX_BITS | i) ^ Long.MIN_VALUE; // sorted as signed numbers
      }
    }
    Arrays.sort(into, 0, found);
    for (int i = 0; i < found; i++) {
      into[i] ^= Long.MIN_VALUE;
    }
    return found;
  }

  /** Some element, each as likely as any other; {@link #NONE} of an empty table. */
  public long random(LongSupplier source) {
    if (size == 0) {
      return NONE;
    }
    if ((long) width << depth > size * (MAX_TRIES + nodes)) {
      // Lopsided: to step over the nodes costs less than to hit an element.
      return nth((source.getAsLong() >>> 1) % size);
    }
    while (true) {
      long random = source.getAsLong();
      int at = place(random);
      int i = (int) random & width - 1;
      // A node that several directory entries name counts once.
      if (at == firstOf(at) && i < Node.count(directory[at])) {
        return position(at, i);
      }
    }
  }

  /** Steps over whole nodes. */
  private long nth(long rank) {
    int at = 0;
    long left = rank;
    while (left >= Node.count(directory[at])) {
      left -= Node.count(directory[at]);
      at = after(at);
    }
    return position(at, (int) left);
  }

  // ---- Entries.

  private boolean holds(byte[] node, int i, long mixed, byte[] array, int offset, int length) {
    int start = Node.start(node, i);
    if (isApart(start)) {
      byte[] own = apart(node, start);
      return (long) Node.LONG.get(own, 0) == mixed
          && apartKeyLength(own) == length
          && Bytes.same(own, APART_KEY_AT, array, offset, length);
    }
    if (inlineKeyLength(node, i, start) != length) {
      return false;
    }
    int from = values == Values.BYTES ? start + 1 : start;
    return Bytes.same(node, from, array, offset, length);
  }

  private int inlineKeyLength(byte[] node, int i, int start) {
    return switch (values) {
      case NONE -> Node.end(node, i) - start;
      case LONG -> Node.end(node, i) - start - Long.BYTES;
      case BYTES -> node[start] & 0xff;
    };
  }

  /** Bytes of an entry that lies in its node, without a LONG. */
  private int inlineBytes(int keyLength, int valueLength) {
    return keyLength + valueLength + (values == Values.BYTES ? 1 : 0);
  }

  private void writeInline(
      byte[] node,
      int start,
      byte[] key,
      int offset,
      int length,
      byte[] value,
      int from,
      int valueLength) {
    int at = start;
    if (values == Values.BYTES) {
      node[at++] = (byte) length;
    }
    System.arraycopy(key, offset, node, at, length);
    System.arraycopy(value, from, node, at + length, valueLength);
  }

  /** The hash of an entry by which this table orders it. */
  private long mixed(byte[] node, int i) {
    int start = Node.start(node, i);
    if (isApart(start)) {
      return (long) Node.LONG.get(apart(node, start), 0);
    }
    int from = values == Values.BYTES ? start + 1 : start;
    return hash.of(node, from, inlineKeyLength(node, i, start)) * salt;
  }

  // ---- Arrays apart.

  private static boolean goesApart(byte[] node, int keyLength, int valueLength) {
    return (long) keyLength + valueLength > MAX_INLINE || Node.entryBytes(node) > CROWDED_BYTES;
  }

  private static boolean isApart(int start) {
    return (start & Node.APART) != 0;
  }

  private byte[] apart(byte[] node, int start) {
    return apart[(int) Node.INT.get(node, start & Node.START_MASK)];
  }

  private static int apartKeyLength(byte[] own) {
    return (int) Node.INT.get(own, APART_LENGTH_AT);
  }

  private byte[] newApart(
      long mixed, byte[] key, int offset, int length, byte[] value, int from, int valueLength) {
    long needed = (long) APART_KEY_AT + length + valueLength;
    if (needed > MAX_ARRAY) {
      throw new OutOfMemoryError("an element of " + needed + " bytes");
    }
    beforeGrowth.run();
    byte[] own = new byte[(int) needed];
    Node.LONG.set(own, 0, mixed);
    Node.INT.set(own, APART_LENGTH_AT, length);
    System.arraycopy(key, offset, own, APART_KEY_AT, length);
    System.arraycopy(value, from, own, APART_KEY_AT + length, valueLength);
    return own;
  }

  private void reserveApart() {
    if (apartCount == apart.length) {
      resizeApart(Math.max(4, apartCount + (apartCount >>> 1)));
    }
  }

  private void resizeApart(int length) {
    beforeGrowth.run();
    byte[][] other = new byte[length][];
    System.arraycopy(apart, 0, other, 0, apartCount);
    Arrays.fill(other, apartCount, length, VACANT);
    bytes += tableBytes(length) - tableBytes(apart.length);
    apart = other;
  }

  private int addApart(byte[] own) {
    apart[apartCount] = own;
    bytes += arrayBytes(own);
    return apartCount++;
  }

  /** Drops an array that no entry refers to any more; the last one takes its number. */
  private void removeApart(int number) {
    bytes -= arrayBytes(apart[number]);
    int last = --apartCount;
    if (number != last) {
      byte[] moved = apart[last];
      byte[] node = directory[place((long) Node.LONG.get(moved, 0))];
      Node.INT.set(node, referenceTo(last, node), number);
      apart[number] = moved;
    }
    apart[last] = VACANT;
  }

  /** Where in the node the number of this array apart stands. */
  private static int referenceTo(int number, byte[] node) {
    for (int i = 0; i < Node.count(node); i++) {
      int start = Node.start(node, i);
      int at = start & Node.START_MASK;
      if (isApart(start) && (int) Node.INT.get(node, at) == number) {
        return at;
      }
    }
    throw new IllegalStateException("an element that no node knows");
  }

  // ---- Nodes.

  private int place(long mixed) {
    return (int) (mixed >>> 1 >>> (63 - depth));
  }

  private static long position(int at, int i) {
    return (long) at << INDEX_BITS | i;
  }

  private static int index(long position) {
    return (int) position & INDEX_MASK;
  }

  private byte[] node(long position) {
    return directory[(int) (position >>> INDEX_BITS)];
  }

  /** The first directory entry of the node at {@code at}. */
  private int firstOf(int at) {
    int shared = depth - Node.depth(directory[at]);
    return at >>> shared << shared;
  }

  /** The first directory entry behind the node at {@code at}. */
  private int after(int at) {
    int shared = depth - Node.depth(directory[at]);
    return (at >>> shared) + 1 << shared;
  }

  /** Names the node wherever one of its local depth stands. */
  private void fill(int at, byte[] node) {
    int shared = depth - Node.depth(node);
    int first = at >>> shared << shared;
    Arrays.fill(directory, first, first + (1 << shared), node);
  }

  private void replace(int at, byte[] node) {
    bytes += arrayBytes(node) - arrayBytes(directory[at]);
    fill(at, node);
  }

  /** The node at {@code at} with room for so many entries more and so many bytes more in all. */
  private byte[] withRoom(int at, int entries, int more) {
    byte[] node = directory[at];
    if (Node.hasRoom(node, entries, more)) {
      return node;
    }
    beforeGrowth.run();
    int count = Node.count(node) + entries;
    int needed = Node.entryBytes(node) + more;
    if (isFilling && needed < CROWDED_BYTES / 2) {
      count = Math.max(count, Math.min(2 * count, MAX_ENTRIES));
      needed *= 2;
    }
    byte[] wider = Node.resized(node, count, needed);
    replace(at, wider);
    return wider;
  }

  private void split(int at) {
    byte[] node = directory[at];
    int local = Node.depth(node);
    int count = Node.count(node);
    long highs = 0;
    int highBytes = 0;
    for (int i = 0; i < count; i++) {
      if (mixed(node, i) << local < 0) {
        highs |= 1L << i;
        highBytes += Node.end(node, i) - (Node.start(node, i) & Node.START_MASK);
      }
    }
    int highCount = Long.bitCount(highs);
    beforeGrowth.run();
    byte[] low = Node.create(count - highCount, Node.entryBytes(node) - highBytes, local + 1);
    beforeGrowth.run();
    byte[] high = Node.create(highCount, highBytes, local + 1);
    if (local == depth) {
      doubleDirectory();
    }
    for (int i = 0; i < count; i++) {
      Node.append((highs >>> i & 1) == 0 ? low : high, node, i);
    }
    int span = 1 << (depth - local);
    int first = place(mixed(node, 0)) / span * span;
    Arrays.fill(directory, first, first + span / 2, low);
    Arrays.fill(directory, first + span / 2, first + span, high);
    bytes += arrayBytes(low) + arrayBytes(high) - arrayBytes(node);
    nodes++;
    deepest += local + 1 == depth ? 2 : 0;
  }

  /** Merges the node with the other half it was split from, if both are sparse. */
  private boolean mergeWithBuddy(int at) {
    byte[] node = directory[at];
    int local = Node.depth(node);
    if (local == 0) {
      return false;
    }
    int span = 1 << (depth - local);
    byte[] buddy = directory[firstOf(at) ^ span];
    int count = Node.count(node) + Node.count(buddy);
    if (Node.depth(buddy) != local || count > MERGED) {
      return false;
    }
    beforeGrowth.run();
    byte[] merged = Node.create(count, Node.entryBytes(node) + Node.entryBytes(buddy), local - 1);
    for (int i = 0; i < Node.count(node); i++) {
      Node.append(merged, node, i);
    }
    for (int i = 0; i < Node.count(buddy); i++) {
      Node.append(merged, buddy, i);
    }
    fill(at, merged);
    bytes += arrayBytes(merged) - arrayBytes(node) - arrayBytes(buddy);
    nodes--;
    deepest -= local == depth ? 2 : 0;
    return true;
  }

  private void doubleDirectory() {
    beforeGrowth.run();
    byte[][] wider = new byte[2 << depth][];
    for (int i = 0; i < wider.length; i++) {
      wider[i] = directory[i >> 1];
    }
    bytes += tableBytes(wider.length) - tableBytes(directory.length);
    directory = wider;
    depth++;
    deepest = 0;
  }

  private void halveDirectory() {
    beforeGrowth.run();
    byte[][] narrower = new byte[1 << depth - 1][];
    int deep = 0;
    for (int i = 0; i < narrower.length; i++) {
      narrower[i] = directory[2 * i];
      deep += Node.depth(narrower[i]) == depth - 1 ? 1 : 0;
    }
    bytes += tableBytes(narrower.length) - tableBytes(directory.length);
    directory = narrower;
    depth--;
    deepest = deep;
  }

  /** An array: a header of 16 bytes, and the content rounded up to 8. */
  private static long arrayBytes(byte[] array) {
    return 16 + (array.length + 7L & ~7L);
  }

  /** An array of references of 4 bytes. */
  private static long tableBytes(int length) {
    return 16 + (4L * length + 7 & ~7L);
  }
}
