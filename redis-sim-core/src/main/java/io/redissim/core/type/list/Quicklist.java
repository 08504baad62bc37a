package io.redissim.core.type.list;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;

/**
 * A long list as a row of nodes, each a listpack of limited size, or <i>plain</i>: the bytes of one
 * element that is too large for that. Which element is in which node follows Redis to the letter,
 * because DUMP shows it. Source: Valkey {@code quicklist.c}.
 *
 * <p>A listpack lies anywhere within its node's array, so that both its ends can grow and shrink
 * without moving what is between. A node at an end of the list has room for more; once others come
 * behind it, it gives most of that back. The nodes stand in the middle of arrays with room at both
 * ends. Plain nodes are never changed, only replaced.
 *
 * <p>Every change first takes the memory it needs.
 */
final class Quicklist extends LargeValue {
  /** As the start of a node: its array is the one element. */
  private static final int PLAIN = -1;

  private static final int OBJECT_BYTES = 64;
  private static final int SLOT_ARRAYS_BYTES = 3 * 16;
  private static final int SLOT_BYTES = 3 * Integer.BYTES;
  private static final int MIN_SLOTS = 4;

  /** A list of so many nodes gives new ones all their memory at once. */
  private static final int MANY_NODES = 8;

  /** Smaller arrays stay as they are when elements go. */
  private static final int MIN_SHRUNK = 256;

  private final int fill;

  private byte[][] arrays;
  private int[] starts;
  private int[] counts;

  /** Where the first node stands in these. */
  private int first;

  private int nodes;
  private long size;
  private long arrayBytes;

  Quicklist(int fill) {
    this.fill = fill;
    arrays = new byte[MIN_SLOTS][];
    starts = new int[MIN_SLOTS];
    counts = new int[MIN_SLOTS];
    first = MIN_SLOTS / 2;
  }

  // ---- Reading.

  /** How many elements there are. */
  long size() {
    return size;
  }

  int nodes() {
    return nodes;
  }

  /** The {@code list-max-listpack-size} of the time when the list was made. */
  int fill() {
    return fill;
  }

  boolean isPlain(int node) {
    return starts[first + node] == PLAIN;
  }

  /** The array with the listpack of a node, or with a plain element and nothing else. */
  byte[] array(int node) {
    return arrays[first + node];
  }

  /** Where the listpack of a node begins; 0 of a plain one. */
  int start(int node) {
    return Math.max(0, starts[first + node]);
  }

  /** Bytes of the listpack, or of the plain element. */
  int bytes(int node) {
    byte[] a = array(node);
    return isPlain(node) ? a.length : Listpack.bytes(a, start(node));
  }

  int count(int node) {
    return counts[first + node];
  }

  /**
   * Where the element of this index is, which there must be: its node in the high 32 bits, its
   * index in the node in the low ones. O(nodes), from the nearer end.
   */
  long locate(long index) {
    int node = 0;
    long before = 0;
    if (index <= size / 2) {
      while (before + count(node) <= index) {
        before += count(node++);
      }
    } else {
      before = size;
      for (node = nodes; before > index; ) {
        before -= count(--node);
      }
    }
    return (long) node << 32 | index - before;
  }

  /** The entry of this index in a node, counted from 0 or back from -1; 0 of a plain one. */
  int entry(int node, int index) {
    return isPlain(node) ? 0 : Listpack.seek(array(node), start(node), index);
  }

  /** Bytes of the arrays of all nodes. */
  long nodeBytes() {
    return arrayBytes;
  }

  @Override
  public long heapBytes() {
    return OBJECT_BYTES + SLOT_ARRAYS_BYTES + (long) SLOT_BYTES * arrays.length + arrayBytes;
  }

  @Override
  public long freeEffort() {
    return nodes;
  }

  @Override
  public LargeValue copy() {
    Quicklist copy = new Quicklist(fill);
    for (int i = 0; i < nodes; i++) {
      int from = start(i);
      byte[] array = Arrays.copyOfRange(array(i), from, from + bytes(i));
      copy.insertNode(copy.nodes, array, isPlain(i) ? PLAIN : 0, count(i));
    }
    return copy;
  }

  // ---- Building.

  /** Appends a listpack that has entries; the array, which holds nothing else, is kept. */
  void appendListpack(byte[] exact) {
    insertNode(nodes, exact, 0, Listpack.count(exact, 0));
  }

  /** Appends an element as a node of its own; the array is kept. */
  void appendPlain(byte[] exact) {
    insertNode(nodes, exact, PLAIN, 1);
  }

  // ---- Changing elements.

  /** Adds an element at the head or at the tail. */
  void push(ListLimits limits, boolean atHead, byte[] bytes, int offset, int length) {
    int end = atHead ? 0 : nodes - 1;
    int behind = atHead ? 0 : nodes;
    if (limits.isLarge(fill, length)) {
      insertPlain(behind, bytes, offset, length);
    } else if (nodes > 0 && allows(limits, end, length)) {
      insertAt(end, atHead ? start(end) + Listpack.HEADER : endOf(end), bytes, offset, length);
    } else {
      if (nodes > 0) {
        seal(end);
      }
      insertPacked(behind, atHead, bytes, offset, length);
    }
  }

  /** Inserts an element before or after the entry at {@code at} of a node. */
  void insert(
      ListLimits limits, int node, int at, boolean after, byte[] bytes, int offset, int length) {
    boolean atEdge = isPlain(node) || (after ? isLast(node, at) : isFirst(node, at));
    int beside = after ? node + 1 : node;
    if (limits.isLarge(fill, length)) {
      if (!atEdge) {
        split(node, behindGap(node, at, after));
        beside = node + 1;
      }
      insertPlain(beside, bytes, offset, length);
      return;
    }
    int neighbour = after ? node + 1 : node - 1;
    if (allows(limits, node, length)) {
      insertAt(node, behindGap(node, at, after), bytes, offset, length);
    } else if (atEdge && neighbour >= 0 && neighbour < nodes && allows(limits, neighbour, length)) {
      int to = after ? start(neighbour) + Listpack.HEADER : endOf(neighbour);
      insertAt(neighbour, to, bytes, offset, length);
    } else if (atEdge) {
      insertPacked(beside, !after, bytes, offset, length);
    } else {
      split(node, behindGap(node, at, after));
      int half = after ? node + 1 : node;
      insertAt(half, after ? start(half) + Listpack.HEADER : endOf(half), bytes, offset, length);
      mergeAround(after ? node : node + 1);
    }
  }

  /** The entry at {@code at} of a node becomes this element. */
  void replace(ListLimits limits, int node, int at, byte[] bytes, int offset, int length) {
    boolean large = limits.isLarge(fill, length);
    if (isPlain(node)) {
      if (large) {
        setArray(node, Arrays.copyOfRange(bytes, offset, offset + length), PLAIN);
      } else {
        insert(limits, node, 0, true, bytes, offset, length);
        removeNodes(node, 1);
      }
    } else if (!large) {
      replaceAt(node, at, bytes, offset, length);
    } else {
      if (!isLast(node, at)) {
        split(node, ListpackEntry.skip(array(node), at));
      }
      insertPlain(node + 1, bytes, offset, length);
      if (count(node) == 1) {
        removeNodes(node, 1);
      } else {
        removeAt(node, Listpack.last(array(node), start(node)));
        mergeAround(node + 1);
      }
    }
  }

  /**
   * Removes the entry at {@code at} of a node and returns where the next one begins now, or the end
   * mark stands; {@link Listpack#NONE}: the node went with its last element.
   */
  int remove(int node, int at) {
    if (count(node) == 1) {
      removeNodes(node, 1);
      return Listpack.NONE;
    }
    return removeAt(node, at);
  }

  /** Removes {@code count} elements from an index on; so many there must be. */
  void removeRange(long from, long count) {
    if (count == 0) {
      return;
    }
    long place = locate(from);
    int node = (int) (place >> 32);
    int offset = (int) place;
    long left = count;
    if (offset > 0) {
      long removed = Math.min(left, count(node) - offset);
      removeEntries(node, offset, (int) removed);
      left -= removed;
      node++;
    }
    int whole = 0;
    while (left > 0 && count(node + whole) <= left) {
      left -= count(node + whole);
      whole++;
    }
    removeNodes(node, whole);
    if (left > 0) {
      removeEntries(node, 0, (int) left);
    }
  }

  // ---- Inside a node.

  private boolean allows(ListLimits limits, int node, int length) {
    return !isPlain(node) && limits.allows(fill, bytes(node), count(node), length);
  }

  private boolean isFirst(int node, int at) {
    return at == start(node) + Listpack.HEADER;
  }

  private boolean isLast(int node, int at) {
    return ListpackEntry.skip(array(node), at) == endOf(node);
  }

  private int endOf(int node) {
    return Listpack.end(array(node), start(node));
  }

  private int behindGap(int node, int at, boolean after) {
    return after ? ListpackEntry.skip(array(node), at) : at;
  }

  private void insertAt(int node, int at, byte[] bytes, int offset, int length) {
    put(node, at, 0, 1, bytes, offset, length);
  }

  private void replaceAt(int node, int at, byte[] bytes, int offset, int length) {
    put(node, at, ListpackEntry.skip(array(node), at) - at, 0, bytes, offset, length);
  }

  private void put(int node, int at, int removed, int added, byte[] bytes, int offset, int length) {
    if (Ascii.isLong(bytes, offset, length)) {
      long value = Ascii.parseLong(bytes, offset, length);
      int gap = splice(node, at, removed, ListpackEntry.size(value), added);
      ListpackEntry.write(array(node), gap, value);
    } else {
      int gap = splice(node, at, removed, ListpackEntry.stringSize(length), added);
      ListpackEntry.writeString(array(node), gap, bytes, offset, length);
    }
  }

  private int removeAt(int node, int at) {
    return splice(node, at, ListpackEntry.skip(array(node), at) - at, 0, -1);
  }

  private void removeEntries(int node, long index, int count) {
    byte[] a = array(node);
    int from = Listpack.seek(a, start(node), index);
    int to = from;
    if (index + count == count(node)) {
      to = endOf(node);
    } else {
      for (int i = 0; i < count; i++) {
        to = ListpackEntry.skip(a, to);
      }
    }
    splice(node, from, to - from, 0, -count);
  }

  /**
   * Replaces {@code removed} bytes at {@code at} of a node by {@code inserted} ones whose content
   * is open, and returns where they begin now. The shorter side moves if there is room where it
   * goes; else all moves to the other end, or into a larger array.
   */
  private int splice(int node, int at, int removed, int inserted, int added) {
    byte[] a = array(node);
    int start = start(node);
    int bytes = Listpack.bytes(a, start);
    int front = at - start;
    int back = bytes - front - removed;
    int grown = inserted - removed;
    int newBytes = bytes + grown;
    boolean atFront = front < back;
    boolean roomInFront = grown <= start;
    boolean roomBehind = grown <= a.length - start - bytes;
    byte[] to = a;
    int newStart;
    if (grown < 0 && isTooLarge(a.length, newBytes, node)) {
      to = smaller(a, newBytes);
      newStart = atFront ? to.length - newBytes : 0;
    } else if (atFront ? roomInFront : roomBehind) {
      newStart = atFront ? start - grown : start;
    } else if (roomInFront || roomBehind) {
      newStart = roomInFront ? 0 : a.length - newBytes;
    } else {
      to = new byte[capacity(newBytes, node == 0 || node == nodes - 1)];
      newStart = atFront ? to.length - newBytes : 0;
    }
    int gap = newStart + front;
    int behind = gap + inserted;
    // What moves up moves from behind, so that neither part runs over the other.
    if (newStart > start) {
      System.arraycopy(a, at + removed, to, behind, back);
      System.arraycopy(a, start, to, newStart, front);
    } else {
      if (to != a || newStart != start) {
        System.arraycopy(a, start, to, newStart, front);
      }
      if (to != a || behind != at + removed) {
        System.arraycopy(a, at + removed, to, behind, back);
      }
    }
    setArray(node, to, newStart);
    counts[first + node] += added;
    size += added;
    Listpack.writeHeader(to, newStart, newBytes, counts[first + node]);
    return gap;
  }

  /** Bytes of an array for a listpack of so many bytes: at an end of the list more will come. */
  private int capacity(int bytes, boolean atEnd) {
    int limit = ListLimits.maxBytes(fill);
    long roomy = bytes;
    if (atEnd) {
      roomy = fill < 0 && nodes >= MANY_NODES ? limit : bytes + (bytes >> 1);
    }
    return rounded((int) Math.max(bytes, Math.min(limit, roomy)));
  }

  /** Whether so little is left in an array that another is better. */
  private boolean isTooLarge(int length, int bytes, int node) {
    boolean atEnd = node == 0 || node == nodes - 1;
    return length > MIN_SHRUNK && (atEnd ? bytes < length >> 2 : bytes < length >> 1);
  }

  /** A removal that finds no memory for less memory does without. */
  private static byte[] smaller(byte[] a, int bytes) {
    try {
      return new byte[rounded(bytes)];
    } catch (OutOfMemoryError stays) {
      return a;
    }
  }

  /** Arrays take multiples of 8 bytes anyway. */
  private static int rounded(int bytes) {
    return (bytes + 7) & ~7;
  }

  /** A node that gets no more at its end keeps little room. */
  private void seal(int node) {
    if (!isPlain(node)) {
      byte[] a = array(node);
      int bytes = bytes(node);
      if (a.length - bytes > bytes >> 4) {
        int from = start(node);
        setArray(node, Arrays.copyOfRange(a, from, from + bytes), 0);
      }
    }
  }

  // ---- Nodes.

  private void insertPlain(int node, byte[] bytes, int offset, int length) {
    insertNode(node, Arrays.copyOfRange(bytes, offset, offset + length), PLAIN, 1);
  }

  /** A new node of one element; it will grow at its head or at its tail. */
  private void insertPacked(int node, boolean atHead, byte[] bytes, int offset, int length) {
    int needed = Listpack.EMPTY_BYTES + ListpackEntry.size(bytes, offset, length);
    byte[] array = new byte[capacity(needed, node == 0 || node == nodes)];
    int start = atHead ? array.length - needed : 0;
    Listpack.writeHeader(array, start, needed, 1);
    int at = start + Listpack.HEADER;
    Listpack.writeEnd(array, ListpackEntry.write(array, at, bytes, offset, length));
    insertNode(node, array, start, 1);
  }

  /** Moves the entries from {@code at} on into a new node behind. */
  private void split(int node, int at) {
    byte[] a = array(node);
    int start = start(node);
    int end = endOf(node);
    int moved = 0;
    for (int entry = at; entry != end; entry = ListpackEntry.skip(a, entry)) {
      moved++;
    }
    int bytes = Listpack.HEADER + end - at + 1;
    byte[] half = new byte[rounded(bytes)];
    Listpack.writeHeader(half, 0, bytes, moved);
    System.arraycopy(a, at, half, Listpack.HEADER, end - at + 1);
    insertNode(node + 1, half, 0, moved);
    size -= moved;
    counts[first + node] -= moved;
    Listpack.writeHeader(a, start, at - start + 1, count(node));
    Listpack.writeEnd(a, at);
  }

  /** Joins nodes on both sides of a node, and it with them, as far as they fit into one. */
  private void mergeAround(int node) {
    int center = node;
    if (mayMerge(center - 2)) {
      merge(center - 2);
      center--;
    }
    if (mayMerge(center + 1)) {
      merge(center + 1);
    }
    if (mayMerge(center - 1)) {
      merge(center - 1);
      center--;
    }
    if (mayMerge(center)) {
      merge(center);
    }
  }

  /** Whether a node and the one behind it may become one. */
  private boolean mayMerge(int node) {
    return node >= 0
        && node + 1 < nodes
        && !isPlain(node)
        && !isPlain(node + 1)
        && !ListLimits.exceeds(
            fill,
            (long) bytes(node) + bytes(node + 1) - Listpack.EMPTY_BYTES,
            (long) count(node) + count(node + 1));
  }

  private void merge(int node) {
    int kept = bytes(node) - 1;
    int moved = bytes(node + 1) - Listpack.HEADER;
    int count = count(node) + count(node + 1);
    byte[] array = new byte[rounded(kept + moved)];
    System.arraycopy(array(node), start(node), array, 0, kept);
    System.arraycopy(array(node + 1), start(node + 1) + Listpack.HEADER, array, kept, moved);
    Listpack.writeHeader(array, 0, kept + moved, count);
    size += count(node + 1);
    removeNodes(node + 1, 1);
    setArray(node, array, 0);
    counts[first + node] = count;
  }

  private void setArray(int node, byte[] array, int start) {
    int slot = first + node;
    if (arrays[slot] != array) {
      arrayBytes += heapBytes(array) - heapBytes(arrays[slot]);
      arrays[slot] = array;
    }
    starts[slot] = start;
  }

  private void insertNode(int node, byte[] array, int start, int count) {
    makeRoom(node);
    int slot;
    if (first > 0 && (node * 2 < nodes || first + nodes == arrays.length)) {
      moveSlots(first, first - 1, node);
      first--;
      slot = first + node;
    } else {
      slot = first + node;
      moveSlots(slot, slot + 1, nodes - node);
    }
    arrays[slot] = array;
    starts[slot] = start;
    counts[slot] = count;
    nodes++;
    size += count;
    arrayBytes += heapBytes(array);
  }

  /** Sees to it that there is a slot free on the side where a node is going to be inserted. */
  private void makeRoom(int node) {
    boolean inFront = first > 0;
    boolean behind = first + nodes < arrays.length;
    if (inFront && behind) {
      return;
    }
    boolean full = !inFront && !behind;
    boolean atWrongEnd = node == 0 ? !inFront : node == nodes && !behind;
    if (!full && !atWrongEnd) {
      return;
    }
    int length = arrays.length;
    int wider = nodes > length - (length >> 2) ? length + (length >> 1) + 1 : length;
    int free = wider - nodes;
    int newFirst = node == 0 ? free - free / 4 : free / 4;
    byte[][] newArrays = new byte[wider][];
    int[] newStarts = new int[wider];
    int[] newCounts = new int[wider];
    System.arraycopy(arrays, first, newArrays, newFirst, nodes);
    System.arraycopy(starts, first, newStarts, newFirst, nodes);
    System.arraycopy(counts, first, newCounts, newFirst, nodes);
    arrays = newArrays;
    starts = newStarts;
    counts = newCounts;
    first = newFirst;
  }

  private void removeNodes(int node, int count) {
    for (int i = 0; i < count; i++) {
      int slot = first + node + i;
      size -= counts[slot];
      arrayBytes -= heapBytes(arrays[slot]);
    }
    int behind = nodes - node - count;
    if (node < behind) {
      moveSlots(first, first + count, node);
      Arrays.fill(arrays, first, first + count, Ascii.EMPTY);
      first += count;
    } else {
      moveSlots(first + node + count, first + node, behind);
      Arrays.fill(arrays, first + node + behind, first + nodes, Ascii.EMPTY);
    }
    nodes -= count;
  }

  private void moveSlots(int from, int to, int count) {
    System.arraycopy(arrays, from, arrays, to, count);
    System.arraycopy(starts, from, starts, to, count);
    System.arraycopy(counts, from, counts, to, count);
  }
}
