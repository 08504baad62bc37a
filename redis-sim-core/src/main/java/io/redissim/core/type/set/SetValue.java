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

  /** What is added. */
  private final Member added = new Member();

  /** So many members are going to be there at least; 0: nobody knows. */
  private long reserved;

  @Override
  public long size() {
    return members.size();
  }

  @Override
  protected void startEmpty() {
    Intset.create(scratch());
    becomePacked(Encoding.INTSET);
    reserved = 0;
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

  /** Says that the set is going to have so many members at least; ends with {@link #settle}. */
  void reserve(long members) {
    reserved = members;
  }

  /** Ends what {@link #reserve} began. */
  void settle() {
    reserved = 0;
    if (!isPacked()) {
      members.table().settle();
    }
  }

  /** Adds a member; false: it is there. */
  public boolean add(byte[] bytes, int offset, int length, SetLimits limits) {
    return add(added.point(bytes, offset, length), limits, false);
  }

  /** Adds a member of another set; false: it is there. */
  boolean add(Member member, SetLimits limits) {
    return add(member, limits, false);
  }

  /** As above; {@code isNew}: it is known not to be there. */
  boolean add(Member member, SetLimits limits, boolean isNew) {
    return switch (encoding()) {
      case INTSET -> addToIntset(member, limits);
      case LISTPACK -> addToListpack(member, limits, isNew);
      default -> addToTable(member, isNew);
    };
  }

  private boolean addToIntset(Member member, SetLimits limits) {
    if (member.isNumber()) {
      return add(member.number(), limits);
    }
    byte[] bytes = member.array();
    int offset = member.offset();
    int length = member.length();
    if (Ascii.isLong(bytes, offset, length)) {
      return add(Ascii.parseLong(bytes, offset, length), limits);
    }
    if (fitsListpack(length, limits)) {
      toListpack();
      Listpack.append(scratch(), bytes, offset, length);
      pointed();
      return true;
    }
    toTable();
    return addToTable(member, true);
  }

  private boolean addToListpack(Member member, SetLimits limits, boolean isNew) {
    if (!isNew && members.contains(member, keyHash())) {
      return false;
    }
    int length = member.length();
    if (!limits.allowsMembers(size() + 1) || !limits.allowsMember(blockLength(), length)) {
      toTable();
      return addToTable(member, true);
    }
    int end = blockLength() - 1;
    if (member.isNumber()) {
      Listpack.appendInteger(scratch(), member.number());
    } else {
      Listpack.append(scratch(), member.array(), member.offset(), length);
    }
    members.appended(block(), blockOffset(), end, member, keyHash());
    return true;
  }

  private boolean addToTable(Member member, boolean isNew) {
    int length = member.length();
    long hash = member.hash(keyHash());
    if (!isNew) {
      return members.table().addIfAbsent(member.array(), member.offset(), length, hash);
    }
    members.table().addNew(member.array(), member.offset(), length, hash);
    return true;
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
    table.expect(Math.max(reserved, size()));
    Member member = new Member();
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member);
      int length = member.length();
      table.addNew(member.array(), member.offset(), length, member.hash(keyHash()));
    }
    if (reserved == 0) {
      table.settle();
    }
    becomeLarge(new LargeSet(table), Encoding.HASHTABLE);
    pointed();
  }

  /** Becomes an intset, if it has only numbers and not too many. */
  void toIntsetIfPossible(SetLimits limits) {
    if (encoding() == Encoding.INTSET || !limits.allowsNumbers(size())) {
      return;
    }
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      if (!isNumber(members.read(at, added))) {
        return;
      }
    }
    long[] numbers = new long[(int) size()];
    int count = 0;
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, added);
      int length = added.length();
      numbers[count++] = Ascii.parseLong(added.array(), added.offset(), length);
    }
    Arrays.sort(numbers);
    Intset.create(scratch());
    for (long number : numbers) {
      Intset.add(scratch(), number);
    }
    becomePacked(Encoding.INTSET);
    pointed();
  }

  private static boolean isNumber(Member member) {
    return member.isNumber() || Ascii.isLong(member.array(), member.offset(), member.length());
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
