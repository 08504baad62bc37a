package io.redissim.core.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {5, 9})
  void blocksKeepTheirContentWhileOthersComeAndGo(int bits) {
    BlockPool pool = new BlockPool(bits, GrowthHook.NONE);
    int count = 3 << (15 - bits);
    for (int i = 0; i < count; i++) {
      assertThat(pool.allocate()).isEqualTo(i);
      pool.chunk(i)[pool.base(i)] = i;
      pool.chunk(i)[pool.base(i) + (1 << bits) - 1] = -i;
    }
    for (int i = 0; i < count; i++) {
      assertThat(pool.chunk(i)[pool.base(i)]).isEqualTo(i);
      assertThat(pool.chunk(i)[pool.base(i) + (1 << bits) - 1]).isEqualTo(-i);
    }
    assertThat(pool.usedBytes()).isEqualTo((long) count << bits << 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 9})
  void theLowestFreeBlockComesFirst(int bits) {
    BlockPool pool = new BlockPool(bits, GrowthHook.NONE);
    for (int i = 0; i < 3 << (15 - bits); i++) {
      pool.allocate();
    }
    pool.release(70);
    pool.release(3);
    assertThat(pool.allocate()).isEqualTo(3);
    assertThat(pool.allocate()).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 9})
  void emptyChunksAreGivenBack(int bits) {
    BlockPool pool = new BlockPool(bits, GrowthHook.NONE);
    int count = 20 << (15 - bits);
    for (int i = 0; i < count; i++) {
      pool.allocate();
    }
    for (int i = 10; i < count; i++) {
      pool.release(i);
    }
    assertThat(pool.reservedBytes()).isLessThanOrEqualTo(2L << 18);
    for (int i = 10; i < count; i++) {
      assertThat(pool.allocate()).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 9})
  void aFirstBlockTakesFourKibibytes(int bits) {
    BlockPool pool = new BlockPool(bits, GrowthHook.NONE);
    assertThat(pool.reservedBytes()).isZero();
    pool.allocate();
    assertThat(pool.reservedBytes()).isEqualTo(4096);
  }
}
