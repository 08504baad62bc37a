package io.redissim.core.keyspace.table;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.keyspace.KeyspaceFullException;
import io.redissim.core.keyspace.table.PackedTable.Values;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PackedTableTest {
  private static final KeyHash HASH = new KeyHash(42);

  private final Map<String, String> model = new HashMap<>();
  private int granted = Integer.MAX_VALUE;
  private int refusals;

  private void grow() {
    if (granted-- <= 0) {
      refusals++;
      throw new OutOfMemoryError("refused by the test");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // seed, values, steps, keys, longest, greatest depth
    "1, NONE, 60000, 300, 20, 26",
    "2, LONG, 60000, 20000, 20, 26",
    "3, BYTES, 60000, 2000, 100, 26",
    "4, BYTES, 60000, 3000, 400, 26",
    "5, NONE, 60000, 500, 300, 2",
    "6, LONG, 30000, 900, 200, 1",
    "7, BYTES, 30000, 400, 300, 0",
    "8, BYTES, 30000, 3, 300, 26",
    "9, NONE, 200000, 100000, 20, 26",
  })
  void behavesLikeAHashMapAlsoWhenTheHeapRefuses(
      long seed, Values values, int steps, int keys, int longest, int maxDepth) {
    Random random = new Random(seed);
    PackedTable table = new PackedTable(HASH, values, maxDepth, this::grow);
    int additions = 3;
    for (int step = 0; step < steps; step++) {
      if (step % (steps / 4) == 0) {
        additions = additions == 3 ? 1 : 3;
      }
      String key = key(random.nextInt(keys), longest);
      if (random.nextInt(4) < additions) {
        put(table, random, key, longest);
      } else {
        granted = random.nextInt(3); // a removal works without any memory
        assertThat(table.remove(bytes(key), 0, key.length())).isEqualTo(model.containsKey(key));
        model.remove(key);
        granted = Integer.MAX_VALUE;
      }
      assertThat(valueOf(table, key)).isEqualTo(model.get(key));
      if (step % (steps / 10) == 0) {
        check(table);
        check(table.copy());
        scanWhileChanging(table, random, longest);
      }
    }
    check(table);
    for (String key : List.copyOf(model.keySet())) {
      table.removeAt(table.find(bytes(key), 0, key.length()));
      model.remove(key);
    }
    check(table);
    assertThat(table.heapBytes()).isLessThan(1000);
    assertThat(refusals).isGreaterThan(5);
  }

  private void put(PackedTable table, Random random, String key, int longest) {
    String value = Long.toString(random.nextLong() >> random.nextInt(64));
    if (random.nextInt(3) == 0) {
      value = value.repeat(longest).substring(0, random.nextInt(longest));
    }
    boolean replaces = table.values() != Values.NONE && random.nextBoolean();
    while (true) {
      granted = random.nextInt(5);
      try {
        put(table, key, value, replaces);
        granted = Integer.MAX_VALUE;
        return;
      } catch (OutOfMemoryError refused) {
        granted = Integer.MAX_VALUE;
        assertThat(valueOf(table, key)).isEqualTo(model.get(key));
        assertThat(table.size()).isEqualTo(model.size());
      }
    }
  }

  private void put(PackedTable table, String key, String value, boolean replaces) {
    byte[] k = bytes("<" + key + ">");
    int length = key.length();
    long number = value.hashCode();
    boolean isNew = !model.containsKey(key);
    boolean added =
        switch (table.values()) {
          case NONE -> table.addIfAbsent(k, 1, length);
          case LONG ->
              replaces ? table.put(k, 1, length, number) : table.putIfAbsent(k, 1, length, number);
          case BYTES -> table.put(k, 1, length, bytes("<" + value), 1, value.length());
        };
    assertThat(added).isEqualTo(isNew);
    switch (table.values()) {
      case NONE -> model.put(key, "");
      case LONG -> {
        if (replaces || isNew) {
          model.put(key, Long.toString(number));
        }
      }
      case BYTES -> model.put(key, value);
    }
  }

  /** An element present from the first call to the last is visited exactly once. */
  private void scanWhileChanging(PackedTable table, Random random, int longest) {
    Set<String> stable = new HashSet<>(model.keySet());
    List<String> visited = new ArrayList<>();
    long cursor = 0;
    int count = 1 + random.nextInt(60);
    do {
      int before = visited.size();
      cursor = table.scan(cursor, count, (t, at) -> visited.add(keyAt(t, at)));
      assertThat(cursor).isBetween(0L, (1L << 48) - 1);
      assertThat(visited.size() - before).isLessThanOrEqualTo(count);
      for (int i = random.nextInt(1 + model.size() / 20); i > 0; i--) {
        String extra = key(1_000_000 + random.nextInt(150), longest);
        if (random.nextInt(3) != 0) {
          granted = Integer.MAX_VALUE;
          put(table, extra, "1", true);
        } else {
          table.remove(bytes(extra), 0, extra.length());
          model.remove(extra);
        }
      }
    } while (cursor != 0);
    visited.removeIf(key -> !stable.contains(key));
    assertThat(visited).doesNotHaveDuplicates();
    assertThat(new HashSet<>(visited)).isEqualTo(stable);
    for (String key : List.copyOf(model.keySet())) {
      if (!stable.contains(key)) {
        assertThat(table.remove(bytes(key), 0, key.length())).isTrue();
        model.remove(key);
      }
    }
  }

  private void check(PackedTable table) {
    assertThat(table.size()).isEqualTo(model.size());
    assertThat(table.heapBytes()).isEqualTo(table.recomputedBytes());
    Map<String, String> content = new HashMap<>();
    for (long at = table.first(); at != PackedTable.NONE; at = table.next(at)) {
      assertThat(content.put(keyAt(table, at), valueAt(table, at))).isNull();
    }
    assertThat(content).isEqualTo(model);
    for (String key : model.keySet()) {
      assertThat(valueOf(table, key)).isEqualTo(model.get(key));
    }
  }

  private static @Nullable String valueOf(PackedTable table, String key) {
    long at = table.find(bytes(key), 0, key.length());
    return at == PackedTable.NONE ? null : valueAt(table, at);
  }

  private static String keyAt(PackedTable table, long at) {
    return new String(table.keyArray(at), table.keyOffset(at), table.keyLength(at), ISO_8859_1);
  }

  private static String valueAt(PackedTable table, long at) {
    return switch (table.values()) {
      case NONE -> "";
      case LONG -> Long.toString(table.longValue(at));
      case BYTES ->
          new String(
              table.valueArray(at), table.valueOffset(at), table.valueLength(at), ISO_8859_1);
    };
  }

  @ParameterizedTest
  @EnumSource(Values.class)
  void anEmptyKeyIsAKey(Values values) {
    PackedTable table = new PackedTable(HASH, values);
    switch (values) {
      case NONE -> table.addIfAbsent(bytes(""), 0, 0);
      case LONG -> table.put(bytes(""), 0, 0, -1);
      case BYTES -> table.put(bytes(""), 0, 0, bytes(""), 0, 0);
    }
    assertThat(table.find(bytes(""), 0, 0)).isNotEqualTo(PackedTable.NONE);
    assertThat(table.size()).isEqualTo(1);
    assertThat(table.remove(bytes(""), 0, 0)).isTrue();
    assertThat(table.first()).isEqualTo(PackedTable.NONE);
    assertThat(table.random(() -> 0)).isEqualTo(PackedTable.NONE);
  }

  @Test
  void aNodeThatCannotSplitTakesSomeHundredsOfElementsAndRefusesMore() {
    PackedTable table = new PackedTable(HASH, Values.NONE, 0, () -> {});
    byte[] key = new byte[127];
    for (int i = 0; i < 600; i++) {
      key[0] = (byte) i;
      key[1] = (byte) (i >> 8);
      assertThat(table.addIfAbsent(key, 0, 127)).isTrue();
    }
    key[2] = 1;
    assertThatThrownBy(() -> table.addIfAbsent(key, 0, 127))
        .isInstanceOf(KeyspaceFullException.class);
    assertThat(table.size()).isEqualTo(600);
    assertThat(table.heapBytes()).isEqualTo(table.recomputedBytes());
    key[2] = 0;
    assertThat(table.contains(key, 0, 127)).isTrue();
  }

  @Test
  void randomElementsAreUniformAlsoInALopsidedTable() {
    Random random = new Random(5);
    PackedTable table = new PackedTable(HASH, Values.NONE);
    for (int i = 0; i < 20_000; i++) {
      table.addIfAbsent(bytes("key:" + i), 0, ("key:" + i).length());
    }
    // All go but those of a narrow range of the order, and a few others.
    List<String> order = new ArrayList<>();
    for (long at = table.first(); at != PackedTable.NONE; at = table.next(at)) {
      order.add(keyAt(table, at));
    }
    for (int i = 0; i < order.size(); i++) {
      if ((i < 7000 || i >= 7060) && i % 500 != 0) {
        table.remove(bytes(order.get(i)), 0, order.get(i).length());
      }
    }
    int draws = 1000;
    Map<String, Integer> drawn = new HashMap<>();
    for (long i = 0; i < draws * table.size(); i++) {
      drawn.merge(keyAt(table, table.random(random::nextLong)), 1, Integer::sum);
    }
    assertThat(drawn).hasSize((int) table.size());
    double chiSquare = 0;
    for (int count : drawn.values()) {
      chiSquare += (double) (count - draws) * (count - draws) / draws;
    }
    assertThat(chiSquare / table.size()).isLessThan(1.5);
  }

  @ParameterizedTest
  @CsvSource({
    "NONE, 0, 3000, 12, 26",
    "LONG, 3000, 3000, 12, 26",
    "BYTES, 500, 3000, 300, 26",
    "NONE, 3000, 3000, 12, 3",
    "LONG, 40, 40, 12, 26",
    "BYTES, 3000, 10, 12, 26",
  })
  void aTableThatWasToldWhatComesHoldsTheSame(
      Values values, int expected, int keys, int longest, int maxDepth) {
    Random random = new Random(keys);
    PackedTable table = new PackedTable(HASH, values, maxDepth, this::grow);
    table.expect(expected);
    for (int i = 0; i < keys; i++) {
      put(table, random, key(i, longest), longest);
      if (i % 500 == 0) {
        check(table);
      }
    }
    granted = 2;
    table.settle();
    check(table); // and is whole where the heap refused
    granted = Integer.MAX_VALUE;
    table.expect(1);
    table.settle();
    check(table);
    for (String key : List.copyOf(model.keySet())) {
      assertThat(table.remove(bytes(key), 0, key.length())).isTrue();
      model.remove(key);
    }
    check(table);
  }

  @Test
  void aTableThatWasToldWhatComesTakesHardlyMoreMemory() {
    PackedTable told = new PackedTable(HASH, Values.NONE);
    PackedTable other = new PackedTable(HASH, Values.NONE);
    told.expect(50_000);
    for (int i = 0; i < 50_000; i++) {
      byte[] key = bytes("member:" + (100_000 + i));
      told.addNew(key, 0, key.length, told.hash(key, 0, key.length));
      other.addIfAbsent(key, 0, key.length);
    }
    told.settle();
    assertThat(told.heapBytes()).isLessThan(other.heapBytes() * 21 / 20);
  }

  @Test
  void fillingInTheOrderOfAnotherTableCostsNoMoreMemory() {
    PackedTable table = new PackedTable(HASH, Values.NONE);
    for (int i = 0; i < 100_000; i++) {
      table.addIfAbsent(bytes("element:" + i), 0, ("element:" + i).length());
    }
    PackedTable second = new PackedTable(HASH, Values.NONE);
    long most = 0;
    for (long at = table.first(); at != PackedTable.NONE; at = table.next(at)) {
      second.addIfAbsent(table.keyArray(at), table.keyOffset(at), table.keyLength(at));
      most = Math.max(most, second.heapBytes() / second.size());
      if (second.size() == 1000) {
        assertThat(second.heapBytes()).isLessThan(30_000);
      }
    }
    assertThat(second.heapBytes())
        .isBetween(table.heapBytes() * 9 / 10, table.heapBytes() * 11 / 10);
  }

  @Test
  void aMemberOf16BytesTakesAtMost24() {
    PackedTable table = new PackedTable(HASH, Values.NONE);
    for (int i = 0; i < 200_000; i++) {
      byte[] key = bytes("member:%09d".formatted(i));
      table.addIfAbsent(key, 0, 16);
    }
    assertThat((double) table.heapBytes() / table.size()).isLessThan(24);
  }

  private static String key(int number, int longest) {
    return switch (number % 20) {
      case 0 -> number == 0 ? "" : "long".repeat(longest / 4) + number;
      case 1 -> "k" + number;
      default -> "key:" + number;
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
