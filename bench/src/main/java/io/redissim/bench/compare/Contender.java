package io.redissim.bench.compare;

import java.util.List;

/**
 * A server to be measured.
 *
 * @param command how it is started, without the flags that every server gets
 */
record Contender(String name, List<String> command) {

  /** {@code name=command with arguments}. */
  static Contender parse(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || equals == text.length() - 1) {
      throw new IllegalArgumentException("a contender is NAME=COMMAND, not " + text);
    }
    return new Contender(
        text.substring(0, equals), List.of(text.substring(equals + 1).trim().split(" +", -1)));
  }
}
