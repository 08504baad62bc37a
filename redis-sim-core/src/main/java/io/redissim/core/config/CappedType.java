package io.redissim.core.config;

import java.util.List;

/** A number that is silently brought into the range that makes sense. */
record CappedType(NumberType number, long lowest, long highest) implements ValueType<Long> {

  @Override
  public Long defaultValue() {
    return number.defaultValue();
  }

  @Override
  public Long parse(List<String> args, Long current, Context context) throws ConfigRefusal {
    return Math.max(lowest, Math.min(highest, number.parse(args, current, context)));
  }

  @Override
  public String show(Long value) {
    return number.show(value);
  }

  @Override
  public void rewrite(String name, Long value, Lines lines) {
    number.rewrite(name, value, lines);
  }

  @Override
  public String describe() {
    return number.describe();
  }
}
