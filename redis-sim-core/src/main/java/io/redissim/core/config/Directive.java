package io.redissim.core.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * One directive as declared: what CONFIG GET and SET call a parameter.
 *
 * @param index its place in the table, and its value's place in {@link Config}
 * @param names under which it is known; the first is written by CONFIG REWRITE, so it is the one
 *     that most servers understand
 * @param accepted values, as shown, that are fine although the directive is {@link
 *     Support#REFUSED}; the default always is
 */
record Directive<V>(
    int index,
    List<String> names,
    ValueType<V> type,
    Set<Flag> flags,
    Support support,
    Set<String> accepted,
    String note) {

  Directive {
    names = List.copyOf(names);
    flags = flags.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(flags));
    accepted = Set.copyOf(accepted);
  }

  String name() {
    return names.get(0);
  }

  boolean is(Flag flag) {
    return flags.contains(flag);
  }

  /** Whether redis-sim can do what this value asks for, or may pretend it was not asked. */
  boolean accepts(V value) {
    return support != Support.REFUSED || isQuiet(value);
  }

  /** Whether the value asks for nothing that redis-sim lacks. */
  boolean isQuiet(V value) {
    return support == Support.WORKING
        || support == Support.HARMLESS
        || value.equals(type.defaultValue())
        || accepted.contains(type.show(value));
  }
}
