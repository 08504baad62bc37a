package io.redissim.core.config;

import java.util.List;

/** How often a second background work runs: any number, capped to what makes sense. */
record HertzType() implements ValueType<Long> {
  private static final long LOWEST = 1;
  private static final long HIGHEST = 500;
  private static final NumberType NUMBER =
      new NumberType(10L, 0, Integer.MAX_VALUE, NumberType.Unit.PLAIN, false);

  @Override
  public Long defaultValue() {
    return NUMBER.defaultValue();
  }

  @Override
  public Long parse(List<String> args, Long current, Context context) throws ConfigRefusal {
    return Math.max(LOWEST, Math.min(HIGHEST, NUMBER.parse(args, current, context)));
  }

  @Override
  public String show(Long value) {
    return NUMBER.show(value);
  }

  @Override
  public void rewrite(String name, Long value, Lines lines) {
    NUMBER.rewrite(name, value, lines);
  }

  @Override
  public String describe() {
    return NUMBER.describe();
  }
}
