package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatisticsTest {
  private final Statistics statistics = new Statistics();

  @Test
  void madeUpErrorCodesTakeNoMoreThanSoMuchMemory() {
    for (int i = 0; i < 1000; i++) {
      statistics.errorReplied("CODE" + i);
    }
    statistics.errorReplied("CODE1");
    assertThat(statistics.errorCodes()).hasSize(129);
    assertThat(statistics.errorCodes().get("CODE1")).containsExactly(2);
    assertThat(statistics.errorCodes().get("ERRORSTATS_OVERFLOW")).containsExactly(872);
    assertThat(statistics.errorReplies()).isEqualTo(1001);
  }
}
