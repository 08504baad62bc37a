package io.redissim.core.keyspace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The large values of one database by slot number, and the bytes they take. */
final class SideTable {
  private static final int SLOT_BYTES = Integer.BYTES + Integer.BYTES;

  private final GrowthHook growth;
  private @Nullable LargeValue[] values = {};

  /** Slots without a value, as a stack. */
  private int[] vacant = {};

  private int vacantCount;
  private int end;
  private long valueBytes;

  SideTable(GrowthHook growth) {
    this.growth = growth;
  }

  /** The slot that the next value will get, or throws and changes nothing. */
  int reserve() {
    if (vacantCount > 0) {
      return vacant[vacantCount - 1];
    }
    if (end == values.length) {
      int wider = Math.max(8, end * 2);
      growth.beforeGrowth();
      @Nullable LargeValue[] widerValues = Arrays.copyOf(values, wider);
      growth.beforeGrowth();
      vacant = Arrays.copyOf(vacant, wider);
      values = widerValues;
    }
    return end;
  }

  /** Puts a value into the slot that {@link #reserve} has named. */
  void put(int slot, LargeValue value) {
    if (vacantCount > 0) {
      vacantCount--;
    } else {
      end++;
    }
    values[slot] = value;
    valueBytes += value.heapBytes();
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
