package io.redissim.core.type.hash;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.ElementVisitor;
import io.redissim.core.keyspace.LargeValue;
import io.redissim.core.keyspace.table.PackedTable;
import org.jspecify.annotations.Nullable;

/** A hash as a table, and beside it the deadlines of those fields that have one. */
final class LargeHash extends LargeValue {
  private static final int OBJECT_BYTES = 40;

  private final PackedTable table;

  /** Null: no field has one. */
  private @Nullable FieldDeadlines deadlines;

  LargeHash(KeyHash hash) {
    this(new PackedTable(hash, PackedTable.Values.BYTES), null);
  }

  private LargeHash(PackedTable table, @Nullable FieldDeadlines deadlines) {
    this.table = table;
    this.deadlines = deadlines;
  }

  PackedTable table() {
    return table;
  }

  /** Adds a field that is not there. */
  void put(HashText field, HashText value) {
    table.put(
        field.array(),
        field.offset(),
        field.length(),
        value.array(),
        value.offset(),
        value.length());
  }

  @Override
  public long heapBytes() {
    return OBJECT_BYTES + table.heapBytes() + (deadlines == null ? 0 : deadlines.heapBytes());
  }

  @Override
  public long freeEffort() {
    return table.size();
  }

  @Override
  public LargeValue copy() {
    return new LargeHash(table.copy(), deadlines == null ? null : deadlines.copy());
  }

  boolean hasDeadlines() {
    return deadlines != null;
  }

  @Override
  public long nextDeadline() {
    return deadlines == null ? Database.NO_DEADLINE : deadlines.first();
  }

  @Override
  public boolean removeNext(ElementVisitor visitor) {
    FieldDeadlines some = deadlines;
    if (some == null) {
      throw new IllegalStateException("no field has a deadline");
    }
    HashText field = new HashText();
    some.first(field);
    visitor.visit(field.array(), field.offset(), field.length());
    table.remove(field.array(), field.offset(), field.length());
    some.removeFirst();
    dropIfEmpty();
    return table.size() > 0;
  }

  /** The deadline of a field; {@link FieldDeadlines#NONE} if it has none. */
  long deadline(byte[] array, int offset, int length) {
    return deadlines == null
        ? FieldDeadlines.NONE
        : deadlines.get(array, offset, length, table.hash(array, offset, length));
  }

  /** Gives a field that is there a deadline, or throws and changes nothing. */
  void setDeadline(byte[] array, int offset, int length, long deadline) {
    FieldDeadlines some = deadlines == null ? new FieldDeadlines() : deadlines;
    some.reserve(length);
    some.set(array, offset, length, table.hash(array, offset, length), deadline);
    deadlines = some;
  }

  /** False: the field had no deadline. */
  boolean removeDeadline(byte[] array, int offset, int length) {
    if (deadlines == null
        || !deadlines.remove(array, offset, length, table.hash(array, offset, length))) {
      return false;
    }
    dropIfEmpty();
    return true;
  }

  private void dropIfEmpty() {
    if (deadlines != null && deadlines.size() == 0) {
      deadlines = null;
    }
  }
}
