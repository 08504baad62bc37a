package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTrimmerTest {
  private static final long MIB = 1L << 20;

  private int collections;
  private final HeapTrimmer trimmer = new HeapTrimmer(() -> collections++);

  @Test
  void flushIsFollowedByOneCollection() {
    trimmer.look(400 * MIB);
    trimmer.look(1 * MIB);
    trimmer.look(1 * MIB);
    assertThat(collections).isOne();
  }

  @Test
  void slowDeletionIsFollowedByACollectionPerQuarter() {
    for (long mib = 1024; mib >= 512; mib -= 16) {
      trimmer.look(mib * MIB);
    }
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void littleIsNotWorthAPause() {
    trimmer.look(31 * MIB);
    trimmer.look(0);
    assertThat(collections).isZero();
  }

  @Test
  void growingStoreIsLeftAlone() {
    trimmer.look(100 * MIB);
    trimmer.look(80 * MIB);
    trimmer.look(1000 * MIB);
    assertThat(collections).isZero();
  }
}
