package io.redissim.core.type.bitmap;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.type.bitmap.BitAccumulator.Step;
import org.jspecify.annotations.Nullable;

/** What BITOP does with its sources: x is the first, y are the others. */
enum BitOperation {
  AND(Step.OR, Step.AND),
  OR(Step.OR, Step.OR),
  XOR(Step.XOR, Step.XOR),
  /** Not in x, which is the only one. */
  NOT(Step.OR, Step.OR),
  /** In x and in no y. */
  DIFF(Step.OR, Step.AND_NOT),
  /** In some y and not in x. */
  DIFF1(Step.AND_NOT, Step.OR),
  /** In some y and in x. */
  ANDOR(Step.AND, Step.OR),
  /** In exactly one. */
  ONE(Step.ONE, Step.ONE);

  private static final BitOperation[] ALL = values();

  private static final RedisError NOT_OF_ONE =
      new RedisError("ERR BITOP NOT must be called with a single source key.");

  private final Step ofFirst;
  private final Step ofOthers;

  BitOperation(Step ofFirst, Step ofOthers) {
    this.ofFirst = ofFirst;
    this.ofOthers = ofOthers;
  }

  /** Null: argument {@code i} is no operation. */
  static @Nullable BitOperation of(Args args, int i) {
    for (BitOperation operation : ALL) {
      if (args.is(i, operation.name())) {
        return operation;
      }
    }
    return null;
  }

  void checkSources(int sources) {
    if (this == NOT && sources != 1) {
      throw NOT_OF_ONE;
    }
    if (sources < 2 && (this == DIFF || this == DIFF1 || this == ANDOR)) {
      throw Errors.err("BITOP " + name() + " must be called with at least two source keys.");
    }
  }

  Step ofFirst() {
    return ofFirst;
  }

  Step ofOthers() {
    return ofOthers;
  }

  /** Whether the first source narrows what the others have given, and so comes after them. */
  boolean firstComesLast() {
    return this == DIFF1 || this == ANDOR;
  }

  /** What remains to be done when every source has been added. */
  void finish(BitAccumulator result) {
    if (this == NOT) {
      result.flip();
    } else if (this == ONE) {
      result.dropTwice();
    }
  }
}
