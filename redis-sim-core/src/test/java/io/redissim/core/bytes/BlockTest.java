package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlockTest {
  private static final int AT = 40;
  private static final int ROOM = 90;

  private byte[] place = new byte[200];
  private final Block block = new Block();

  @Test
  void changesWhatItHasBorrowedWhereItLies() {
    borrow(0, 20, false);
    int gap = block.splice(AT + 10, 3, 5);
    assertThat(gap).isEqualTo(AT + 10);
    assertThat(block.array()).isSameAs(place);
    assertThat(block.length()).isEqualTo(22);
    assertThat(place[AT + 9]).isEqualTo((byte) 9);
    assertThat(place[AT + 15]).isEqualTo((byte) 13);
    block.keep();
    assertThat(place[AT + 15]).isEqualTo((byte) 13);
    assertThat(block.isBorrowed()).isFalse();
    assertThat(block.length()).isZero();
  }

  @Test
  void movesTheShorterPartIntoTheGap() {
    borrow(20, 40, true);
    int gap = block.splice(AT + 20 + 6, 0, 5);
    assertThat(gap).isEqualTo(AT + 15 + 6);
    assertThat(block.start()).isEqualTo(AT + 15);
    assertThat(block.gap()).isEqualTo(15);
    assertThat(place[AT + 15 + 5]).isEqualTo((byte) 5);
    assertThat(place[AT + 26]).isEqualTo((byte) 6);
    block.splice(block.start() + 3, 4, 0);
    assertThat(block.gap()).isEqualTo(19);
    assertThat(block.length()).isEqualTo(41);
  }

  @Test
  void makesAGapWhereMoreIsToBeExpected() {
    borrow(0, 40, true);
    int at = block.splice(AT + 6, 0, 8);
    assertThat(block.gap()).isEqualTo(32); // three quarters of what is free
    assertThat(at).isEqualTo(AT + 32 + 6);
    assertThat(place[at - 1]).isEqualTo((byte) 5);
    assertThat(place[at + 8]).isEqualTo((byte) 6);
    block.closeGap();
    assertThat(block.gap()).isZero();
    assertThat(place[AT + 6 + 8]).isEqualTo((byte) 6);
  }

  @Test
  void leavesNoGapThatIsTooSmallToTellItsSize() {
    borrow(6, 40, true);
    block.splice(block.start() + 6, 0, 4);
    assertThat(block.gap()).isNotIn(1, 2, 3);
    block.clear();
    borrow(0, 40, true);
    block.splice(block.start() + 6, 2, 0);
    assertThat(block.gap()).isNotIn(1, 2, 3);
  }

  @Test
  void goesOnWithACopyWhereThereIsNoMoreRoom() {
    byte[] before = borrow(0, ROOM, true);
    write(AT + 10, 5, 4);
    int gap = write(block.start() + 20, 0, 2);
    assertThat(gap).isEqualTo(20);
    assertThat(block.isBorrowed()).isFalse();
    assertThat(block.start()).isZero();
    assertThat(block.length()).isEqualTo(ROOM + 1);
    assertThat(block.array()[9]).isEqualTo((byte) 9);
    assertThat(block.array()[10]).isEqualTo((byte) -1);
    assertThat(block.array()[14]).isEqualTo((byte) 15);
    same(before, 0, place.length);
  }

  @Test
  void aCopyThatFindsNoMemoryHasChangedNothing() {
    borrow(0, 20, true);
    assertThatThrownBy(() -> block.splice(AT + 3, 0, Integer.MAX_VALUE))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(block.isBorrowed()).isTrue();
    assertThat(block.length()).isEqualTo(20);
  }

  @Test
  void becomesACopyOfOtherBytes() {
    byte[] before = borrow(0, 20, true);
    write(AT + 10, 1, 4);
    block.set(new byte[] {1, 2, 3}, 1, 2);
    assertThat(Arrays.copyOf(block.array(), block.length())).containsExactly(2, 3);
    same(before, 0, AT + 20);
  }

  /** Any row of splices gives what they give on a copy, and touches nothing beyond the room. */
  @ParameterizedTest
  @CsvSource({"1, 200, true", "2, 200, true", "3, 200, false", "4, 5000, true", "5, 5000, false"})
  void anySplicesAreUndone(long seed, int longest, boolean mayMove) {
    Random random = new Random(seed);
    for (int round = 0; round < 3000; round++) {
      int length = Block.HEAD + random.nextInt(longest);
      int gap = mayMove && random.nextBoolean() ? Block.MIN_GAP + random.nextInt(60) : 0;
      int room = gap + length + random.nextInt(100);
      place = new byte[AT + room + 50];
      random.nextBytes(place);
      if (gap > 0) {
        writeGap(gap);
      }
      byte[] before = place.clone();
      block.borrow(place, AT, gap, length, room, mayMove);
      byte[] model = Arrays.copyOfRange(place, AT + gap, AT + gap + length);
      for (int splices = random.nextInt(12); splices > 0; splices--) {
        model = spliceBoth(random, model);
        assertThat(content()).isEqualTo(model);
        assertThat(block.isBorrowed()).isEqualTo(block.array() == place);
        assertThat(block.isBorrowed() ? block.gap() : 0).isNotIn(1, 2, 3);
      }
      end(random.nextInt(3), model, before, room, AT + gap, length);
    }
  }

  private void end(int how, byte[] model, byte[] before, int room, int start, int length) {
    if (block.isBorrowed() && how > 0) {
      if (how == 1) {
        block.closeGap();
        assertThat(block.gap()).isZero();
        assertThat(content()).isEqualTo(model);
      }
      int keptFrom = block.start();
      block.keep();
      assertThat(Arrays.copyOfRange(place, keptFrom, keptFrom + model.length)).isEqualTo(model);
    } else {
      block.clear();
      same(before, AT, start > AT ? AT + Block.MIN_GAP : AT);
      same(before, start, start + length);
    }
    same(before, 0, AT);
    same(before, AT + room, place.length);
  }

  private void same(byte[] before, int from, int to) {
    assertThat(Arrays.equals(place, from, to, before, from, to)).isTrue();
  }

  private byte[] spliceBoth(Random random, byte[] model) {
    int at = random.nextInt(model.length + 1);
    int removed = random.nextInt(Math.min(20, model.length - at) + 1);
    int inserted = Math.max(random.nextInt(24), Block.HEAD - (model.length - removed));
    byte[] expected = new byte[model.length - removed + inserted];
    System.arraycopy(model, 0, expected, 0, at);
    int tail = model.length - at - removed;
    System.arraycopy(model, at + removed, expected, at + inserted, tail);
    byte[] content = new byte[inserted];
    random.nextBytes(content);
    System.arraycopy(content, 0, expected, at, inserted);
    int gap = block.splice(block.start() + at, removed, inserted);
    System.arraycopy(content, 0, block.array(), gap, inserted);
    return expected;
  }

  private byte[] content() {
    return Arrays.copyOfRange(block.array(), block.start(), block.end());
  }

  /** The numbers from 0 on, behind a gap, in the middle of zeros. Returns the whole place. */
  private byte[] borrow(int gap, int length, boolean mayMove) {
    for (int i = 0; i < length; i++) {
      place[AT + gap + i] = (byte) i;
    }
    if (gap > 0) {
      writeGap(gap);
    }
    block.borrow(place, AT, gap, length, ROOM, mayMove);
    return place.clone();
  }

  private void writeGap(int gap) {
    place[AT] = (byte) gap;
    Arrays.fill(place, AT + 1, AT + Block.MIN_GAP, (byte) 0);
  }

  private int write(int at, int removed, int inserted) {
    int gap = block.splice(at, removed, inserted);
    Arrays.fill(block.array(), gap, gap + inserted, (byte) -1);
    return gap;
  }
}
