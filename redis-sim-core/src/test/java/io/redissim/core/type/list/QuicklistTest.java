package io.redissim.core.type.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.keyspace.LargeValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuicklistTest {
  private final ListLimits limits = new ListLimits();
  private final List<String> model = new ArrayList<>();

  /** Nodes limited by elements and by bytes; elements of a node of their own, many and few. */
  @ParameterizedTest
  @CsvSource({"-1,0", "-2,0", "1,0", "3,0", "16,0", "128,100", "-5,1", "-1,20"})
  void everyChangeLeavesWhatAListWouldHold(int fill, int plainFrom) {
    limits.fill(fill);
    limits.plainFrom(plainFrom);
    Quicklist list = new Quicklist(limits.fillOfNew());
    Random random = new Random(fill * 100L + plainFrom);
    for (int i = 0; i < 6000; i++) {
      change(list, random);
      if (i % 50 == 0) {
        check(list);
      }
    }
    assertThat(list.nodes()).isPositive();
    check((Quicklist) list.copy());
  }

  private void change(Quicklist list, Random random) {
    String element = element(random);
    byte[] bytes = Ascii.bytes("--" + element);
    int length = bytes.length - 2;
    int what = model.isEmpty() ? random.nextInt(2) : random.nextInt(model.size() > 500 ? 9 : 8);
    int index = model.isEmpty() ? 0 : random.nextInt(model.size());
    long place = model.isEmpty() ? 0 : list.locate(index);
    int node = (int) (place >> 32);
    int at = model.isEmpty() ? 0 : list.entry(node, (int) place);
    switch (what) {
      case 0, 2 -> {
        list.push(limits, true, bytes, 2, length);
        model.add(0, element);
      }
      case 1, 3 -> {
        list.push(limits, false, bytes, 2, length);
        model.add(element);
      }
      case 4 -> {
        list.insert(limits, node, at, false, bytes, 2, length);
        model.add(index, element);
      }
      case 5 -> {
        list.insert(limits, node, at, true, bytes, 2, length);
        model.add(index + 1, element);
      }
      case 6 -> {
        list.replace(limits, node, at, bytes, 2, length);
        model.set(index, element);
      }
      case 7 -> {
        list.remove(node, at);
        model.remove(index);
      }
      default -> {
        int count = Math.min(model.size() - index, random.nextInt(300));
        list.removeRange(index, count);
        model.subList(index, index + count).clear();
      }
    }
  }

  private static String element(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Long.toString(random.nextLong() >> random.nextInt(64));
      case 1 -> "x".repeat(random.nextInt(150));
      case 2 -> random.nextInt(20) == 0 ? "y".repeat(random.nextInt(12_000)) : "";
      default -> "e" + random.nextInt(100);
    };
  }

  private void check(Quicklist list) {
    assertThat(list.size()).isEqualTo(model.size());
    int index = 0;
    long bytes = 0;
    for (int node = 0; node < list.nodes(); node++) {
      byte[] a = list.array(node);
      bytes += LargeValue.heapBytes(a);
      if (list.isPlain(node)) {
        assertThat(Ascii.string(a)).isEqualTo(model.get(index++));
        continue;
      }
      assertThat(Listpack.isValid(a, list.start(node), list.bytes(node))).isTrue();
      assertThat(Listpack.count(a, list.start(node))).isEqualTo(list.count(node));
      int at = Listpack.first(a, list.start(node));
      for (; at != Listpack.NONE; at = Listpack.next(a, at)) {
        byte[] text = new byte[ListpackEntry.textLength(a, at)];
        ListpackEntry.writeText(a, at, text, 0);
        assertThat(Ascii.string(text)).isEqualTo(model.get(index++));
      }
    }
    assertThat(index).isEqualTo(model.size());
    assertThat(list.nodeBytes()).isEqualTo(bytes);
  }
}
