package io.redissim.core.type.stream;

import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/** The option {@code IDS count id [id ...]} of the commands since Redis 8.2. */
final class CountedIds {
  private static final RedisError BAD_COUNT =
      Errors.err("Number of IDs must be a positive integer");
  private static final RedisError TOO_FEW_IDS =
      Errors.err("The `numids` parameter must match the number of arguments");

  private final IdParser parser = new IdParser();
  private int first;
  private int count;

  void clear() {
    count = 0;
  }

  /** Takes what follows the word IDS. */
  void take(Options opt) {
    long given = opt.nextInteger(BAD_COUNT);
    if (given < 1) {
      throw BAD_COUNT;
    }
    if (given > opt.left()) {
      throw TOO_FEW_IDS;
    }
    count = (int) given;
    first = opt.next();
    for (int i = 1; i < count; i++) {
      opt.next();
    }
  }

  /** How many there are; 0: the option was not given. */
  int count() {
    return count;
  }

  /** The ID number {@code i}, from 0 on. */
  void read(Args args, int i, StreamId to) {
    parser.strict(args, first + i, to);
  }

  /** Checks all, so that a command is done whole or not at all. */
  void check(Args args, StreamId scratch) {
    for (int i = 0; i < count; i++) {
      read(args, i, scratch);
    }
  }
}
