package io.redissim.core.type.stream;

import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Groups or consumers in the order of their names, as the bytes compare: a sorted array. Look-ups
 * are O(log n); adding and removing moves references, which 100,000 consumers do not feel.
 */
final class ByName<V extends ByName.Named> {
  /** What has a name that never changes. */
  interface Named {
    byte[] name();
  }

  private static final int OBJECT_BYTES = 24;
  private static final int REFERENCE_BYTES = 4;

  private final HeapCount heap;
  private @Nullable Named[] sorted = {};
  private int size;

  ByName(HeapCount heap) {
    this.heap = heap;
    heap.add(OBJECT_BYTES + LargeValue.arrayBytes(0));
  }

  int size() {
    return size;
  }

  /** The one at this place of the order, from 0 on. */
  @SuppressWarnings("unchecked") // only what is a V is ever put in
  V get(int index) {
    return (V) at(index);
  }

  @Nullable V find(byte[] array, int offset, int length) {
    int index = indexOf(array, offset, length);
    return index < 0 ? null : get(index);
  }

  /**
   * Puts in one whose name is not there; it is made when there is room for it.
   *
   * <p>Nothing has changed if there is no memory.
   */
  V add(byte[] name, Supplier<V> maker) {
    int index = ~indexOf(name, 0, name.length);
    if (size == sorted.length) {
      grow();
    }
    V made = maker.get();
    System.arraycopy(sorted, index, sorted, index + 1, size - index);
    sorted[index] = made;
    size++;
    return made;
  }

  void remove(V member) {
    int index = indexOf(member.name(), 0, member.name().length);
    size--;
    System.arraycopy(sorted, index + 1, sorted, index, size - index);
    sorted[size] = null;
  }

  /** The whole is thrown away: its own bytes are no longer counted. */
  void release() {
    heap.add(-OBJECT_BYTES - bytes(sorted.length));
  }

  private void grow() {
    int wider = size < 4 ? size + 1 : size + (size >> 1);
    sorted = Arrays.copyOf(sorted, wider);
    heap.add(bytes(wider) - bytes(size));
  }

  /** Negative: where it would be, its bits inverted. */
  private int indexOf(byte[] array, int offset, int length) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      byte[] name = at(middle).name();
      int order = Arrays.compareUnsigned(name, 0, name.length, array, offset, offset + length);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return ~low;
  }

  private Named at(int index) {
    Named member = sorted[index];
    if (member == null) {
      throw new IndexOutOfBoundsException(index);
    }
    return member;
  }

  private static long bytes(int places) {
    return LargeValue.arrayBytes((long) places * REFERENCE_BYTES);
  }
}
