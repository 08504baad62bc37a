package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadlineWheelTest {
  private final DeadlineWheel wheel = new DeadlineWheel(GrowthHook.NONE);

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 40, 3_000, 500_000, 90_000_000})
  void everyRecordFiresOnceAndOnTime(int stride) {
    Random random = new Random(stride);
    Map<Integer, Long> deadlines = new HashMap<>();
    long now = 1_000_000;
    int added = 0;
    for (int round = 0; round < 3000; round++) {
      for (int i = random.nextInt(4); i > 0; i--) {
        long deadline = now + random.nextInt(1 << random.nextInt(31)) - 3;
        deadlines.put(added, deadline);
        wheel.add((long) added++ << 34, deadline, now);
      }
      now += random.nextInt(stride + 1);
      for (long record; (record = wheel.poll(now)) != DeadlineWheel.NONE; ) {
        if (record != DeadlineWheel.MOVED) {
          wheel.takeDue();
          Long deadline = deadlines.remove((int) (record >>> 34));
          assertThat(deadline).isNotNull().isLessThan(now);
        }
      }
      long time = now;
      if (round % 100 == 0) {
        assertThat(deadlines.values()).noneMatch(deadline -> deadline + 16 < time);
      }
      assertThat(wheel.records()).isEqualTo(deadlines.size());
    }
  }

  @Test
  void drainingReturnsEachRecordOnce() {
    for (int i = 0; i < 5000; i++) {
      wheel.add((long) i << 34, 1000 + (long) i * i, 1000);
    }
    Map<Long, Integer> drained = new HashMap<>();
    for (long record; (record = wheel.any()) != DeadlineWheel.NONE; ) {
      wheel.takeAny();
      drained.merge(record >>> 34, 1, Integer::sum);
    }
    assertThat(drained).hasSize(5000);
    assertThat(wheel.records()).isZero();
    assertThat(wheel.nextMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aRecordTakesLittleMoreThanItsEightBytes() {
    for (int i = 0; i < 100_000; i++) {
      wheel.add((long) i << 34, 60_000 + i, 0);
    }
    assertThat(wheel.usedBytes()).isLessThan(100_000 * 9);
  }
}
