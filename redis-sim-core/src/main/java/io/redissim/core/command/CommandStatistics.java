package io.redissim.core.command;

/** How often and how long one command ran. Changed only behind the engine's door. */
public final class CommandStatistics {
  private long calls;
  private long micros;
  private long rejected;
  private long failed;

  public void ran(long durationMicros) {
    calls++;
    micros += durationMicros;
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
  }
}
