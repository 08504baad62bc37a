package io.redissim.core.keyspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Key;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The heap refuses an array in the middle of an operation: the operation has not happened, and the
 * keyspace goes on. Random operations, each repeated with a random number of arrays granted until
 * it gets all it wants; what it got in vain may stay, so the refusals wander through its demands.
 */
class RefusedGrowthTest {
  private record Value(String text, long deadline) {}

  private interface Operation {
    void run();
  }

  private final Map<String, Value> model = new HashMap<>();
  private long now = 1_700_000_000_000L;
  private int granted = Integer.MAX_VALUE;
  private int refusals;
  private final Random grants = new Random(0);
  private final Keyspace keyspace = new Keyspace(1, 0, this::grow);
  private final Database db = keyspace.database(0);

  private void grow() {
    if (granted-- == 0) {
      refusals++;
      throw new OutOfMemoryError("refused by the test");
    }
  }

  @ParameterizedTest
  @CsvSource({
    // seed, steps, keys, milliseconds of a deadline
    "1, 6000, 40, 500",
    "2, 20000, 6000, 100000",
    "3, 20000, 3000, 5000",
    "4, 30000, 20000, 2000000000",
    "5, 20000, 200, 3000000",
    "6, 40000, 400, 300000000",
    "7, 60000, 30000, 100000",
  })
  void anOperationThatIsRefusedMemoryHasNotHappened(long seed, int steps, int keys, int millis) {
    Random random = new Random(seed);
    keyspace.listen(
        new KeyspaceListener() {
          @Override
          public void expired(Database database, Key key) {
            Value gone = model.remove(key.toString());
            assertThat(gone).isNotNull();
          }
        });
    int writes = 10;
    for (int step = 0; step < steps; step++) {
      if (step % (steps / 5) == 0) {
        writes = writes == 10 ? 4 : 10; // the keyspace grows, then shrinks, and so on
      }
      keyspace.now(now += random.nextInt(1 + millis / 2000));
      run(operation(random, 14 - writes, keys, millis));
    }
    now += 2L * millis;
    keyspace.now(now);
    run(() -> expire(Integer.MAX_VALUE));
    check();
    assertThat(db.expires()).isZero();
    assertThat(refusals).isGreaterThan(10);
  }

  private void run(Operation operation) {
    for (int attempt = 2; ; attempt++) {
      granted = grants.nextInt(attempt / 2);
      try {
        operation.run();
        granted = Integer.MAX_VALUE;
        return;
      } catch (OutOfMemoryError refused) {
        granted = Integer.MAX_VALUE;
        check();
      }
    }
  }

  private Operation operation(Random random, int removals, int keys, int millis) {
    String name = name(random.nextInt(keys));
    Key key = key(name);
    long deadline = random.nextInt(3) == 0 ? Database.NO_DEADLINE : now + random.nextInt(millis);
    int kind = random.nextInt(16);
    if (kind < removals) {
      return () -> {
        db.remove(key);
        model.remove(name);
      };
    }
    String text = text(random);
    return switch (kind) {
      case 11 ->
          () -> {
            boolean there = db.setDeadline(key, deadline);
            Value value = model.get(name);
            assertThat(there).isEqualTo(value != null);
            if (value != null) {
              model.put(name, new Value(value.text, deadline));
            }
          };
      case 12 -> {
        String to = name(random.nextInt(keys));
        boolean copies = random.nextBoolean();
        yield () -> {
          boolean there = copies ? db.copy(key, db, key(to)) : db.rename(key, db, key(to));
          Value value = copies ? model.get(name) : model.remove(name);
          assertThat(there).isEqualTo(value != null);
          if (value != null) {
            model.put(to, value);
          }
        };
      }
      case 13 ->
          () -> {
            StringValue edited = db.editString(key, text.length());
            edited.write(0, text.getBytes(ISO_8859_1), 0, text.length());
            Value value = model.get(name);
            model.put(name, new Value(text, value == null ? -1 : value.deadline));
          };
      case 14 -> () -> expire(20);
      case 15 -> {
        boolean compacts = random.nextBoolean();
        yield () -> {
          if (compacts) {
            keyspace.compact(1);
          } else {
            db.scan(0, 100, entry -> {});
          }
        };
      }
      default ->
          () -> {
            byte[] bytes = text.getBytes(ISO_8859_1);
            db.setString(key, bytes, 0, bytes.length, deadline);
            model.put(name, new Value(text, deadline));
          };
    };
  }

  private void expire(int max) {
    while (db.expireDue(now, max) == max) {}
  }

  private void check() {
    KeyspaceInvariants.check(keyspace);
    assertThat(db.size()).isEqualTo(model.size());
    for (Map.Entry<String, Value> expected : model.entrySet()) {
      Key key = key(expected.getKey());
      long address = db.contents().find(key);
      assertThat(address).as("the cell of %s", expected.getKey()).isNotZero();
      assertThat(db.contents().deadline(address)).isEqualTo(expected.getValue().deadline);
      byte[] page = db.contents().arena().page(address);
      int at = Arena.offset(address);
      byte[] value = db.viewString(page, at, Cell.header(page, at)).copy();
      if (!expected.getValue().text.equals(new String(value, ISO_8859_1))) {
        assertThat(new String(value, ISO_8859_1)).isEqualTo(expected.getValue().text);
      }
    }
  }

  private static String name(int number) {
    return switch (number % 100) {
      case 7 -> "long name ".repeat(20 + number % 80) + number;
      case 8 -> number % 1000 == 8 ? "huge".repeat(10_000) + number : "k" + number;
      default -> "key:" + number;
    };
  }

  private static String text(Random random) {
    int length = random.nextInt(40) == 0 ? 17_000 : random.nextInt(80);
    return "v".repeat(length) + random.nextInt(1000);
  }

  private Key key(String name) {
    return Key.of(keyspace.keyHash(), name.getBytes(ISO_8859_1));
  }
}
