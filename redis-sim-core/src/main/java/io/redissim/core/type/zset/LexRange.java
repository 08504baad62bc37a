package io.redissim.core.type.zset;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;

/**
 * {@code min} and {@code max} of ZRANGEBYLEX: {@code -} and {@code +} are the ends, {@code [} and
 * {@code (} stand before a member with or without itself.
 */
final class LexRange {
  private static final RedisError NOT_VALID =
      new RedisError("ERR min or max not valid string range item");

  /** One end of the range, bytes of the request. */
  private static final class Bound {
    /** -1: before all, 1: behind all, 0: at the bytes. */
    private int end;

    private boolean open;
    private byte[] array = Ascii.EMPTY;
    private int offset;
    private int length;

    void read(Args args, int i) {
      int first = args.length(i) == 0 ? 0 : args.byteAt(i, 0);
      boolean alone = args.length(i) == 1 || (args.length(i) > 1 && args.byteAt(i, 1) == 0);
      if (first == '[' || first == '(') {
        end = 0;
        open = first == '(';
        array = args.array(i);
        offset = args.offset(i) + 1;
        length = args.length(i) - 1;
      } else if ((first == '-' || first == '+') && alone) {
        end = first == '-' ? -1 : 1;
      } else {
        throw NOT_VALID;
      }
    }

    int rank(ZSetValue set, boolean orEqual) {
      if (end != 0) {
        return end < 0 ? 0 : set.count();
      }
      return set.belowMember(array, offset, length, orEqual);
    }

    void forget() {
      array = Ascii.EMPTY;
    }
  }

  private final Bound min = new Bound();
  private final Bound max = new Bound();

  void read(Args args, int minAt, int maxAt) {
    min.read(args, minAt);
    max.read(args, maxAt);
  }

  /** The rank of the first element that may be in range. */
  int from(ZSetValue set) {
    return min.rank(set, min.open);
  }

  /** The rank behind the last element that may be in range; before {@link #from}: there is none. */
  int to(ZSetValue set) {
    return max.rank(set, !max.open);
  }

  /** Lets go of the request. */
  void forget() {
    min.forget();
    max.forget();
  }
}
