package io.redissim.core.persist.rdb;

import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueKind;

/** A string is one RDB string. */
public final class StringCodec implements ValueCodec {
  @Override
  public ValueKind kind() {
    return ValueKind.STRING;
  }

  @Override
  public boolean reads(int rdbType) {
    return rdbType == RdbCodes.TYPE_STRING;
  }

  @Override
  public void write(Entry entry, RdbWriter out) {
    out.byteValue(RdbCodes.TYPE_STRING);
    StringValue value = entry.string();
    if (value.isLong()) {
      out.string(value.longValue());
    } else {
      out.string(value.array(), value.offset(), value.length());
    }
  }

  @Override
  public LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    byte[] bytes = in.string();
    return (db, key, deadline) -> db.setString(key, bytes, deadline);
  }
}
