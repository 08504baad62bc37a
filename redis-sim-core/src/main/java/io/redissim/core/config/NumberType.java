package io.redissim.core.config;

import io.redissim.core.bytes.Ascii;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;

/**
 * A 64-bit number within bounds. Percentages are kept as negative numbers. A number of bytes that
 * does not fit wraps around as in Redis; {@code unsigned} decides how bounds see it. Source: {@code
 * config.c:numericConfigSet}.
 */
record NumberType(Long defaultValue, long lowest, long highest, Unit unit, boolean unsigned)
    implements ValueType<Long> {

  enum Unit {
    PLAIN("number"),
    OCTAL("octal number"),
    MEMORY("bytes"),
    MEMORY_OR_PERCENT("bytes or percent");

    private final String description;

    Unit(String description) {
      this.description = description;
    }
  }

  private static final long KB = 1L << 10;
  private static final long MB = 1L << 20;
  private static final long GB = 1L << 30;

  @Override
  public Long parse(List<String> args, Long current, Context context) throws ConfigRefusal {
    long value = read(args.get(0));
    checkBounds(value);
    return value;
  }

  @Override
  public String show(Long value) {
    if (unit == Unit.MEMORY_OR_PERCENT && value < 0) {
      return -value + "%";
    }
    return switch (unit) {
      case PLAIN -> Long.toString(value);
      case OCTAL -> Long.toOctalString(value);
      case MEMORY, MEMORY_OR_PERCENT -> Long.toUnsignedString(value);
    };
  }

  @Override
  public void rewrite(String name, Long value, Lines lines) {
    boolean isPercent = unit == Unit.MEMORY_OR_PERCENT && value < 0;
    boolean isMemory = unit == Unit.MEMORY || unit == Unit.MEMORY_OR_PERCENT;
    String text = isMemory && !isPercent ? memoryWithUnit(value) : show(value);
    lines.line(name, name + ' ' + text, !value.equals(defaultValue));
  }

  @Override
  public String describe() {
    return unit.description;
  }

  private long read(String text) throws ConfigRefusal {
    switch (unit) {
      case MEMORY -> {
        return memory(text, "argument must be a memory value");
      }
      case MEMORY_OR_PERCENT -> {
        int digits = text.length() - 1;
        if (digits > 0 && text.charAt(digits) == '%' && isLong(text.substring(0, digits))) {
          long percent = Long.parseLong(text.substring(0, digits));
          if (percent >= 0) {
            return -percent;
          }
        }
        return memory(text, "argument must be a memory or percent value");
      }
      case OCTAL -> {
        CNumber octal = CNumber.parse(text, 8);
        if (octal.isWhole() && !octal.isOverflow()) {
          return octal.value();
        }
        throw new ConfigRefusal("argument couldn't be parsed as an octal number");
      }
      case PLAIN -> {
        if (isLong(text)) {
          return Long.parseLong(text);
        }
        throw new ConfigRefusal("argument couldn't be parsed into an integer");
      }
    }
    throw new AssertionError(unit);
  }

  private void checkBounds(long value) throws ConfigRefusal {
    if (unsigned) {
      if (Long.compareUnsigned(value, highest) > 0 || Long.compareUnsigned(value, lowest) < 0) {
        throw new ConfigRefusal(
            unit == Unit.OCTAL
                ? outside(Long.toOctalString(lowest), Long.toOctalString(highest))
                : outside(Long.toUnsignedString(lowest), Long.toUnsignedString(highest)));
      }
    } else if (unit == Unit.MEMORY_OR_PERCENT && value < 0) {
      if (value < lowest) {
        throw new ConfigRefusal("percentage argument must be less or equal to " + -lowest);
      }
    } else if (value < lowest || value > highest) {
      throw new ConfigRefusal(outside(Long.toString(lowest), Long.toString(highest)));
    }
  }

  private static String outside(String lowest, String highest) {
    return "argument must be between " + lowest + " and " + highest + " inclusive";
  }

  private static boolean isLong(String text) {
    return Ascii.isLong(Ascii.bytes(text), 0, text.length());
  }

  /**
   * A number of bytes with an optional unit: {@code b}, {@code k m g} (powers of 1000) or {@code kb
   * mb gb} (powers of 1024). No digits are 0, and too many are the largest number. Source: {@code
   * util.c:memtoull}.
   */
  static long memory(String text, String refusal) throws ConfigRefusal {
    int digits = 0;
    while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
      digits++;
    }
    long unit =
        switch (text.substring(digits).toLowerCase(Locale.ROOT)) {
          case "", "b" -> 1;
          case "k" -> 1000;
          case "kb" -> KB;
          case "m" -> 1000_000;
          case "mb" -> MB;
          case "g" -> 1000_000_000;
          case "gb" -> GB;
          default -> throw new ConfigRefusal(refusal);
        };
    if (digits >= 128) {
      throw new ConfigRefusal(refusal);
    }
    if (digits == 0) {
      return 0;
    }
    BigInteger number = new BigInteger(text.substring(0, digits));
    return (number.bitLength() > Long.SIZE ? -1L : number.longValue()) * unit;
  }

  /** The shortest exact form that {@link #memory} reads back. */
  static String memoryWithUnit(long bytes) {
    if (bytes != 0 && bytes % GB == 0) {
      return bytes / GB + "gb";
    }
    if (bytes != 0 && bytes % MB == 0) {
      return bytes / MB + "mb";
    }
    if (bytes != 0 && bytes % KB == 0) {
      return bytes / KB + "kb";
    }
    return Long.toString(bytes);
  }
}
