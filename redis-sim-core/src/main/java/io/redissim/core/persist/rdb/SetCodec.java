package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Intset;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackText;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.table.PackedTable;
import io.redissim.core.type.set.Member;
import io.redissim.core.type.set.Members;
import io.redissim.core.type.set.SetLimits;
import io.redissim.core.type.set.SetValue;

/**
 * Sets:
 *
 * <pre>
 * SET           count | member ...
 * SET_INTSET    an intset as one string
 * SET_LISTPACK  a listpack of members as one string; since version 11
 * </pre>
 */
public final class SetCodec implements ValueCodec {
  private final SetLimits limits;
  private final KeyHash keyHash;

  public SetCodec(SetLimits limits, KeyHash keyHash) {
    this.limits = limits;
    this.keyHash = keyHash;
  }

  @Override
  public ValueKind kind() {
    return ValueKind.SET;
  }

  @Override
  public boolean reads(int rdbType) {
    return rdbType == RdbCodes.TYPE_SET
        || rdbType == RdbCodes.TYPE_SET_INTSET
        || rdbType == RdbCodes.TYPE_SET_LISTPACK;
  }

  @Override
  public void write(Entry entry, RdbWriter out) {
    SetValue set = entry.value(SetValue.TYPE);
    if (set.isPacked()) {
      boolean numbers = set.encoding() == Encoding.INTSET;
      out.byteValue(numbers ? RdbCodes.TYPE_SET_INTSET : RdbCodes.TYPE_SET_LISTPACK);
      out.string(set.block(), set.blockOffset(), set.blockLength());
      return;
    }
    out.byteValue(RdbCodes.TYPE_SET);
    out.length(set.size());
    Members members = set.members();
    Member member = new Member();
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member);
      out.string(member.array(), member.offset(), member.length());
    }
  }

  @Override
  public LoadedValue read(int rdbType, RdbReader in) throws RdbFormatException {
    return switch (rdbType) {
      case RdbCodes.TYPE_SET -> readMembers(in);
      case RdbCodes.TYPE_SET_INTSET -> readIntset(in.string());
      default -> readListpack(in.string());
    };
  }

  private LoadedValue readMembers(RdbReader in) throws RdbFormatException {
    long count = in.length();
    if (count <= 0 || count > in.left()) {
      throw RdbFormatException.INSTANCE;
    }
    PackedTable members = new PackedTable(keyHash, PackedTable.Values.NONE);
    for (long i = 0; i < count; i++) {
      byte[] member = in.string();
      if (!members.addIfAbsent(member, 0, member.length)) {
        throw RdbFormatException.INSTANCE;
      }
    }
    return (db, key, deadline) -> {
      db.create(key, SetValue.TYPE, deadline).loadTable(members, limits);
      db.commit();
    };
  }

  private LoadedValue readIntset(byte[] bytes) throws RdbFormatException {
    if (!Intset.isValid(bytes, 0, bytes.length)) {
      throw RdbFormatException.INSTANCE;
    }
    return (db, key, deadline) -> {
      db.create(key, SetValue.TYPE, deadline).loadIntset(bytes, limits);
      db.commit();
    };
  }

  private LoadedValue readListpack(byte[] bytes) throws RdbFormatException {
    if (!Listpack.isValid(bytes, 0, bytes.length) || Listpack.count(bytes, 0) == 0) {
      throw RdbFormatException.INSTANCE;
    }
    PackedTable seen = new PackedTable(keyHash, PackedTable.Values.NONE);
    ListpackText text = new ListpackText();
    for (int at = Listpack.first(bytes, 0); at != Listpack.NONE; at = Listpack.next(bytes, at)) {
      text.read(bytes, at);
      if (!seen.addIfAbsent(text.array(), text.offset(), text.length())) {
        throw RdbFormatException.INSTANCE;
      }
    }
    return (db, key, deadline) -> {
      db.create(key, SetValue.TYPE, deadline).loadListpack(bytes, limits);
      db.commit();
    };
  }
}
