package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockTest {
  private static final int AT = 40;
  private static final int ROOM = 60;

  private final byte[] place = new byte[160];
  private final Block block = new Block();

  @Test
  void changesWhatItHasBorrowedWhereItLies() {
    borrow(20);
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
  void putsBackWhatItHasBorrowed() {
    byte[] before = borrow(30);
    write(AT + 10, 5, 8);
    write(AT + 8, 12, 0);
    write(block.end(), 0, 11);
    write(AT, 9, 9);
    place[AT] = 77; // a header
    block.clear();
    assertThat(Arrays.copyOfRange(place, AT, AT + 30)).isEqualTo(before);
    assertThat(block.isBorrowed()).isFalse();
  }

  @Test
  void goesOnWithACopyWhereThereIsNoMoreRoom() {
    byte[] before = borrow(ROOM);
    write(AT + 10, 5, 4);
    int gap = write(AT + 20, 0, 2);
    assertThat(gap).isEqualTo(20);
    assertThat(block.isBorrowed()).isFalse();
    assertThat(block.start()).isZero();
    assertThat(block.length()).isEqualTo(ROOM + 1);
    assertThat(block.array()[9]).isEqualTo((byte) 9);
    assertThat(block.array()[10]).isEqualTo((byte) -1);
    assertThat(block.array()[14]).isEqualTo((byte) 15);
    assertThat(Arrays.copyOfRange(place, AT, AT + ROOM)).isEqualTo(before);
  }

  @Test
  void aCopyThatFindsNoMemoryHasChangedNothing() {
    borrow(20);
    assertThatThrownBy(() -> block.splice(AT + 3, 0, Integer.MAX_VALUE))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(block.isBorrowed()).isTrue();
    assertThat(block.length()).isEqualTo(20);
  }

  @Test
  void becomesACopyOfOtherBytes() {
    byte[] before = borrow(20);
    write(AT + 10, 1, 4);
    block.set(new byte[] {1, 2, 3}, 1, 2);
    assertThat(Arrays.copyOf(block.array(), block.length())).containsExactly(2, 3);
    assertThat(Arrays.copyOfRange(place, AT, AT + 20)).isEqualTo(before);
  }

  /** Any row of splices gives what they give on a copy, and touches nothing beyond the room. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anySplicesAreUndone(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 2000; round++) {
      random.nextBytes(place);
      byte[] before = place.clone();
      int length = Block.HEAD + random.nextInt(ROOM - Block.HEAD + 1);
      block.borrow(place, AT, length, ROOM);
      byte[] model = Arrays.copyOfRange(place, AT, AT + length);
      int splices = random.nextInt(12);
      for (int i = 0; i < splices; i++) {
        model = spliceBoth(random, model);
        assertThat(Arrays.copyOfRange(block.array(), block.start(), block.end())).isEqualTo(model);
        assertThat(block.isBorrowed()).isEqualTo(block.array() == place);
      }
      if (block.isBorrowed() && random.nextBoolean()) {
        block.keep();
        assertThat(Arrays.copyOfRange(place, AT, AT + model.length)).isEqualTo(model);
      } else {
        block.clear();
        int same = AT + Math.min(ROOM, ROOM - length < Block.TAIL ? length : length + Block.TAIL);
        assertThat(Arrays.equals(place, AT, same, before, AT, same)).isTrue();
      }
      assertThat(Arrays.equals(place, 0, AT, before, 0, AT)).isTrue();
      int behind = AT + ROOM;
      assertThat(Arrays.equals(place, behind, place.length, before, behind, place.length)).isTrue();
    }
  }

  private byte[] spliceBoth(Random random, byte[] model) {
    int at = random.nextInt(model.length + 1);
    int removed = random.nextInt(Math.min(10, model.length - at) + 1);
    int inserted = Math.max(random.nextInt(14), Block.HEAD - (model.length - removed));
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

  /** The numbers from 0 on, in the middle of zeros. */
  private byte[] borrow(int length) {
    for (int i = 0; i < length; i++) {
      place[AT + i] = (byte) i;
    }
    block.borrow(place, AT, length, ROOM);
    return Arrays.copyOfRange(place, AT, AT + length);
  }

  private int write(int at, int removed, int inserted) {
    int gap = block.splice(at, removed, inserted);
    Arrays.fill(block.array(), gap, gap + inserted, (byte) -1);
    return gap;
  }
}
