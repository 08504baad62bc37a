package io.redissim.core.type.list;

import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;

/**
 * How many elements are moved, and in which order they arrive: {@code [COUNT n|EXACTLY n
 * OBO|BULK]}.
 *
 * @param exactly so many or none, not up to so many
 * @param bulk in the order they had, not one by one
 */
record HowMany(long count, boolean exactly, boolean bulk) {
  private static final HowMany ONE = new HowMany(1, false, false);

  static HowMany parse(Options opt, Args args) {
    if (!opt.hasNext()) {
      return ONE;
    }
    boolean exactly = opt.takeWithValue("EXACTLY");
    if (!exactly && !opt.takeWithValue("COUNT")) {
      throw Errors.SYNTAX;
    }
    long count = Lists.atLeast(1, args, opt.next(), ListMoves.FEW_ELEMENTS);
    if (opt.left() != 1) {
      throw Errors.SYNTAX;
    }
    boolean bulk = opt.take("BULK");
    if (!bulk && !opt.take("OBO")) {
      throw Errors.SYNTAX;
    }
    return new HowMany(count, exactly, bulk);
  }

  /** Of a list with so many elements. */
  long of(long size) {
    return exactly && size < count ? 0 : Math.min(size, count);
  }
}
