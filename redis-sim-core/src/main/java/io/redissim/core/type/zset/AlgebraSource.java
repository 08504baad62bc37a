package io.redissim.core.type.zset;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Errors;
import io.redissim.core.type.set.Member;
import io.redissim.core.type.set.Members;
import io.redissim.core.type.set.SetValue;

/**
 * One input of a union, an intersection or a difference: a sorted set, a set, whose members all
 * have the score 1, or nothing. To be walked over: {@code first()}, then as often as {@link #count}
 * says the element and {@code next()}.
 */
final class AlgebraSource {
  private final ZSetValue sorted = new ZSetValue();
  private final SetValue unsorted = new SetValue();
  private final Member member = new Member();

  /** Of the unsorted set. */
  private long position;

  private ValueKind kind = ValueKind.ZSET;
  private boolean there;
  private double weight;

  /** Points at the value of a key, which counts as looked up. */
  void find(CommandContext ctx, Key key) {
    Entry entry = ctx.db().find(key);
    there = entry != null;
    ctx.lookedUp(key, there);
    weight = 1;
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
      stand(unsorted.members().first());
    }
  }

  /** Steps to the next element, if there is one. */
  void next() {
    if (isSorted()) {
      sorted.next();
    } else {
      stand(unsorted.members().next(position));
    }
  }

  private void stand(long newPosition) {
    position = newPosition;
    if (position != Members.NONE) {
      unsorted.members().read(position, member);
    }
  }

  double score() {
    return isSorted() ? sorted.score() : 1;
  }

  byte[] array() {
    return isSorted() ? sorted.memberArray() : member.array();
  }

  int offset() {
    return isSorted() ? sorted.memberOffset() : member.offset();
  }

  int length() {
    return isSorted() ? sorted.memberLength() : member.length();
  }

  // ---- Looking up.

  /** The score of the element on which another source stands; NaN: it is not here. */
  double scoreOfThatOf(AlgebraSource other) {
    if (!there) {
      return Double.NaN;
    }
    int length = other.length(); // before the bytes: it may make them
    if (isSorted()) {
      return sorted.scoreOf(other.array(), other.offset(), length);
    }
    return unsorted.members().contains(other.array(), other.offset(), length) ? 1 : Double.NaN;
  }
}
