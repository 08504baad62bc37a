package io.redissim.core.persist.rdb;

import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;

/** How the values of one type look in RDB. One of them may be written in several ways. */
public interface ValueCodec {
  ValueKind kind();

  /** Whether values of this RDB type are its own. */
  boolean reads(int rdbType);

  /** The RDB type in one byte, then the value. */
  void write(Entry entry, RdbWriter out);

  /** The value that follows an RDB type that {@link #reads} knows; reads all or throws. */
  LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException;
}
