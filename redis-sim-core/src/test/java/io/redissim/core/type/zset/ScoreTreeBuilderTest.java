package io.redissim.core.type.zset;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A tree that is built beside one into which the same elements are inserted. */
class ScoreTreeBuilderTest {
  private final TreeCursor cursor = new TreeCursor();
  private final TreeCursor other = new TreeCursor();

  @Test
  void aTreeOfAnySizeHoldsWhatWasAdded() {
    for (int size : new int[] {0, 1, 2, 80, 90, 4_000, 4_200, 30_000}) {
      build(size, 12, new Random(size));
    }
  }

  @Test
  void longMembersHaveLeavesOfTheirOwn() {
    for (int round = 0; round < 20; round++) {
      build(300, 5_000, new Random(round));
    }
  }

  private void build(int size, int longest, Random random) {
    ScoreTreeBuilder builder = new ScoreTreeBuilder();
    ScoreTree expected = new ScoreTree();
    for (int i = 0; i < size; i++) {
      byte[] member = member(i, longest, random);
      int score = i / 3;
      builder.add(score, member, 0, member.length);
      expected.insert(score, member, 0, member.length);
    }
    ScoreTree tree = builder.build();
    checkSame(tree, expected);
    assertThat(tree.heapBytes()).isEqualTo(ScoreTreeTest.recomputed(tree));
    assertThat(tree.heapBytes()).isLessThan(expected.heapBytes() + 4_000);
    for (int i = 0; i < 500; i++) {
      change(tree, expected, random);
    }
    checkSame(tree, expected);
    assertThat(tree.heapBytes()).isEqualTo(ScoreTreeTest.recomputed(tree));
  }

  private static byte[] member(int i, int longest, Random random) {
    String tail = random.nextInt(20) == 0 ? "m".repeat(random.nextInt(longest)) : "";
    return Ascii.bytes("member:" + (1_000_000 + i) + tail);
  }

  private static void change(ScoreTree tree, ScoreTree expected, Random random) {
    if (expected.size() > 0 && random.nextBoolean()) {
      int rank = random.nextInt(expected.size());
      tree.removeAt(rank);
      expected.removeAt(rank);
    } else {
      byte[] member = Ascii.bytes("new:" + random.nextLong());
      double score = random.nextInt(2_000) - 100;
      tree.insert(score, member, 0, member.length);
      expected.insert(score, member, 0, member.length);
    }
  }

  private void checkSame(ScoreTree tree, ScoreTree expected) {
    assertThat(tree.size()).isEqualTo(expected.size());
    for (int rank = 0; rank < tree.size(); rank++) {
      if (rank == 0) {
        cursor.seek(tree, 0);
        other.seek(expected, 0);
      }
      assertThat(cursor.score()).isEqualTo(other.score());
      assertThat(text(cursor)).isEqualTo(text(other));
      if (rank % 97 == 0) {
        assertThat(tree.rank(cursor.score(), cursor.array(), cursor.offset(), cursor.length()))
            .isEqualTo(rank);
        assertThat(tree.below(cursor.score(), false))
            .isEqualTo(expected.below(cursor.score(), false));
      }
      cursor.next();
      other.next();
    }
  }

  private static String text(TreeCursor at) {
    return Ascii.string(at.array()).substring(at.offset(), at.offset() + at.length());
  }
}
