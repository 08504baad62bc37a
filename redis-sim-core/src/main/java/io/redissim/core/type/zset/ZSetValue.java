package io.redissim.core.type.zset;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.keyspace.CollectionValue;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.keyspace.table.PackedTable;
import io.redissim.core.type.set.Member;

/**
 * A sorted set: members, each with a score, ordered by score and then by the bytes of the member.
 *
 * <pre>
 * size(), scoreOf(member), rankOf(member)
 * below(score, orEqual), belowMember(bytes, orEqual)     the ends of a range, as ranks
 * seek(rank), then score(), memberArray() ... and next() or previous()
 * put(score, member), remove(member), removeRange(from, to)     within an edit
 * </pre>
 *
 * So every range is one of ranks, found in O(log n). The element stood on is lost with any change.
 * Ranks count from 0; a score is never NaN. In a packed set all is O(n).
 */
public final class ZSetValue extends CollectionValue {
  public static final ValueType<ZSetValue> TYPE =
      ValueType.collection(ValueKind.ZSET, ZSetValue::new);

  private final PackedZSet packed = new PackedZSet();
  private final TreeCursor cursor = new TreeCursor();

  /** The member's entry that the view stands on, in a packed set. */
  private int at;

  private final byte[] digits = new byte[Ascii.MAX_LONG_BYTES];

  @Override
  protected void startEmpty() {
    becomePacked(Encoding.LISTPACK);
    Listpack.create(scratch());
  }

  @Override
  public long size() {
    return count();
  }

  /** {@link #size} as an integer. */
  public int count() {
    return isPacked() ? PackedZSet.size(block(), blockOffset()) : set().size();
  }

  // ---- Looking up.

  /** The member's score; NaN: there is no such member. */
  public double scoreOf(byte[] member, int offset, int length) {
    if (!isPacked()) {
      return set().score(member, offset, length);
    }
    int found = PackedZSet.find(block(), blockOffset(), member, offset, length);
    return found == Listpack.NONE ? Double.NaN : PackedZSet.scoreOf(block(), found);
  }

  /** As above. */
  double scoreOf(Member member, KeyHash hash) {
    int length = member.length();
    return isPacked()
        ? scoreOf(member.array(), member.offset(), length)
        : set().score(member.array(), member.offset(), length, member.hash(hash));
  }

  /** The member's rank; -1: there is no such member. */
  public int rankOf(byte[] member, int offset, int length) {
    return isPacked()
        ? PackedZSet.rank(block(), blockOffset(), member, offset, length)
        : set().rank(member, offset, length);
  }

  /** How many elements have a lower score, or with {@code orEqual} this one. */
  public int below(double score, boolean orEqual) {
    return isPacked()
        ? PackedZSet.below(block(), blockOffset(), score, orEqual)
        : set().order().below(score, orEqual);
  }

  /**
   * How many elements have a lower member, or with {@code orEqual} this one, in a set whose scores
   * are all alike.
   */
  public int belowMember(byte[] member, int offset, int length, boolean orEqual) {
    return isPacked()
        ? packed.belowMember(block(), blockOffset(), member, offset, length, orEqual)
        : set().order().belowMember(member, offset, length, orEqual);
  }

  // ---- Standing on an element.

  /** Stands on the element of this rank, which there is. */
  public void seek(int rank) {
    if (isPacked()) {
      at = PackedZSet.member(block(), blockOffset(), rank);
    } else {
      cursor.seek(set().order(), rank);
    }
  }

  /** Steps to the next element, if there is one. */
  public void next() {
    if (isPacked()) {
      at = PackedZSet.nextMember(block(), at);
    } else {
      cursor.next();
    }
  }

  /** Steps to the element before, if there is one. */
  public void previous() {
    if (!isPacked()) {
      cursor.previous();
    } else if (at > blockOffset() + Listpack.HEADER) {
      at = ListpackEntry.skipBack(block(), ListpackEntry.skipBack(block(), at));
    }
  }

  public double score() {
    return isPacked() ? PackedZSet.scoreOf(block(), at) : cursor.score();
  }

  /** Points at the member stood on. */
  void read(Member into) {
    if (!isPacked()) {
      into.point(cursor.array(), cursor.offset(), cursor.length());
    } else if (ListpackEntry.isInteger(block(), at)) {
      into.point(ListpackEntry.integer(block(), at));
    } else {
      int from = ListpackEntry.stringOffset(block(), at);
      into.point(block(), from, ListpackEntry.stringLength(block(), at));
    }
  }

  /** The array with the member's bytes, from {@link #memberOffset}, {@link #memberLength} long. */
  public byte[] memberArray() {
    if (!isPacked()) {
      return cursor.array();
    }
    if (!ListpackEntry.isInteger(block(), at)) {
      return block();
    }
    Ascii.writeLong(ListpackEntry.integer(block(), at), digits, 0);
    return digits;
  }

  public int memberOffset() {
    if (!isPacked()) {
      return cursor.offset();
    }
    return ListpackEntry.isInteger(block(), at) ? 0 : ListpackEntry.stringOffset(block(), at);
  }

  public int memberLength() {
    return isPacked() ? ListpackEntry.textLength(block(), at) : cursor.length();
  }

  /** The table of a large set, for a scan. */
  PackedTable table() {
    return set().scores();
  }

  // ---- Changing, within an edit.

  /** Makes room for a set of so many elements with members up to so long: perhaps a large one. */
  public void expect(long elements, long longestMember, ZSetLimits limits) {
    if (isPacked() && !limits.allow(elements, longestMember)) {
      enlarge();
    }
  }

  /** Adds the element, or gives it this score. The bytes may not lie in this set. */
  public void put(double score, byte[] member, int offset, int length, ZSetLimits limits) {
    put(score, scoreOf(member, offset, length), member, offset, length, limits);
  }

  /** As above; {@code old} is the score it has, NaN: it is not there. */
  public void put(
      double score, double old, byte[] member, int offset, int length, ZSetLimits limits) {
    boolean isNew = Double.isNaN(old);
    if (isNew && isPacked() && !limits.allow(count() + 1L, length, blockLength())) {
      enlarge();
    }
    if (!isPacked()) {
      if (isNew) {
        set().add(score, member, offset, length);
      } else if (old != score) {
        set().move(old, score, member, offset, length);
      }
    } else if (old != score) {
      if (!isNew) {
        int found = PackedZSet.find(block(), blockOffset(), member, offset, length);
        PackedZSet.remove(scratch(), found, 1);
      }
      packed.add(scratch(), score, member, offset, length);
    }
  }

  /** Removes the member; false: it was not there. */
  public boolean remove(byte[] member, int offset, int length) {
    if (isPacked()) {
      int found = PackedZSet.find(block(), blockOffset(), member, offset, length);
      if (found != Listpack.NONE) {
        PackedZSet.remove(scratch(), found, 1);
      }
      return found != Listpack.NONE;
    }
    double score = set().score(member, offset, length);
    if (!Double.isNaN(score)) {
      set().remove(score, member, offset, length);
    }
    return !Double.isNaN(score);
  }

  /** Removes the elements with ranks from {@code from} up to but not including {@code to}. */
  public void removeRange(int from, int to) {
    if (from >= to) {
      return;
    }
    if (isPacked()) {
      PackedZSet.remove(scratch(), PackedZSet.member(block(), blockOffset(), from), to - from);
    } else {
      set().removeRange(from, to, cursor);
    }
  }

  /** Makes a large set of a packed one, within an edit. */
  public void unpack() {
    if (isPacked()) {
      enlarge();
    }
  }

  private void enlarge() {
    LargeZSet large = new LargeZSet(keyHash());
    int left = count();
    if (left > 0) {
      seek(0);
    }
    for (; left > 0; left--) {
      large.add(score(), memberArray(), memberOffset(), memberLength());
      next();
    }
    becomeLarge(large, Encoding.SKIPLIST);
  }

  /** Becomes this set, packed if it is small enough. */
  void become(LargeZSet set, ZSetLimits limits) {
    becomeLarge(set, Encoding.SKIPLIST);
    if (limits.allow(set.size(), 0)) {
      shrinkIfAllowed(limits);
    }
  }

  /** Becomes these elements, which are sorted. */
  void become(Combination elements, ZSetLimits limits) {
    int size = elements.size();
    long bytes = 0;
    int longest = 0;
    for (int i = 0; i < size && limits.allow(size, longest); i++) {
      longest = Math.max(longest, elements.length(i));
      bytes += elements.length(i);
    }
    if (!limits.allow(size, longest) || !Listpack.isSafeToAdd(0, bytes)) {
      becomeLarge(LargeZSet.of(elements), Encoding.SKIPLIST);
      return;
    }
    Listpack.create(scratch());
    for (int rank = 0; rank < size; rank++) {
      int i = elements.at(rank);
      double score = elements.score(i);
      packed.append(scratch(), score, elements.array(i), elements.offset(i), elements.length(i));
    }
    becomePacked(Encoding.LISTPACK);
  }

  /** Becomes what is a listpack of members and scores in order. */
  void become(byte[] listpack) {
    scratch().set(listpack, 0, listpack.length);
    becomePacked(Encoding.LISTPACK);
  }

  private void shrinkIfAllowed(ZSetLimits limits) {
    long bytes = 0;
    int longest = 0;
    int count = count();
    seek(0);
    for (int i = 0; i < count; i++) {
      longest = Math.max(longest, memberLength());
      bytes += memberLength();
      next();
    }
    if (!limits.allow(count, longest) || !Listpack.isSafeToAdd(0, bytes)) {
      return;
    }
    Listpack.create(scratch());
    seek(0);
    for (int i = 0; i < count; i++) {
      packed.append(scratch(), cursor.score(), cursor.array(), cursor.offset(), cursor.length());
      next();
    }
    becomePacked(Encoding.LISTPACK);
  }

  private LargeZSet set() {
    return (LargeZSet) large();
  }
}
