package io.redissim.core.bytes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistinctBytesTest {
  private static final KeyHash HASH = new KeyHash(42);

  private final DistinctBytes distinct = new DistinctBytes();

  @Test
  void stringsAreNumberedAsTheyCome() {
    Random random = new Random(6);
    for (int elements : new int[] {10, 100, 3_000, 20, 5_000, 1}) {
      distinct.clear();
      if (random.nextBoolean()) {
        distinct.expect(random.nextInt(elements));
      }
      fill(random, elements);
    }
  }

  private void fill(Random random, int elements) {
    Map<String, Integer> model = new HashMap<>();
    List<String> order = new ArrayList<>();
    byte[] passing = new byte[200];
    for (int i = 0; i < 2 * elements; i++) {
      String element = "e".repeat(random.nextInt(100)) + random.nextInt(elements);
      byte[] bytes = Ascii.bytes(element);
      long hash = HASH.of(bytes, 0, bytes.length);
      int found = distinct.find(bytes, 0, bytes.length, hash);
      assertThat(found).isEqualTo(model.getOrDefault(element, -1));
      if (found < 0) {
        model.put(element, order.size());
        order.add(element);
        if (random.nextBoolean()) {
          distinct.add(bytes, 0, bytes.length, hash, false);
        } else {
          System.arraycopy(bytes, 0, passing, 7, bytes.length);
          distinct.add(passing, 7, bytes.length, hash, true);
        }
      }
    }
    assertThat(distinct.size()).isEqualTo(order.size());
    for (int i = 0; i < order.size(); i++) {
      String element =
          Ascii.string(distinct.array(i))
              .substring(distinct.offset(i), distinct.offset(i) + distinct.length(i));
      assertThat(element).isEqualTo(order.get(i));
    }
  }
}
