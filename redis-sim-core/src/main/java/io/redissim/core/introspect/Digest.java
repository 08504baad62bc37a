package io.redissim.core.introspect;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Doubles;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.type.hash.HashText;
import io.redissim.core.type.hash.HashValue;
import io.redissim.core.type.list.ListValue;
import io.redissim.core.type.set.Member;
import io.redissim.core.type.set.Members;
import io.redissim.core.type.set.SetValue;
import io.redissim.core.type.stream.StreamValue;
import io.redissim.core.type.zset.ZSetValue;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A digest of data that is the same in every server with the same data, whatever the order of its
 * keys: digests of SHA-1 are combined by exclusive or where there is no order ({@link #add}), and
 * digested again where there is one ({@link #mix}). Source: Valkey {@code
 * debug.c:computeDatasetDigest}.
 */
public final class Digest {
  private static final byte[] EXPIRES = Ascii.bytes("!!expire!!");
  private static final byte[] FIELDS_EXPIRE = Ascii.bytes("!!hexpire!!");

  private final MessageDigest sha1 = sha1();
  private final byte[] digest = new byte[20];

  private Digest() {}

  /** Of all databases, in hexadecimal digits. */
  static String ofAll(Keyspace keyspace) {
    Digest all = new Digest();
    for (int i = 0; i < keyspace.databases(); i++) {
      Database db = keyspace.database(i);
      if (db.size() > 0) {
        all.mix(number(i));
        long cursor = 0;
        do {
          cursor = db.scan(cursor, 1000, entry -> all.add(ofEntry(entry).digest));
        } while (cursor != 0);
      }
    }
    return all.toString();
  }

  /** Of a value and whether it has a deadline; zeros if there is none. */
  public static String ofValue(@Nullable Entry entry) {
    Digest value = new Digest();
    if (entry != null) {
      value.mixValue(entry);
    }
    return value.toString();
  }

  private static Digest ofEntry(Entry entry) {
    int from = entry.keyOffset();
    Digest one = new Digest();
    one.mix(Arrays.copyOfRange(entry.keyArray(), from, from + entry.keyLength()));
    one.mixValue(entry);
    return one;
  }

  private void mixValue(Entry entry) {
    mix(number(entry.kind().code()));
    switch (entry.kind()) {
      case STRING -> mix(entry.string().copy());
      case LIST -> mixElements(entry.value(ListValue.TYPE));
      case SET -> addMembers(entry.value(SetValue.TYPE).members());
      case HASH -> addFields(entry.value(HashValue.TYPE));
      case STREAM -> entry.value(StreamValue.TYPE).forEachText(this::mix);
      case ZSET -> addElements(entry.value(ZSetValue.TYPE));
      default -> throw new IllegalStateException("no digest of a " + entry.kind().printed());
    }
    if (entry.hasDeadline()) {
      add(EXPIRES);
    }
  }

  private void mixElements(ListValue list) {
    for (boolean any = list.seek(0); any; any = list.next()) {
      mix(list.copy());
    }
  }

  private void addMembers(Members members) {
    Member member = new Member();
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member);
      add(Arrays.copyOfRange(member.array(), member.offset(), member.offset() + member.length()));
    }
  }

  private void addFields(HashValue hash) {
    for (boolean more = hash.first(); more; more = hash.next()) {
      Digest pair = new Digest();
      pair.mix(copy(hash.field()));
      pair.mix(copy(hash.value()));
      add(pair.digest);
    }
    if (hash.hasDeadlines()) {
      add(FIELDS_EXPIRE);
    }
  }

  private void addElements(ZSetValue set) {
    byte[] score = new byte[Doubles.MAX_BYTES];
    int left = set.count();
    set.seek(0);
    for (; left > 0; left--) {
      Digest pair = new Digest();
      int from = set.memberOffset();
      pair.mix(Arrays.copyOfRange(set.memberArray(), from, from + set.memberLength()));
      pair.mix(Arrays.copyOf(score, Doubles.writeShortest(set.score(), score, 0)));
      add(pair.digest);
      set.next();
    }
  }

  private static byte[] copy(HashText text) {
    return Arrays.copyOfRange(text.array(), text.offset(), text.offset() + text.length());
  }

  /** Without order: the digest of the bytes is folded in. */
  private void add(byte[] bytes) {
    byte[] other = sha1.digest(bytes);
    for (int i = 0; i < digest.length; i++) {
      digest[i] ^= other[i];
    }
  }

  /** In order: then everything so far is digested again. */
  private void mix(byte[] bytes) {
    add(bytes);
    System.arraycopy(sha1.digest(digest), 0, digest, 0, digest.length);
  }

  private static byte[] number(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(digest);
  }
}
