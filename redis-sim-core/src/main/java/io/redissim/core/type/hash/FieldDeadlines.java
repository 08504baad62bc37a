package io.redissim.core.type.hash;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;

/**
 * The deadlines of those fields of one hash that have one.
 *
 * <p>Idea: a binary heap by deadline, in arrays side by side, so that the next field to go is the
 * first; and an open-addressing table of heap places by the field's hash, so that any field is
 * found. The names lie one behind the other in one array, each after its length; what removed ones
 * leave behind is cleaned out when the array would have to grow. About 25 bytes a field and its
 * name; get and the next one cost O(1), a change O(log n).
 *
 * <p>A change that takes memory takes it in {@link #reserve}, before anything is changed.
 */
final class FieldDeadlines {
  static final long NONE = -1;

  private static final int OBJECT_BYTES = 56;
  private static final int INITIAL = 4;
  private static final int LENGTH_BYTES = Integer.BYTES;
  private static final int MAX_NAMES = Integer.MAX_VALUE - 8;

  private int size;

  // By place in the heap.
  private long[] deadlines = new long[INITIAL];
  private int[] hashes = new int[INITIAL];
  private int[] names = new int[INITIAL];

  /** Places, plus one; 0: empty. A power of two, at most half full. */
  private int[] table = new int[2 * INITIAL];

  /** Of each name its length, little-endian, and its bytes. */
  private byte[] bytes = Ascii.EMPTY;

  private int end;

  /** Bytes before {@link #end} that no field needs any more. */
  private int garbage;

  int size() {
    return size;
  }

  long heapBytes() {
    return OBJECT_BYTES
        + LargeValue.arrayBytes((long) deadlines.length * Long.BYTES)
        + 2 * LargeValue.arrayBytes((long) hashes.length * Integer.BYTES)
        + LargeValue.arrayBytes((long) table.length * Integer.BYTES)
        + LargeValue.heapBytes(bytes);
  }

  FieldDeadlines copy() {
    FieldDeadlines copy = new FieldDeadlines();
    copy.deadlines = deadlines.clone();
    copy.hashes = hashes.clone();
    copy.names = names.clone();
    copy.table = table.clone();
    copy.bytes = bytes.clone();
    copy.size = size;
    copy.end = end;
    copy.garbage = garbage;
    return copy;
  }

  /** The earliest deadline of all, {@link #NONE} if there are none. */
  long first() {
    return size == 0 ? NONE : deadlines[0];
  }

  /** The field with the earliest deadline, of which there must be one. */
  void first(HashText name) {
    name.point(bytes, names[0] + LENGTH_BYTES, length(names[0]));
  }

  /** The deadline of the field, {@link #NONE} if it has none. */
  long get(byte[] array, int offset, int length, long hash) {
    int place = find(array, offset, length, (int) hash);
    return place < 0 ? NONE : deadlines[place];
  }

  /** Takes the memory that one more field of this length needs, or throws and changes nothing. */
  void reserve(int length) {
    if (end + (long) LENGTH_BYTES + length > bytes.length) {
      makeRoom(LENGTH_BYTES + length);
    }
    if (size == deadlines.length) {
      int wider = 2 * size;
      long[] widerDeadlines = Arrays.copyOf(deadlines, wider);
      int[] widerHashes = Arrays.copyOf(hashes, wider);
      int[] widerNames = Arrays.copyOf(names, wider);
      int[] widerTable = new int[2 * wider];
      deadlines = widerDeadlines;
      hashes = widerHashes;
      names = widerNames;
      table = widerTable;
      for (int place = 0; place < size; place++) {
        link(place);
      }
    }
  }

  private void makeRoom(int more) {
    long needed = (long) end - garbage + more;
    if (needed > MAX_NAMES) {
      throw new OutOfMemoryError("names of fields with a deadline in " + needed + " bytes");
    }
    byte[] fresh = new byte[(int) Math.min(MAX_NAMES, needed + (needed >> 1))];
    int to = 0;
    for (int place = 0; place < size; place++) {
      int count = LENGTH_BYTES + length(names[place]);
      System.arraycopy(bytes, names[place], fresh, to, count);
      names[place] = to;
      to += count;
    }
    bytes = fresh;
    end = to;
    garbage = 0;
  }

  /** Gives the field a deadline; there must be room for it. */
  void set(byte[] array, int offset, int length, long hash, long deadline) {
    int place = find(array, offset, length, (int) hash);
    if (place < 0) {
      place = size++;
      hashes[place] = (int) hash;
      names[place] = end;
      writeLength(end, length);
      System.arraycopy(array, offset, bytes, end + LENGTH_BYTES, length);
      end += LENGTH_BYTES + length;
      link(place);
    }
    deadlines[place] = deadline;
    sink(rise(place));
  }

  /** Takes the deadline of the field away; false: it had none. Takes no memory. */
  boolean remove(byte[] array, int offset, int length, long hash) {
    int place = find(array, offset, length, (int) hash);
    if (place < 0) {
      return false;
    }
    removeAt(place);
    return true;
  }

  /** Takes the earliest deadline away. */
  void removeFirst() {
    removeAt(0);
  }

  private void removeAt(int place) {
    garbage += LENGTH_BYTES + length(names[place]);
    unlink(place);
    int last = --size;
    if (place != last) {
      move(last, place);
      sink(rise(place));
    }
  }

  // ---- The heap: no deadline is earlier than the one at the place above it.

  private int rise(int from) {
    int place = from;
    while (place > 0 && deadlines[place] < deadlines[(place - 1) >> 1]) {
      int above = (place - 1) >> 1;
      swap(place, above);
      place = above;
    }
    return place;
  }

  private void sink(int from) {
    int place = from;
    while (true) {
      int below = 2 * place + 1;
      if (below >= size) {
        return;
      }
      if (below + 1 < size && deadlines[below + 1] < deadlines[below]) {
        below++;
      }
      if (deadlines[place] <= deadlines[below]) {
        return;
      }
      swap(place, below);
      place = below;
    }
  }

  private void swap(int one, int other) {
    int slotOne = slot(one);
    int slotOther = slot(other);
    table[slotOne] = other + 1;
    table[slotOther] = one + 1;
    long deadline = deadlines[one];
    int hash = hashes[one];
    int name = names[one];
    deadlines[one] = deadlines[other];
    hashes[one] = hashes[other];
    names[one] = names[other];
    deadlines[other] = deadline;
    hashes[other] = hash;
    names[other] = name;
  }

  /** The place {@code to} is free and not in the table. */
  private void move(int from, int to) {
    table[slot(from)] = to + 1;
    deadlines[to] = deadlines[from];
    hashes[to] = hashes[from];
    names[to] = names[from];
  }

  // ---- The table, with linear probing.

  private int find(byte[] array, int offset, int length, int hash) {
    int mask = table.length - 1;
    for (int slot = hash & mask; table[slot] != 0; slot = slot + 1 & mask) {
      int place = table[slot] - 1;
      if (hashes[place] == hash && isName(place, array, offset, length)) {
        return place;
      }
    }
    return -1;
  }

  private boolean isName(int place, byte[] array, int offset, int length) {
    int from = names[place] + LENGTH_BYTES;
    return length(names[place]) == length
        && Arrays.equals(bytes, from, from + length, array, offset, offset + length);
  }

  /** Where a place that is linked stands in the table. */
  private int slot(int place) {
    int mask = table.length - 1;
    int slot = hashes[place] & mask;
    while (table[slot] != place + 1) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void link(int place) {
    int mask = table.length - 1;
    int slot = hashes[place] & mask;
    while (table[slot] != 0) {
      slot = slot + 1 & mask;
    }
    table[slot] = place + 1;
  }

  /** Empties a slot; those behind that would not be found any more move up. */
  private void unlink(int place) {
    int mask = table.length - 1;
    int hole = slot(place);
    for (int slot = hole + 1 & mask; table[slot] != 0; slot = slot + 1 & mask) {
      int home = hashes[table[slot] - 1] & mask;
      if ((slot - home & mask) >= (slot - hole & mask)) {
        table[hole] = table[slot];
        hole = slot;
      }
    }
    table[hole] = 0;
  }

  // ---- Names.

  private int length(int at) {
    return bytes[at] & 0xff
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  private void writeLength(int at, int length) {
    bytes[at] = (byte) length;
    bytes[at + 1] = (byte) (length >> 8);
    bytes[at + 2] = (byte) (length >> 16);
    bytes[at + 3] = (byte) (length >> 24);
  }
}
