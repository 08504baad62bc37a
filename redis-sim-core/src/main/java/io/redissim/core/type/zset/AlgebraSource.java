package io.redissim.core.type.zset;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Errors;

/**
 * One input of a union, an intersection or a difference: a sorted set, or nothing. To be walked
 * over: {@code first()}, then as often as {@link #count} says the element and {@code next()}.
 */
final class AlgebraSource {
  private final ZSetValue sorted = new ZSetValue();
  private boolean there;
  private double weight;

  /** Points at the value of a key, which counts as looked up. */
  void find(CommandContext ctx, Key key) {
    Entry entry = ctx.db().find(key);
    there = entry != null;
    ctx.lookedUp(key, there);
    weight = 1;
    if (entry != null) {
      if (entry.kind() != ValueKind.ZSET) {
        throw Errors.WRONG_TYPE;
      }
      ctx.db().find(key, ZSetValue.TYPE, sorted);
    }
  }

  void weight(double newWeight) {
    weight = newWeight;
  }

  double weight() {
    return weight;
  }

  int count() {
    return there ? sorted.count() : 0;
  }

  // ---- Walking.

  void first() {
    sorted.seek(0);
  }

  void next() {
    sorted.next();
  }

  double score() {
    return sorted.score();
  }

  byte[] array() {
    return sorted.memberArray();
  }

  int offset() {
    return sorted.memberOffset();
  }

  int length() {
    return sorted.memberLength();
  }

  // ---- Looking up.

  /** The score of the element on which another source stands; NaN: it is not here. */
  double scoreOfThatOf(AlgebraSource other) {
    return there ? sorted.scoreOf(other.array(), other.offset(), other.length()) : Double.NaN;
  }
}
