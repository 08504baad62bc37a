package io.redissim.core.config;

import io.redissim.core.bytes.SplitArgs;
import java.util.List;

/**
 * Any text, checked by {@code check}.
 *
 * @param emptyIsNone whether empty means "not set", so that REWRITE leaves the directive out
 */
record TextType(String defaultValue, boolean emptyIsNone, Check check)
    implements ValueType<String> {

  interface Check {
    Check NONE = text -> {};

    void accept(String text) throws ConfigRefusal;
  }

  @Override
  public String parse(List<String> args, String current, Context context) throws ConfigRefusal {
    check.accept(args.get(0));
    return args.get(0);
  }

  @Override
  public String show(String value) {
    return value;
  }

  @Override
  public void rewrite(String name, String value, Lines lines) {
    if (emptyIsNone && value.isEmpty()) {
      lines.done(name);
      return;
    }
    lines.line(name, name + ' ' + SplitArgs.quoted(value), !value.equals(defaultValue));
  }

  @Override
  public String describe() {
    return "text";
  }
}
