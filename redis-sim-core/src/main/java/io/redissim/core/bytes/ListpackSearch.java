package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Looks for an element in a {@link Listpack} by walking over it.
 *
 * <p>Two things make a step cheap. An entry is told from the wanted one, whose encoded form is made
 * once, by its first byte, which holds the kind and mostly the length, and its last eight bytes,
 * where entries of one length differ most often: {@code user:1}, {@code user:2}. And where an entry
 * begins like the one before, its size is known from there: the processor goes on to the next entry
 * without having waited for the first byte of this one.
 */
final class ListpackSearch {
  private static final byte END = (byte) 0xff;
  private static final int SHORT_STRING = 0x80;
  private static final int LONGEST_SHORT = 63;

  /** The first bytes from which on, and up to which, entries differ in size. */
  private static final byte FIRST_OF_MANY_SIZES = (byte) 0xe0;

  private static final byte LAST_OF_MANY_SIZES = (byte) 0xf0;

  /** Not a first byte. */
  private static final int UNKNOWN = 1 << Byte.SIZE;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ListpackSearch() {}

  /**
   * See {@link Listpack#find}; {@code from} is an entry or the end. The entry at {@code to}, which
   * is one to look at, is not looked at any more; {@link Listpack#NONE}: all are.
   */
  static int find(byte[] a, int from, int to, byte[] bytes, int offset, int length, int skip) {
    if (Ascii.isLong(bytes, offset, length)) {
      return findNumber(a, from, to, Ascii.parseLong(bytes, offset, length), skip);
    }
    if (length > LONGEST_SHORT) {
      return findLong(a, from, to, bytes, offset, length, skip);
    }
    int head = (byte) (SHORT_STRING | length);
    long tail =
        length < Long.BYTES
            ? gathered(bytes, offset, length) << Byte.SIZE | (head & 0xff)
            : (long) LONG.get(bytes, offset + length - Long.BYTES);
    return find(a, from, to, skip, head, 1 + length, tail, bytes, offset, length - Long.BYTES);
  }

  /** See {@link Listpack#findNumber}. */
  static int findNumber(byte[] a, int from, int to, long value, int skip) {
    int encoded = ListpackEntry.size(value) - 1;
    long first = ListpackEntry.firstBytes(value);
    long tail = encoded > Long.BYTES ? value : first;
    return find(a, from, to, skip, (byte) first, encoded, tail, Ascii.EMPTY, 0, 0);
  }

  /** {@code encoded} bytes, the last eight {@code tail}, before which stand {@code rest} more. */
  private static int find(
      byte[] a,
      int from,
      int to,
      int skip,
      int head,
      int encoded,
      long tail,
      byte[] bytes,
      int offset,
      int rest) {
    int tailAt = encoded - Long.BYTES;
    int shift = 0;
    long last = tail;
    if (encoded < Long.BYTES) {
      // Read with the length behind them, and with bytes before: the header has enough of them.
      tailAt++;
      shift = Long.SIZE - Byte.SIZE * (encoded + 1);
      last |= (long) encoded << Byte.SIZE * encoded;
    }
    int known = UNKNOWN;
    int size = 0;
    int knownPassed = UNKNOWN;
    int sizePassed = 0;
    int at = from;
    while (at != to) {
      int first = a[at];
      if (first == head
          && (long) LONG.get(a, at + tailAt) >>> shift == last
          && (rest <= 0 || Arrays.equals(a, at + 1, at + 1 + rest, bytes, offset, offset + rest))) {
        return at;
      }
      if (first != known) {
        if (first == END) {
          return Listpack.NONE;
        }
        known = tellsSize(first) ? first : UNKNOWN;
        size = ListpackEntry.skip(a, at) - at;
      }
      at += size;
      for (int i = skip; i > 0; i--) {
        int passed = a[at];
        if (passed != knownPassed) {
          if (passed == END) {
            return Listpack.NONE;
          }
          knownPassed = tellsSize(passed) ? passed : UNKNOWN;
          sizePassed = ListpackEntry.skip(a, at) - at;
        }
        at += sizePassed;
      }
    }
    return Listpack.NONE;
  }

  /** Whether all entries with this first byte are of one size. */
  private static boolean tellsSize(int first) {
    return first < FIRST_OF_MANY_SIZES || first > LAST_OF_MANY_SIZES;
  }

  /** Up to seven bytes, the first one lowest. */
  private static long gathered(byte[] bytes, int offset, int length) {
    long gathered = 0;
    for (int i = length - 1; i >= 0; i--) {
      gathered = gathered << Byte.SIZE | (bytes[offset + i] & 0xff);
    }
    return gathered;
  }

  private static int findLong(
      byte[] a, int from, int to, byte[] bytes, int offset, int length, int skip) {
    int at = from;
    while (at != to && a[at] != END) {
      if (!ListpackEntry.isInteger(a, at)
          && ListpackEntry.equalsString(a, at, bytes, offset, length)) {
        return at;
      }
      at = ListpackEntry.skip(a, at);
      for (int i = skip; i > 0 && a[at] != END; i--) {
        at = ListpackEntry.skip(a, at);
      }
    }
    return Listpack.NONE;
  }
}
