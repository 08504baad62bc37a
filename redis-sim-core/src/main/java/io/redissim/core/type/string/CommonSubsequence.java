package io.redissim.core.type.string;

import java.util.ArrayList;
import java.util.List;

/**
 * A longest common subsequence of two strings, the one that Redis finds.
 *
 * <p>Idea: dynamic programming over the lengths for all pairs of prefixes, then a walk back from
 * the ends. The walk asks of a pair of prefixes only whether dropping the last byte of the first
 * gives strictly more than dropping that of the second; so instead of the table of lengths one bit
 * a cell is kept, and two rows of lengths while it is built. Source of the choice among equals:
 * Valkey {@code t_string.c:lcsCommand}.
 */
final class CommonSubsequence {
  /** A run of equal bytes: where it starts in either string. */
  record Match(int inFirst, int inSecond, int length) {}

  private final byte[] a;
  private final byte[] b;

  /** Bit {@code i * b.length + j}: for the prefixes of length i+1 and j+1, drop from the first. */
  private final long[] dropFirst;

  private final int length;

  CommonSubsequence(byte[] a, byte[] b) {
    this.a = a;
    this.b = b;
    dropFirst = new long[(int) (((long) a.length * b.length + Long.SIZE - 1) / Long.SIZE)];
    length = build();
  }

  private int build() {
    int[] above = new int[b.length + 1];
    int[] row = new int[b.length + 1];
    long bit = 0;
    for (byte last : a) {
      for (int j = 0; j < b.length; j++, bit++) {
        if (last == b[j]) {
          row[j + 1] = above[j] + 1;
        } else if (above[j + 1] > row[j]) {
          row[j + 1] = above[j + 1];
          dropFirst[(int) (bit >>> 6)] |= 1L << bit;
        } else {
          row[j + 1] = row[j];
        }
      }
      int[] swapped = above;
      above = row;
      row = swapped;
    }
    return above[b.length];
  }

  int length() {
    return length;
  }

  byte[] bytes() {
    byte[] bytes = new byte[length];
    int at = length;
    int i = a.length;
    int j = b.length;
    while (at > 0) {
      if (a[i - 1] == b[j - 1]) {
        bytes[--at] = a[i - 1];
        i--;
        j--;
      } else if (dropsFirst(i, j)) {
        i--;
      } else {
        j--;
      }
    }
    return bytes;
  }

  /** The runs, from the end of the strings to their start. */
  List<Match> matches() {
    List<Match> matches = new ArrayList<>();
    int i = a.length;
    int j = b.length;
    while (i > 0 && j > 0) {
      int run = 0;
      while (i > 0 && j > 0 && a[i - 1] == b[j - 1]) {
        run++;
        i--;
        j--;
      }
      if (run > 0) {
        matches.add(new Match(i, j, run));
      } else if (dropsFirst(i, j)) {
        i--;
      } else {
        j--;
      }
    }
    return matches;
  }

  private boolean dropsFirst(int i, int j) {
    long bit = (long) (i - 1) * b.length + (j - 1);
    return (dropFirst[(int) (bit >>> 6)] & 1L << bit) != 0;
  }
}
