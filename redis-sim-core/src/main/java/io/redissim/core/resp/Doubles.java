package io.redissim.core.resp;

/** Floating point numbers as Redis prints them. */
final class Doubles {
  private Doubles() {}

  /**
   * The shortest decimal that reads back as the same number: integers without a point, exponents
   * like {@code 1e+20}, {@code inf}, {@code -inf} and {@code nan}. Source: Valkey {@code
   * util.c:d2string}.
   */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e17) {
      return Long.toString((long) value);
    }
    String text = Double.toString(value);
    int e = text.indexOf('E');
    String mantissa = e < 0 ? text : text.substring(0, e);
    int exponent = e < 0 ? 0 : Integer.parseInt(text.substring(e + 1));
    if (exponent < 0 && exponent > -7) {
      return new java.math.BigDecimal(text).toPlainString();
    }
    if (mantissa.endsWith(".0")) {
      mantissa = mantissa.substring(0, mantissa.length() - 2);
    }
    if (e < 0) {
      return mantissa;
    }
    return mantissa + 'e' + (exponent < 0 ? "" : "+") + exponent;
  }
}
