package io.redissim.core.type.zset;

import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * A range of elements as ZRANGE and its relatives ask for it, turned into ranks. Reused from
 * command to command.
 */
final class RangeQuery {
  /** What the ends of a range are. */
  enum By {
    RANK,
    SCORE,
    LEX
  }

  private static final RedisError LIMIT_BY_RANK =
      new RedisError(
          "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX");
  private static final RedisError SCORES_BY_LEX =
      new RedisError("ERR syntax error, WITHSCORES not supported in combination with BYLEX");

  private final ScoreRange scores = new ScoreRange();
  private final LexRange members = new LexRange();

  private By by = By.RANK;
  private boolean reverse;
  private boolean withScores;
  private long offset;
  private long limit;
  private long start;
  private long stop;

  private int from;
  private int to;

  /**
   * Reads {@code min max [options]} from argument {@code first} on.
   *
   * @param isFixed whether the command's name, not its options, says by what and in which direction
   * @param isRead whether the elements are replied, so that their scores may be asked for
   */
  void read(
      Args args,
      Options opt,
      int first,
      By byDefault,
      boolean reversed,
      boolean isFixed,
      boolean isRead) {
    by = byDefault;
    reverse = reversed;
    withScores = false;
    offset = 0;
    limit = -1;
    boolean directionGiven = isFixed;
    boolean byGiven = isFixed;
    while (opt.hasNext()) {
      if (isRead && opt.take("WITHSCORES")) {
        withScores = true;
      } else if (opt.left() > 2 && opt.take("LIMIT")) {
        offset = opt.nextInteger();
        limit = opt.nextInteger();
      } else if (!directionGiven && opt.take("REV")) {
        reverse = true;
        directionGiven = true;
      } else if (!byGiven && opt.take("BYLEX")) {
        by = By.LEX;
        byGiven = true;
      } else if (!byGiven && opt.take("BYSCORE")) {
        by = By.SCORE;
        byGiven = true;
      } else {
        throw Errors.SYNTAX;
      }
    }
    if (limit != -1 && by == By.RANK) {
      throw LIMIT_BY_RANK;
    }
    if (withScores && by == By.LEX) {
      throw SCORES_BY_LEX;
    }
    readEnds(args, first);
  }

  /** The ends alone, of a range without options. */
  void read(Args args, int first, By newBy) {
    by = newBy;
    reverse = false;
    offset = 0;
    limit = -1;
    readEnds(args, first);
  }

  private void readEnds(Args args, int first) {
    int minAt = reverse && by != By.RANK ? first + 1 : first;
    int maxAt = reverse && by != By.RANK ? first : first + 1;
    switch (by) {
      case RANK -> {
        start = args.integer(first);
        stop = args.integer(first + 1);
      }
      case SCORE -> scores.read(args, minAt, maxAt);
      case LEX -> members.read(args, minAt, maxAt);
    }
  }

  /** Finds the range in a set; then {@link #count}, and {@link #first} in its direction. */
  void find(ZSetValue set) {
    switch (by) {
      case RANK -> ranks(set.count());
      case SCORE -> between(scores.from(set), scores.to(set));
      case LEX -> {
        between(members.from(set), members.to(set));
        members.forget();
      }
    }
  }

  private void ranks(int size) {
    long low = Math.max(0, start < 0 ? start + size : start);
    long high = Math.min(size - 1L, stop < 0 ? stop + size : stop);
    if (low > high) {
      from = 0;
      to = 0;
    } else if (reverse) {
      from = (int) (size - 1 - high);
      to = (int) (size - low);
    } else {
      from = (int) low;
      to = (int) high + 1;
    }
  }

  /** What LIMIT leaves of these ranks; a negative offset leaves nothing. */
  private void between(int low, int high) {
    long found = Math.max(0, high - low);
    long skipped = offset < 0 ? found : Math.min(offset, found);
    long kept = limit < 0 ? found - skipped : Math.min(limit, found - skipped);
    from = (int) (reverse ? low + found - skipped - kept : low + skipped);
    to = (int) (from + kept);
  }

  int count() {
    return to - from;
  }

  /** The lowest rank in the range. */
  int from() {
    return from;
  }

  /** The rank behind the highest one in the range. */
  int to() {
    return to;
  }

  /** Stands on the first element in the direction of the range; there is one. */
  void first(ZSetValue set) {
    set.seek(reverse ? to - 1 : from);
  }

  void next(ZSetValue set) {
    if (reverse) {
      set.previous();
    } else {
      set.next();
    }
  }

  boolean isWithScores() {
    return withScores;
  }
}
