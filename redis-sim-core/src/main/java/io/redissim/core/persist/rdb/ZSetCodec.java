package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.type.zset.ZSetBuilder;
import io.redissim.core.type.zset.ZSetLimits;
import io.redissim.core.type.zset.ZSetValue;

/**
 * Sorted sets:
 *
 * <pre>
 * ZSET_2         count | member | score: 8 bytes, IEEE 754, little-endian ...   the highest first
 * ZSET_LISTPACK  a listpack of member, score ... in order as one string
 * </pre>
 */
public final class ZSetCodec implements ValueCodec {
  /** An element of {@code ZSET_2} takes so many bytes at least. */
  private static final int MIN_ELEMENT = 1 + Double.BYTES;

  private final ZSetLimits limits;
  private final KeyHash keyHash;

  public ZSetCodec(ZSetLimits limits, KeyHash keyHash) {
    this.limits = limits;
    this.keyHash = keyHash;
  }

  @Override
  public ValueKind kind() {
    return ValueKind.ZSET;
  }

  @Override
  public boolean reads(int rdbType) {
    return rdbType == RdbCodes.TYPE_ZSET_2 || rdbType == RdbCodes.TYPE_ZSET_LISTPACK;
  }

  @Override
  public void write(Entry entry, RdbWriter out) {
    ZSetValue set = entry.value(ZSetValue.TYPE);
    if (set.isPacked()) {
      out.byteValue(RdbCodes.TYPE_ZSET_LISTPACK);
      out.string(set.block(), set.blockOffset(), set.blockLength());
      return;
    }
    int count = set.count();
    out.byteValue(RdbCodes.TYPE_ZSET_2);
    out.length(count);
    set.seek(count - 1);
    for (int i = 0; i < count; i++) {
      out.string(set.memberArray(), set.memberOffset(), set.memberLength());
      out.longValue(Double.doubleToRawLongBits(set.score()));
      set.previous();
    }
  }

  @Override
  public LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    ZSetBuilder set = new ZSetBuilder(limits, keyHash);
    if (rdbType == RdbCodes.TYPE_ZSET_LISTPACK) {
      if (!set.addAll(in.string())) {
        throw RdbFormatException.INSTANCE;
      }
    } else {
      readElements(in, set);
    }
    if (set.size() == 0) {
      throw RdbFormatException.INSTANCE;
    }
    return set::store;
  }

  private static void readElements(RdbReader in, ZSetBuilder set) throws RdbFormatException {
    long count = in.length();
    if (count < 0 || count > in.left() / MIN_ELEMENT) {
      throw RdbFormatException.INSTANCE;
    }
    for (long i = 0; i < count; i++) {
      byte[] member = in.string();
      if (!set.add(member, 0, member.length, Double.longBitsToDouble(in.longValue()))) {
        throw RdbFormatException.INSTANCE;
      }
    }
  }
}
