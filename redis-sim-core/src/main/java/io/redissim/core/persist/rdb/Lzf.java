package io.redissim.core.persist.rdb;

import java.util.Arrays;

/**
 * LibLZF's format (Marc Lehmann), as RDB uses it for strings.
 *
 * <pre>
 * 000nnnnn                     n + 1 bytes follow as they are
 * nnnooooo oooooooo            n + 2 bytes as they stood o + 1 bytes ago, n = 1..6
 * 111ooooo nnnnnnnn oooooooo   n + 9 bytes as they stood o + 1 bytes ago
 * </pre>
 *
 * <p>The compressor makes the choices of liblzf 3.6 in its "very fast" mode, so that payloads equal
 * those of Redis: one hash table of 2^16 positions of three bytes each, the newest position wins,
 * and within a match only the last two positions are remembered. One instance serves many inputs:
 * positions carry a base that grows, which makes older ones invalid without clearing the table.
 */
final class Lzf {
  private static final int TABLE_BITS = 16;
  private static final int MAX_LITERALS = 1 << 5;
  private static final int MAX_DISTANCE = 1 << 13;
  private static final int MAX_MATCH = (1 << 8) + (1 << 3);

  private int[] positions = {};
  private int base = 1;

  /**
   * Compresses into {@code out} from {@code outFrom} on and returns how many bytes that took, 0 if
   * they would be more than {@code room}. Inputs are below 1 GiB.
   */
  int compress(byte[] in, int offset, int length, byte[] out, int outFrom, int room) {
    if (length < 4 || room < 1) {
      return 0;
    }
    int bias = takeBase(length) - offset;
    int end = offset + length;
    int outEnd = outFrom + room;
    int at = offset;
    int literals = 0;
    int to = outFrom + 1;
    int rolling = (in[at] & 0xff) << 8 | in[at + 1] & 0xff;
    while (at < end - 2) {
      rolling = rolling << 8 | in[at + 2] & 0xff;
      int slot = slot(rolling);
      int from = positions[slot] - bias;
      positions[slot] = at + bias;
      int distance = at - from - 1;
      if (from <= offset || distance >= MAX_DISTANCE || !sameThree(in, from, at)) {
        if (to >= outEnd) {
          return 0;
        }
        out[to++] = in[at++];
        if (++literals == MAX_LITERALS) {
          out[to - literals - 1] = (byte) (literals - 1);
          literals = 0;
          to++;
        }
        continue;
      }
      if (to - (literals == 0 ? 1 : 0) + 4 >= outEnd) {
        return 0;
      }
      to = endLiterals(out, to, literals);
      int more = matchLength(in, from, at, Math.min(end - at - 2, MAX_MATCH)) - 2;
      if (more < 7) {
        out[to++] = (byte) ((distance >> 8) + (more << 5));
      } else {
        out[to++] = (byte) ((distance >> 8) + (7 << 5));
        out[to++] = (byte) (more - 7);
      }
      out[to++] = (byte) distance;
      to++;
      literals = 0;
      at += more + 2;
      if (at >= end - 2) {
        break;
      }
      at -= 2;
      rolling = (in[at] & 0xff) << 8 | in[at + 1] & 0xff;
      for (int i = 0; i < 2; i++, at++) {
        rolling = rolling << 8 | in[at + 2] & 0xff;
        positions[slot(rolling)] = at + bias;
      }
    }
    if (to + 3 > outEnd) {
      return 0;
    }
    while (at < end) {
      out[to++] = in[at++];
      if (++literals == MAX_LITERALS) {
        out[to - literals - 1] = (byte) (literals - 1);
        literals = 0;
        to++;
      }
    }
    return endLiterals(out, to, literals) - outFrom;
  }

  /**
   * How many bytes the input decompresses to, -1 if it is broken: everything {@link #decompress}
   * relies on is checked here, before anybody allocates.
   */
  static long decompressedLength(byte[] in, int offset, int length) {
    int at = offset;
    int end = offset + length;
    long made = 0;
    while (at < end) {
      int control = in[at++] & 0xff;
      if (control < MAX_LITERALS) {
        at += control + 1;
        made += control + 1;
        if (at > end) {
          return -1;
        }
        continue;
      }
      int more = control >> 5;
      if (more == 7) {
        if (at == end) {
          return -1;
        }
        more += in[at++] & 0xff;
      }
      if (at == end) {
        return -1;
      }
      int distance = ((control & 0x1f) << 8 | in[at++] & 0xff) + 1;
      if (distance > made) {
        return -1;
      }
      made += more + 2;
    }
    return made;
  }

  /**
   * Decompresses what {@link #decompressedLength} has found whole, into an array of that length.
   */
  static void decompress(byte[] in, int offset, int length, byte[] out) {
    int at = offset;
    int end = offset + length;
    int to = 0;
    while (at < end) {
      int control = in[at++] & 0xff;
      if (control < MAX_LITERALS) {
        int count = control + 1;
        System.arraycopy(in, at, out, to, count);
        at += count;
        to += count;
        continue;
      }
      int more = control >> 5;
      if (more == 7) {
        more += in[at++] & 0xff;
      }
      int from = to - ((control & 0x1f) << 8 | in[at++] & 0xff) - 1;
      // May overlap: a distance of 1 repeats one byte.
      for (int last = to + more + 2; to < last; ) {
        out[to++] = out[from++];
      }
    }
  }

  /** The number under which the first byte of the next input goes into the table. */
  private int takeBase(int length) {
    if (positions.length == 0) {
      positions = new int[1 << TABLE_BITS];
    } else if (base > Integer.MAX_VALUE - length) {
      Arrays.fill(positions, 0);
      base = 1;
    }
    int taken = base;
    base += length;
    return taken;
  }

  private int slot(int rolling) {
    return (rolling >>> 3 * 8 - TABLE_BITS) - rolling * 5 & (1 << TABLE_BITS) - 1;
  }

  private static boolean sameThree(byte[] in, int one, int other) {
    return in[one] == in[other] && in[one + 1] == in[other + 1] && in[one + 2] == in[other + 2];
  }

  /** Three bytes are the same already; liblzf looks at the next 16 without asking for the limit. */
  private static int matchLength(byte[] in, int from, int at, int max) {
    int limit = max > 16 ? Math.max(max, 19) : max;
    int length = 3;
    while (length < limit && in[from + length] == in[at + length]) {
      length++;
    }
    return length;
  }

  /** Writes the count before a run of literals; an empty run gives its place back. */
  private static int endLiterals(byte[] out, int to, int literals) {
    if (literals == 0) {
      return to - 1;
    }
    out[to - literals - 1] = (byte) (literals - 1);
    return to;
  }
}
