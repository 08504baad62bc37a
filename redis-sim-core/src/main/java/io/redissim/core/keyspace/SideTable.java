package io.redissim.core.keyspace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The large values of one database by slot number, and the bytes they take. */
final class SideTable {
  private static final int SLOT_BYTES = Integer.BYTES + Integer.BYTES;

  private @Nullable LargeValue[] values = {};

  /** Slots without a value, as a stack. */
  private int[] vacant = {};

  private int vacantCount;
  private int end;
  private long valueBytes;

  int add(LargeValue value) {
    int slot;
    if (vacantCount > 0) {
      slot = vacant[--vacantCount];
    } else {
      if (end == values.length) {
        values = Arrays.copyOf(values, Math.max(8, end * 2));
        vacant = Arrays.copyOf(vacant, values.length);
      }
      slot = end++;
    }
    values[slot] = value;
    valueBytes += value.heapBytes();
    return slot;
  }

  LargeValue get(int slot) {
    LargeValue value = values[slot];
    if (value == null) {
      throw new IllegalStateException("no large value in slot " + slot);
    }
    return value;
  }

  LargeValue remove(int slot) {
    LargeValue value = get(slot);
    values[slot] = null;
    vacant[vacantCount++] = slot;
    valueBytes -= value.heapBytes();
    return value;
  }

  /** Whoever changes a value in its place says by how much. */
  void resized(long bytes) {
    valueBytes += bytes;
  }

  int size() {
    return end - vacantCount;
  }

  long valueBytes() {
    return valueBytes;
  }

  long usedBytes() {
    return valueBytes + (long) values.length * SLOT_BYTES;
  }
}
