package io.redissim.core.type.set;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Intset;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.bytes.ListpackIndex;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.table.PackedTable;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The members of one set of any encoding, for reading. It stays good when the database's view is
 * pointed at another set, as long as nothing is written, so that commands on many sets hold one of
 * these for each.
 *
 * <p>Members are named by positions: the index of a number, the offset in a listpack, the position
 * in a table; {@link #NONE} is behind the last one.
 */
public final class Members {
  public static final long NONE = PackedTable.NONE;

  /** An intset without numbers. */
  private static final byte[] EMPTY = {2, 0, 0, 0, 0, 0, 0, 0};

  /** So many look-ups in a listpack are walks; then its index has come cheaper. */
  private static final int WALKS = 4;

  private Encoding encoding = Encoding.INTSET;
  private byte[] array = EMPTY;
  private int start;
  private @Nullable PackedTable table;

  /** Of the listpack, once many members were looked up in it. */
  private @Nullable ListpackIndex index;

  private boolean isIndexed;
  private int walksLeft;

  /** The place in an intset behind the number looked up last: the next one is often near. */
  private int near;

  void point(Encoding newEncoding, byte[] newArray, int newStart, @Nullable PackedTable newTable) {
    encoding = newEncoding;
    array = newArray;
    start = newStart;
    table = newTable;
    isIndexed = false;
    walksLeft = WALKS;
    near = 0;
  }

  void point(Members other) {
    point(other.encoding, other.array, other.start, other.table);
  }

  /** Points at an empty set, which is what a missing key counts as. */
  void clear() {
    point(Encoding.INTSET, EMPTY, 0, null);
  }

  /** The same set, not only one with the same members. */
  boolean isSameAs(Members other) {
    return array == other.array && start == other.start && table == other.table;
  }

  Encoding encoding() {
    return encoding;
  }

  boolean isPacked() {
    return table == null;
  }

  boolean isListpack() {
    return encoding == Encoding.LISTPACK;
  }

  public long size() {
    return switch (encoding) {
      case INTSET -> Intset.count(array, start);
      case LISTPACK -> Listpack.count(array, start);
      default -> table().size();
    };
  }

  /** Says that about so many members will be looked up: without many walks before. */
  public void expect(long lookUps) {
    if (lookUps > 2 * WALKS) {
      walksLeft = 0;
    }
  }

  public boolean contains(byte[] bytes, int offset, int length) {
    return find(bytes, offset, length) != NONE;
  }

  /** As above, of one of many members that are looked up. */
  public boolean contains(Member member, KeyHash hash) {
    switch (encoding) {
      case INTSET:
        return containsNumber(member);
      case LISTPACK:
        return findInListpack(member, hash) != Listpack.NONE;
      default:
        int length = member.length();
        long its = member.hash(hash);
        return table().find(member.array(), member.offset(), length, its) != PackedTable.NONE;
    }
  }

  private boolean containsNumber(Member member) {
    if (!member.isNumber()) {
      return contains(member.array(), member.offset(), member.length());
    }
    int found = Intset.findFrom(array, start, member.number(), near);
    near = found < 0 ? -1 - found : found + 1;
    return found >= 0;
  }

  private int findInListpack(Member member, KeyHash hash) {
    if (!isIndexed) {
      if (walksLeft-- > 0) {
        int first = Listpack.first(array, start);
        return member.isNumber()
            ? Listpack.findNumber(array, first, member.number(), 0)
            : Listpack.find(array, first, member.array(), member.offset(), member.length(), 0);
      }
      index().build(hash, array, start, 0);
      isIndexed = true;
    }
    int length = member.length();
    return index().find(array, member.array(), member.offset(), length, member.hash(hash));
  }

  /**
   * The listpack, which lies here now, has got an entry more, its last one.
   *
   * @param entry where it begins, counted from the start of the listpack
   */
  void appended(byte[] newArray, int newStart, int entry, Member member, KeyHash hash) {
    isIndexed &= newStart == start;
    array = newArray;
    start = newStart;
    if (isIndexed) {
      index().add(member.hash(hash), newStart + entry);
    }
  }

  private ListpackIndex index() {
    if (index == null) {
      index = new ListpackIndex();
    }
    return index;
  }

  boolean contains(Member member) {
    if (member.isNumber() && encoding == Encoding.INTSET) {
      return Intset.contains(array, start, member.number());
    }
    return find(member.array(), member.offset(), member.length()) != NONE;
  }

  /** Where this member is, or {@link #NONE}. */
  long find(byte[] bytes, int offset, int length) {
    return switch (encoding) {
      case INTSET ->
          Ascii.isLong(bytes, offset, length)
              ? Math.max(NONE, Intset.find(array, start, Ascii.parseLong(bytes, offset, length)))
              : NONE;
      case LISTPACK -> Listpack.find(array, Listpack.first(array, start), bytes, offset, length, 0);
      default -> table().find(bytes, offset, length);
    };
  }

  // ---- Walking.

  public long first() {
    return switch (encoding) {
      case INTSET -> Intset.count(array, start) > 0 ? 0 : NONE;
      case LISTPACK -> Listpack.first(array, start);
      default -> table().first();
    };
  }

  public long next(long position) {
    return switch (encoding) {
      case INTSET -> position + 1 < Intset.count(array, start) ? position + 1 : NONE;
      case LISTPACK -> Listpack.next(array, (int) position);
      default -> table().next(position);
    };
  }

  /** Points {@code into} at the member at this position and returns it. */
  public Member read(long position, Member into) {
    if (encoding == Encoding.INTSET) {
      return into.point(Intset.get(array, start, (int) position));
    }
    if (encoding == Encoding.LISTPACK) {
      int at = (int) position;
      return ListpackEntry.isInteger(array, at)
          ? into.point(ListpackEntry.integer(array, at))
          : into.point(
              array, ListpackEntry.stringOffset(array, at), ListpackEntry.stringLength(array, at));
    }
    PackedTable t = table();
    return into.point(t.keyArray(position), t.keyOffset(position), t.keyLength(position));
  }

  /** Where a random member is, each as likely as any other. The set is not empty. */
  long random(LongSupplier source) {
    return switch (encoding) {
      case INTSET -> below(source, Intset.count(array, start));
      case LISTPACK -> Listpack.seek(array, start, below(source, Listpack.count(array, start)));
      default -> table().random(source);
    };
  }

  /** A random number below {@code bound}. */
  static long below(LongSupplier source, long bound) {
    // The upper half of a product of 63 random bits; the bias is below 2^-32 for any set.
    return Math.multiplyHigh(source.getAsLong() >>> 1, bound << 1);
  }

  PackedTable table() {
    PackedTable t = table;
    if (t == null) {
      throw new IllegalStateException("the set is packed");
    }
    return t;
  }
}
