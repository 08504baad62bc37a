package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ArenaTest {
  private final Arena arena = new Arena(GrowthHook.NONE);

  @Test
  void aFreedCellIsUsedAgainForItsSize() {
    long cell = allocate(7);
    allocate(7);
    arena.free(cell, 7);
    assertThat(allocate(7)).isEqualTo(cell);
  }

  @Test
  void aLargerFreeCellIsSplit() {
    long cell = allocate(20);
    allocate(3);
    arena.free(cell, 20);
    assertThat(allocate(7)).isEqualTo(cell);
    assertThat(allocate(13)).isEqualTo(cell + 7);
  }

  @Test
  void aRestOfOneGranuleGoesWithTheCell() {
    long cell = allocate(8);
    allocate(3);
    arena.free(cell, 8);
    assertThat(allocate(7)).isEqualTo(cell);
    assertThat(arena.granted()).isEqualTo(8);
  }

  @Test
  void freeNeighboursBecomeOneCell() {
    long first = allocate(5);
    allocate(6);
    long third = allocate(7);
    long last = allocate(2);
    arena.free(first, 5);
    arena.free(third, 7);
    arena.free(first + 5, 6);
    assertThat(allocate(18)).isEqualTo(first);
    arena.free(first, 18);
    arena.free(last, 2);
    assertThat(allocate(4000)).isEqualTo(first);
  }

  @Test
  void anEmptiedPageIsGivenBackAndOneIsKept() {
    int cells = 5 * Arena.PAGE_GRANULES / 100;
    long[] addresses = new long[cells];
    for (int i = 0; i < cells; i++) {
      addresses[i] = allocate(100);
    }
    assertThat(arena.reservedBytes()).isEqualTo(6L * Arena.PAGE_BYTES);
    for (long address : addresses) {
      arena.free(address, 100);
    }
    assertThat(arena.liveBytes()).isZero();
    assertThat(arena.reservedBytes()).isEqualTo(2L * Arena.PAGE_BYTES);
  }

  @Test
  void aHugeCellHasAPageOfItsOwn() {
    allocate(2);
    long huge = allocate(1_000_000);
    assertThat(arena.page(huge)).hasSizeGreaterThan(8_000_000);
    arena.free(huge, 1_000_000);
    assertThat(arena.reservedBytes()).isEqualTo(Arena.PAGE_BYTES);
  }

  @Test
  void cellsNeverOverlap() {
    Random random = new Random(1);
    TreeMap<Long, Integer> live = new TreeMap<>();
    for (int i = 0; i < 200_000; i++) {
      if (random.nextInt(5) < 3 || live.isEmpty()) {
        long address = allocate(2 + random.nextInt(1 << (1 + random.nextInt(11))));
        int granules = arena.granted();
        Map.Entry<Long, Integer> below = live.floorEntry(address);
        assertThat(below == null || below.getKey() + below.getValue() <= address).isTrue();
        Long above = live.ceilingKey(address);
        assertThat(above == null || address + granules <= above).isTrue();
        live.put(address, granules);
      } else {
        long some = (long) (random.nextDouble() * live.lastKey());
        Map.Entry<Long, Integer> cell = Objects.requireNonNull(live.ceilingEntry(some));
        live.remove(cell.getKey());
        arena.free(cell.getKey(), cell.getValue());
      }
    }
    long sum = live.values().stream().mapToLong(g -> g * 8L).sum();
    assertThat(arena.liveBytes()).isEqualTo(sum);
  }

  /** A cell that says that it is live and has no length. */
  private long allocate(int granules) {
    long address = arena.allocate(granules);
    arena.page(address)[Arena.offset(address)] = 0x10;
    return address;
  }
}
