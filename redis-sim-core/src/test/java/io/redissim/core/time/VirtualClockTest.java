package io.redissim.core.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochMilli(1000));

  @Test
  void standsStillUntilItIsMoved() {
    assertThat(clock.millis()).isEqualTo(1000);
    clock.advance(Duration.ofMillis(5));
    assertThat(clock.millis()).isEqualTo(1005);
  }

  @Test
  void neverRunsBack() {
    assertThatThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void tellsListenersTheNewTimeUntilTheyAreForgotten() {
    List<Long> told = new ArrayList<>();
    Runnable listener = () -> told.add(clock.millis());
    clock.onAdvance(listener);
    clock.advance(Duration.ofMillis(1));
    clock.forget(listener);
    clock.advance(Duration.ofMillis(1));
    assertThat(told).containsExactly(1001L);
  }
}
