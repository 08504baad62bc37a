package io.redissim.core.introspect;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InfoTest extends CommandTest {
  private static final List<String> DEFAULT =
      List.of(
          "# Server",
          "# Clients",
          "# Memory",
          "# Persistence",
          "# Stats",
          "# Replication",
          "# CPU",
          "# Modules",
          "# Errorstats",
          "# Cluster",
          "# Keyspace");

  @Test
  void sectionsComeInTheOrderOfRedis() {
    assertThat(headlines()).isEqualTo(DEFAULT);
    assertThat(headlines("default")).isEqualTo(DEFAULT);
    assertThat(headlines("all")).hasSize(DEFAULT.size() + 2).contains("# Commandstats");
    assertThat(headlines("everything")).isEqualTo(headlines("ALL"));
    assertThat(headlines("keyspace", "CPU", "nope")).containsExactly("# CPU", "# Keyspace");
    assertThat(headlines("nope")).isEmpty();
  }

  @Test
  void anEmptyLineSeparatesSections() {
    run("INFO", "cluster", "keyspace")
        .isBulk("# Cluster\r\ncluster_enabled:0\r\n\r\n# Keyspace\r\n");
  }

  @Test
  void inResp3ItIsVerbatimText() {
    run("HELLO", "3");
    run("INFO", "cluster").onWire("=34\r\ntxt:# Cluster\r\ncluster_enabled:0\r\n\r\n");
  }

  @Test
  void whatRedisWouldFreeInTheBackgroundIsCounted() {
    run("CONFIG", "SET", "lazyfree-lazy-user-del", "no").isOk();
    run("RPUSH", "list", "a").isInteger(1);
    run("UNLINK", "list").isInteger(1);
    run("CONFIG", "SET", "stream-node-max-entries", "5").isOk();
    for (int i = 0; i < 65 * 5; i++) {
      run("XADD", "stream", "*", "f", "v");
    }
    run("COPY", "stream", "same").isInteger(1);
    run("DEL", "same").isInteger(1);
    run("XADD", "short", "*", "f", "v");
    run("UNLINK", "short").isInteger(1);
    assertThat(fields("memory").get("lazyfreed_objects")).isEqualTo("0");
    run("UNLINK", "stream", "none").isInteger(1);
    assertThat(fields("memory").get("lazyfreed_objects")).isEqualTo("1");
    run("SET", "a", "1").isOk();
    run("SET", "b", "1").isOk();
    run("FLUSHDB", "SYNC").isOk();
    run("SET", "a", "1").isOk();
    run("SET", "b", "1").isOk();
    run("FLUSHALL", "ASYNC").isOk();
    assertThat(fields("memory").get("lazyfreed_objects")).isEqualTo("3");
    run("CONFIG", "RESETSTAT").isOk();
    assertThat(fields("memory").get("lazyfreed_objects")).isEqualTo("0");
  }

  @Test
  void databasesWithKeysAreListed() {
    run("SET", "a", "1").isOk();
    run("SET", "b", "1", "EX", "10").isOk();
    run("SELECT", "3").isOk();
    run("SET", "a", "1").isOk();
    Map<String, String> fields = fields("keyspace");
    assertThat(fields).containsOnlyKeys("db0", "db3");
    assertThat(fields.get("db0")).startsWith("keys=2,expires=1,avg_ttl=");
    assertThat(fields.get("db3")).isEqualTo("keys=1,expires=0,avg_ttl=0,subexpiry=0");
  }

  @Test
  void keySizesCountByPowersOfTwo() {
    run("SET", "empty", "");
    run("SET", "s1", "x");
    run("SET", "s3", "xyz");
    run("SET", "s2", "xy");
    run("SET", "big", "x".repeat(2048));
    run("RPUSH", "l", "1", "2", "3", "4");
    run("SADD", "e", "1");
    run("ZADD", "z", "1", "a", "2", "b");
    run("HSET", "h", "f", "v");
    run("XADD", "x", "1-1", "f", "v");
    run("SELECT", "2");
    run("SADD", "e", "1", "2", "3");
    run("INFO", "keysizes")
        .isBulk(
            "# Keysizes\r\n"
                + "db0_distrib_strings_sizes:0=1,1=1,2=2,2K=1\r\n"
                + "db0_distrib_lists_items:4=1\r\n"
                + "db0_distrib_sets_items:1=1\r\n"
                + "db0_distrib_zsets_items:2=1\r\n"
                + "db0_distrib_hashes_items:1=1\r\n"
                + "db2_distrib_sets_items:2=1\r\n");
  }

  @Test
  void readingAValueOfAnotherTypeIsAHit() {
    run("RPUSH", "l", "1");
    run("GET", "l").isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("HLEN", "l").isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("XLEN", "l").isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("OBJECT", "ENCODING", "l").isBulk("listpack");
    run("OBJECT", "ENCODING", "none").isNil();
    assertThat(fields("stats"))
        .containsEntry("keyspace_hits", "4")
        .containsEntry("keyspace_misses", "1");
  }

  @Test
  void memoryStatsTellWhatDatabasesTakeBesideTheirKeys() {
    run("SET", "a", "1", "EX", "100");
    String stats = run("MEMORY", "STATS").tree().toString();
    assertThat(stats)
        .containsPattern(
            "db.0, \\[overhead.hashtable.main, [1-9]\\d*, overhead.hashtable.expires, [1-9]\\d*\\]")
        .contains("overhead.db.hashtable.lut", "allocator.muzzy");
  }

  @Test
  void memoryIsTheSumOfTheStoreAndTheConnections() {
    run("SET", "a", "x".repeat(1000)).isOk();
    Map<String, String> fields = fields("memory");
    long dataset = engine.keyspace().usedBytes();
    assertThat(fields).containsEntry("used_memory", Long.toString(dataset + 1024));
    long overhead = Long.parseLong(fields.get("used_memory_overhead"));
    assertThat(overhead).isGreaterThan(1024); // the client, and what keys are found by
    assertThat(fields)
        .containsEntry("used_memory_dataset", Long.toString(dataset + 1024 - overhead));
    assertThat(fields).containsEntry("mem_clients_normal", "1024");
    assertThat(fields).containsEntry("maxmemory_human", "0B");
  }

  @Test
  void callsAreCountedByWhatBecameOfThem() {
    run("SET", "a", "x").isOk();
    run("INCR", "a").isError("ERR value is not an integer or out of range");
    run("GET").isError("ERR wrong number of arguments for 'get' command");
    run("NOPE").isError("ERR unknown command 'NOPE', with args beginning with: ");
    Map<String, String> calls = fields("commandstats");
    assertThat(calls.get("cmdstat_incr")).startsWith("calls=1,").endsWith(",failed_calls=1");
    assertThat(calls.get("cmdstat_get"))
        .isEqualTo("calls=0,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0");
    assertThat(fields("errorstats")).containsExactly(Map.entry("errorstat_ERR", "count=3"));
    assertThat(fields("stats")).containsEntry("total_error_replies", "3");
    assertThat(fields("stats")).containsEntry("total_commands_processed", "5");
  }

  @Test
  void resetStatStartsAnew() {
    run("NOPE");
    run("CONFIG", "RESETSTAT").isOk();
    assertThat(fields("errorstats")).isEmpty();
    assertThat(fields("commandstats")).containsOnlyKeys("cmdstat_config|resetstat", "cmdstat_info");
  }

  @Test
  void ratesAreMeasuredTenTimesASecond() {
    for (int i = 0; i < 16; i++) {
      run("PING");
      run("PING");
      clock.advance(java.time.Duration.ofMillis(100));
      tick();
    }
    long rate = Long.parseLong(fields("stats").getOrDefault("instantaneous_ops_per_sec", ""));
    assertThat(rate).isBetween(18L, 20L);
  }

  @Test
  void uptimeFollowsTheClock() {
    clock.advance(ofSeconds(2 * 24 * 3600 + 5));
    assertThat(fields("server"))
        .containsEntry("uptime_in_seconds", "172805")
        .containsEntry("uptime_in_days", "2")
        .containsEntry("redis_version", "7.2.4");
  }

  @Test
  void bytesForPeopleHaveTwoDecimals() {
    assertThat(MemoryFigures.human(1023)).isEqualTo("1023B");
    assertThat(MemoryFigures.human(1536)).isEqualTo("1.50K");
    assertThat(MemoryFigures.human(3L << 30)).isEqualTo("3.00G");
  }

  private List<String> headlines(String... sections) {
    return info(sections).lines().filter(line -> line.startsWith("#")).toList();
  }

  private Map<String, String> fields(String section) {
    Map<String, String> fields = new LinkedHashMap<>();
    info(section)
        .lines()
        .filter(line -> line.contains(":"))
        .forEach(
            line ->
                fields.put(
                    line.substring(0, line.indexOf(':')), line.substring(line.indexOf(':') + 1)));
    return fields;
  }

  private String info(String... sections) {
    String[] words = new String[sections.length + 1];
    words[0] = "INFO";
    System.arraycopy(sections, 0, words, 1, sections.length);
    return run(words).tree().text();
  }
}
