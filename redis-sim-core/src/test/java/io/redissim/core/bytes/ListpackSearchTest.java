package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Walks and indexes against a list of strings. */
class ListpackSearchTest {
  private static final KeyHash HASH = new KeyHash(42);

  private final Random random = new Random(5);
  private final Block block = new Block();
  private final ListpackIndex index = new ListpackIndex();

  @Test
  void theFirstElementThatIsAlikeIsFound() {
    for (int round = 0; round < 2_000; round++) {
      List<String> model = fill(random.nextInt(round % 50 == 0 ? 500 : 30), random.nextInt(4));
      int skip = model.size() % 2 == 0 ? random.nextInt(2) : 0;
      index.build(HASH, block.array(), 0, skip);
      for (int i = 0; i < 20; i++) {
        boolean likely = !model.isEmpty() && random.nextBoolean();
        String wanted = likely ? model.get(random.nextInt(model.size())) : element(i % 4);
        check(model, wanted, skip);
      }
    }
  }

  @Test
  void entriesAppendedLaterAreFound() {
    for (int round = 0; round < 20; round++) {
      List<String> model = fill(random.nextInt(2), 1);
      index.build(HASH, block.array(), 0, 0);
      for (int i = 0; i < 400; i++) {
        String element = element(random.nextInt(4));
        if (!model.contains(element)) {
          byte[] bytes = Ascii.bytes(element);
          index.add(HASH.of(bytes, 0, bytes.length), block.length() - 1);
          Listpack.append(block, bytes, 0, bytes.length);
          model.add(element);
        }
      }
      for (String element : model) {
        check(model, element, 0);
      }
      check(model, "none", 0);
    }
  }

  @Test
  void aNumberIsFoundAsOne() {
    for (long number : new long[] {0, 127, 128, -1, 4095, -4096, 4096, 1 << 20, Long.MIN_VALUE}) {
      Listpack.create(block);
      Listpack.appendInteger(block, 7);
      Listpack.appendInteger(block, number);
      int first = Listpack.first(block.array(), 0);
      assertThat(Listpack.findNumber(block.array(), first, number, 0))
          .isEqualTo(Listpack.last(block.array(), 0));
      assertThat(Listpack.findNumber(block.array(), first, number, 1)).isEqualTo(Listpack.NONE);
      assertThat(Listpack.findNumber(block.array(), first, number + 1, 0)).isEqualTo(Listpack.NONE);
    }
  }

  private void check(List<String> model, String wanted, int skip) {
    byte[] a = block.array();
    int expected = Listpack.NONE;
    for (int i = 0; i < model.size() && expected == Listpack.NONE; i += 1 + skip) {
      expected = model.get(i).equals(wanted) ? Listpack.seek(a, 0, i) : Listpack.NONE;
    }
    // The bytes looked for stand among others, which must not be taken for theirs.
    byte[] bytes = Ascii.bytes("x" + wanted + "x");
    int length = bytes.length - 2;
    assertThat(Listpack.find(a, Listpack.first(a, 0), bytes, 1, length, skip)).isEqualTo(expected);
    assertThat(index.find(a, bytes, 1, length, HASH.of(bytes, 1, length))).isEqualTo(expected);
  }

  private List<String> fill(int elements, int kind) {
    Listpack.create(block);
    List<String> model = new ArrayList<>();
    for (int i = 0; i < elements; i++) {
      String element = element(random.nextInt(3) == 0 ? random.nextInt(4) : kind);
      model.add(element);
      byte[] bytes = Ascii.bytes(element);
      Listpack.append(block, bytes, 0, bytes.length);
    }
    return model;
  }

  private String element(int kind) {
    return switch (kind) {
      case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 1 -> "user:" + random.nextInt(40);
      case 2 -> "ab".repeat(random.nextInt(8)) + random.nextInt(3) + "tail-of-some-bytes";
      default -> "x".repeat(random.nextInt(random.nextInt(10) == 0 ? 5000 : 70));
    };
  }
}
