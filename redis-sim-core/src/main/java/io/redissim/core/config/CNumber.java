package io.redissim.core.config;

/**
 * What C's {@code strtoll} makes of a text: leading white space and a sign are read, the first
 * other byte ends the number, too large a number becomes the largest. Some directives of Redis are
 * read this way, so {@code " +5"} is a number there.
 *
 * @param isWhole whether nothing follows the number; true for an empty text, which is 0
 */
record CNumber(long value, boolean isWhole, boolean isOverflow) {

  static CNumber parse(String text, int radix) {
    int at = 0;
    while (at < text.length() && (text.charAt(at) == ' ' || isTabToReturn(text.charAt(at)))) {
      at++;
    }
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (negative || (at < text.length() && text.charAt(at) == '+')) {
      at++;
    }
    int first = at;
    long value = 0; // accumulated below zero, where the range is larger by one
    boolean overflow = false;
    for (; at < text.length(); at++) {
      int digit = text.charAt(at) < 128 ? Character.digit(text.charAt(at), radix) : -1;
      if (digit < 0) {
        break;
      }
      if (value < (Long.MIN_VALUE + digit) / radix) {
        overflow = true;
      } else {
        value = value * radix - digit;
      }
    }
    if (at == first) {
      return new CNumber(0, text.isEmpty(), false);
    }
    boolean whole = at == text.length();
    if (overflow || (!negative && value == Long.MIN_VALUE)) {
      return new CNumber(negative ? Long.MIN_VALUE : Long.MAX_VALUE, whole, true);
    }
    return new CNumber(negative ? value : -value, whole, false);
  }

  private static boolean isTabToReturn(char c) {
    return c >= '\t' && c <= '\r';
  }
}
