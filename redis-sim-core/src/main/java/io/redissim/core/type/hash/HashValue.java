package io.redissim.core.type.hash;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.keyspace.CollectionValue;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.keyspace.table.PackedTable;
import io.redissim.core.resp.Args;
import java.util.function.LongSupplier;

/**
 * A hash: fields and their values. A small one is a listpack of field, value, field, value; another
 * one a table, as is any with a field that has a deadline.
 *
 * <p>{@link #find}, {@link #first}, {@link #next} and {@link #random} point {@link #field} and
 * {@link #value} at a field, until the next change. All changes need an edit.
 */
public final class HashValue extends CollectionValue {
  public static final ValueType<HashValue> TYPE =
      ValueType.collection(ValueKind.HASH, HashValue::new);

  /** The field has no deadline. */
  public static final long NO_DEADLINE = FieldDeadlines.NONE;

  private final HashText field = new HashText();
  private final HashText value = new HashText();
  private final byte[] digits = new byte[Ascii.MAX_LONG_BYTES];

  /** Of the field pointed at: its entry in the block, or its position in the table. */
  private long at;

  /** In a packed hash: the entry of the value pointed at; {@link Listpack#NONE}: none is. */
  private int valueAt;

  public HashValue() {}

  @Override
  public long size() {
    return isPacked() ? Listpack.count(block(), blockOffset()) >> 1 : table().size();
  }

  @Override
  protected void startEmpty() {
    Listpack.create(scratch());
    becomePacked(Encoding.LISTPACK);
  }

  @Override
  protected void pointed() {
    valueAt = Listpack.NONE;
  }

  private LargeHash largeHash() {
    return (LargeHash) large();
  }

  private PackedTable table() {
    return largeHash().table();
  }

  // ---- Reading.

  /** The field pointed at. */
  public HashText field() {
    return field;
  }

  /** The value of the field pointed at. */
  public HashText value() {
    return value;
  }

  /** Points {@link #value} at the value of this field; false: there is no such field. */
  public boolean find(byte[] array, int offset, int length) {
    if (isPacked()) {
      byte[] a = block();
      int entry = entry(a, array, offset, length);
      at = entry;
      if (entry == Listpack.NONE) {
        return false;
      }
      pointAtValue(a, entry);
      return true;
    }
    at = table().find(array, offset, length);
    if (at == PackedTable.NONE) {
      return false;
    }
    pointAtValue(table());
    return true;
  }

  /**
   * Commands on several fields often name them in the hash's order: the next one is tried first.
   */
  private int entry(byte[] a, byte[] array, int offset, int length) {
    int first = Listpack.first(a, blockOffset());
    if (valueAt == Listpack.NONE) {
      return Listpack.find(a, first, array, offset, length, 1);
    }
    int next = ListpackEntry.skip(a, valueAt);
    int entry = Listpack.find(a, next, array, offset, length, 1);
    return entry != Listpack.NONE ? entry : Listpack.find(a, first, next, array, offset, length, 1);
  }

  boolean find(Args args, int i) {
    return find(args.array(i), args.offset(i), args.length(i));
  }

  /** Points at the first field in the hash's own order; false: there is none. */
  public boolean first() {
    if (isPacked()) {
      return pointAtEntry(Listpack.first(block(), blockOffset()));
    }
    return pointAtPosition(table().first());
  }

  /** Points at the field behind the one pointed at. */
  public boolean next() {
    if (isPacked()) {
      return pointAtEntry(Listpack.next(block(), valueAt));
    }
    return pointAtPosition(table().next(at));
  }

  /** Points at some field of a hash that has any; each is as likely as the others. */
  void random(LongSupplier source) {
    if (isPacked()) {
      long index = (source.getAsLong() >>> 1) % size();
      pointAtEntry(Listpack.seek(block(), blockOffset(), 2 * index));
    } else {
      pointAtPosition(table().random(source));
    }
  }

  /**
   * A step of a walk over all fields: adds the places of about {@code count} of them, for {@link
   * #pointAt}, and returns the cursor to go on with, 0 at the end. A packed hash gives all at once.
   * See {@link PackedTable#scan}.
   */
  long scan(long cursor, int count, Places places) {
    if (!isPacked()) {
      return table().scan(cursor, count, (table, position) -> places.add(position));
    }
    for (boolean more = first(); more; more = next()) {
      places.add(at);
    }
    return 0;
  }

  /** Where the field lies that is pointed at; good until the next change. */
  long place() {
    return at;
  }

  void pointAt(long place) {
    if (isPacked()) {
      pointAtEntry((int) place);
    } else {
      pointAtPosition(place);
    }
  }

  private boolean pointAtEntry(int entry) {
    at = entry;
    if (entry == Listpack.NONE) {
      return false;
    }
    field.read(block(), entry);
    pointAtValue(block(), entry);
    return true;
  }

  private void pointAtValue(byte[] a, int entry) {
    valueAt = Listpack.next(a, entry);
    value.read(a, valueAt);
  }

  private boolean pointAtPosition(long position) {
    at = position;
    if (position == PackedTable.NONE) {
      return false;
    }
    PackedTable table = table();
    field.point(table.keyArray(at), table.keyOffset(at), table.keyLength(at));
    pointAtValue(table);
    return true;
  }

  private void pointAtValue(PackedTable table) {
    value.point(table.valueArray(at), table.valueOffset(at), table.valueLength(at));
  }

  // ---- Changing.

  /**
   * Makes room for the fields and values that arguments {@code from} to {@code end} are, in turn:
   * what would not stay packed becomes a table at once. Source: Valkey {@code
   * t_hash.c:hashTypeTryConversion}.
   */
  void expect(HashLimits limits, Args args, int from, int end) {
    if (!isPacked()) {
      return;
    }
    boolean fits = limits.allowsFields((end - from) / 2);
    long bytes = 0;
    for (int i = from; i < end && fits; i++) {
      fits = limits.allowsBytes(args.length(i));
      bytes += args.length(i);
    }
    if (!fits || !Listpack.isSafeToAdd(blockLength(), bytes)) {
      becomeTable();
    }
  }

  /** Sets a field to a value; its deadline goes unless it is kept. True: the field is new. */
  boolean set(HashLimits limits, Args args, int fieldIndex, int valueIndex) {
    return set(
        limits,
        args.array(fieldIndex),
        args.offset(fieldIndex),
        args.length(fieldIndex),
        args.array(valueIndex),
        args.offset(valueIndex),
        args.length(valueIndex),
        false);
  }

  /** As above, a number; the deadline stays. */
  void setNumber(HashLimits limits, Args args, int fieldIndex, long number) {
    int length = Ascii.writeLong(number, digits, 0);
    setKeeping(limits, args, fieldIndex, digits, 0, length);
  }

  /** As above, and the deadline stays. */
  boolean setKeeping(
      HashLimits limits, Args args, int fieldIndex, byte[] bytes, int from, int count) {
    byte[] array = args.array(fieldIndex);
    int offset = args.offset(fieldIndex);
    return set(limits, array, offset, args.length(fieldIndex), bytes, from, count, true);
  }

  /** Sets a field to a value. True: the field is new. Neither may lie in the hash itself. */
  public boolean set(
      HashLimits limits,
      byte[] array,
      int offset,
      int length,
      byte[] bytes,
      int from,
      int count,
      boolean keepDeadline) {
    if (isPacked() && !(limits.allowsBytes(length) && limits.allowsBytes(count))) {
      becomeTable();
    }
    boolean found = find(array, offset, length);
    if (!isPacked()) {
      if (found) {
        table().setValue(at, bytes, from, count);
        if (!keepDeadline) {
          largeHash().removeDeadline(array, offset, length);
        }
      } else {
        table().put(array, offset, length, bytes, from, count);
      }
    } else if (found) {
      valueAt = Listpack.replace(scratch(), valueAt, bytes, from, count);
    } else {
      valueAt = Listpack.NONE;
      Listpack.append(scratch(), array, offset, length);
      Listpack.append(scratch(), bytes, from, count);
      if (!limits.allowsFields(size())) {
        becomeTable();
      }
    }
    return !found;
  }

  /** False: there is no such field. */
  public boolean remove(byte[] array, int offset, int length) {
    if (!find(array, offset, length)) {
      return false;
    }
    if (isPacked()) {
      valueAt = Listpack.NONE;
      Listpack.deleteRange(scratch(), (int) at, 2);
    } else {
      table().removeAt(at);
      largeHash().removeDeadline(array, offset, length);
    }
    return true;
  }

  boolean remove(Args args, int i) {
    return remove(args.array(i), args.offset(i), args.length(i));
  }

  /** Becomes a table, if it is none. Nothing has changed if there is no memory. */
  public void becomeTable() {
    if (!isPacked()) {
      return;
    }
    LargeHash hash = new LargeHash(keyHash());
    for (boolean more = first(); more; more = next()) {
      hash.put(field, value);
    }
    becomeLarge(hash, Encoding.HASHTABLE);
  }

  /** Becomes what was built elsewhere. */
  void become(Block listpack) {
    valueAt = Listpack.NONE;
    scratch().set(listpack.array(), 0, listpack.length());
    becomePacked(Encoding.LISTPACK);
  }

  void become(LargeHash hash) {
    becomeLarge(hash, Encoding.HASHTABLE);
  }

  // ---- Deadlines of fields.

  /** Whether any field has one. */
  public boolean hasDeadlines() {
    return !isPacked() && largeHash().hasDeadlines();
  }

  /** In epoch milliseconds, or {@link #NO_DEADLINE}. */
  public long deadline(byte[] array, int offset, int length) {
    return isPacked() ? NO_DEADLINE : largeHash().deadline(array, offset, length);
  }

  long deadline(Args args, int i) {
    return deadline(args.array(i), args.offset(i), args.length(i));
  }

  /** The nearest of all, or {@link #NO_DEADLINE}. */
  public long nextDeadline() {
    return isPacked() ? NO_DEADLINE : largeHash().nextDeadline();
  }

  /**
   * Gives a field that is there a deadline; the hash becomes a table. The database must have
   * reserved the memory to record it.
   */
  public void setDeadline(byte[] array, int offset, int length, long deadline) {
    becomeTable();
    largeHash().setDeadline(array, offset, length, deadline);
  }

  void setDeadline(Args args, int i, long deadline) {
    setDeadline(args.array(i), args.offset(i), args.length(i), deadline);
  }

  /** Takes a field's deadline away; false: it had none. */
  boolean removeDeadline(Args args, int i) {
    return !isPacked() && largeHash().removeDeadline(args.array(i), args.offset(i), args.length(i));
  }
}
