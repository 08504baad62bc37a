package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.bytes.ListpackText;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.type.hash.HashBuilder;
import io.redissim.core.type.hash.HashLimits;
import io.redissim.core.type.hash.HashText;
import io.redissim.core.type.hash.HashValue;
import java.util.Arrays;

/**
 * Hashes:
 *
 * <pre>
 * HASH           count | field | value ...
 * HASH_LISTPACK  a listpack of field, value ... as one string
 * </pre>
 *
 * One with fields that have deadlines is written as Redis 7.4 does it, which older versions refuse:
 *
 * <pre>
 * HASH_METADATA     8 bytes: the earliest deadline | count | time | field | value ...
 *                   time: 0 for none, else how much later than the earliest one, plus 1
 * HASH_LISTPACK_EX  8 bytes: the earliest deadline | a listpack of field, value, deadline or 0 ...
 * </pre>
 */
public final class HashCodec implements ValueCodec {
  private final HashLimits limits;
  private final KeyHash keyHash;

  public HashCodec(HashLimits limits, KeyHash keyHash) {
    this.limits = limits;
    this.keyHash = keyHash;
  }

  @Override
  public ValueKind kind() {
    return ValueKind.HASH;
  }

  @Override
  public boolean reads(int rdbType) {
    return rdbType == RdbCodes.TYPE_HASH
        || rdbType == RdbCodes.TYPE_HASH_LISTPACK
        || rdbType == RdbCodes.TYPE_HASH_METADATA
        || rdbType == RdbCodes.TYPE_HASH_LISTPACK_EX;
  }

  @Override
  public void write(Entry entry, RdbWriter out) {
    HashValue hash = entry.value(HashValue.TYPE);
    if (hash.isPacked()) {
      out.byteValue(RdbCodes.TYPE_HASH_LISTPACK);
      out.string(hash.block(), hash.blockOffset(), hash.blockLength());
    } else {
      writeTable(hash, out);
    }
  }

  private static void writeTable(HashValue hash, RdbWriter out) {
    long earliest = hash.nextDeadline();
    boolean timed = hash.hasDeadlines();
    if (timed) {
      out.needs(RdbCodes.NEWEST_VERSION);
      out.byteValue(RdbCodes.TYPE_HASH_METADATA).longValue(earliest);
    } else {
      out.byteValue(RdbCodes.TYPE_HASH);
    }
    out.length(hash.size());
    for (boolean more = hash.first(); more; more = hash.next()) {
      HashText field = hash.field();
      if (timed) {
        long deadline = hash.deadline(field.array(), field.offset(), field.length());
        out.length(deadline == HashValue.NO_DEADLINE ? 0 : deadline - earliest + 1);
      }
      write(field, out);
      write(hash.value(), out);
    }
  }

  private static void write(HashText text, RdbWriter out) {
    out.string(text.array(), text.offset(), text.length());
  }

  @Override
  public LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    HashBuilder hash = new HashBuilder(limits, keyHash);
    switch (rdbType) {
      case RdbCodes.TYPE_HASH -> readPairs(in, hash, false, 0);
      case RdbCodes.TYPE_HASH_METADATA -> readPairs(in, hash, true, in.longValue());
      case RdbCodes.TYPE_HASH_LISTPACK -> readListpack(in.string(), hash, false);
      default -> {
        in.longValue(); // the listpack tells the deadlines
        readListpack(in.string(), hash, true);
      }
    }
    if (hash.size() == 0) {
      throw RdbFormatException.INSTANCE;
    }
    return hash::store;
  }

  private static void readPairs(RdbReader in, HashBuilder hash, boolean timed, long earliest)
      throws RdbFormatException {
    long count = in.length();
    if (count < 0 || count > in.left()) {
      throw RdbFormatException.INSTANCE;
    }
    hash.expect(count);
    for (long i = 0; i < count; i++) {
      long time = timed ? in.length() : 0;
      byte[] field = in.string();
      add(hash, field, in.string());
      if (time != 0) {
        setDeadline(hash, field, earliest + time - 1);
      }
    }
  }

  private static void readListpack(byte[] bytes, HashBuilder hash, boolean timed)
      throws RdbFormatException {
    if (!Listpack.isValid(bytes, 0, bytes.length)) {
      throw RdbFormatException.INSTANCE;
    }
    int count = Listpack.count(bytes, 0);
    int each = timed ? 3 : 2;
    if (count % each != 0) {
      throw RdbFormatException.INSTANCE;
    }
    hash.expect(count / each);
    ListpackText text = new ListpackText();
    for (int at = Listpack.first(bytes, 0); at != Listpack.NONE; ) {
      byte[] field = copy(text.read(bytes, at));
      at = Listpack.next(bytes, at);
      add(hash, field, copy(text.read(bytes, at)));
      if (timed) {
        at = Listpack.next(bytes, at);
        readDeadline(hash, field, bytes, at);
      }
      at = Listpack.next(bytes, at);
    }
  }

  private static void readDeadline(HashBuilder hash, byte[] field, byte[] listpack, int at)
      throws RdbFormatException {
    if (!ListpackEntry.isInteger(listpack, at)) {
      throw RdbFormatException.INSTANCE;
    }
    long deadline = ListpackEntry.integer(listpack, at);
    if (deadline != 0) {
      setDeadline(hash, field, deadline);
    }
  }

  private static void add(HashBuilder hash, byte[] field, byte[] value) throws RdbFormatException {
    if (!hash.add(field, value)) {
      throw RdbFormatException.INSTANCE;
    }
  }

  private static void setDeadline(HashBuilder hash, byte[] field, long deadline)
      throws RdbFormatException {
    if (deadline < 0 || deadline > HashBuilder.MAX_DEADLINE) {
      throw RdbFormatException.INSTANCE;
    }
    hash.deadline(field, deadline);
  }

  private static byte[] copy(ListpackText text) {
    return Arrays.copyOfRange(text.array(), text.offset(), text.offset() + text.length());
  }
}
