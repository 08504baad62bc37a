package io.redissim.core.command;

import org.jspecify.annotations.Nullable;

/** How often and how long one command ran. Changed only behind the engine's door. */
public final class CommandStatistics {
  private long calls;
  private long micros;
  private long rejected;
  private long failed;
  private @Nullable LatencyHistogram latency;

  public void ran(long durationMicros) {
    calls++;
    micros += durationMicros;
  }

  /** Adds to the distribution: {@code latency-tracking} is on. */
  public void took(long durationMicros) {
    LatencyHistogram histogram = latency;
    if (histogram == null) {
      histogram = new LatencyHistogram();
      latency = histogram;
    }
    histogram.record(durationMicros * 1000);
  }

  /** How long the calls took; null: none was recorded. */
  public @Nullable LatencyHistogram latency() {
    return latency;
  }

  public void rejected() {
    rejected++;
  }

  public void failed() {
    failed++;
  }

  public long calls() {
    return calls;
  }

  public long micros() {
    return micros;
  }

  public long rejectedCalls() {
    return rejected;
  }

  public long failedCalls() {
    return failed;
  }

  public void reset() {
    calls = 0;
    micros = 0;
    rejected = 0;
    failed = 0;
    latency = null;
  }
}
