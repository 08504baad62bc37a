package io.redissim.core.config;

import java.util.List;
import java.util.Locale;

/** A list of words, read and written by the functions of {@link Kind}. An empty word is no word. */
record WordsType(List<String> defaultValue, Kind kind) implements ValueType<List<String>> {

  enum Kind {
    /** Addresses to listen on. */
    ADDRESSES("addresses"),
    /** Three numbers from -2000 to 2000. */
    OOM_SCORES("three numbers"),
    /** Numbers from 0 to 100. */
    PERCENTILES("percentiles"),
    /** Host and port, or nothing; {@code no one} is nothing. */
    MASTER("host and port");

    private final String description;

    Kind(String description) {
      this.description = description;
    }
  }

  private static final int MAX_ADDRESSES = 16;

  @Override
  public List<String> parse(List<String> args, List<String> current, Context context)
      throws ConfigRefusal {
    List<String> words = args.equals(List.of("")) ? List.of() : List.copyOf(args);
    return switch (kind) {
      case ADDRESSES -> addresses(words);
      case OOM_SCORES -> oomScores(args);
      case PERCENTILES -> percentiles(words);
      case MASTER -> master(args);
    };
  }

  @Override
  public String show(List<String> value) {
    return String.join(" ", value);
  }

  @Override
  public void rewrite(String name, List<String> value, Lines lines) {
    String text = value.isEmpty() ? "\"\"" : show(value);
    boolean isDefault = value.equals(defaultValue);
    switch (kind) {
      case PERCENTILES -> lines.line(name, name + ' ' + text, true);
      case OOM_SCORES -> lines.line(name, name + ' ' + text, !isDefault);
      case ADDRESSES, MASTER -> {
        if (isDefault) {
          lines.done(name);
        } else {
          lines.line(name, name + ' ' + text, true);
        }
      }
    }
  }

  @Override
  public String describe() {
    return kind.description;
  }

  private static List<String> addresses(List<String> words) throws ConfigRefusal {
    if (words.size() > MAX_ADDRESSES) {
      throw new ConfigRefusal("Too many bind addresses specified.");
    }
    return words;
  }

  private static List<String> oomScores(List<String> args) throws ConfigRefusal {
    if (args.size() != 3) {
      throw new ConfigRefusal("wrong number of arguments");
    }
    for (String arg : args) {
      CNumber number = CNumber.parse(arg, 10);
      if (!number.isWhole() || number.value() < -2000 || number.value() > 2000) {
        throw new ConfigRefusal(
            "Invalid oom-score-adj-values, elements must be between -2000 and 2000.");
      }
    }
    return args.stream().map(arg -> Long.toString(CNumber.parse(arg, 10).value())).toList();
  }

  private static List<String> percentiles(List<String> words) throws ConfigRefusal {
    for (String word : words) {
      double percentile = number(word);
      if (percentile > 100.0 || percentile < 0.0) {
        throw new ConfigRefusal(
            "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]");
      }
    }
    return words.stream().map(WordsType::shortest).toList();
  }

  private static double number(String word) throws ConfigRefusal {
    if (word.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?")) {
      return Double.parseDouble(word);
    }
    if (word.matches("(?i)[+-]?inf(inity)?")) {
      return word.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    throw new ConfigRefusal("Invalid latency-tracking-info-percentiles parameters");
  }

  /** Six decimals, without the zeros at their end. */
  private static String shortest(String word) {
    String text = String.format(Locale.ROOT, "%f", Double.parseDouble(word));
    return text.replaceAll("\\.?0+$", "");
  }

  private static List<String> master(List<String> args) throws ConfigRefusal {
    if (args.size() != 2) {
      throw new ConfigRefusal("wrong number of arguments");
    }
    if (args.get(0).equalsIgnoreCase("no") && args.get(1).equalsIgnoreCase("one")) {
      return List.of();
    }
    CNumber port = CNumber.parse(args.get(1), 10);
    if (!port.isWhole() || port.value() < 0 || port.value() > 65535) {
      throw new ConfigRefusal("Invalid master port");
    }
    return List.of(args.get(0), Long.toString(port.value()));
  }
}
