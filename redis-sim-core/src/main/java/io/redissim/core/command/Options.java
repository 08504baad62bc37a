package io.redissim.core.command;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * A cursor over the optional arguments of a command.
 *
 * <pre>{@code
 * for (Options opt = ctx.options(args, 2); opt.hasNext(); ) {
 *   if (opt.take("NX")) nx = true;
 *   else if (opt.take("COUNT")) count = opt.nextInteger();
 *   else throw Errors.SYNTAX;
 * }
 * }</pre>
 *
 * An option that needs a value and is last is a syntax error, as in Redis.
 */
public final class Options {
  private Args args = new Args(new io.redissim.core.bytes.KeyHash(0));
  private int at;

  /** Points at the arguments from {@code from} on. */
  Options over(Args args, int from) {
    this.args = args;
    this.at = from;
    return this;
  }

  public boolean hasNext() {
    return at < args.count();
  }

  /** Whether the next argument is this word; if so, it is taken. */
  public boolean take(String word) {
    if (args.is(at, word)) {
      at++;
      return true;
    }
    return false;
  }

  /** As {@link #take}, but only where a value follows; else the word is left where it is. */
  public boolean takeWithValue(String word) {
    if (at + 1 < args.count() && args.is(at, word)) {
      at++;
      return true;
    }
    return false;
  }

  /** The index of the next argument, which is taken. */
  public int next() {
    if (at >= args.count()) {
      throw Errors.SYNTAX;
    }
    return at++;
  }

  /** Arguments that are left. */
  public int left() {
    return args.count() - at;
  }

  public long nextInteger() {
    return args.integer(next());
  }

  public long nextInteger(RedisError otherwise) {
    return args.integer(next(), otherwise);
  }
}
