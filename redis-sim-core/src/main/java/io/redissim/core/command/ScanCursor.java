package io.redissim.core.command;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;

/** The cursor argument of SCAN, HSCAN, SSCAN and ZSCAN. */
public final class ScanCursor {
  private ScanCursor() {}

  /**
   * An unsigned 64-bit number in C's generous syntax: spaces before it, a sign, zeros, but a plain
   * negative number is refused. Source: Valkey {@code util.c:string2ull}.
   */
  public static long parse(Args args, int i) {
    if (args.isInteger(i)) {
      long value = args.integer(i);
      if (value < 0) {
        throw Errors.INVALID_CURSOR;
      }
      return value;
    }
    String text = args.text(i).stripLeading();
    boolean negative = text.startsWith("-");
    try {
      long value = Long.parseUnsignedLong(negative ? text.substring(1) : text);
      return negative ? -value : value;
    } catch (NumberFormatException notANumber) {
      throw Errors.INVALID_CURSOR;
    }
  }
}
