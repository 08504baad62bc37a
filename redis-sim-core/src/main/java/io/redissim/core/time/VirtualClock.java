package io.redissim.core.time;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until somebody moves it. Safe to read and move from any thread. */
public final class VirtualClock implements Clock {
  private volatile long micros;

  public VirtualClock(Instant start) {
    micros = Math.multiplyExact(start.getEpochSecond(), 1_000_000L) + start.getNano() / 1000;
  }

  @Override
  public long micros() {
    return micros;
  }

  /**
   * Moves the clock forward; a negative duration is refused, for time that runs back hides bugs.
   */
  public synchronized void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a virtual clock only moves forward: " + duration);
    }
    micros = Math.addExact(micros, duration.toNanos() / 1000);
  }
}
