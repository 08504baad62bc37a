package io.redissim.core.generic;

import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Errors;
import io.redissim.core.type.list.ListValue;
import io.redissim.core.type.set.Member;
import io.redissim.core.type.set.Members;
import io.redissim.core.type.set.SetValue;
import io.redissim.core.type.zset.ZSetValue;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The elements of the lists, sets and sorted sets that SORT sorts, each copied. */
final class SortSource {
  private SortSource() {}

  /** How many elements there are; no entry: none. */
  static int count(@Nullable Entry entry) {
    if (entry == null) {
      return 0;
    }
    return switch (entry.kind()) {
      case LIST -> Math.toIntExact(entry.value(ListValue.TYPE).size());
      case SET -> Math.toIntExact(entry.value(SetValue.TYPE).size());
      case ZSET -> entry.value(ZSetValue.TYPE).count();
      default -> throw Errors.WRONG_TYPE;
    };
  }

  /** Whether its elements have no order of their own. */
  static boolean isUnordered(@Nullable Entry entry) {
    return entry != null && entry.kind() == ValueKind.SET;
  }

  /** Gives {@code count} elements from one on, in their own order or the other way round. */
  static void read(Entry entry, int from, int count, boolean backwards, Consumer<byte[]> taker) {
    if (count == 0) {
      return;
    }
    switch (entry.kind()) {
      case LIST -> readList(entry.value(ListValue.TYPE), from, count, backwards, taker);
      case SET -> readSet(entry.value(SetValue.TYPE).members(), from, count, taker);
      case ZSET -> readSortedSet(entry.value(ZSetValue.TYPE), from, count, backwards, taker);
      default -> throw Errors.WRONG_TYPE;
    }
  }

  private static void readList(
      ListValue list, int from, int count, boolean backwards, Consumer<byte[]> taker) {
    list.seek(backwards ? -1L - from : from);
    boolean more = true;
    for (int left = count; left > 0 && more; left--) {
      taker.accept(list.copy());
      more = backwards ? list.previous() : list.next();
    }
  }

  private static void readSet(Members members, int from, int count, Consumer<byte[]> taker) {
    Member member = new Member();
    long position = members.first();
    for (int i = 0; i < from + count; i++) {
      if (i >= from) {
        members.read(position, member);
        int offset = member.offset();
        taker.accept(Arrays.copyOfRange(member.array(), offset, offset + member.length()));
      }
      position = members.next(position);
    }
  }

  private static void readSortedSet(
      ZSetValue set, int from, int count, boolean backwards, Consumer<byte[]> taker) {
    set.seek(backwards ? set.count() - 1 - from : from);
    for (int left = count; left > 0; left--) {
      int offset = set.memberOffset();
      taker.accept(Arrays.copyOfRange(set.memberArray(), offset, offset + set.memberLength()));
      if (backwards) {
        set.previous();
      } else {
        set.next();
      }
    }
  }
}
