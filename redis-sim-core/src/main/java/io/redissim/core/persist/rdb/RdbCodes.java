package io.redissim.core.persist.rdb;

/** The numbers of the RDB format. Source: Valkey {@code rdb.h}. */
final class RdbCodes {
  /** What we write: Redis 7.2, Valkey 8. */
  static final int VERSION = 11;

  /** What values need that have no form in it, and the newest that we read: Redis 7.4. */
  static final int NEWEST_VERSION = 12;

  static final int TYPE_STRING = 0;
  static final int TYPE_SET = 2;
  static final int TYPE_HASH = 4;
  static final int TYPE_ZSET_2 = 5;
  static final int TYPE_SET_INTSET = 11;
  static final int TYPE_HASH_LISTPACK = 16;
  static final int TYPE_ZSET_LISTPACK = 17;
  static final int TYPE_LIST_QUICKLIST_2 = 18;
  static final int TYPE_SET_LISTPACK = 20;

  /** Since Redis 7.4: hashes whose fields have deadlines. */
  static final int TYPE_HASH_METADATA = 24;

  static final int TYPE_HASH_LISTPACK_EX = 25;
  static final int TYPE_STREAM_LISTPACKS = 15;
  static final int TYPE_STREAM_LISTPACKS_2 = 19;
  static final int TYPE_STREAM_LISTPACKS_3 = 21;

  // The two highest bits of a length's first byte.
  static final int LENGTH_6_BITS = 0;
  static final int LENGTH_14_BITS = 1;
  static final int ENCODED = 3;

  // The whole first byte of a length that is longer.
  static final int LENGTH_32_BITS = 0x80;
  static final int LENGTH_64_BITS = 0x81;

  // The six lower bits of an encoded string's first byte.
  static final int INT_8_BITS = 0;
  static final int INT_16_BITS = 1;
  static final int INT_32_BITS = 2;
  static final int LZF = 3;

  private RdbCodes() {}
}
