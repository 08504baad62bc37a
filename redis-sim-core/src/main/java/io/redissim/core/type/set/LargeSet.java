package io.redissim.core.type.set;

import io.redissim.core.keyspace.LargeValue;
import io.redissim.core.keyspace.table.PackedTable;

/** A set of many or of long members: a hash table. */
final class LargeSet extends LargeValue {
  private static final int OBJECT_BYTES = 16;

  private final PackedTable table;

  LargeSet(PackedTable table) {
    this.table = table;
  }

  PackedTable table() {
    return table;
  }

  @Override
  public long heapBytes() {
    return OBJECT_BYTES + table.heapBytes();
  }

  @Override
  public long freeEffort() {
    return table.size();
  }

  @Override
  public LargeValue copy() {
    return new LargeSet(table.copy());
  }
}
