package io.redissim.core.type.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Short lists grow and shrink at both ends and in the middle, within the room of their cells and
 * beyond it, and whatever is done to the key meanwhile sees the elements and nothing else.
 */
class PackedListTest extends CommandTest {
  private static final int KEYS = 4;
  private static final int MANY = 60;

  private final List<List<String>> model = new ArrayList<>();
  private Random random = new Random(0);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyChangesGiveWhatTheyGiveOnAPlainList(long seed) {
    random = new Random(seed);
    for (int i = 0; i < KEYS; i++) {
      model.add(new ArrayList<>());
    }
    for (int step = 0; step < 2500; step++) {
      int at = random.nextInt(KEYS);
      List<String> list = model.get(at);
      if (random.nextInt(12) == 0) {
        wholeKey(at);
      } else if (list.size() > MANY || random.nextInt(2) == 0) {
        remove("k" + at, list);
      } else {
        add("k" + at, list);
      }
      assertThat(stored("k" + at)).isEqualTo(model.get(at));
    }
    for (int i = 0; i < KEYS; i++) {
      assertThat(stored("k" + i)).isEqualTo(model.get(i));
    }
  }

  private void add(String key, List<String> list) {
    String element = element();
    int index = list.isEmpty() ? 0 : random.nextInt(list.size());
    switch (list.isEmpty() ? random.nextInt(2) : random.nextInt(5)) {
      case 0 -> {
        String second = element();
        run("LPUSH", key, element, second).isInteger(list.size() + 2);
        list.add(0, element);
        list.add(0, second);
      }
      case 1 -> {
        run("RPUSH", key, element).isInteger(list.size() + 1);
        list.add(element);
      }
      case 2 -> {
        String pivot = list.get(index);
        run("LINSERT", key, "BEFORE", pivot, element).isInteger(list.size() + 1);
        list.add(list.indexOf(pivot), element);
      }
      case 3 -> {
        run("LSET", key, Integer.toString(index), element).isOk();
        list.set(index, element);
      }
      default -> {
        run("LMOVE", key, key, "RIGHT", "LEFT").isBulk(list.get(list.size() - 1));
        Collections.rotate(list, 1);
      }
    }
  }

  private void remove(String key, List<String> list) {
    if (list.isEmpty()) {
      run("LPOP", key).isNil();
      return;
    }
    int count = 1 + random.nextInt(Math.min(3, list.size()));
    switch (random.nextInt(5)) {
      case 0 -> run("LPOP", key).isBulk(list.remove(0));
      case 1 -> run("RPOP", key).isBulk(list.remove(list.size() - 1));
      case 2 -> {
        run("LPOP", key, Integer.toString(count));
        list.subList(0, count).clear();
      }
      case 3 -> {
        String gone = list.get(random.nextInt(list.size()));
        boolean fromTail = random.nextBoolean();
        run("LREM", key, fromTail ? "-1" : "1", gone).isInteger(1);
        list.remove(fromTail ? list.lastIndexOf(gone) : list.indexOf(gone));
      }
      default -> {
        run("LTRIM", key, "1", Integer.toString(-1 - count)).isOk();
        list.subList(list.size() - Math.min(count, list.size()), list.size()).clear();
        list.subList(0, Math.min(1, list.size())).clear();
      }
    }
  }

  /** What is done to the key, not to the list. */
  private void wholeKey(int at) {
    String key = "k" + at;
    int other = (at + 1) % KEYS;
    if (model.get(at).isEmpty()) {
      return;
    }
    switch (random.nextInt(5)) {
      case 0 -> {
        run("COPY", key, "k" + other, "REPLACE").isInteger(1);
        model.set(other, new ArrayList<>(model.get(at)));
      }
      case 1 -> {
        run("RENAME", key, "k" + other).isOk();
        model.set(other, model.get(at));
        model.set(at, new ArrayList<>());
      }
      case 2 -> run("PEXPIRE", key, "1000000").isInteger(1);
      case 3 -> run("PERSIST", key);
      default -> {
        byte[] payload = run("DUMP", key).tree().bytes();
        run(bytes("RESTORE"), bytes("k" + other), bytes("0"), payload, bytes("REPLACE")).isOk();
        model.set(other, new ArrayList<>(model.get(at)));
      }
    }
    assertThat(stored("k" + other)).isEqualTo(model.get(other));
  }

  private String element() {
    return switch (random.nextInt(4)) {
      case 0 -> Integer.toString(random.nextInt(100_000));
      case 1 -> "e" + random.nextInt(10);
      default -> "x".repeat(random.nextInt(90)) + random.nextInt(100);
    };
  }

  private List<String> stored(String key) {
    List<String> elements = new ArrayList<>();
    for (Reply element : run("LRANGE", key, "0", "-1").tree().elements()) {
      elements.add(element.text());
    }
    return elements;
  }

  private static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /** A queue in steady state takes no more memory than its longest state did. */
  @Test
  void aQueueThatRunsThroughAListKeepsItsSize() {
    for (int i = 0; i < 100; i++) {
      run("RPUSH", "queue", "element number " + i);
    }
    long before = run("MEMORY", "USAGE", "queue").tree().integer();
    for (int i = 100; i < 1000; i++) {
      run("RPUSH", "queue", "element number " + i);
      run("LPOP", "queue");
    }
    long after = run("MEMORY", "USAGE", "queue").tree().integer();
    assertThat(after).isLessThan(before * 5 / 4);
    run("OBJECT", "ENCODING", "queue").isBulk("listpack");
  }

  @Test
  void aListThatShrinksGivesItsMemoryBack() {
    for (int i = 0; i < 200; i++) {
      run("RPUSH", "k", "element number " + i);
    }
    for (int i = 0; i < 99; i++) {
      run("LPOP", "k");
      run("RPOP", "k");
    }
    run("LRANGE", "k", "0", "-1").isArrayOf("element number 99", "element number 100");
    assertThat(run("MEMORY", "USAGE", "k").tree().integer()).isLessThan(120);
  }
}
