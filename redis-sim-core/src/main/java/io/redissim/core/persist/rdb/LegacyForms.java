package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Doubles;

/**
 * Values in the forms that servers before 7.0 wrote: they are turned into forms of today, which the
 * codecs of the types check and read. Source: Valkey {@code rdb.c:rdbLoadObject}.
 */
final class LegacyForms {
  // ---- Of before.
  private static final int LIST = 1;
  private static final int ZSET = 3;
  private static final int HASH_ZIPMAP = 9;
  private static final int LIST_ZIPLIST = 10;
  private static final int ZSET_ZIPLIST = 12;
  private static final int HASH_ZIPLIST = 13;
  private static final int LIST_QUICKLIST = 14;

  // ---- Of today.
  private static final int ZSET_2 = 5;
  private static final int ZSET_LISTPACK = 17;
  private static final int LIST_QUICKLIST_2 = 18;

  // In place of the length of a score's text.
  private static final int NAN = 253;
  private static final int INFINITY = 254;
  private static final int MINUS_INFINITY = 255;

  private LegacyForms() {}

  /** The RDB type that {@link #translate} gives; the same if there is nothing to translate. */
  static int today(int rdbType) {
    return switch (rdbType) {
      case LIST, LIST_ZIPLIST, LIST_QUICKLIST -> LIST_QUICKLIST_2;
      case ZSET -> ZSET_2;
      case ZSET_ZIPLIST -> ZSET_LISTPACK;
      case HASH_ZIPMAP -> RdbCodes.TYPE_HASH;
      case HASH_ZIPLIST -> RdbCodes.TYPE_HASH_LISTPACK;
      default -> rdbType;
    };
  }

  /** The value that follows such a type, in its form of today; reads all of it or throws. */
  static RdbReader translate(int rdbType, RdbReader in) throws RdbFormatException {
    return switch (rdbType) {
      case LIST -> list(in);
      case LIST_ZIPLIST -> listOfZiplist(in);
      case LIST_QUICKLIST -> listOfZiplists(in);
      case ZSET -> sortedSet(in);
      case HASH_ZIPMAP -> hashOfZipmap(in);
      case ZSET_ZIPLIST, HASH_ZIPLIST -> listpack(Ziplist.toListpack(in.string()));
      default -> in;
    };
  }

  private static RdbReader list(RdbReader in) throws RdbFormatException {
    LegacyList nodes = new LegacyList();
    for (long left = in.length(); left != 0; left--) {
      byte[] element = in.string();
      nodes.element(element, 0, element.length);
    }
    return nodes.finish();
  }

  private static RdbReader listOfZiplist(RdbReader in) throws RdbFormatException {
    LegacyList nodes = new LegacyList();
    nodes.elements(Ziplist.toListpack(in.string()));
    return nodes.finish();
  }

  private static RdbReader listOfZiplists(RdbReader in) throws RdbFormatException {
    LegacyList nodes = new LegacyList();
    for (long left = in.length(); left != 0; left--) {
      nodes.packed(Ziplist.toListpack(in.string()));
    }
    return nodes.finish();
  }

  private static RdbReader sortedSet(RdbReader in) throws RdbFormatException {
    RdbWriter out = uncompressed();
    long count = in.length();
    out.length(count);
    for (long left = count; left != 0; left--) {
      byte[] member = in.string();
      out.string(member, 0, member.length);
      out.longValue(Double.doubleToRawLongBits(score(in)));
    }
    return reader(out);
  }

  private static double score(RdbReader in) throws RdbFormatException {
    int length = in.byteValue();
    switch (length) {
      case MINUS_INFINITY:
        return Double.NEGATIVE_INFINITY;
      case INFINITY:
        return Double.POSITIVE_INFINITY;
      case NAN:
        throw RdbFormatException.INSTANCE;
      default:
        byte[] text = in.raw(length);
        double score = Doubles.parse(text, 0, length);
        if (Double.isNaN(score)) {
          throw RdbFormatException.INSTANCE;
        }
        return score;
    }
  }

  private static RdbReader hashOfZipmap(RdbReader in) throws RdbFormatException {
    RdbWriter pairs = uncompressed();
    int count = Zipmap.writePairs(in.string(), pairs);
    RdbWriter out = uncompressed();
    out.length(count).raw(pairs.array(), 0, pairs.size());
    return reader(out);
  }

  private static RdbReader listpack(Block listpack) {
    RdbWriter out = uncompressed();
    out.length(listpack.length()).raw(listpack.array(), 0, listpack.length());
    return reader(out);
  }

  private static RdbWriter uncompressed() {
    RdbWriter out = new RdbWriter();
    out.compressing(false);
    return out;
  }

  private static RdbReader reader(RdbWriter written) {
    return new RdbReader(written.array(), 0, written.size());
  }
}
