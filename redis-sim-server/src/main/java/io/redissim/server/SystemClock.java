package io.redissim.server;

import io.redissim.core.time.Clock;
import java.time.Instant;

/**
 * The machine's clock at the price of one {@link System#nanoTime}: an offset turns its nanoseconds
 * into time of day and is measured anew every 100 ms, so that it follows when the time is set.
 */
public final class SystemClock implements Clock {
  private static final long MEASURE_NANOS = 100_000_000;

  // Written together but read without a lock: a mix of old and new is off by what the time of day
  // moved in between, and only once.
  private volatile long offsetMicros;
  private volatile long measuredNanos;

  public SystemClock() {
    measure(System.nanoTime());
  }

  @Override
  public long micros() {
    long nanos = System.nanoTime();
    if (nanos - measuredNanos > MEASURE_NANOS) {
      measure(nanos);
    }
    return nanos / 1000 + offsetMicros;
  }

  private void measure(long nanos) {
    Instant now = Instant.now();
    offsetMicros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000 - nanos / 1000;
    measuredNanos = nanos;
  }
}
