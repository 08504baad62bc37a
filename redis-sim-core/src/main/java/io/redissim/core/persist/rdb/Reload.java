package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.Keyspace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Everything is written as RDB, dropped and read again, as a restart would do it, but in memory.
 * Two more copies of the data exist meanwhile: this is for tests of the format.
 */
public final class Reload {
  @SuppressWarnings("ArrayRecordComponent") // read again, never compared
  private record Saved(byte[] key, byte[] value, long deadline) {}

  @SuppressWarnings("ArrayRecordComponent") // stored, never compared
  private record Loaded(byte[] key, LoadedValue value, long deadline) {}

  private final RdbValues values;

  public Reload(RdbValues values) {
    this.values = values;
  }

  /**
   * Does it, without effects and events.
   *
   * @throws RdbFormatException a value could not be read; nothing is changed
   */
  public void run(Keyspace keyspace) throws RdbFormatException {
    List<List<Loaded>> databases = new ArrayList<>();
    for (int i = 0; i < keyspace.databases(); i++) {
      databases.add(load(save(keyspace.database(i))));
    }
    keyspace.clear();
    for (int i = 0; i < keyspace.databases(); i++) {
      for (Loaded entry : databases.get(i)) {
        Key key = Key.of(keyspace.keyHash(), entry.key);
        entry.value.store(keyspace.database(i), key, entry.deadline);
      }
    }
  }

  private List<Saved> save(Database db) {
    List<Saved> saved = new ArrayList<>();
    RdbWriter writer = new RdbWriter();
    long cursor = 0;
    do {
      cursor = db.scan(cursor, 1000, entry -> saved.add(save(entry, writer)));
    } while (cursor != 0);
    return saved;
  }

  private Saved save(Entry entry, RdbWriter writer) {
    writer.clear();
    values.write(entry, writer);
    int from = entry.keyOffset();
    return new Saved(
        Arrays.copyOfRange(entry.keyArray(), from, from + entry.keyLength()),
        Arrays.copyOf(writer.array(), writer.size()),
        entry.hasDeadline() ? entry.deadline() : Database.NO_DEADLINE);
  }

  private List<Loaded> load(List<Saved> saved) throws RdbFormatException {
    List<Loaded> loaded = new ArrayList<>(saved.size());
    for (Saved entry : saved) {
      LoadedValue value = values.read(new RdbReader(entry.value, 0, entry.value.length));
      loaded.add(new Loaded(entry.key, value, entry.deadline));
    }
    return loaded;
  }
}
