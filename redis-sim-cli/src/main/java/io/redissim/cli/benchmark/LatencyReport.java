package io.redissim.cli.benchmark;

import io.redissim.cli.Numbers;
import io.redissim.cli.Output;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** The result of one test, as redis-benchmark lays it out; latencies in milliseconds. */
final class LatencyReport {
  private static final long FINE_STEP_MICROS = 100;
  private static final long COARSE_STEP_MICROS = 1000;
  private static final long FINE_UP_TO_MICROS = 2000;

  private final Output out;
  private final Histogram latencies;

  LatencyReport(Output out, Histogram latencies) {
    this.out = out;
    this.latencies = latencies;
  }

  static void csvHeader(Output out) {
    out.print(
        "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
            + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n");
  }

  void csv(String title, double requestsPerSecond) {
    out.print(
        "\""
            + title
            + "\",\""
            + Numbers.fixed(requestsPerSecond, 2)
            + "\",\""
            + mean()
            + "\",\""
            + min()
            + "\",\""
            + at(50)
            + "\",\""
            + at(95)
            + "\",\""
            + at(99)
            + "\",\""
            + max()
            + "\"\n");
  }

  void quiet(String title, double requestsPerSecond) {
    out.print(
        title
            + ": "
            + Numbers.fixed(requestsPerSecond, 2)
            + " requests per second, p50="
            + at(50)
            + " msec\n");
  }

  void distribution() {
    out.print("Latency by percentile distribution:\n");
    percentiles();
    out.print("\nCumulative distribution of latencies:\n");
    steps();
    out.print("\n");
  }

  void summary(double requestsPerSecond) {
    out.print("Summary:\n  throughput summary: " + Numbers.fixed(requestsPerSecond, 2));
    out.print(" requests per second\n  latency summary (msec):\n");
    row("avg", "min", "p50", "p95", "p99", "max");
    row(mean(), min(), at(50), at(95), at(99), max());
  }

  private void row(String... cells) {
    StringBuilder line = new StringBuilder("   ");
    for (String cell : cells) {
      line.append(' ').append(Numbers.padLeft(cell, 9));
    }
    out.print(line.append('\n').toString());
  }

  private void percentiles() {
    long before = -1;
    for (HistogramIterationValue step : latencies.percentiles(1)) {
      long count = step.getTotalCountToThisValue();
      if (count != before || count == latencies.getTotalCount()) {
        line(step.getPercentileLevelIteratedTo(), step.getValueIteratedTo(), count);
      }
      before = count;
    }
  }

  /** Every 0.1 ms, above 2 ms every 1 ms, up to where everything has been counted. */
  private void steps() {
    long total = latencies.getTotalCount();
    long step = FINE_STEP_MICROS;
    long before = -1;
    long count = 0;
    for (long level = step; count < total; ) {
      long upTo = latencies.highestEquivalentValue(level);
      count = latencies.getCountBetweenValues(0, upTo);
      if (count != before || count == total) {
        line(100.0 * count / total, upTo, count);
      }
      before = count;
      level += step;
      if (upTo > FINE_UP_TO_MICROS) {
        step = COARSE_STEP_MICROS;
      }
    }
  }

  private void line(double percentile, long micros, long count) {
    out.print(
        Numbers.fixed(percentile, 3)
            + "% <= "
            + millis(micros)
            + " milliseconds (cumulative count "
            + count
            + ")\n");
  }

  private String mean() {
    return Numbers.fixed(latencies.getMean() / 1000, 3);
  }

  private String min() {
    return millis(latencies.getMinValue());
  }

  private String max() {
    return millis(latencies.getMaxValue());
  }

  private String at(double percentile) {
    return millis(latencies.getValueAtPercentile(percentile));
  }

  private static String millis(long micros) {
    return Numbers.fixed(micros / 1000.0, 3);
  }
}
