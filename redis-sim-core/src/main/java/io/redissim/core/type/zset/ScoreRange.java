package io.redissim.core.type.zset;

import io.redissim.core.bytes.Doubles;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;

/** {@code min} and {@code max} of ZRANGEBYSCORE: numbers, each without itself after a '('. */
final class ScoreRange {
  private static final RedisError NOT_A_FLOAT = new RedisError("ERR min or max is not a float");

  private double min;
  private double max;
  private boolean withoutMin;
  private boolean withoutMax;

  void read(Args args, int minAt, int maxAt) {
    withoutMin = isOpen(args, minAt);
    min = bound(args, minAt, withoutMin);
    withoutMax = isOpen(args, maxAt);
    max = bound(args, maxAt, withoutMax);
  }

  private static boolean isOpen(Args args, int i) {
    return args.length(i) > 0 && args.byteAt(i, 0) == '(';
  }

  private static double bound(Args args, int i, boolean open) {
    int skipped = open ? 1 : 0;
    double bound =
        Doubles.parseBound(args.array(i), args.offset(i) + skipped, args.length(i) - skipped);
    if (Double.isNaN(bound)) {
      throw NOT_A_FLOAT;
    }
    return bound;
  }

  /** The rank of the first element that may be in range. */
  int from(ZSetValue set) {
    return set.below(min, withoutMin);
  }

  /** The rank behind the last element that may be in range; before {@link #from}: there is none. */
  int to(ZSetValue set) {
    return set.below(max, !withoutMax);
  }
}
