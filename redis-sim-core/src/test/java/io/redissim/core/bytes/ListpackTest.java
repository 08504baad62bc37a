package io.redissim.core.bytes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListpackTest {
  private final Block block = new Block();
  private final ListpackText text = new ListpackText();

  ListpackTest() {
    Listpack.create(block);
  }

  private void append(String element) {
    byte[] bytes = Ascii.bytes(element);
    Listpack.append(block, bytes, 0, bytes.length);
  }

  private String at(int at) {
    text.read(block.array(), at);
    return new String(text.array(), text.offset(), text.length(), ISO_8859_1);
  }

  private List<String> elements() {
    List<String> elements = new ArrayList<>();
    byte[] a = block.array();
    for (int at = Listpack.first(a, 0); at != Listpack.NONE; at = Listpack.next(a, at)) {
      elements.add(at(at));
    }
    return elements;
  }

  /** The bytes are what DUMP of redis-server 7.0.15 shows for a list of these elements. */
  @Test
  void everyNumberTakesRedisSmallestForm() {
    String elements =
        "0 127 128 -1 4095 -4096 4096 -4097 32767 -32768 32768 -32769 8388607 -8388608 8388608"
            + " -8388609 2147483647 -2147483648 2147483648 9223372036854775807"
            + " -9223372036854775808 9223372036854775808 a  007 -0";
    for (String element : elements.split(" ", -1)) {
      append(element);
    }
    String expected =
        "940000001a0000017f01c08002dfff02cfff02d00002f1001003f1ffef03f1ff7f03f1008003f200"
            + "800004f2ff7fff04f2ffff7f04f200008004f30000800005f3ffff7fff05f3ffffff7f05f3000000"
            + "8005f4000000800000000009f4ffffffffffffff7f09f40000000000000080099339323233333732"
            + "3033363835343737353830381481610280018330303704822d3003ff";
    assertThat(HexFormat.of().formatHex(block.array(), 0, block.length())).isEqualTo(expected);
    assertThat(elements()).containsExactly(elements.split(" ", -1));
  }

  @Test
  void theLengthAtTheEndGrowsWhereRedisLetsItGrow() {
    int[] lengths = {0, 63, 64, 125, 126, 4095, 4096, 16377, 16378, 2097145, 2097146};
    for (int length : lengths) {
      Listpack.create(block);
      append("x".repeat(length));
      append("y");
      assertThat(Listpack.isValid(block.array(), 0, block.length())).isTrue();
      int last = Listpack.last(block.array(), 0);
      assertThat(at(last)).isEqualTo("y");
      int first = Listpack.prev(block.array(), 0, last);
      assertThat(first).isEqualTo(Listpack.HEADER);
      assertThat(ListpackEntry.textLength(block.array(), first)).isEqualTo(length);
    }
    assertThat(ListpackEntry.stringSize(16382 - 5)).isEqualTo(16382 + 2);
    assertThat(ListpackEntry.stringSize(16383 - 5)).isEqualTo(16383 + 3);
  }

  @Test
  void aNumberIsFoundByItsDigitsOnly() {
    append("12");
    append("x");
    append("-7");
    byte[] a = block.array();
    assertThat(find("-7")).isEqualTo(Listpack.last(a, 0));
    assertThat(find("012")).isEqualTo(Listpack.NONE);
    assertThat(find("")).isEqualTo(Listpack.NONE);
    byte[] x = {'x'};
    assertThat(Listpack.find(a, Listpack.HEADER, x, 0, 1, 1)).isEqualTo(Listpack.NONE);
    assertThat(Listpack.find(a, Listpack.HEADER, x, 0, 1, 0)).isEqualTo(Listpack.HEADER + 2);
  }

  private int find(String element) {
    byte[] bytes = Ascii.bytes(element);
    return Listpack.find(
        block.array(), Listpack.first(block.array(), 0), bytes, 0, bytes.length, 0);
  }

  @Test
  void moreEntriesThanTheHeaderCountsAreWalked() {
    for (int i = 0; i < 65534; i++) {
      Listpack.appendInteger(block, 1);
    }
    assertThat(Listpack.count(block.array(), 0)).isEqualTo(65534);
    Listpack.appendInteger(block, 2);
    Listpack.appendInteger(block, 3);
    assertThat(block.array()[4]).isEqualTo((byte) 0xff);
    assertThat(Listpack.count(block.array(), 0)).isEqualTo(65536);
    assertThat(at(Listpack.seek(block.array(), 0, -1))).isEqualTo("3");
    assertThat(at(Listpack.seek(block.array(), 0, 65534))).isEqualTo("2");
    assertThat(Listpack.seek(block.array(), 0, 65536)).isEqualTo(Listpack.NONE);
    assertThat(Listpack.isValid(block.array(), 0, block.length())).isTrue();
  }

  @Test
  void everyEditLeavesWhatAListWouldHold() {
    Random random = new Random(7);
    List<String> model = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (model.size() > 60) {
        model.clear();
        Listpack.create(block);
      }
      edit(random, model);
      if (i % 20 == 0) {
        check(model);
      }
    }
  }

  private void edit(Random random, List<String> model) {
    String element = element(random);
    byte[] bytes = Ascii.bytes("__" + element);
    int length = bytes.length - 2;
    int index = model.isEmpty() ? 0 : random.nextInt(model.size());
    int at = Listpack.seek(block.array(), 0, index);
    switch (model.isEmpty() ? random.nextInt(2) : random.nextInt(8)) {
      case 0:
        Listpack.append(block, bytes, 2, length);
        model.add(element);
        break;
      case 1:
        Listpack.prepend(block, bytes, 2, length);
        model.add(0, element);
        break;
      case 2:
        Listpack.insert(block, at, bytes, 2, length);
        model.add(index, element);
        break;
      case 3:
        int inserted = Listpack.insertAfter(block, at, bytes, 2, length);
        model.add(index + 1, element);
        assertThat(at(inserted)).isEqualTo(element);
        break;
      case 4:
        Listpack.replace(block, at, bytes, 2, length);
        model.set(index, element);
        break;
      case 5:
        long number = random.nextLong() >> random.nextInt(64);
        Listpack.replaceInteger(block, at, number);
        model.set(index, Long.toString(number));
        break;
      case 6:
        int behind = Listpack.delete(block, at);
        model.remove(index);
        assertThat(behind == Listpack.NONE).isEqualTo(index == model.size());
        break;
      default:
        int count = random.nextInt(4);
        Listpack.deleteIndexes(block, index - model.size(), count);
        model.subList(index, Math.min(model.size(), index + count)).clear();
        break;
    }
  }

  private static String element(Random random) {
    switch (random.nextInt(4)) {
      case 0:
        return Long.toString(random.nextLong() >> random.nextInt(64));
      case 1:
        return "x".repeat(random.nextInt(300));
      case 2:
        return random.nextInt(50) == 0 ? "y".repeat(random.nextInt(20_000)) : "-";
      default:
        return Integer.toString(random.nextInt(10)) + (random.nextBoolean() ? "." : "");
    }
  }

  private void check(List<String> model) {
    byte[] a = block.array();
    assertThat(elements()).isEqualTo(model);
    assertThat(Listpack.count(a, 0)).isEqualTo(model.size());
    assertThat(Listpack.isValid(a, 0, block.length())).isTrue();
    int index = model.size();
    for (int at = Listpack.last(a, 0); at != Listpack.NONE; at = Listpack.prev(a, 0, at)) {
      index--;
      assertThat(at(at)).isEqualTo(model.get(index));
      assertThat(Listpack.seek(a, 0, index)).isEqualTo(at);
      assertThat(Listpack.seek(a, 0, index - model.size())).isEqualTo(at);
      byte[] bytes = Ascii.bytes(model.get(index));
      assertThat(ListpackEntry.equals(a, at, bytes, 0, bytes.length)).isTrue();
      int found = find(model.get(index));
      assertThat(at(found)).isEqualTo(model.get(index));
      assertThat(ListpackEntry.size(bytes, 0, bytes.length))
          .isEqualTo(ListpackEntry.skip(a, at) - at);
      byte[] copy = new byte[bytes.length];
      assertThat(ListpackEntry.writeText(a, at, copy, 0)).isEqualTo(copy.length);
      assertThat(copy).isEqualTo(bytes);
    }
    assertThat(index).isZero();
  }

  @Test
  void entriesMoveFromOneToAnotherAsTheyAre() {
    append("a");
    append("17");
    append("c");
    Block other = new Block();
    Listpack.create(other);
    byte[] a = block.array();
    Listpack.appendEntries(other, a, Listpack.HEADER, Listpack.end(a, 0), 3);
    Listpack.insertEntries(other, Listpack.HEADER, a, Listpack.last(a, 0), Listpack.end(a, 0), 1);
    byte[] moved = Arrays.copyOf(other.array(), other.length());
    block.set(moved, 0, moved.length);
    assertThat(elements()).containsExactly("c", "a", "17", "c");
  }

  /** Whatever passes the check can be walked both ways without leaving the bytes. */
  @Test
  void noChangedByteLeadsOutside() {
    Random random = new Random(3);
    for (String element : new String[] {"1", "hello", "70000", "", "-5", "x".repeat(70)}) {
      append(element);
    }
    append("z".repeat(5000));
    append("12345678901");
    byte[] good = Arrays.copyOf(block.array(), block.length());
    int accepted = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] bad = good.clone();
      int changes = 1 + random.nextInt(3);
      for (int c = 0; c < changes; c++) {
        bad[spot(random, bad.length)] = (byte) random.nextInt(256);
      }
      if (Listpack.isValid(bad, 0, bad.length)) {
        accepted++;
        walk(bad);
      }
    }
    assertThat(accepted).isPositive();
  }

  /** Mostly away from the long string in the middle, where nothing can go wrong. */
  private static int spot(Random random, int length) {
    int spot = random.nextInt(120);
    return random.nextBoolean() ? spot : length - 1 - random.nextInt(20);
  }

  private static void walk(byte[] a) {
    int entries = 0;
    for (int at = Listpack.first(a, 0); at != Listpack.NONE; at = Listpack.next(a, at)) {
      byte[] to = new byte[ListpackEntry.textLength(a, at)];
      ListpackEntry.writeText(a, at, to, 0);
      entries++;
    }
    assertThat(Listpack.count(a, 0)).isEqualTo(entries);
    for (int at = Listpack.last(a, 0); at != Listpack.NONE; at = Listpack.prev(a, 0, at)) {
      entries--;
    }
    assertThat(entries).isZero();
  }

  @Test
  void everyCutAndEveryHostileLengthIsRefused() {
    append("hello");
    append("x".repeat(5000));
    append("300");
    byte[] good = Arrays.copyOf(block.array(), block.length());
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThat(Listpack.isValid(cut, 0, length)).isFalse();
      if (length >= Listpack.EMPTY_BYTES) {
        Listpack.writeHeader(cut, 0, length, 0xffff);
        Listpack.writeEnd(cut, length - 1);
        boolean betweenEntries = length == 7 || length == 14 || length == 5021;
        assertThat(Listpack.isValid(cut, 0, length)).isEqualTo(betweenEntries);
      }
    }
    for (int length : new int[] {-1, -3, -5, Integer.MIN_VALUE, Integer.MAX_VALUE}) {
      byte[] bad = good.clone();
      for (int i = 0; i < 4; i++) {
        bad[Listpack.HEADER + 7 + 1 + i] = (byte) (length >> 8 * i);
      }
      assertThat(Listpack.isValid(bad, 0, bad.length)).isFalse();
    }
  }

  @Test
  void theEstimateOfARepeatedNumberIsExact() {
    for (int i = 0; i < 10; i++) {
      Listpack.appendInteger(block, 1000);
    }
    assertThat(Listpack.bytesOfRepeated(1000, 10)).isEqualTo(block.length());
    assertThat(Listpack.isSafeToAdd(Listpack.SAFETY_LIMIT, 0)).isTrue();
    assertThat(Listpack.isSafeToAdd(Listpack.SAFETY_LIMIT, 1)).isFalse();
  }
}
