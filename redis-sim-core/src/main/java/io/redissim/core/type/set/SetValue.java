package io.redissim.core.type.set;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Intset;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.keyspace.CollectionValue;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.keyspace.table.PackedTable;
import java.util.Arrays;

/**
 * A set of different byte strings. Integers alone are an intset, a few short members a listpack,
 * all others a table; a set never becomes simpler by itself. When which is chosen: Valkey {@code
 * t_set.c:setTypeAddAux, setTypeCreate}.
 */
public final class SetValue extends CollectionValue {
  public static final ValueType<SetValue> TYPE = ValueType.collection(ValueKind.SET, SetValue::new);

  private final Members members = new Members();

  @Override
  public long size() {
    return members.size();
  }

  @Override
  protected void startEmpty() {
    Intset.create(scratch());
    becomePacked(Encoding.INTSET);
  }

  @Override
  protected void pointed() {
    if (isPacked()) {
      members.point(encoding(), block(), blockOffset(), null);
    } else {
      members.point(encoding(), Ascii.EMPTY, 0, ((LargeSet) large()).table());
    }
  }

  /** All members, for reading, until the next change. */
  public Members members() {
    return members;
  }

  // ---- Changing, in an edit.

  /**
   * Chooses the encoding for about {@code coming} members more: of a new set by the first of them,
   * of another only if so many cannot fit. True: the set was converted.
   */
  boolean expect(boolean firstIsNumber, long coming, SetLimits limits) {
    if (size() == 0) {
      if (firstIsNumber && limits.allowsNumbers(coming)) {
        return false;
      }
      if (limits.allowsMembers(coming)) {
        startListpack();
      } else {
        toTable();
      }
      return true;
    }
    boolean tooMany =
        encoding() == Encoding.INTSET && !limits.allowsNumbers(coming)
            || encoding() == Encoding.LISTPACK && !limits.allowsMembers(coming);
    if (tooMany) {
      toTable();
    }
    return tooMany;
  }

  /** Adds a member; false: it is there. */
  public boolean add(byte[] bytes, int offset, int length, SetLimits limits) {
    if (encoding() == Encoding.HASHTABLE) {
      return members.table().addIfAbsent(bytes, offset, length);
    }
    if (encoding() == Encoding.INTSET) {
      if (Ascii.isLong(bytes, offset, length)) {
        return add(Ascii.parseLong(bytes, offset, length), limits);
      }
      if (fitsListpack(length, limits)) {
        toListpack();
        Listpack.append(scratch(), bytes, offset, length);
        pointed();
      } else {
        toTable();
        members.table().addIfAbsent(bytes, offset, length);
      }
      return true;
    }
    if (members.contains(bytes, offset, length)) {
      return false;
    }
    if (limits.allowsMembers(size() + 1) && limits.allowsMember(blockLength(), length)) {
      Listpack.append(scratch(), bytes, offset, length);
      pointed();
    } else {
      toTable();
      members.table().addIfAbsent(bytes, offset, length);
    }
    return true;
  }

  /** Adds a member of another set; false: it is there. */
  boolean add(Member member, SetLimits limits) {
    return member.isNumber() && encoding() == Encoding.INTSET
        ? add(member.number(), limits)
        : add(member.array(), member.offset(), member.length(), limits);
  }

  private boolean add(long number, SetLimits limits) {
    if (!Intset.add(scratch(), number)) {
      return false;
    }
    pointed();
    if (!limits.allowsNumbers(size())) {
      toTable();
    }
    return true;
  }

  /** False: there was no such member. */
  boolean remove(byte[] bytes, int offset, int length) {
    long position = members.find(bytes, offset, length);
    if (position == Members.NONE) {
      return false;
    }
    removeAt(position);
    return true;
  }

  /** Removes the member at a position and returns that of the one behind it, if it is packed. */
  long removeAt(long position) {
    long behind = position;
    switch (encoding()) {
      case INTSET -> Intset.removeAt(scratch(), (int) position);
      case LISTPACK -> behind = Listpack.delete(scratch(), (int) position);
      default -> members.table().removeAt(position);
    }
    pointed();
    return behind;
  }

  /** Whether the numbers here and a member of this length may become a listpack. */
  private boolean fitsListpack(int length, SetLimits limits) {
    int count = (int) size();
    if (!limits.allowsMembers(count + 1L)) {
      return false;
    }
    if (count == 0) {
      return limits.allowsMember(0, length);
    }
    long first = Intset.get(block(), blockOffset(), 0);
    long last = Intset.get(block(), blockOffset(), count - 1);
    int longest = Math.max(Ascii.longLength(first), Ascii.longLength(last));
    long bytes =
        Math.max(Listpack.bytesOfRepeated(first, count), Listpack.bytesOfRepeated(last, count));
    return limits.allowsMember(bytes, length) && limits.allowsMember(bytes, longest);
  }

  /** Becomes an empty listpack. */
  void startListpack() {
    Listpack.create(scratch());
    becomePacked(Encoding.LISTPACK);
    pointed();
  }

  private void toListpack() {
    long[] numbers = new long[(int) size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = Intset.get(block(), blockOffset(), i);
    }
    startListpack();
    for (long number : numbers) {
      Listpack.appendInteger(scratch(), number);
    }
    pointed();
  }

  /** Becomes a table of its members. */
  void toTable() {
    PackedTable table = new PackedTable(keyHash(), PackedTable.Values.NONE);
    Member member = new Member();
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member);
      table.addIfAbsent(member.array(), member.offset(), member.length());
    }
    becomeLarge(new LargeSet(table), Encoding.HASHTABLE);
    pointed();
  }

  /** Becomes an intset, if it has only numbers and not too many. */
  void toIntsetIfPossible(SetLimits limits) {
    if (encoding() == Encoding.INTSET || !limits.allowsNumbers(size())) {
      return;
    }
    long[] numbers = new long[(int) size()];
    int count = 0;
    Member member = new Member();
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member);
      if (!Ascii.isLong(member.array(), member.offset(), member.length())) {
        return;
      }
      numbers[count++] = Ascii.parseLong(member.array(), member.offset(), member.length());
    }
    Arrays.sort(numbers);
    Intset.create(scratch());
    for (long number : numbers) {
      Intset.add(scratch(), number);
    }
    becomePacked(Encoding.INTSET);
    pointed();
  }

  // ---- Taking over what was saved; in an edit of an empty set.

  /** Becomes the set of these members; the table is kept if it must be one. */
  public void loadTable(PackedTable table, SetLimits limits) {
    if (limits.allowsNumbers(table.size())) {
      Member member = new Member();
      for (long at = table.first(); at != PackedTable.NONE; at = table.next(at)) {
        member.point(table.keyArray(at), table.keyOffset(at), table.keyLength(at));
        add(member, limits);
        if (!isPacked()) {
          break;
        }
      }
      if (isPacked()) {
        return;
      }
    }
    becomeLarge(new LargeSet(table), Encoding.HASHTABLE);
    pointed();
  }

  /** Becomes this intset, which is well-formed, or a table if it is too long to stay one. */
  public void loadIntset(byte[] bytes, SetLimits limits) {
    scratch().set(bytes, 0, bytes.length);
    becomePacked(Encoding.INTSET);
    pointed();
    if (!limits.allowsNumbers(size())) {
      toTable();
    }
  }

  /** Becomes this listpack, which is well-formed, or a table if it is too long to stay one. */
  public void loadListpack(byte[] bytes, SetLimits limits) {
    scratch().set(bytes, 0, bytes.length);
    becomePacked(Encoding.LISTPACK);
    pointed();
    if (!limits.allowsMembers(size())) {
      toTable();
    }
  }
}
