package io.redissim.core.type.zset;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZSetBuilderTest {
  private static boolean isTaken(String... entries) {
    Block block = new Block();
    Listpack.create(block);
    for (String entry : entries) {
      byte[] bytes = Ascii.bytes(entry);
      Listpack.append(block, bytes, 0, bytes.length);
    }
    ZSetBuilder set = new ZSetBuilder(new ZSetLimits(), new KeyHash(1));
    return set.addAll(Arrays.copyOf(block.array(), block.length()));
  }

  @Test
  void takesElementsInOrder() {
    assertThat(isTaken("a", "1", "b", "1", "5", "1.5", "c", "inf")).isTrue();
  }

  @Test
  void refusesWhatIsNoSortedSet() {
    assertThat(isTaken("a", "1", "b")).as("no score").isFalse();
    assertThat(isTaken("b", "1", "a", "1")).as("members out of order").isFalse();
    assertThat(isTaken("a", "2", "b", "1")).as("scores out of order").isFalse();
    assertThat(isTaken("a", "1", "a", "2")).as("a member twice").isFalse();
    assertThat(isTaken("a", "nan")).as("not a number").isFalse();
    assertThat(isTaken("a", "x")).as("no number").isFalse();
  }

  @Test
  void refusesAScoreThatIsNotANumber() {
    ZSetBuilder set = new ZSetBuilder(new ZSetLimits(), new KeyHash(1));
    assertThat(set.add(new byte[1], 0, 1, Double.NaN)).isFalse();
    assertThat(set.add(new byte[1], 0, 1, 1)).isTrue();
    assertThat(set.add(new byte[1], 0, 1, 2)).isFalse();
  }
}
