package io.redissim.core.introspect;

import java.util.Arrays;

/**
 * How fast a counter grows, averaged over the last samples, of which ten a second are taken.
 * Source: Valkey {@code server.c:trackInstantaneousMetric}.
 */
final class Rate {
  private static final int SAMPLES = 16;

  private final long[] perSecond = new long[SAMPLES];
  private int next;
  private long lastCount;

  void sample(long count, long elapsedMillis) {
    perSecond[next] = Math.max(0, count - lastCount) * 1000 / elapsedMillis;
    next = (next + 1) % SAMPLES;
    lastCount = count;
  }

  long perSecond() {
    long sum = 0;
    for (long sample : perSecond) {
      sum += sample;
    }
    return sum / SAMPLES;
  }

  void reset() {
    Arrays.fill(perSecond, 0);
    lastCount = 0;
  }
}
