package io.redissim.bench.load;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What one request of a load is, in the notation of {@link RequestTemplate}: {@code #} for the
 * digits of a number drawn anew, {@code @} for the same number again, {@code $} for a value, a bar
 * between commands. Keys of strings are 16 bytes: a prefix and twelve digits.
 */
public enum Operation {
  PING("PING"),
  GET("GET key:#", fill("SET key:# $")),
  SET("SET key:# $", fill("SET key:# $")),
  INCR("INCR ctr:#", fill("INCR ctr:#")),
  MSET("MSET" + " key:# $".repeat(10), fill("SET key:# $")),
  /** Onto one end of 1,000 lists of 100 and off the other: two commands. */
  LPUSH_RPOP("LPUSH l:# $ | RPOP l:@", 1000, Map.of("RPUSH l:#" + " $".repeat(100), 1000L)),
  LRANGE_100("LRANGE l:# 0 99", 1000, Map.of("RPUSH l:#" + " $".repeat(100), 1000L)),
  /** Ten fields of a hash that has them, out of 100,000. */
  HSET_10("HSET h:#" + fields(), 100_000, Map.of("HSET h:#" + fields(), 100_000L)),
  HGETALL_10("HGETALL h:#", 100_000, Map.of("HSET h:#" + fields(), 100_000L)),
  SADD("SADD members m:#", fill("SADD members m:#")),
  SMEMBERS_100("SMEMBERS s:a", 100, Fills.SETS_100),
  /** Ten members of a set of a hundred. */
  SMISMEMBER_10("SMISMEMBER s:a" + " m:#".repeat(10), 100, Fills.SETS_100),
  /** Two sets of a hundred, all of which they share. */
  SINTER_100("SINTER s:a s:b", 100, Fills.SETS_100),
  /** Two sets of a hundred that share nothing. */
  SINTER_NONE_100("SINTER s:a s:c", 100, Fills.SETS_100),
  SINTERCARD_100("SINTERCARD 2 s:a s:b", 100, Fills.SETS_100),
  SINTERSTORE_100("SINTERSTORE s:to s:a s:b", 100, Fills.SETS_100),
  SDIFF_100("SDIFF s:a s:c", 100, Fills.SETS_100),
  SUNION_100("SUNION s:a s:c", 100, Fills.SETS_100),
  SUNIONSTORE_100("SUNIONSTORE s:to s:a s:c", 100, Fills.SETS_100),
  /** As above, of integers alone. */
  SINTER_INTEGERS_100("SINTER i:a i:b", 100, Map.of("SADD i:a 1# | SADD i:b 1@", 100L)),
  SINTER_10000("SINTER S:a S:b", 10_000, Fills.SETS_10000),
  SINTER_NONE_10000("SINTER S:a S:c", 10_000, Fills.SETS_10000),
  SINTERCARD_10000("SINTERCARD 2 S:a S:b", 10_000, Fills.SETS_10000),
  SDIFF_10000("SDIFF S:a S:c", 10_000, Fills.SETS_10000),
  SUNION_10000("SUNION S:a S:c", 10_000, Fills.SETS_10000),
  SUNIONSTORE_10000("SUNIONSTORE S:to S:a S:c", 10_000, Fills.SETS_10000),
  /** One field of a hash of a hundred, which is still a listpack. */
  HGET_100("HGET H f:#", 100, Map.of("HSET H f:# $", 100L)),
  HSET_100("HSET H f:# $", 100, Map.of("HSET H f:# $", 100L)),
  ZSCORE_100("ZSCORE z:a m:#", 100, Fills.ZSETS_100),
  ZINTER_100("ZINTER 2 z:a z:b", 100, Fills.ZSETS_100),
  ZINTERCARD_100("ZINTERCARD 2 z:a z:b", 100, Fills.ZSETS_100),
  ZINTERSTORE_100("ZINTERSTORE z:to 2 z:a z:b", 100, Fills.ZSETS_100),
  ZUNION_100("ZUNION 2 z:a z:c", 100, Fills.ZSETS_100),
  ZUNIONSTORE_100("ZUNIONSTORE z:to 2 z:a z:c", 100, Fills.ZSETS_100),
  ZDIFF_100("ZDIFF 2 z:a z:c", 100, Fills.ZSETS_100),
  ZINTERSTORE_10000("ZINTERSTORE Z:to 2 Z:a Z:b", 10_000, Fills.ZSETS_10000),
  ZUNIONSTORE_10000("ZUNIONSTORE Z:to 2 Z:a Z:c", 10_000, Fills.ZSETS_10000),
  /** Another score for one of a million members. */
  ZADD("ZADD scores # m:#", fill("ZADD scores # m:@")),
  ZRANK("ZRANK scores m:#", fill("ZADD scores # m:@")),
  ZRANGEBYSCORE_10("ZRANGEBYSCORE scores # +inf LIMIT 0 10", fill("ZADD scores # m:@")),
  /** An entry goes in, and out to a consumer: two commands. */
  XADD_XREADGROUP(
      "XADD x MAXLEN ~ 100000 * f $ | XREADGROUP GROUP g c COUNT 1 NOACK STREAMS x >",
      1,
      Map.of("XGROUP CREATE x g $ MKSTREAM", 1L)),
  /** One message for a hundred subscribers. */
  PUBLISH_100("PUBLISH news $", 1, Map.of()),
  /** A transaction of ten SETs: twelve commands. */
  MULTI_10("MULTI" + " | SET key:# $".repeat(10) + " | EXEC", fill("SET key:# $"));

  /**
   * What several operations share. Of a, b and c the first two are alike, the last shares nothing.
   */
  private static final class Fills {
    static final Map<String, Long> SETS_100 = Map.of(sets("s"), 100L);
    static final Map<String, Long> SETS_10000 = Map.of(sets("S"), 10_000L);
    static final Map<String, Long> ZSETS_100 = Map.of(zsets("z"), 100L);
    static final Map<String, Long> ZSETS_10000 = Map.of(zsets("Z"), 10_000L);

    private Fills() {}

    private static String sets(String name) {
      return "SADD N:a m:# | SADD N:b m:@ | SADD N:c n:@".replace("N", name);
    }

    private static String zsets(String name) {
      return "ZADD N:a # m:@ | ZADD N:b @ m:@ | ZADD N:c @ n:@".replace("N", name);
    }
  }

  /** All numbers up to the number of keys. */
  private static final long ALL = 0;

  private static final int SUBSCRIBERS = 100;

  private final String text;
  private final long keys;

  @SuppressWarnings("ImmutableEnumChecker") // made by Map.of
  private final Map<String, Long> fills;

  Operation(String text) {
    this(text, ALL, Map.of());
  }

  Operation(String text, Map<String, Long> fills) {
    this(text, ALL, fills);
  }

  Operation(String text, long keys, Map<String, Long> fills) {
    this.text = text;
    this.keys = keys;
    this.fills = fills;
  }

  /** The request itself. */
  public RequestTemplate template(int valueBytes) {
    return RequestTemplate.of(text, valueBytes);
  }

  /** How many numbers there are to draw from, of so many keys in all. */
  public long keys(long all) {
    return keys == ALL ? all : Math.min(keys, all);
  }

  /** The requests that bring a server into the state the operation needs, each with its count. */
  public Map<String, Long> fills() {
    return fills;
  }

  /** How often a request that fills is sent, given so many keys. */
  public static long count(long fill, long all) {
    return fill == ALL ? all : fill;
  }

  /** Connections that only listen. */
  public int subscribers() {
    return this == PUBLISH_100 ? SUBSCRIBERS : 0;
  }

  /** By name, in any case. */
  public static Operation named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Map<String, Long> fill(String text) {
    return Map.of(text, ALL);
  }

  private static String fields() {
    StringBuilder fields = new StringBuilder();
    for (String name : List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j")) {
      fields.append(" field-").append(name).append(" $");
    }
    return fields.toString();
  }
}
