package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class IntsetTest {
  @Test
  void behavesLikeASortedSetOfAnyWidth() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      Block block = new Block();
      Intset.create(block);
      TreeSet<Long> model = new TreeSet<>();
      int widest = 1 + random.nextInt(64);
      for (int step = 0; step < 100; step++) {
        long value = random.nextLong() >> (64 - 1 - random.nextInt(widest));
        if (random.nextInt(3) > 0) {
          assertThat(Intset.add(block, value)).isEqualTo(model.add(value));
        } else {
          int index = Intset.find(block.array(), 0, value);
          assertThat(index >= 0).isEqualTo(model.remove(value));
          if (index >= 0) {
            Intset.removeAt(block, index);
          }
        }
      }
      check(block, model);
    }
  }

  private static void check(Block block, SortedSet<Long> model) {
    assertThat(Intset.count(block.array(), 0)).isEqualTo(model.size());
    int i = 0;
    for (long value : model) {
      assertThat(Intset.get(block.array(), 0, i++)).isEqualTo(value);
      assertThat(Intset.contains(block.array(), 0, value)).isTrue();
    }
    assertThat(Intset.isValid(block.array(), 0, block.length())).isEqualTo(!model.isEmpty());
  }

  @Test
  void aSearchFromAnyIndexFindsTheSame() {
    Random random = new Random(4);
    for (int round = 0; round < 100; round++) {
      Block block = new Block();
      Intset.create(block);
      for (int i = random.nextInt(100); i > 0; i--) {
        Intset.add(block, random.nextInt(300));
      }
      int count = Intset.count(block.array(), 0);
      for (int i = 0; i < 200; i++) {
        long value = random.nextLong(310) - 5;
        int from = random.nextInt(count + 2);
        assertThat(Intset.findFrom(block.array(), 0, value, from))
            .isEqualTo(Intset.find(block.array(), 0, value));
      }
    }
  }

  @Test
  void hasTheBytesThatRedisWrites() {
    Block block = new Block();
    Intset.create(block);
    Intset.add(block, 5);
    Intset.add(block, -70_000);
    assertThat(java.util.Arrays.copyOf(block.array(), block.length()))
        .containsExactly(4, 0, 0, 0, 2, 0, 0, 0, 0x90, 0xee, 0xfe, 0xff, 5, 0, 0, 0);
  }
}
