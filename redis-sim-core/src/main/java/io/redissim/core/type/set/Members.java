package io.redissim.core.type.set;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Intset;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
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

  private Encoding encoding = Encoding.INTSET;
  private byte[] array = EMPTY;
  private int start;
  private @Nullable PackedTable table;

  void point(Encoding newEncoding, byte[] newArray, int newStart, @Nullable PackedTable newTable) {
    encoding = newEncoding;
    array = newArray;
    start = newStart;
    table = newTable;
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

  public boolean contains(byte[] bytes, int offset, int length) {
    return find(bytes, offset, length) != NONE;
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
