package io.redissim.core.type.zset;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Doubles;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import java.util.Arrays;

/**
 * A small sorted set as a listpack: member, score, member, score ... in order. A score that is an
 * integer is stored as one, another one as its decimal text. Source: Valkey {@code t_zset.c}, zzl*.
 */
final class PackedZSet {
  private static final double MAX_INTEGER = 0x1p62;

  /** Members that are stored as numbers, and scores, as text. */
  private final byte[] text = new byte[Doubles.MAX_BYTES];

  // ---- Reading; start is where the listpack begins.

  static int size(byte[] a, int start) {
    return Listpack.count(a, start) / 2;
  }

  /** The entry of the member of this rank. */
  static int member(byte[] a, int start, int rank) {
    return Listpack.seek(a, start, 2L * rank);
  }

  static int find(byte[] a, int start, byte[] member, int offset, int length) {
    return Listpack.find(a, Listpack.first(a, start), member, offset, length, 1);
  }

  /** The score that follows this member. */
  static double scoreOf(byte[] a, int member) {
    int at = ListpackEntry.skip(a, member);
    if (ListpackEntry.isInteger(a, at)) {
      return ListpackEntry.integer(a, at);
    }
    return Doubles.parse(a, ListpackEntry.stringOffset(a, at), ListpackEntry.stringLength(a, at));
  }

  static int rank(byte[] a, int start, byte[] member, int offset, int length) {
    int found = find(a, start, member, offset, length);
    if (found == Listpack.NONE) {
      return -1;
    }
    int rank = 0;
    for (int at = start + Listpack.HEADER; at != found; at = nextMember(a, at)) {
      rank++;
    }
    return rank;
  }

  static int below(byte[] a, int start, double score, boolean orEqual) {
    int rank = 0;
    int end = Listpack.end(a, start);
    for (int at = start + Listpack.HEADER; at != end; at = nextMember(a, at)) {
      double own = scoreOf(a, at);
      if (own > score || (own == score && !orEqual)) {
        break;
      }
      rank++;
    }
    return rank;
  }

  int belowMember(byte[] a, int start, byte[] member, int offset, int length, boolean orEqual) {
    int most = orEqual ? 0 : -1;
    int rank = 0;
    int end = Listpack.end(a, start);
    for (int at = start + Listpack.HEADER; at != end; at = nextMember(a, at)) {
      if (compareMember(a, at, member, offset, length) > most) {
        break;
      }
      rank++;
    }
    return rank;
  }

  private int compareMember(byte[] a, int at, byte[] member, int offset, int length) {
    if (ListpackEntry.isInteger(a, at)) {
      int end = Ascii.writeLong(ListpackEntry.integer(a, at), text, 0);
      return Arrays.compareUnsigned(text, 0, end, member, offset, offset + length);
    }
    int from = ListpackEntry.stringOffset(a, at);
    int to = from + ListpackEntry.stringLength(a, at);
    return Arrays.compareUnsigned(a, from, to, member, offset, offset + length);
  }

  /** The element at {@code at} against another: by score, then by the bytes of the member. */
  int compare(byte[] a, int at, double score, byte[] member, int offset, int length) {
    double own = scoreOf(a, at);
    if (own != score) {
      return own < score ? -1 : 1;
    }
    return compareMember(a, at, member, offset, length);
  }

  /** The member behind this one, or the end. */
  static int nextMember(byte[] a, int member) {
    return ListpackEntry.skip(a, ListpackEntry.skip(a, member));
  }

  // ---- Changing.

  /** Adds an element that is not there where it belongs. */
  void add(Block block, double score, byte[] member, int offset, int length) {
    byte[] a = block.array();
    int end = Listpack.end(a, block.start());
    int at = block.start() + Listpack.HEADER;
    while (at != end && compare(a, at, score, member, offset, length) < 0) {
      at = nextMember(a, at);
    }
    insert(block, at, score, member, offset, length);
  }

  /** Adds an element that is greater than all others. */
  void append(Block block, double score, byte[] member, int offset, int length) {
    insert(block, block.end() - 1, score, member, offset, length);
  }

  private void insert(Block block, int at, double score, byte[] member, int offset, int length) {
    int entry = Listpack.insert(block, at, member, offset, length);
    int behind = ListpackEntry.skip(block.array(), entry);
    if (score >= -MAX_INTEGER && score <= MAX_INTEGER && (long) score == score) {
      Listpack.insertInteger(block, behind, (long) score);
    } else {
      Listpack.insert(block, behind, text, 0, Doubles.write(score, text, 0));
    }
  }

  /** Removes this many elements from this member on. */
  static void remove(Block block, int member, int elements) {
    Listpack.deleteRange(block, member, 2L * elements);
  }
}
