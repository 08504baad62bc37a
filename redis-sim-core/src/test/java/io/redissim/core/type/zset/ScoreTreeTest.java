package io.redissim.core.type.zset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The tree against a sorted list. */
class ScoreTreeTest {
  private record Element(double score, List<Byte> member) {
    byte[] bytes() {
      byte[] bytes = new byte[member.size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = member.get(i);
      }
      return bytes;
    }
  }

  private static final Comparator<Element> ORDER =
      Comparator.comparingDouble(Element::score)
          .thenComparing((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));

  private final List<Element> model = new ArrayList<>();
  private ScoreTree tree = new ScoreTree();

  @Test
  void holdsWhatTheModelHoldsWithFewDistinctScores() {
    play(new Random(1), 20_000, 4, 30);
  }

  @Test
  void holdsWhatTheModelHoldsWithManyScores() {
    play(new Random(2), 20_000, 1_000_000, 30);
  }

  @Test
  void holdsWhatTheModelHoldsWithMembersOfAnySize() {
    play(new Random(3), 4_000, 50, 5_000);
  }

  @Test
  void theFirstElementMayBeTooBigForALeafOfSeveral() {
    for (int length : new int[] {3_000, 2_016, 10, 3_000}) {
      insertNew(0, "a".repeat(length));
      insertNew(0, "b".repeat(length));
      checkAll();
      while (!model.isEmpty()) {
        remove(new Random(length));
      }
      checkAll();
    }
  }

  private void insertNew(double score, String member) {
    byte[] bytes = member.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    List<Byte> list = new ArrayList<>();
    for (byte b : bytes) {
      list.add(b);
    }
    tree.insert(score, bytes, 0, bytes.length);
    model.add(new Element(score, list));
    model.sort(ORDER);
  }

  @Test
  void fillsItsLeavesWhenElementsComeInOrder() {
    for (int i = 0; i < 100_000; i++) {
      byte[] member =
          String.format("member:%09d", i).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      tree.insert(i, member, 0, member.length);
    }
    assertThat(tree.heapBytes()).isEqualTo(recomputed(tree)).isLessThan(100_000 * 29L);
  }

  @Test
  void takesFewBytesWhenElementsComeInAnyOrder() {
    Random random = new Random(4);
    for (int i = 0; i < 100_000; i++) {
      byte[] member =
          String.format("member:%09d", i).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
      tree.insert(random.nextInt(1_000_000), member, 0, member.length);
    }
    assertThat(tree.heapBytes()).isEqualTo(recomputed(tree)).isLessThan(100_000 * 36L);
  }

  private void play(Random random, int steps, int scores, int maxLength) {
    for (int step = 0; step < steps; step++) {
      boolean growing = step / 3000 % 2 == 0;
      int dice = random.nextInt(10);
      if (dice < (growing ? 6 : 2)) {
        insert(random, scores, maxLength);
      } else if (dice < 8 && !model.isEmpty()) {
        remove(random);
      } else if (dice == 8 && !model.isEmpty()) {
        move(random, scores);
      }
      check(random, scores);
      if (step % 500 == 0) {
        checkAll();
      }
    }
    ScoreTree copy = tree.copy();
    checkAll();
    while (!model.isEmpty()) {
      remove(random);
    }
    checkAll();
    assertThat(copy.heapBytes()).isEqualTo(recomputed(copy));
    assertThat(tree.heapBytes()).isEqualTo(recomputed(tree));
  }

  private void insert(Random random, int scores, int maxLength) {
    double score = random.nextInt(scores) / 4.0;
    List<Byte> member = new ArrayList<>();
    int length = random.nextInt(random.nextInt(20) == 0 ? maxLength : 12);
    for (int i = 0; i < length; i++) {
      member.add((byte) (random.nextInt(4) - 2));
    }
    Element element = new Element(score, member);
    int at = rank(element);
    if (at < 0) {
      tree.insert(score, element.bytes(), 0, length);
      model.add(-at - 1, element);
    }
  }

  private void remove(Random random) {
    int at = random.nextInt(model.size());
    Element element = model.remove(at);
    byte[] bytes = element.bytes();
    if (random.nextBoolean()) {
      assertThat(tree.remove(element.score, bytes, 0, bytes.length)).isTrue();
    } else {
      tree.removeAt(at);
    }
    assertThat(tree.remove(element.score, bytes, 0, bytes.length)).isFalse();
  }

  private void move(Random random, int scores) {
    Element old = model.get(random.nextInt(model.size()));
    double score = random.nextBoolean() ? old.score + 0.25 : random.nextInt(scores) / 4.0;
    Element moved = new Element(score, old.member);
    int to = rank(moved);
    if (to < 0) {
      byte[] bytes = old.bytes();
      tree.move(old.score, score, bytes, 0, bytes.length);
      model.add(-to - 1, moved);
      model.remove(rank(old));
    }
  }

  private int rank(Element element) {
    return java.util.Collections.binarySearch(model, element, ORDER);
  }

  private void check(Random random, int scores) {
    assertThat(tree.size()).isEqualTo(model.size());
    double score = random.nextInt(scores) / 4.0;
    boolean orEqual = random.nextBoolean();
    if (random.nextInt(20) == 0) {
      long below =
          model.stream().filter(e -> e.score < score || (orEqual && e.score == score)).count();
      assertThat(tree.below(score, orEqual)).isEqualTo((int) below);
    }
    if (!model.isEmpty()) {
      int at = random.nextInt(model.size());
      Element element = model.get(at);
      byte[] bytes = element.bytes();
      assertThat(tree.rank(element.score, bytes, 0, bytes.length)).isEqualTo(at);
    }
  }

  private void checkAll() {
    TreeCursor cursor = new TreeCursor();
    if (model.isEmpty()) {
      return;
    }
    cursor.seek(tree, 0);
    for (Element element : model) {
      assertStandsOn(cursor, element);
      cursor.next();
    }
    cursor.seek(tree, model.size() - 1);
    for (int i = model.size() - 1; i >= 0; i--) {
      assertStandsOn(cursor, model.get(i));
      cursor.previous();
    }
    assertThat(tree.heapBytes()).isEqualTo(recomputed(tree));
  }

  private static void assertStandsOn(TreeCursor cursor, Element element) {
    assertThat(cursor.score()).isEqualTo(element.score);
    int from = cursor.offset();
    assertThat(Arrays.copyOfRange(cursor.array(), from, from + cursor.length()))
        .isEqualTo(element.bytes());
  }

  static long recomputed(ScoreTree tree) {
    ScoreTree empty = new ScoreTree();
    long nothing = empty.heapBytes() - 16 - ((byte[]) empty.root()).length;
    int pathSteps = tree.pathLength();
    return nothing + pathSteps * 8L + bytes(tree.root());
  }

  private static long bytes(Object node) {
    if (node instanceof Branch branch) {
      long sum = Branch.HEAP_BYTES;
      for (int i = 0; i < branch.size(); i++) {
        sum += bytes(branch.child(i));
      }
      return sum;
    }
    return 16 + (((byte[]) node).length + 7L & ~7L);
  }
}
