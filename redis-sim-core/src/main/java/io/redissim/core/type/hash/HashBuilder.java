package io.redissim.core.type.hash;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.keyspace.Database;
import org.jspecify.annotations.Nullable;

/**
 * A hash that is read from somewhere field by field and is stored nowhere yet. It starts packed and
 * becomes a table as one that is written to would.
 */
public final class HashBuilder {
  /** The latest deadline that a field can have, in epoch milliseconds. */
  public static final long MAX_DEADLINE = (1L << 46) - 1;

  private final HashLimits limits;
  private final KeyHash keyHash;
  private final Block packed = new Block();
  private @Nullable LargeHash large;

  public HashBuilder(HashLimits limits, KeyHash keyHash) {
    this.limits = limits;
    this.keyHash = keyHash;
    Listpack.create(packed);
  }

  public long size() {
    return large == null ? Listpack.count(packed.array(), 0) >> 1 : large.table().size();
  }

  /** So many fields are going to come: a table at once, if they will not stay packed. */
  public void expect(long fields) {
    if (!limits.allowsFields(fields)) {
      table();
    }
  }

  /** False: the field is there already. */
  public boolean add(byte[] field, byte[] value) {
    boolean fits = limits.allowsBytes(field.length) && limits.allowsBytes(value.length);
    if (!fits || !limits.allowsFields(size() + 1)) {
      table();
    }
    if (large != null) {
      return large.table().put(field, 0, field.length, value, 0, value.length);
    }
    int first = Listpack.first(packed.array(), 0);
    if (Listpack.find(packed.array(), first, field, 0, field.length, 1) != Listpack.NONE) {
      return false;
    }
    Listpack.append(packed, field, 0, field.length);
    Listpack.append(packed, value, 0, value.length);
    return true;
  }

  /** Gives a field that was added a deadline; the hash becomes a table. */
  public void deadline(byte[] field, long deadline) {
    table().setDeadline(field, 0, field.length, deadline);
  }

  /** Sets the key to the hash, whatever it held; it must have fields. */
  public void store(Database db, Key key, long deadline) {
    HashValue hash = db.create(key, HashValue.TYPE, deadline);
    if (large == null) {
      hash.become(packed);
    } else {
      hash.become(large);
    }
    db.commit();
  }

  private LargeHash table() {
    if (large == null) {
      LargeHash table = new LargeHash(keyHash);
      byte[] a = packed.array();
      HashText field = new HashText();
      HashText value = new HashText();
      for (int at = Listpack.first(a, 0); at != Listpack.NONE; ) {
        int valueAt = Listpack.next(a, at);
        field.read(a, at);
        value.read(a, valueAt);
        table.put(field, value);
        at = Listpack.next(a, valueAt);
      }
      large = table;
    }
    return large;
  }
}
