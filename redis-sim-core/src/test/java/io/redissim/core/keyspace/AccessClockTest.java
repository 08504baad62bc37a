package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AccessClockTest extends StoreTest {

  @Test
  void idleSecondsCountFromTheLastAccess() {
    set("k", "v");
    advance(10_000);
    assertThat(entry("k").idleSeconds()).isEqualTo(10);
    get("k");
    assertThat(entry("k").idleSeconds()).isZero();
  }

  @Test
  void peekingAndUntouchingClientsLeaveNoTrace() {
    set("k", "v");
    advance(10_000);
    keyspace.touch(false);
    get("k");
    assertThat(entry("k").idleSeconds()).isEqualTo(10);
    keyspace.touch(true);
  }

  @Test
  void idleSecondsCanBeSet() {
    set("k", "v");
    entry("k").setIdleSeconds(1000);
    assertThat(entry("k").idleSeconds()).isEqualTo(1000);
    assertThat(get("k")).isEqualTo("v");
  }

  @Test
  void theClockOf24BitsWrapsOnce() {
    AccessClock clock = new AccessClock(1);
    clock.now(((1L << 24) - 10) * 1000);
    int then = clock.first();
    clock.now(((1L << 24) + 5) * 1000);
    // One short, as in Valkey evict.c:estimateObjectIdleTime.
    assertThat(clock.idleSeconds(then)).isEqualTo(14);
  }

  @Test
  void newKeysStartWithFiveUses() {
    keyspace.touchPolicyLfu(10, 1);
    set("k", "v");
    assertThat(entry("k").lfuCounter()).isEqualTo(5);
  }

  @Test
  void usesCountLogarithmically() {
    keyspace.touchPolicyLfu(10, 1);
    set("k", "v");
    for (int i = 0; i < 1000; i++) {
      get("k");
    }
    // redis.conf: about 18 after 1000 hits with a factor of 10.
    assertThat(entry("k").lfuCounter()).isBetween(12, 25);
  }

  @Test
  void usesDecayWithTime() {
    keyspace.touchPolicyLfu(10, 2);
    set("k", "v");
    entry("k").setLfuCounter(100);
    advance(20 * 60_000);
    assertThat(entry("k").lfuCounter()).isEqualTo(90);
    advance(1000 * 60_000);
    assertThat(entry("k").lfuCounter()).isZero();
  }

  @Test
  void writingAfterALookUpCountsOnce() {
    keyspace.touchPolicyLfu(0, 0);
    set("k", "1");
    get("k");
    db.setLong(key("k"), 2, Database.KEEP_DEADLINE);
    assertThat(entry("k").lfuCounter()).isEqualTo(6);
    set("k", "3");
    assertThat(entry("k").lfuCounter()).isEqualTo(7);
  }
}
