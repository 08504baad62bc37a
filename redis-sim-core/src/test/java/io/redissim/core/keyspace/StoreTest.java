package io.redissim.core.keyspace;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Two databases and a time that the test sets; after every test the invariants must hold. */
abstract class StoreTest {
  static final long START = 1_700_000_000_000L;

  final Keyspace keyspace = new Keyspace(2, 7);
  final Database db = keyspace.database(0);
  final Database other = keyspace.database(1);
  final List<String> told = new ArrayList<>();
  long now = START;

  StoreTest() {
    keyspace.now(now);
    keyspace.listen(
        new KeyspaceListener() {
          @Override
          public void modified(Database database, Key key) {
            told.add("modified " + key);
          }

          @Override
          public void expired(Database database, Key key) {
            told.add("expired " + key);
          }

          @Override
          public void cleared(Database database) {
            told.add("cleared " + database.index());
          }

          @Override
          public void swapped(Database one, Database two) {
            told.add("swapped " + one.index() + " " + two.index());
          }
        });
  }

  @AfterEach
  void invariantsHold() {
    KeyspaceInvariants.check(keyspace);
  }

  void advance(long millis) {
    now += millis;
    keyspace.now(now);
  }

  Key key(String name) {
    return Key.of(keyspace.keyHash(), Ascii.bytes(name));
  }

  void set(String name, String value) {
    set(name, value, Database.NO_DEADLINE);
  }

  void set(String name, String value, long deadline) {
    byte[] bytes = Ascii.bytes(value);
    db.setString(key(name), bytes, 0, bytes.length, deadline);
  }

  @Nullable String get(String name) {
    return get(db, name);
  }

  @Nullable String get(Database database, String name) {
    StringValue value = database.find(key(name), ValueType.STRING);
    return value == null ? null : new String(value.copy(), ISO_8859_1);
  }

  Entry entry(String name) {
    Entry entry = db.peek(key(name));
    if (entry == null) {
      throw new AssertionError(name + " is missing");
    }
    return entry;
  }

  /** Lets all keys go whose time has come; returns how many calls of this many steps it took. */
  int expireAllDue(int steps) {
    int calls = 1;
    while (db.expireDue(now, steps) == steps) {
      calls++;
    }
    return calls;
  }
}
