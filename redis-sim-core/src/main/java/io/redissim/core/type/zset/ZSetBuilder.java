package io.redissim.core.type.zset;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackText;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.table.PackedTable;
import org.jspecify.annotations.Nullable;

/**
 * A sorted set that is read from somewhere, element by element in any order or as one listpack, and
 * then stored. It trusts nothing it is given.
 */
public final class ZSetBuilder {
  private final ZSetLimits limits;
  private final PackedTable scores;
  private byte @Nullable [] listpack;

  public ZSetBuilder(ZSetLimits limits, KeyHash hash) {
    this.limits = limits;
    this.scores = new PackedTable(hash, PackedTable.Values.LONG);
  }

  public long size() {
    return scores.size();
  }

  /** Adds an element; false: its member is there already, or the score is no number. */
  public boolean add(byte[] member, int offset, int length, double score) {
    return !Double.isNaN(score)
        && scores.putIfAbsent(member, offset, length, Double.doubleToRawLongBits(score));
  }

  /**
   * Takes all elements from a listpack of members and scores in order, and nothing else; false: it
   * is none. The array is kept.
   */
  public boolean addAll(byte[] bytes) {
    if (!Listpack.isValid(bytes, 0, bytes.length) || Listpack.count(bytes, 0) % 2 != 0) {
      return false;
    }
    ListpackText member = new ListpackText();
    PackedZSet set = new PackedZSet();
    int before = Listpack.NONE;
    int end = Listpack.end(bytes, 0);
    for (int at = Listpack.HEADER; at != end; at = PackedZSet.nextMember(bytes, at)) {
      member.read(bytes, at);
      double score = PackedZSet.scoreOf(bytes, at);
      if (!add(member.array(), member.offset(), member.length(), score)) {
        return false;
      }
      if (before != Listpack.NONE
          && set.compare(bytes, before, score, member.array(), member.offset(), member.length())
              >= 0) {
        return false;
      }
      before = at;
    }
    listpack = bytes;
    return true;
  }

  /** Sets the key to the set, whatever it held. There is an element. */
  public void store(Database db, Key key, long deadline) {
    LargeZSet large = null;
    byte[] packed = listpack;
    // As in Redis, what comes as a listpack stays one even if its members are long.
    if (packed == null || !limits.allow(size(), 0)) {
      large = LargeZSet.of(scores);
    }
    ZSetValue set = db.create(key, ZSetValue.TYPE, deadline);
    if (large != null) {
      set.become(large, limits);
    } else if (packed != null) {
      set.become(packed);
    }
    db.commit();
  }
}
