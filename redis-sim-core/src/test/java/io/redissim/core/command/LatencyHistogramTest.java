package io.redissim.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  private final LatencyHistogram histogram = new LatencyHistogram();

  @Test
  void percentilesAreTheUpperEndsOfCells() {
    histogram.record(1000);
    histogram.record(1000);
    histogram.record(100_000);
    assertThat(histogram.percentile(50)).isEqualTo(1003);
    assertThat(histogram.percentile(99)).isEqualTo(100_351);
    assertThat(histogram.percentile(0)).isEqualTo(1000);
    assertThat(histogram.percentile(100)).isEqualTo(100_351);
  }

  @Test
  void stepsAreCumulativeAndLeaveOutWhereNothingIsAdded() {
    histogram.record(1000);
    histogram.record(3000);
    histogram.record(4000);
    histogram.record(100_000);
    assertThat(steps()).containsExactly("1:1", "4:3", "132:4");
  }

  @Test
  void whatIsOutOfRangeCountsAsItsEnd() {
    histogram.record(0);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.total()).isEqualTo(2);
    assertThat(histogram.percentile(0)).isEqualTo(1);
    assertThat(steps()).containsExactly("1:1", "1073741:2");
  }

  private List<String> steps() {
    List<String> steps = new ArrayList<>();
    histogram.forEachStep((micros, calls) -> steps.add(micros + ":" + calls));
    return steps;
  }
}
