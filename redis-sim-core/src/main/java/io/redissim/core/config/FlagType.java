package io.redissim.core.config;

import java.util.List;

/** {@code yes} or {@code no}. */
record FlagType(Boolean defaultValue) implements ValueType<Boolean> {

  @Override
  public Boolean parse(List<String> args, Boolean current, Context context) throws ConfigRefusal {
    String text = args.get(0);
    if (text.equalsIgnoreCase("yes")) {
      return true;
    }
    if (text.equalsIgnoreCase("no")) {
      return false;
    }
    throw new ConfigRefusal("argument must be 'yes' or 'no'");
  }

  @Override
  public String show(Boolean value) {
    return value ? "yes" : "no";
  }

  @Override
  public void rewrite(String name, Boolean value, Lines lines) {
    lines.line(name, name + ' ' + show(value), !value.equals(defaultValue));
  }

  @Override
  public String describe() {
    return "yes or no";
  }
}
