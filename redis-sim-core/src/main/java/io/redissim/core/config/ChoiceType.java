package io.redissim.core.config;

import java.util.List;

/**
 * One of a list of words, or (with {@code several}) a set of them. The value is the sum of the
 * words' bits; two words may share a value, the first of them is shown.
 */
record ChoiceType(List<Choice> choices, Integer defaultValue, boolean several, Check check)
    implements ValueType<Integer> {

  record Choice(String word, int value) {}

  interface Check {
    Check NONE = value -> {};

    void accept(int value) throws ConfigRefusal;
  }

  /** Longest error text: Redis formats it into 256 bytes. */
  private static final int ERROR_LIMIT = 255;

  @Override
  public Integer parse(List<String> args, Integer current, Context context) throws ConfigRefusal {
    if (args.isEmpty() || (!several && args.size() != 1)) {
      throw refusal();
    }
    int value = 0;
    for (String arg : args) {
      value |= valueOf(arg);
    }
    check.accept(value);
    return value;
  }

  @Override
  public String show(Integer value) {
    StringBuilder words = new StringBuilder();
    int rest = value;
    for (Choice choice : choices) {
      if (choice.value == value) {
        return choice.word;
      }
      if (several && choice.value != 0 && (rest & choice.value) == choice.value) {
        words.append(words.isEmpty() ? "" : " ").append(choice.word);
        rest &= ~choice.value;
      }
    }
    return words.toString();
  }

  @Override
  public void rewrite(String name, Integer value, Lines lines) {
    lines.line(name, name + ' ' + show(value), !value.equals(defaultValue));
  }

  @Override
  public String describe() {
    return (several ? "some of " : "one of ")
        + String.join(", ", choices.stream().map(Choice::word).toList());
  }

  private int valueOf(String word) throws ConfigRefusal {
    for (Choice choice : choices) {
      if (choice.word.equalsIgnoreCase(word)) {
        return choice.value;
      }
    }
    throw refusal();
  }

  private ConfigRefusal refusal() {
    String text =
        "argument(s) must be one of the following: "
            + String.join(", ", choices.stream().map(Choice::word).toList());
    return new ConfigRefusal(text.substring(0, Math.min(text.length(), ERROR_LIMIT)));
  }
}
