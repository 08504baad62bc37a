package io.redissim.core.type.list;

import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.Database;

/** A list that is made of whole nodes before it is stored: what is read from RDB. */
public final class ListNodes {
  private final ListLimits limits;
  private final Quicklist list;

  public ListNodes(ListLimits limits) {
    this.limits = limits;
    list = new Quicklist(limits.fillOfNew());
  }

  /** Appends one element as a node of its own; the array is kept. */
  public void addPlain(byte[] exact) {
    list.appendPlain(exact);
  }

  /** Appends a well-formed listpack with elements; the array, which it fills, is kept. */
  public void addPacked(byte[] exact) {
    list.appendListpack(exact);
  }

  public boolean isEmpty() {
    return list.nodes() == 0;
  }

  /** Sets the key to the list, whatever it held. */
  public void store(Database db, Key key, long deadline) {
    db.create(key, ListValue.TYPE, deadline).become(limits, list);
    db.commit();
  }
}
