package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Listpack;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.type.list.ListLimits;
import io.redissim.core.type.list.ListNodes;
import io.redissim.core.type.list.ListValue;

/**
 * A list, the short as the long: the number of nodes, then of each what it is (1: one element as it
 * is, 2: a listpack) and its bytes as an RDB string. Source: Valkey {@code rdb.c:rdbSaveObject}.
 */
public final class ListCodec implements ValueCodec {
  private static final int PLAIN = 1;
  private static final int PACKED = 2;

  private final ListLimits limits;

  public ListCodec(ListLimits limits) {
    this.limits = limits;
  }

  @Override
  public ValueKind kind() {
    return ValueKind.LIST;
  }

  @Override
  public boolean reads(int rdbType) {
    return rdbType == RdbCodes.TYPE_LIST_QUICKLIST_2;
  }

  @Override
  public void write(Entry entry, RdbWriter out) {
    ListValue list = entry.value(ListValue.TYPE);
    out.byteValue(RdbCodes.TYPE_LIST_QUICKLIST_2);
    out.length(list.nodes());
    for (int i = 0; i < list.nodes(); i++) {
      out.length(list.isPlain(i) ? PLAIN : PACKED);
      out.string(list.nodeArray(i), list.nodeOffset(i), list.nodeLength(i));
    }
  }

  @Override
  public LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    ListNodes nodes = new ListNodes(limits);
    // As an unsigned number: too many of them run out of bytes.
    for (long left = in.length(); left != 0; left--) {
      long form = in.length();
      byte[] bytes = in.string();
      if (form == PLAIN && bytes.length > 0) {
        nodes.addPlain(bytes);
      } else if (form != PACKED || !Listpack.isValid(bytes, 0, bytes.length)) {
        throw RdbFormatException.INSTANCE;
      } else if (Listpack.count(bytes, 0) > 0) {
        nodes.addPacked(bytes);
      }
    }
    if (nodes.isEmpty()) {
      throw RdbFormatException.INSTANCE;
    }
    return nodes::store;
  }
}
