package io.redissim.server;

import java.util.function.BooleanSupplier;

/** For what another thread is about to do: asks until it is so. */
final class Eventually {
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private Eventually() {}

  static void isTrue(String what, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        throw new AssertionError("not so after 20 seconds: " + what);
      }
      Thread.onSpinWait();
    }
  }
}
