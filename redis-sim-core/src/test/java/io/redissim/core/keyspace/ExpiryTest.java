package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ExpiryTest extends StoreTest {

  @Test
  void aKeyLivesThroughItsLastMillisecond() {
    set("k", "v", now + 100);
    advance(100);
    assertThat(get("k")).isEqualTo("v");
    advance(1);
    assertThat(get("k")).isNull();
    assertThat(db.size()).isZero();
    assertThat(told).endsWith("expired k");
  }

  @Test
  void dueKeysGoWithinOneTick() {
    for (int i = 0; i < 1000; i++) {
      set("key:" + i, "v", now + i);
    }
    for (int millis = 0; millis < 1020; millis++) {
      expireAllDue(10);
      long due = Math.min(1000, millis);
      assertThat(1000 - db.size()).isBetween(due - 17, due);
      advance(1);
    }
    assertThat(db.size()).isZero();
  }

  @Test
  void manyThatDieInOneMillisecondAreTakenInBoundedSteps() {
    for (int i = 0; i < 50_000; i++) {
      set("key:" + i, "v", now + 3_600_000);
    }
    advance(3_600_100);
    long before = db.size();
    while (db.expireDue(now, 100) == 100) {
      assertThat(before - db.size()).isLessThanOrEqualTo(100);
      before = db.size();
    }
    assertThat(db.size()).isZero();
    assertThat(db.reservedBytes()).isLessThan(2 * 1024 * 1024);
  }

  @Test
  void theNextDeadlineIsNeverMissed() {
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      set("key:" + i, "v", now + random.nextInt(1 << random.nextInt(30)));
    }
    int wakeUps = 0;
    while (db.size() > 0) {
      assertThat(db.nextDeadlineMillis()).isLessThan(Long.MAX_VALUE);
      advance(Math.max(1, db.nextDeadlineMillis() - now));
      expireAllDue(50);
      wakeUps++;
    }
    assertThat(wakeUps).isLessThan(1000);
    assertThat(db.nextDeadlineMillis()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aLaterDeadlineNeedsNoNewRecord() {
    set("k", "v", now + 1000);
    for (int i = 0; i < 5000; i++) {
      advance(10);
      db.setDeadline(key("k"), now + 1000);
      expireAllDue(10);
      assertThat(db.contents().deadlines().records()).isEqualTo(1);
    }
    advance(1020);
    expireAllDue(10);
    assertThat(db.size()).isZero();
  }

  @Test
  void staleRecordsAreSweptAndNoneThatIsNeededIsLost() {
    Random random = new Random(5);
    boolean wasSweeping = false;
    for (int i = 0; i < 40_000; i++) {
      String name = "key:" + random.nextInt(20);
      switch (random.nextInt(4)) {
        case 0 -> db.remove(key(name));
        case 1 -> db.setDeadline(key(name), Database.NO_DEADLINE);
        default -> set(name, "v", now + 1_000_000 + random.nextInt(100_000_000));
      }
      boolean sweeping = db.contents().deadlines().isSweeping();
      if (sweeping && (!wasSweeping || random.nextInt(50) == 0)) {
        KeyspaceInvariants.check(keyspace);
      }
      wasSweeping = sweeping;
      assertThat(db.contents().deadlines().records()).isLessThan(3000);
    }
    advance(200_000_000);
    expireAllDue(100);
    assertThat(db.expires()).isZero();
    for (int i = 0; i < 20; i++) {
      assertThat(db.peek(key("key:" + i)) == null || !entry("key:" + i).hasDeadline()).isTrue();
    }
  }

  @Test
  void whatExpiresDuringASweepLeavesFewRecords() {
    for (int nearer = 3; nearer > 0; nearer--) {
      for (int i = 0; i < 20_000; i++) {
        set("key:" + i, "v", now + nearer * 1_000_000L);
      }
    }
    advance(1_000_020);
    expireAllDue(64);
    assertThat(db.size()).isZero();
    assertThat(db.contents().deadlines().records()).isLessThan(1100);
  }

  @Test
  void deadlinesBeyondTheWheelAreKept() {
    set("far", "v", Long.MAX_VALUE);
    set("near", "v", now + 20L * 365 * 24 * 3_600_000);
    assertThat(db.averageTtlMillis()).isGreaterThan(8L * 365 * 24 * 3_600_000);
    advance(10L * 365 * 24 * 3_600_000);
    expireAllDue(10);
    assertThat(db.size()).isEqualTo(2);
    advance(11L * 365 * 24 * 3_600_000);
    expireAllDue(10);
    assertThat(db.size()).isEqualTo(1);
    assertThat(entry("far").deadline()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aClockThatIsSetBackDoesNotDelayExpiry() {
    set("a", "v", now + 10_000);
    advance(5_000);
    expireAllDue(10);
    advance(-3_600_000);
    set("b", "v", now + 1_000);
    expireAllDue(10);
    KeyspaceInvariants.check(keyspace);
    advance(1_020);
    expireAllDue(10);
    assertThat(db.contains(key("a"))).isTrue();
    assertThat(told).contains("expired b");
  }

  @Test
  void aDeadlineInThePastIsDueAtOnce() {
    set("other", "v", now + 1_000_000);
    set("k", "v", now - 5);
    expireAllDue(10);
    assertThat(told).contains("expired k");
  }

  @Test
  void theAverageTimeToLiveIsExact() {
    set("a", "v", now + 1000);
    set("b", "v", now + 2000);
    set("c", "v");
    assertThat(db.averageTtlMillis()).isEqualTo(1500);
    db.setDeadline(key("b"), now + 4000);
    advance(500);
    assertThat(db.averageTtlMillis()).isEqualTo(2000);
    db.remove(key("b"));
    assertThat(db.averageTtlMillis()).isEqualTo(500);
  }
}
