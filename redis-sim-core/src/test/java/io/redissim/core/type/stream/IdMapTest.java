package io.redissim.core.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdMapTest {
  private final HeapCount heap = new HeapCount();
  private final IdMap map = new IdMap(heap, 3);
  private final TreeMap<Integer, Long> expected = new TreeMap<>();
  private final Random random = new Random(7);

  @Test
  void itHoldsWhatATreeHolds() {
    for (int round = 0; round < 6; round++) {
      for (int i = 0; i < 4000; i++) {
        change(round % 2 == 0);
      }
      compare();
    }
  }

  private void change(boolean grow) {
    int id = random.nextInt(5000);
    long position = map.find(id >> 3, id & 7);
    if (random.nextInt(4) == 0 != grow) {
      if (position == IdMap.NONE) {
        position = map.insert(id >> 3, id & 7);
      }
      long value = random.nextLong();
      map.value(position, 0, value);
      expected.put(id, value);
    } else if (position != IdMap.NONE) {
      map.remove(position);
      expected.remove(id);
    }
  }

  private void compare() {
    assertThat(map.size()).isEqualTo(expected.size());
    long at = map.first();
    for (Map.Entry<Integer, Long> entry : expected.entrySet()) {
      assertThat(map.ms(at) << 3 | map.seq(at)).isEqualTo((long) entry.getKey());
      assertThat(map.value(at, 0)).isEqualTo(entry.getValue());
      at = map.next(at);
    }
    assertThat(at).isEqualTo(IdMap.NONE);
    for (int id = 0; id < 5000; id += 7) {
      assertThat(idAt(map.floor(id >> 3, id & 7))).isEqualTo(expected.floorKey(id));
      assertThat(idAt(map.ceiling(id >> 3, id & 7))).isEqualTo(expected.ceilingKey(id));
    }
  }

  private @Nullable Integer idAt(long position) {
    return position == IdMap.NONE ? null : (int) (map.ms(position) << 3 | map.seq(position));
  }

  @Test
  void idsAreUnsigned() {
    map.insert(-1, -1);
    map.insert(1, -1);
    map.insert(1, 1);
    assertThat(map.seq(map.first())).isEqualTo(1);
    assertThat(map.ms(map.last())).isEqualTo(-1);
  }

  @Test
  void itCountsItsBytes() {
    for (int i = 0; i < 10_000; i++) {
      map.insert(i, 0);
    }
    // 24 bytes a row, full leaves; 16 of a leaf's header and 8 of its place are a hundredth more.
    assertThat(map.heapBytes()).isBetween(240_000L, 252_000L).isEqualTo(heap.bytes());
    assertThat(map.copy(new HeapCount()).heapBytes()).isEqualTo(map.heapBytes());
    map.release();
    assertThat(heap.bytes()).isZero();
  }
}
