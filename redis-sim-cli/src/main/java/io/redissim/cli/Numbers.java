package io.redissim.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers read and written as C does, where that is what the user sees. */
public final class Numbers {
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?");

  private Numbers() {}

  /** C's {@code atoi}: the number in front, 0 if there is none; out of range is clamped. */
  public static int leadingInt(String text) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, leadingLong(text)));
  }

  /** C's {@code strtoll} in base 10. */
  public static long leadingLong(String text) {
    int at = 0;
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    boolean negative = at < text.length() && text.charAt(at) == '-';
    if (negative || (at < text.length() && text.charAt(at) == '+')) {
      at++;
    }
    long value = 0; // negative, the larger half
    for (; at < text.length() && isDigit(text.charAt(at)); at++) {
      int digit = text.charAt(at) - '0';
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return negative ? Long.MIN_VALUE : Long.MAX_VALUE;
      }
      value = value * 10 - digit;
    }
    if (negative) {
      return value;
    }
    return value == Long.MIN_VALUE ? Long.MAX_VALUE : -value;
  }

  /** C's {@code atof}: the longest decimal number in front, else 0. */
  static double leadingDouble(String text) {
    Matcher number = DECIMAL.matcher(text.strip());
    return number.lookingAt() ? Double.parseDouble(number.group()) : 0;
  }

  /** C's {@code isspace}. */
  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** C's {@code %.<digits>f}: the exact binary value, rounded half to even. */
  public static String fixed(double value, int digits) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** C's {@code %<width>s}. */
  public static String padLeft(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  /** C's {@code %-<width>s}. */
  public static String padRight(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
