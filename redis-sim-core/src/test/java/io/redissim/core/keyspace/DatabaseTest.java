package io.redissim.core.keyspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DatabaseTest extends StoreTest {

  @Test
  void anEmptyDatabaseTakesAlmostNothing() {
    assertThat(db.reservedBytes()).isLessThan(100);
    assertThat(db.find(key("k"))).isNull();
    assertThat(db.randomKey()).isNull();
    assertThat(db.scan(0, 10, e -> {})).isZero();
    assertThat(db.remove(key("k"))).isFalse();
  }

  @Test
  void oneKeyTakesOnePage() {
    set("k", "v");
    assertThat(db.reservedBytes()).isLessThan(256 * 1024 + 5 * 1024);
    assertThat(db.usedBytes()).isLessThan(5 * 1024);
  }

  @Test
  void clearingGivesAllMemoryBackAtOnce() {
    for (int i = 0; i < 50_000; i++) {
      set("key:" + i, "value", now + i);
    }
    assertThat(keyspace.clear()).isEqualTo(50_000);
    assertThat(keyspace.reservedBytes()).isLessThan(200);
    assertThat(db.size()).isZero();
    assertThat(db.expires()).isZero();
    assertThat(told).endsWith("cleared 0", "cleared 1");
  }

  @Test
  void removingAllKeysGivesTheIndexBack() {
    for (int i = 0; i < 200_000; i++) {
      set("key:" + i, "value");
    }
    long full = db.reservedBytes();
    for (int i = 0; i < 200_000; i++) {
      assertThat(db.remove(key("key:" + i))).isTrue();
    }
    assertThat(full).isGreaterThan(200_000 * 30);
    assertThat(db.reservedBytes()).isLessThan(2 * 1024 * 1024);
    assertThat(db.contents().index().usedBytes()).isLessThan(20_000);
  }

  @Test
  void compactionGivesBackWhatMassDeletionLeavesSparse() {
    for (int i = 0; i < 100_000; i++) {
      set("key:" + i, "value-" + i);
    }
    for (int i = 0; i < 100_000; i++) {
      if (i % 20 != 0) {
        db.remove(key("key:" + i));
      }
    }
    long sparse = keyspace.reservedBytes();
    while (keyspace.compact(1)) {}
    assertThat(keyspace.reservedBytes()).isLessThan(sparse / 2);
    for (int i = 0; i < 100_000; i += 20) {
      assertThat(get("key:" + i)).isEqualTo("value-" + i);
    }
  }

  @Test
  void listenersAreToldOfEveryChange() {
    set("a", "1");
    db.setLong(key("a"), 2, Database.KEEP_DEADLINE);
    db.editString(key("b"), 1);
    db.setDeadline(key("b"), now + 1);
    db.rename(key("a"), other, key("c"));
    other.copy(key("c"), db, key("d"));
    db.remove(key("d"));
    db.remove(key("d"));
    advance(2);
    db.contains(key("b"));
    keyspace.swap(0, 1);
    assertThat(told)
        .containsExactly(
            "modified a",
            "modified a",
            "modified b",
            "modified b",
            "modified a",
            "modified c",
            "modified d",
            "modified d",
            "expired b",
            "swapped 0 1");
  }

  @Test
  void renamingMovesValueDeadlineAndAccessClock() {
    set("from", "v", now + 100_000);
    set("to", "x".repeat(20_000));
    advance(50_000);
    assertThat(db.rename(key("from"), db, key("to"))).isTrue();
    assertThat(db.contains(key("from"))).isFalse();
    assertThat(entry("to").deadline()).isEqualTo(START + 100_000);
    assertThat(entry("to").idleSeconds()).isEqualTo(50);
    assertThat(get("to")).isEqualTo("v");
    assertThat(db.rename(key("from"), db, key("to"))).isFalse();
  }

  @Test
  void aLargeValueMovesToAnotherDatabaseAndIsCopiedBack() {
    byte[] exact = new byte[20_000];
    db.setString(key("k"), exact, now + 10);
    assertThat(db.rename(key("k"), other, key("k"))).isTrue();
    assertThat(other.copy(key("k"), db, key("copy"))).isTrue();
    db.editString(key("copy"), 20_000).write(0, (byte) 1);
    assertThat(exact[0]).isZero();
    assertThat(get(other, "k")).hasSize(20_000);
    assertThat(db.expires()).isEqualTo(1);
  }

  @Test
  void swappingExchangesContentsButNotDatabases() {
    set("k", "in 0");
    keyspace.swap(0, 1);
    assertThat(db.index()).isZero();
    assertThat(get("k")).isNull();
    assertThat(get(other, "k")).isEqualTo("in 0");
  }

  @Test
  void keysOfOneHashAreToldApart() {
    List<Key> keys = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      byte[] name = Ascii.bytes("key:" + i);
      keys.add(new Key().point(name, 0, name.length, 0x0123_4567_89ab_cdefL));
    }
    for (int i = 0; i < 300; i++) {
      db.setLong(keys.get(i), i, Database.NO_DEADLINE);
    }
    for (int i = 0; i < 300; i += 2) {
      assertThat(db.remove(keys.get(i))).isTrue();
    }
    for (int i = 0; i < 300; i++) {
      StringValue value = db.find(keys.get(i), ValueType.STRING);
      assertThat(value == null ? 0 : value.longValue()).isEqualTo(i % 2 == 0 ? 0 : i);
    }
    db.clear();
  }

  @Test
  void moreKeysOfOneHashThanASegmentHoldsAreRefused() {
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 600; i++) {
                byte[] name = Ascii.bytes("key:" + i);
                db.setLong(new Key().point(name, 0, name.length, 1L << 40), i, -1);
              }
            })
        .isInstanceOf(KeyspaceFullException.class);
    assertThat(db.size()).isBetween(450L, 511L);
    db.clear();
  }

  @Test
  void aScanOfASmallDatabaseTakesOneCall() {
    for (int i = 0; i < 9; i++) {
      set("key:" + i, "v");
    }
    List<String> seen = new ArrayList<>();
    assertThat(db.scan(0, 10, e -> seen.add(keyOf(e)))).isZero();
    assertThat(seen).hasSize(9).doesNotHaveDuplicates();
  }

  @Test
  void aScanVisitsAboutAsManyKeysACallAsAskedFor() {
    for (int i = 0; i < 20_000; i++) {
      set("key:" + i, "v");
    }
    Map<String, Integer> seen = new HashMap<>();
    long cursor = 0;
    do {
      int before = seen.size();
      cursor = db.scan(cursor, 100, e -> seen.merge(keyOf(e), 1, Integer::sum));
      assertThat(cursor).isNotNegative().isLessThan(1L << 31);
      assertThat(seen.size() - before).isLessThan(120);
    } while (cursor != 0);
    assertThat(seen).hasSize(20_000);
    assertThat(seen.values()).containsOnly(1);
  }

  @Test
  void aScanRemovesWhatHasExpired() {
    for (int i = 0; i < 100; i++) {
      set("dying:" + i, "v", now + 5);
      set("living:" + i, "v");
    }
    advance(6);
    List<String> seen = new ArrayList<>();
    assertThat(db.scan(0, 1000, e -> seen.add(keyOf(e)))).isZero();
    assertThat(seen).hasSize(100).allMatch(name -> name.startsWith("living"));
    assertThat(db.size()).isEqualTo(100);
  }

  @Test
  void aCursorThatWasNeverGivenOutEndsTheScan() {
    set("k", "v");
    assertThat(db.scan(Long.MAX_VALUE, 10, e -> {})).isZero();
    assertThat(db.scan(-5, 10, e -> {})).isZero();
  }

  @Test
  void theSeedDecidesTheOrderOfAScan() {
    assertThat(orderWithSeed(1)).isEqualTo(orderWithSeed(1)).isNotEqualTo(orderWithSeed(2));
  }

  @Test
  void randomKeysAreAllAlike() {
    for (int i = 0; i < 1000; i++) {
      set("key:" + i, "v");
    }
    Map<String, Integer> drawn = new HashMap<>();
    for (int i = 0; i < 100_000; i++) {
      Entry entry = db.randomKey();
      if (entry != null) {
        drawn.merge(keyOf(entry), 1, Integer::sum);
      }
    }
    assertThat(drawn).hasSize(1000);
    assertThat(drawn.values()).allMatch(times -> times > 50 && times < 170);
  }

  @Test
  void aRandomKeyIsNeverAnExpiredOne() {
    for (int i = 0; i < 100; i++) {
      set("dying:" + i, "v", now + 5);
    }
    set("living", "v");
    advance(6);
    Entry entry = db.randomKey();
    assertThat(entry == null ? "" : keyOf(entry)).isEqualTo("living");
  }

  @Test
  void prefetchingChangesNothing() {
    long[] hashes = new long[64];
    for (int i = 0; i < 60_000; i++) {
      set("key:" + i, "some value that takes place");
    }
    for (int i = 0; i < 64; i++) {
      hashes[i] = key((i % 2 == 0 ? "key:" : "missing:") + i).hash();
    }
    told.clear();
    db.prefetch(hashes, 64);
    assertThat(told).isEmpty();
    assertThat(db.size()).isEqualTo(60_000);
  }

  private static String keyOf(Entry entry) {
    return new String(entry.keyArray(), entry.keyOffset(), entry.keyLength(), ISO_8859_1);
  }

  private static List<String> orderWithSeed(long seed) {
    Keyspace keyspace = new Keyspace(1, seed);
    for (int i = 0; i < 100; i++) {
      Key key = Key.of(keyspace.keyHash(), Ascii.bytes("key:" + i));
      keyspace.database(0).setLong(key, i, Database.NO_DEADLINE);
    }
    List<String> order = new ArrayList<>();
    keyspace.database(0).scan(0, 1000, e -> order.add(keyOf(e)));
    assertThat(new HashSet<>(order)).hasSize(100);
    return order;
  }
}
