package io.redissim.core.time;

/**
 * The one source of time of an engine. The server brings the machine's clock; a test brings a
 * {@link VirtualClock}.
 */
public interface Clock {
  /** Microseconds since 1970-01-01T00:00:00Z. */
  long micros();

  /** Milliseconds since 1970-01-01T00:00:00Z. */
  default long millis() {
    return Math.floorDiv(micros(), 1000L);
  }
}
