package io.redissim.core.expire;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ExpirySchedulerTest {
  private final VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final Keyspace keyspace = new Keyspace(16, 42);
  private final ExpiryScheduler scheduler = new ExpiryScheduler(keyspace, clock);

  @Test
  void asksForItsNextTurnAtTheNextDeadline() {
    set(0, "a", ofMillis(40));
    long delay = run();
    assertThat(delay).isBetween(40L, 60L);
    clock.advance(ofMillis(delay));
    run();
    assertThat(keyspace.database(0).size()).isZero();
  }

  @Test
  void neverSleepsLongerThanATick() {
    assertThat(run()).isEqualTo(100);
    set(0, "a", ofHours(1));
    assertThat(run()).isEqualTo(100);
  }

  @Test
  void aKeyLivesThroughItsLastMillisecond() {
    set(0, "a", ofMillis(40));
    clock.advance(ofMillis(40));
    run();
    assertThat(keyspace.database(0).size()).isEqualTo(1);
  }

  @Test
  void everyDatabaseIsSwept() {
    for (int db = 0; db < 16; db++) {
      set(db, "a", ofMillis(1));
    }
    clock.advance(ofSeconds(1));
    run();
    for (int db = 0; db < 16; db++) {
      assertThat(keyspace.database(db).size()).as("db %d", db).isZero();
    }
  }

  @Test
  void underAStandingClockOneTurnDoesEverything() {
    for (int i = 0; i < 10_000; i++) {
      set(0, "k" + i, ofMillis(i % 1000));
    }
    clock.advance(ofSeconds(2));
    assertThat(run()).isEqualTo(100);
    assertThat(keyspace.database(0).size()).isZero();
  }

  @Test
  void underARunningClockATurnIsShortAndTheNextOneComesSoon() {
    for (int i = 0; i < 10_000; i++) {
      set(0, "k" + i, ofMillis(1));
    }
    clock.advance(ofSeconds(1));
    // A clock on which each look takes 200 microseconds.
    ExpiryScheduler slow =
        new ExpiryScheduler(
            keyspace,
            () -> {
              clock.advance(ofNanos(200_000));
              return clock.micros();
            });
    keyspace.now(clock.millis());
    assertThat(slow.run(clock.millis())).isEqualTo(1);
    assertThat(keyspace.database(0).size()).isBetween(9_000L, 9_999L);
  }

  @Test
  void switchedOffItLeavesKeysToWhoeverMeetsThem() {
    set(0, "a", ofMillis(1));
    clock.advance(ofSeconds(1));
    scheduler.active(false);
    run();
    Database db = keyspace.database(0);
    assertThat(db.size()).isEqualTo(1);
    assertThat(db.contains(key("a"))).isFalse();
    assertThat(db.size()).isZero();
  }

  private void set(int db, String key, Duration ttl) {
    keyspace.now(clock.millis());
    byte[] value = Ascii.bytes("v");
    keyspace
        .database(db)
        .setString(key(key), value, 0, value.length, clock.millis() + ttl.toMillis());
  }

  private Key key(String name) {
    return Key.of(keyspace.keyHash(), Ascii.bytes(name));
  }

  private long run() {
    keyspace.now(clock.millis());
    return scheduler.run(clock.millis());
  }
}
