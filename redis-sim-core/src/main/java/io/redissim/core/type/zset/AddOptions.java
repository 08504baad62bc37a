package io.redissim.core.type.zset;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/** The options of ZADD, and whether they let an element be written. */
final class AddOptions {
  private static final RedisError NX_AND_XX =
      new RedisError("ERR XX and NX options at the same time are not compatible");
  private static final RedisError GT_LT_NX =
      new RedisError("ERR GT, LT, and/or NX options at the same time are not compatible");
  private static final RedisError ONE_PAIR =
      new RedisError("ERR INCR option supports a single increment-element pair");

  private boolean nx;
  private boolean xx;
  private boolean gt;
  private boolean lt;
  private boolean ch;
  private boolean incr;

  /** No options, as of ZINCRBY. */
  void forIncrement() {
    clear();
    incr = true;
  }

  private void clear() {
    nx = false;
    xx = false;
    gt = false;
    lt = false;
    ch = false;
    incr = false;
  }

  /** Reads the options and returns where the scores and members begin. */
  int read(Args args) {
    clear();
    int at = 2;
    while (at < args.count() && take(args, at)) {
      at++;
    }
    int words = args.count() - at;
    if (words == 0 || (words & 1) != 0) {
      throw Errors.SYNTAX;
    }
    if (nx && xx) {
      throw NX_AND_XX;
    }
    if ((gt && nx) || (lt && nx) || (gt && lt)) {
      throw GT_LT_NX;
    }
    if (incr && words > 2) {
      throw ONE_PAIR;
    }
    return at;
  }

  private boolean take(Args args, int i) {
    // Nearly always it is a score: no option has as few letters as most scores, or begins so.
    if (args.length(i) < 2 || args.byteAt(i, 0) <= '9') {
      return false;
    }
    if (args.is(i, "NX")) {
      nx = true;
    } else if (args.is(i, "XX")) {
      xx = true;
    } else if (args.is(i, "GT")) {
      gt = true;
    } else if (args.is(i, "LT")) {
      lt = true;
    } else if (args.is(i, "CH")) {
      ch = true;
    } else if (args.is(i, "INCR")) {
      incr = true;
    } else {
      return false;
    }
    return true;
  }

  boolean increments() {
    return incr;
  }

  /** Whether elements that got another score count in the reply. */
  boolean countsChanged() {
    return ch;
  }

  /** Whether new elements are added. */
  boolean adds() {
    return !xx;
  }

  /** Whether an element with a score gets another one. */
  boolean updates(double from, double to) {
    return !(lt && to >= from) && !(gt && to <= from);
  }

  boolean keepsExisting() {
    return nx;
  }
}
