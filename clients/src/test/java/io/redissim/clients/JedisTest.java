package io.redissim.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.GeoCoordinate;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPool;
import redis.clients.jedis.JedisPoolConfig;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.Transaction;
import redis.clients.jedis.args.BitOP;
import redis.clients.jedis.args.GeoUnit;
import redis.clients.jedis.args.ListDirection;
import redis.clients.jedis.args.ListPosition;
import redis.clients.jedis.args.SortedSetOption;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.GeoSearchParam;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SortingParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;
import redis.clients.jedis.params.ZAddParams;
import redis.clients.jedis.params.ZParams;
import redis.clients.jedis.params.ZRangeParams;
import redis.clients.jedis.resps.ScanResult;
import redis.clients.jedis.resps.StreamEntry;
import redis.clients.jedis.resps.Tuple;
import redis.clients.jedis.util.KeyValue;

/** Jedis with its pool: one call of most kinds that an application makes. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class JedisTest {
  private final Target target = new Target();
  private final JedisPool pool = new JedisPool(config(), target.host(), target.port());
  private final Jedis redis = pool.getResource();

  private static JedisPoolConfig config() {
    JedisPoolConfig config = new JedisPoolConfig();
    config.setMaxTotal(16);
    config.setMaxWait(Duration.ofSeconds(10));
    return config;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void close() {
    redis.close();
    pool.close();
    target.close();
  }

  @Test
  void lists() {
    assertThat(redis.rpush("l", "a", "b", "c")).isEqualTo(3);
    redis.lpush("l", "z");
    assertThat(redis.lrange("l", 0, -1)).containsExactly("z", "a", "b", "c");
    assertThat(redis.linsert("l", ListPosition.AFTER, "a", "a2")).isEqualTo(5);
    assertThat(redis.lpos("l", "b")).isEqualTo(3);
    assertThat(redis.lindex("l", -1)).isEqualTo("c");
    assertThat(redis.lset("l", 0, "y")).isEqualTo("OK");
    assertThat(redis.lrem("l", 0, "a2")).isEqualTo(1);
    assertThat(redis.ltrim("l", 1, 2)).isEqualTo("OK");
    assertThat(redis.lmove("l", "m", ListDirection.LEFT, ListDirection.RIGHT)).isEqualTo("a");
    assertThat(redis.lmpop(ListDirection.LEFT, 5, "none", "l").getValue()).containsExactly("b");
    assertThat(redis.rpop("l")).isNull();
    assertThatThrownBy(() -> redis.incr("m"))
        .isInstanceOf(JedisDataException.class)
        .hasMessage("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  @Test
  void hashes() {
    assertThat(redis.hset("h", Map.of("a", "1", "b", "2"))).isEqualTo(2);
    assertThat(redis.hgetAll("h")).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
    assertThat(redis.hincrBy("h", "a", 5)).isEqualTo(6);
    assertThat(redis.hincrByFloat("h", "b", 0.5)).isEqualTo(2.5);
    assertThat(redis.hmget("h", "a", "x")).containsExactly("6", null);
    assertThat(redis.hexists("h", "x")).isFalse();
    assertThat(redis.hkeys("h")).containsExactlyInAnyOrder("a", "b");
    assertThat(redis.hdel("h", "a", "x")).isEqualTo(1);
    assertThat(redis.hrandfield("h")).isEqualTo("b");
    for (int i = 0; i < 1000; i++) {
      redis.hset("big", "field" + i, "value" + i);
    }
    assertThat(scanHash("big")).hasSize(1000).containsEntry("field77", "value77");
  }

  private Map<String, String> scanHash(String key) {
    Map<String, String> all = new java.util.HashMap<>();
    String cursor = ScanParams.SCAN_POINTER_START;
    do {
      ScanResult<Map.Entry<String, String>> page =
          redis.hscan(key, cursor, new ScanParams().count(50));
      page.getResult().forEach(entry -> all.put(entry.getKey(), entry.getValue()));
      cursor = page.getCursor();
    } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
    return all;
  }

  @Test
  void sets() {
    assertThat(redis.sadd("s", "a", "b", "c", "1")).isEqualTo(4);
    redis.sadd("t", "b", "c", "d");
    assertThat(redis.sinter("s", "t")).containsExactlyInAnyOrder("b", "c");
    assertThat(redis.sunion("s", "t")).hasSize(5);
    assertThat(redis.sdiffstore("d", "s", "t")).isEqualTo(2);
    assertThat(redis.smembers("d")).containsExactlyInAnyOrder("a", "1");
    assertThat(redis.sintercard(1, "s", "t")).isEqualTo(1);
    assertThat(redis.smismember("s", "a", "x")).containsExactly(true, false);
    assertThat(redis.smove("s", "t", "a")).isEqualTo(1);
    assertThat(redis.spop("t", 10)).hasSize(4);
    assertThat(redis.exists("t")).isFalse();
    assertThat(redis.sscan("s", "0").getResult()).containsExactlyInAnyOrder("b", "c", "1");
  }

  @Test
  void sortedSets() {
    assertThat(redis.zadd("z", Map.of("a", 1.0, "b", 2.0, "c", 3.5))).isEqualTo(3);
    assertThat(redis.zadd("z", 5, "a", ZAddParams.zAddParams().gt().ch())).isEqualTo(1);
    assertThat(redis.zrange("z", 0, -1)).containsExactly("b", "c", "a");
    assertThat(redis.zrangeWithScores("z", ZRangeParams.zrangeByScoreParams(2, 4)))
        .containsExactly(new Tuple("b", 2.0), new Tuple("c", 3.5));
    assertThat(redis.zrank("z", "a")).isEqualTo(2);
    assertThat(redis.zincrby("z", 1.5, "b")).isEqualTo(3.5);
    assertThat(redis.zscore("z", "nobody")).isNull();
    redis.zadd("y", Map.of("a", 10.0, "d", 1.0));
    assertThat(redis.zunionstore("u", new ZParams().weights(1, 2), "z", "y")).isEqualTo(4);
    assertThat(redis.zscore("u", "a")).isEqualTo(25.0);
    assertThat(redis.zinterWithScores(new ZParams().aggregate(ZParams.Aggregate.MAX), "z", "y"))
        .containsExactly(new Tuple("a", 10.0));
    assertThat(redis.zdiff("z", "y")).containsExactly("b", "c");
    assertThat(redis.zpopmin("z")).isEqualTo(new Tuple("b", 3.5));
    assertThat(redis.zmpop(SortedSetOption.MAX, 1, "z").getValue())
        .containsExactly(new Tuple("a", 5.0));
    redis.zadd("lex", Map.of("a", 0.0, "b", 0.0, "c", 0.0));
    assertThat(redis.zrangeByLex("lex", "[b", "+")).containsExactly("b", "c");
    assertThat(redis.zremrangeByLex("lex", "-", "(c")).isEqualTo(2);
  }

  @Test
  void streams() {
    StreamEntryID first = redis.xadd("x", StreamEntryID.NEW_ENTRY, Map.of("n", "1"));
    redis.xadd("x", XAddParams.xAddParams().maxLen(10), Map.of("n", "2"));
    assertThat(redis.xlen("x")).isEqualTo(2);
    assertThat(redis.xrange("x", "-", "+").get(0).getID()).isEqualTo(first);
    assertThat(redis.xgroupCreate("x", "g", new StreamEntryID("0-0"), false)).isEqualTo("OK");
    List<Map.Entry<String, List<StreamEntry>>> read =
        redis.xreadGroup(
            "g",
            "me",
            XReadGroupParams.xReadGroupParams().count(10),
            Map.of("x", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
    assertThat(read.get(0).getValue()).hasSize(2);
    assertThat(redis.xpending("x", "g").getTotal()).isEqualTo(2);
    assertThat(redis.xack("x", "g", first)).isEqualTo(1);
    assertThat(redis.xinfoGroups("x").get(0).getPending()).isEqualTo(1);
    assertThat(redis.xinfoStream("x").getLength()).isEqualTo(2);
    assertThat(redis.xdel("x", first)).isEqualTo(1);
  }

  @Test
  void placesBitsAndSketches() {
    redis.geoadd(
        "geo",
        Map.of(
            "Palermo", new GeoCoordinate(13.361389, 38.115556),
            "Catania", new GeoCoordinate(15.087269, 37.502669)));
    assertThat(redis.geodist("geo", "Palermo", "Catania", GeoUnit.KM)).isEqualTo(166.2742);
    assertThat(
            redis.geosearch(
                "geo",
                GeoSearchParam.geoSearchParam()
                    .fromLonLat(15, 37)
                    .byRadius(100, GeoUnit.KM)
                    .withDist()))
        .hasSize(1);
    assertThat(redis.geohash("geo", "Palermo")).containsExactly("sqc8b49rny0");
    redis.setbit("bits", 7, true);
    redis.bitop(BitOP.NOT, "not", "bits");
    assertThat(redis.bitcount("not")).isEqualTo(7);
    for (int i = 0; i < 100; i++) {
      redis.pfadd("hll", "element" + i);
    }
    assertThat(redis.pfcount("hll")).isBetween(97L, 103L);
  }

  @Test
  void sortsByOtherKeys() {
    redis.rpush("ids", "3", "1", "2");
    redis.mset("w_1", "30", "w_2", "20", "w_3", "10", "n_1", "one", "n_2", "two", "n_3", "three");
    assertThat(redis.sort("ids", new SortingParams().by("w_*").get("n_*")))
        .containsExactly("three", "two", "one");
  }

  @Test
  void waitsForAnElement() throws Exception {
    CompletableFuture<KeyValue<String, String>> popped = new CompletableFuture<>();
    Thread waiter =
        new Thread(
            () -> {
              try (Jedis other = pool.getResource()) {
                popped.complete(other.blpop(20.0, "none", "queue"));
              }
            });
    waiter.start();
    redis.rpush("queue", "job");
    KeyValue<String, String> element = popped.get(20, TimeUnit.SECONDS);
    assertThat(element.getKey()).isEqualTo("queue");
    assertThat(element.getValue()).isEqualTo("job");
    assertThat(redis.bzpopmin(0.05, "none")).isNull();
    waiter.join();
  }

  @Test
  void transactsAndWatches() {
    redis.watch("k");
    Transaction unhindered = redis.multi();
    Response<Long> sum = unhindered.incrBy("k", 3);
    unhindered.rpush("l", "a");
    assertThat(unhindered.exec()).containsExactly(3L, 1L);
    assertThat(sum.get()).isEqualTo(3);
    redis.watch("k");
    try (Jedis other = pool.getResource()) {
      other.incr("k");
    }
    Transaction late = redis.multi();
    late.set("k", "lost");
    assertThat(late.exec()).isNull();
    assertThat(redis.get("k")).isEqualTo("4");
  }

  @Test
  void pipelinesManyCommands() {
    Pipeline pipeline = redis.pipelined();
    List<Response<Long>> replies = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      replies.add(pipeline.rpush("l", "v" + i));
    }
    pipeline.sync();
    assertThat(replies.get(4999).get()).isEqualTo(5000);
    assertThat(redis.lrange("l", 4990, -1)).hasSize(10).endsWith("v4999");
  }

  @Test
  void publishesToSubscribers() throws Exception {
    List<String> heard = new ArrayList<>();
    CountDownLatch subscribed = new CountDownLatch(2);
    JedisPubSub listener =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int subscriptions) {
            subscribed.countDown();
          }

          @Override
          public void onPSubscribe(String pattern, int subscriptions) {
            subscribed.countDown();
          }

          @Override
          public void onMessage(String channel, String message) {
            heard.add(channel + "=" + message);
            if (message.equals("end")) {
              unsubscribe();
              punsubscribe();
            }
          }

          @Override
          public void onPMessage(String pattern, String channel, String message) {
            heard.add(pattern + ":" + channel + "=" + message);
          }
        };
    Thread thread =
        new Thread(
            () -> {
              try (Jedis other = pool.getResource()) {
                other.subscribe(listener, "news");
              }
            });
    thread.start();
    while (!listener.isSubscribed()) {
      Thread.onSpinWait();
    }
    listener.psubscribe("w*");
    subscribed.await();
    assertThat(redis.publish("news", "hello")).isEqualTo(1);
    assertThat(redis.publish("weather", "rain")).isEqualTo(1);
    assertThat(redis.publish("nobody", "x")).isZero();
    redis.publish("news", "end");
    thread.join(20_000);
    assertThat(heard).containsExactly("news=hello", "w*:weather=rain", "news=end");
  }

  @Test
  void sharesThePoolAmongThreads() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(12);
    List<Future<?>> done = new ArrayList<>();
    for (int t = 0; t < 12; t++) {
      int id = t;
      done.add(
          threads.submit(
              () -> {
                for (int i = 0; i < 200; i++) {
                  try (Jedis own = pool.getResource()) {
                    own.sadd("all", id + ":" + i);
                    own.zincrby("count", 1, "n");
                    own.hset("h" + id, "f" + i, "v");
                  }
                }
              }));
    }
    for (Future<?> one : done) {
      one.get();
    }
    threads.shutdown();
    assertThat(redis.scard("all")).isEqualTo(2400);
    assertThat(redis.zscore("count", "n")).isEqualTo(2400.0);
    Set<String> keys = redis.keys("h*");
    assertThat(keys).hasSize(12);
  }

  @Test
  void dumpsAndRestores() {
    redis.zadd("z", Map.of("a", 1.0, "b", 2.0));
    byte[] payload = redis.dump("z");
    assertThat(redis.restore("copy", 0, payload)).isEqualTo("OK");
    assertThat(redis.zrangeWithScores("copy", 0, -1)).hasSize(2);
    assertThat(redis.objectEncoding("copy")).isEqualTo("listpack");
  }
}
