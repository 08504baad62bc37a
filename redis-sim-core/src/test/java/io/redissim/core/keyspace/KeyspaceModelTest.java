package io.redissim.core.keyspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random operations on two databases, compared with a hash map after each of them. */
class KeyspaceModelTest {
  private static final long START = 1_700_000_000_000L;

  private record Value(String bytes, long deadline) {}

  private final Map<String, Long> expiredAt = new HashMap<>();
  private final List<Map<String, Value>> model = List.of(new HashMap<>(), new HashMap<>());
  private Random random = new Random(0);
  private Keyspace keyspace = new Keyspace(2, 0);
  private long now = START;
  private int keyCount;

  @ParameterizedTest
  @CsvSource({
    // seed, steps, keys, longest value, milliseconds of a deadline
    "1, 60000, 50, 60, 200",
    "2, 60000, 3000, 300, 20000",
    "3, 20000, 200, 40000, 5000",
    "4, 100000, 20000, 60, 1000000",
    "5, 60000, 500, 5000, 100000000",
    "6, 30000, 5, 20, 50",
    "7, 60000, 2000, 4000, 3000",
  })
  void behavesLikeAHashMap(long seed, int steps, int keys, int longest, int millis) {
    random = new Random(seed);
    keyspace = new Keyspace(2, seed);
    keyCount = keys;
    keyspace.listen(
        new KeyspaceListener() {
          @Override
          public void expired(Database database, Key key) {
            Value gone = model.get(database.index()).remove(key.toString());
            assertThat(gone).as("an expired key was there").isNotNull();
            assertThat(gone.deadline).isNotEqualTo(Database.NO_DEADLINE).isLessThan(now);
            expiredAt.merge(key.toString(), 1L, Long::sum);
          }
        });
    int checkEvery = Math.max(steps / 40, keys / 2);
    for (int step = 0; step < steps; step++) {
      step(longest, millis);
      if (step % checkEvery == 0) {
        KeyspaceInvariants.check(keyspace);
        compareAll();
      }
    }
    while (keyspace.compact(3)) {
      KeyspaceInvariants.check(keyspace);
    }
    compareAll();
    now += 4L * millis;
    keyspace.now(now);
    expireAllDue();
    compareAll();
    assertThat(keyspace.database(0).expires()).isZero();
    keyspace.clear();
    model.forEach(Map::clear);
    compareAll();
    assertThat(expiredAt).isNotEmpty();
  }

  private void step(int longest, int millis) {
    int number = random.nextInt(8) == 0 ? 1 : 0;
    Database database = keyspace.database(number);
    Map<String, Value> expected = model.get(number);
    String name = name();
    Key key = key(name);
    Value before = alive(number, name);
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> {
        long deadline = deadline(millis);
        String value = value(longest);
        if (random.nextInt(4) == 0) {
          database.setString(key, bytes(value), deadline);
        } else {
          byte[] array = bytes("++" + value + "--");
          database.setString(key, array, 2, array.length - 4, deadline);
        }
        long kept = before == null ? Database.NO_DEADLINE : before.deadline;
        expected.put(name, new Value(value, deadline == Database.KEEP_DEADLINE ? kept : deadline));
      }
      case 4, 5 -> {
        long value = random.nextLong() >> random.nextInt(64);
        long deadline = random.nextBoolean() ? Database.NO_DEADLINE : Database.KEEP_DEADLINE;
        database.setLong(key, value, deadline);
        long kept = before == null ? Database.NO_DEADLINE : before.deadline;
        expected.put(
            name,
            new Value(Long.toString(value), deadline == Database.KEEP_DEADLINE ? kept : deadline));
      }
      case 6, 7, 8 -> {
        String old = before == null ? "" : before.bytes;
        String added = value(Math.max(1, longest / 10));
        StringValue edited = database.editString(key, old.length() + added.length());
        edited.write(old.length(), bytes(added), 0, added.length());
        long kept = before == null ? Database.NO_DEADLINE : before.deadline;
        if (old.length() > 4L * longest) {
          database.editString(key, 7);
          expected.put(name, new Value((old + added).substring(0, 7), kept));
        } else {
          expected.put(name, new Value(old + added, kept));
        }
        assertThat(requireNonNull(database.peek(key)).encoding()).isEqualTo(Encoding.RAW);
      }
      case 9, 10 -> {
        assertThat(database.remove(key)).isEqualTo(before != null);
        expected.remove(name);
      }
      case 11, 12 -> {
        long deadline = Math.max(Database.NO_DEADLINE, deadline(millis));
        assertThat(database.setDeadline(key, deadline)).isEqualTo(before != null);
        if (before != null) {
          expected.put(name, new Value(before.bytes, deadline));
        }
      }
      case 13 -> {
        int targetNumber = random.nextInt(2);
        String to = name();
        alive(targetNumber, to);
        boolean moved = database.rename(key, keyspace.database(targetNumber), key(to));
        assertThat(moved).isEqualTo(before != null);
        if (before != null) {
          expected.remove(name);
          model.get(targetNumber).put(to, before);
        }
      }
      case 14 -> {
        int targetNumber = random.nextInt(2);
        String to = name();
        alive(targetNumber, to);
        boolean copied = database.copy(key, keyspace.database(targetNumber), key(to));
        assertThat(copied).isEqualTo(before != null);
        if (before != null) {
          model.get(targetNumber).put(to, before);
        }
      }
      case 15 -> {
        now += random.nextInt(1 + millis / 50);
        keyspace.now(now);
      }
      case 16 -> database.expireDue(now, 1 + random.nextInt(20));
      case 17 -> scanWhileChanging(number);
      case 18 -> {
        keyspace.compact(1);
        Entry any = database.randomKey();
        if (any == null) {
          assertThat(database.size()).isZero();
        } else {
          assertThat(expected).containsKey(keyOf(any));
        }
      }
      default -> rarely(number);
    }
    compare(number, name);
  }

  private void rarely(int number) {
    switch (random.nextInt(400)) {
      case 0 -> {
        expireAllDue();
        assertThat(keyspace.database(number).clear()).isEqualTo(model.get(number).size());
        model.get(number).clear();
      }
      case 1 -> {
        keyspace.swap(0, 1);
        Map<String, Value> zero = new HashMap<>(model.get(0));
        model.get(0).clear();
        model.get(0).putAll(model.get(1));
        model.get(1).clear();
        model.get(1).putAll(zero);
      }
      default -> {}
    }
  }

  /** A key present from the first call to the last is visited exactly once. */
  private void scanWhileChanging(int number) {
    Database database = keyspace.database(number);
    Map<String, Value> expected = model.get(number);
    if (random.nextInt(20) != 0) {
      return;
    }
    Set<String> stable = new HashSet<>(expected.keySet());
    List<String> visited = new ArrayList<>();
    long cursor = 0;
    do {
      cursor = database.scan(cursor, 1 + random.nextInt(50), e -> visited.add(keyOf(e)));
      for (int i = random.nextInt(60); i > 0; i--) {
        String name = random.nextInt(8) == 0 ? name() : "extra" + random.nextInt(2000);
        if (alive(number, name) == null) {
          stable.remove(name);
        }
        if (random.nextInt(3) == 0) {
          database.remove(key(name));
          expected.remove(name);
          stable.remove(name);
        } else {
          database.setString(key(name), bytes("xy"), 0, 2, Database.NO_DEADLINE);
          expected.put(name, new Value("xy", Database.NO_DEADLINE));
        }
      }
      if (random.nextInt(5) == 0) {
        keyspace.compact(1);
      }
    } while (cursor != 0);
    stable.retainAll(expected.keySet());
    List<String> seen = new ArrayList<>(visited);
    seen.retainAll(stable);
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(new HashSet<>(seen)).isEqualTo(stable);
    for (int i = 0; i < 2000; i++) {
      database.remove(key("extra" + i));
      expected.remove("extra" + i);
    }
  }

  private void expireAllDue() {
    now += 16;
    keyspace.now(now);
    for (int i = 0; i < 2; i++) {
      while (keyspace.database(i).expireDue(now, 7) == 7) {}
    }
  }

  /** The model's value, after what has expired by now is gone from it. */
  private @Nullable Value alive(int number, String name) {
    Value value = model.get(number).get(name);
    if (value != null && value.deadline != Database.NO_DEADLINE && now > value.deadline) {
      assertThat(keyspace.database(number).contains(key(name))).isFalse();
      assertThat(model.get(number)).doesNotContainKey(name);
      return null;
    }
    return value;
  }

  private void compareAll() {
    for (int i = 0; i < 2; i++) {
      for (String name : List.copyOf(model.get(i).keySet())) {
        compare(i, name);
      }
      assertThat(keyspace.database(i).size()).isEqualTo(model.get(i).size());
    }
  }

  private void compare(int number, String name) {
    Value expected = alive(number, name);
    Database database = keyspace.database(number);
    Entry entry = database.find(key(name));
    if (expected == null) {
      assertThat(entry).isNull();
      return;
    }
    if (entry == null) {
      throw new AssertionError("%s is missing in %d".formatted(name, number));
    }
    assertThat(keyOf(entry)).isEqualTo(name);
    assertThat(entry.deadline()).isEqualTo(expected.deadline);
    StringValue value = requireNonNull(database.find(key(name), ValueType.STRING));
    if (!new String(value.copy(), ISO_8859_1).equals(expected.bytes)) {
      assertThat(new String(value.copy(), ISO_8859_1)).isEqualTo(expected.bytes);
    }
    assertThat(value.length()).isEqualTo(expected.bytes.length());
  }

  private String name() {
    int number = random.nextInt(keyCount);
    return switch (number % 50) {
      case 0 -> "key with a long name ".repeat(15) + number;
      case 1 -> number % 500 == 1 ? "huge".repeat(10_000) + number : "k" + number;
      default -> "key:" + number;
    };
  }

  private String value(int longest) {
    int length = random.nextInt(longest);
    if (random.nextInt(4) == 0) {
      return Long.toString(random.nextInt(2000) - 1000);
    }
    char[] chars = new char[length];
    for (int i = 0; i < length; i++) {
      chars[i] = (char) random.nextInt(256);
    }
    return new String(chars);
  }

  private long deadline(int millis) {
    return switch (random.nextInt(6)) {
      case 0, 1 -> Database.NO_DEADLINE;
      case 2 -> Database.KEEP_DEADLINE;
      default -> now + random.nextInt(millis);
    };
  }

  private Key key(String name) {
    return Key.of(keyspace.keyHash(), bytes(name));
  }

  private static byte[] bytes(String text) {
    return Ascii.bytes(text);
  }

  private static String keyOf(Entry entry) {
    return new String(entry.keyArray(), entry.keyOffset(), entry.keyLength(), ISO_8859_1);
  }
}
