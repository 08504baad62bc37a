package io.redissim.core.config;

import java.util.List;

/**
 * The classes of keyspace events to publish, as letters in the order Redis shows them; {@code A}
 * stands for all of {@link #ALL}. Source: Valkey {@code notify.c}.
 */
record EventClassesType(String defaultValue) implements ValueType<String> {
  private static final String ALL = "g$lshzxetd";
  private static final String ORDER = ALL + "nKEm";

  @Override
  public String parse(List<String> args, String current, Context context) throws ConfigRefusal {
    String letters = args.get(0).replace("A", ALL);
    for (int i = 0; i < letters.length(); i++) {
      if (ORDER.indexOf(letters.charAt(i)) < 0) {
        throw new ConfigRefusal("Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
      }
    }
    StringBuilder ordered = new StringBuilder();
    for (int i = 0; i < ORDER.length(); i++) {
      if (letters.indexOf(ORDER.charAt(i)) >= 0) {
        ordered.append(ORDER.charAt(i));
      }
    }
    return ordered.toString();
  }

  /** {@code n} is not shown beside {@code A} although A does not include it; neither does Redis. */
  @Override
  public String show(String value) {
    return value.replace(ALL + "n", "A").replace(ALL, "A");
  }

  @Override
  public void rewrite(String name, String value, Lines lines) {
    lines.line(name, name + " \"" + show(value) + '"', !value.isEmpty());
  }

  @Override
  public String describe() {
    return "letters of Ag$lshzxeKEtmdn";
  }
}
