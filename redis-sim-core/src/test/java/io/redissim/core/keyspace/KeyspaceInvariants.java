package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Key;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must hold in a keyspace between any two calls, recomputed from scratch. */
public final class KeyspaceInvariants {
  private final Database database;
  private final Keyspace keyspace;
  private final Map<DeadlineWheel, Map<Long, Long>> firings = new HashMap<>();

  private KeyspaceInvariants(Keyspace keyspace, Database database) {
    this.keyspace = keyspace;
    this.database = database;
  }

  public static void check(Keyspace keyspace) {
    long used = 0;
    for (int i = 0; i < keyspace.databases(); i++) {
      Database database = keyspace.database(i);
      new KeyspaceInvariants(keyspace, database).check();
      used += database.usedBytes();
    }
    assertThat(keyspace.usedBytes()).isEqualTo(used).isLessThanOrEqualTo(keyspace.reservedBytes());
  }

  private void check() {
    Set<Long> live = liveCells();
    assertThat(database.size()).isEqualTo(live.size());
    Set<Long> indexed = indexedCells();
    assertThat(indexed).isEqualTo(live);
  }

  /** Every page is tiled with cells; the sums of the live ones are the sums kept. */
  private Set<Long> liveCells() {
    Arena arena = database.contents().arena();
    Set<Long> cells = new HashSet<>();
    long total = 0;
    for (int page = 0; page < arena.pageEnd(); page++) {
      long inPage = 0;
      boolean previousFree = false;
      for (long at = arena.firstCell(page); at != 0; at = arena.nextCell(at)) {
        if (arena.isFree(at)) {
          assertThat(previousFree).as("two free cells side by side").isFalse();
          previousFree = true;
        } else {
          boolean told = Cell.isPreviousFree(arena.page(at), Arena.offset(at));
          if (told != previousFree) {
            assertThat(told).as("the cell before is free").isEqualTo(previousFree);
          }
          previousFree = false;
          cells.add(at);
          inPage += arena.liveGranules(at);
        }
      }
      assertThat(arena.liveGranulesIn(page)).as("live granules of page %d", page).isEqualTo(inPage);
      total += inPage * 8;
    }
    assertThat(arena.liveBytes()).isEqualTo(total);
    return cells;
  }

  /** Every key is found where it lies; deadlines and large values are accounted for. */
  private Set<Long> indexedCells() {
    Set<Long> cells = new HashSet<>();
    long expires = 0;
    long elements = 0;
    long largeBytes = 0;
    int largeValues = 0;
    if (database.size() > 0) {
      long[] batch = new long[Index.SLOTS];
      long previous = 0;
      for (long prefix = 0; prefix < 1L << Index.PREFIX_BITS; ) {
        int count = database.contents().index().at(prefix, batch);
        for (int i = 0; i < count; i++) {
          assertThat(cells.add(batch[i])).as("indexed once").isTrue();
          byte[] page = database.contents().arena().page(batch[i]);
          int at = Arena.offset(batch[i]);
          long header = Cell.header(page, at);
          Key key = key(page, at, header);
          assertThat(database.contents().index().find(key)).isEqualTo(batch[i]);
          assertThat(key.hash() >>> 34).isGreaterThanOrEqualTo(previous);
          if (Cell.hasDeadline(header)) {
            expires++;
            long deadline = Cell.deadline(page, at, header);
            DeadlineWheel wheel = database.contents().deadlines().wheelOf(Cell.mark(header));
            assertThat(earliest(wheel).get(key.hash() >>> 34))
                .as("the earliest record of %s", key)
                .isNotNull()
                .isLessThan(
                    Math.max(Math.min(deadline, Long.MAX_VALUE / 2), keyspace.nowMillis()) + 17);
          }
          elements += elementsRecorded(key, database.contents().largeAt(batch[i])) ? 1 : 0;
          long large = database.largeBytes(page, at, header);
          largeBytes += large;
          largeValues += large > 0 ? 1 : 0;
        }
        previous = prefix;
        prefix = database.contents().index().after(prefix);
      }
    }
    assertThat(database.expires()).isEqualTo(expires);
    assertThat(database.subexpiries()).isEqualTo(elements);
    assertThat(database.contents().large().size()).isEqualTo(largeValues);
    assertThat(database.contents().large().valueBytes()).isEqualTo(largeBytes);
    return cells;
  }

  /** Whether elements of the value have deadlines; if so, the nearest is recorded. */
  private boolean elementsRecorded(Key key, @Nullable LargeValue value) {
    if (value == null || value.nextDeadline() == Database.NO_DEADLINE) {
      return false;
    }
    assertThat(value.recordedDeadline()).isEqualTo(value.nextDeadline());
    DeadlineIndex index = database.contents().elements().index();
    assertThat(earliest(index.wheelOf(value.recordMark())).get(key.hash() >>> 34))
        .as("the earliest record of elements of %s", key)
        .isNotNull()
        .isLessThan(Math.max(value.nextDeadline(), keyspace.nowMillis()) + 17);
    return true;
  }

  /** When the first record of each hash prefix fires. */
  private Map<Long, Long> earliest(DeadlineWheel wheel) {
    return firings.computeIfAbsent(
        wheel,
        w -> {
          Map<Long, Long> times = new HashMap<>();
          w.forEach((hash, millis) -> times.merge(hash >>> 34, millis, Math::min));
          return times;
        });
  }

  private Key key(byte[] page, int at, long header) {
    int from = at + Cell.keyOffset(header);
    int length = Cell.keyLength(page, at, header);
    return Key.of(keyspace.keyHash(), Arrays.copyOfRange(page, from, from + length));
  }
}
