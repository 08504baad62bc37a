package io.redissim.core.type.zset;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackIndex;
import io.redissim.core.command.CommandContext;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Errors;
import io.redissim.core.type.set.Member;
import io.redissim.core.type.set.SetValue;
import org.jspecify.annotations.Nullable;

/**
 * One input of a union, an intersection or a difference: a sorted set, a set, whose members all
 * have the score 1, or nothing. To be walked over: {@code first()}, then as often as {@link #count}
 * says the element and {@code next()}. Of a packed sorted set in which many members are looked up
 * an index is made.
 */
final class AlgebraSource {
  /** So many look-ups in a packed set are walks; then its index has come cheaper. */
  private static final int WALKS = 4;

  private final ZSetValue sorted = new ZSetValue();
  private final SetValue unsorted = new SetValue();
  private final Member member = new Member();

  /** Whether the member is the one of the element stood on. */
  private boolean isRead;

  /** Of the unsorted set. */
  private long position;

  private @Nullable ListpackIndex index;
  private boolean isIndexed;
  private int walksLeft;

  private ValueKind kind = ValueKind.ZSET;
  private boolean there;
  private double weight;

  /** Points at the value of a key, which counts as looked up. */
  void find(CommandContext ctx, Key key) {
    Entry entry = ctx.db().find(key);
    there = entry != null;
    ctx.lookedUp(key, there);
    weight = 1;
    isIndexed = false;
    walksLeft = WALKS;
    if (entry == null) {
      return;
    }
    kind = entry.kind();
    switch (kind) {
      case ZSET -> ctx.db().find(key, ZSetValue.TYPE, sorted);
      case SET -> ctx.db().find(key, SetValue.TYPE, unsorted);
      default -> throw Errors.WRONG_TYPE;
    }
  }

  void weight(double newWeight) {
    weight = newWeight;
  }

  double weight() {
    return weight;
  }

  int count() {
    if (!there) {
      return 0;
    }
    return isSorted() ? sorted.count() : (int) unsorted.size();
  }

  private boolean isSorted() {
    return kind == ValueKind.ZSET;
  }

  // ---- Walking; there is an element.

  void first() {
    if (isSorted()) {
      sorted.seek(0);
    } else {
      position = unsorted.members().first();
    }
    isRead = false;
  }

  /** Steps to the next element, if there is one. */
  void next() {
    if (isSorted()) {
      sorted.next();
    } else {
      position = unsorted.members().next(position);
    }
    isRead = false;
  }

  double score() {
    return isSorted() ? sorted.score() : 1;
  }

  /** The member of the element stood on. */
  Member member() {
    if (!isRead) {
      if (isSorted()) {
        sorted.read(member);
      } else {
        unsorted.members().read(position, member);
      }
      isRead = true;
    }
    return member;
  }

  // ---- Looking up.

  /** Says that about so many members will be looked up: without many walks before. */
  void expect(int lookUps) {
    if (isSorted()) {
      walksLeft = lookUps > 2 * WALKS ? 0 : walksLeft;
    } else {
      unsorted.members().expect(lookUps);
    }
  }

  /** The score of a member of another source; NaN: it is not here. */
  double scoreOf(Member other, KeyHash hash) {
    if (!there) {
      return Double.NaN;
    }
    if (!isSorted()) {
      return unsorted.members().contains(other, hash) ? 1 : Double.NaN;
    }
    if (!sorted.isPacked() || walksLeft-- > 0) {
      return sorted.scoreOf(other, hash);
    }
    byte[] block = sorted.block();
    if (!isIndexed) {
      index().build(hash, block, sorted.blockOffset(), 1);
      isIndexed = true;
    }
    int length = other.length();
    int entry = index().find(block, other.array(), other.offset(), length, other.hash(hash));
    return entry == Listpack.NONE ? Double.NaN : PackedZSet.scoreOf(block, entry);
  }

  private ListpackIndex index() {
    if (index == null) {
      index = new ListpackIndex();
    }
    return index;
  }
}
