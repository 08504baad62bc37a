package io.redissim.core.type.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.KeyHash;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FieldDeadlinesTest {
  private final KeyHash hash = new KeyHash(7);
  private final HashText name = new HashText();

  @Test
  void doesWhatAMapDoes() {
    Random random = new Random(42);
    FieldDeadlines deadlines = new FieldDeadlines();
    Map<String, Long> model = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      String field = "f" + random.nextInt(i < 10_000 ? 500 : 20);
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          long deadline = random.nextInt(1000);
          set(deadlines, field, deadline);
          model.put(field, deadline);
        }
        case 2 -> assertThat(remove(deadlines, field)).isEqualTo(model.remove(field) != null);
        default -> {
          if (!model.isEmpty()) {
            deadlines.first(name);
            String first = Ascii.string(copy(name));
            assertThat(model.get(first)).isEqualTo(deadlines.first());
            deadlines.removeFirst();
            model.remove(first);
          }
        }
      }
      check(deadlines, model, field);
      if (i % 1000 == 0) {
        deadlines = deadlines.copy();
      }
    }
  }

  private void check(FieldDeadlines deadlines, Map<String, Long> model, String field) {
    assertThat(deadlines.size()).isEqualTo(model.size());
    assertThat(deadlines.first())
        .isEqualTo(
            model.values().stream().min(Comparator.naturalOrder()).orElse(FieldDeadlines.NONE));
    byte[] bytes = Ascii.bytes(field);
    assertThat(deadlines.get(bytes, 0, bytes.length, hash.of(bytes, 0, bytes.length)))
        .isEqualTo(model.getOrDefault(field, FieldDeadlines.NONE));
  }

  @Test
  void namesThatAreGoneDoNotPileUp() {
    FieldDeadlines deadlines = new FieldDeadlines();
    for (int i = 0; i < 100_000; i++) {
      set(deadlines, "field" + i, i);
      if (i >= 10) {
        assertThat(remove(deadlines, "field" + (i - 10))).isTrue();
      }
    }
    assertThat(deadlines.heapBytes()).isLessThan(2000);
  }

  private void set(FieldDeadlines deadlines, String field, long deadline) {
    byte[] bytes = Ascii.bytes(field);
    deadlines.reserve(bytes.length);
    deadlines.set(bytes, 0, bytes.length, hash.of(bytes, 0, bytes.length), deadline);
  }

  private boolean remove(FieldDeadlines deadlines, String field) {
    byte[] bytes = Ascii.bytes(field);
    return deadlines.remove(bytes, 0, bytes.length, hash.of(bytes, 0, bytes.length));
  }

  private static byte[] copy(HashText text) {
    byte[] bytes = new byte[text.length()];
    System.arraycopy(text.array(), text.offset(), bytes, 0, bytes.length);
    return bytes;
  }
}
