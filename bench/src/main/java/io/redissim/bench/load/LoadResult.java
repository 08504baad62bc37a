package io.redissim.bench.load;

import org.HdrHistogram.Histogram;

/**
 * What one load did.
 *
 * @param requests requests answered
 * @param nanos from the first byte sent to the last reply read
 * @param nils replies that were nil
 * @param errors replies that were errors
 * @param latency nanoseconds from sending a pipeline to its last reply, one value per pipeline
 */
public record LoadResult(long requests, long nanos, long nils, long errors, Histogram latency) {
  public double perSecond() {
    return requests * 1e9 / nanos;
  }

  public double percentileMicros(double percentile) {
    return latency.getValueAtPercentile(percentile) / 1e3;
  }
}
