package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.Consumer;
import io.lettuce.core.GeoArgs;
import io.lettuce.core.GeoSearch;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LMoveArgs;
import io.lettuce.core.Limit;
import io.lettuce.core.MapScanCursor;
import io.lettuce.core.Range;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.SortArgs;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.ZAddArgs;
import io.lettuce.core.ZStoreArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** Every group of data types through a real client in both protocols. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LettuceTypesTest {
  private final RedisSimServer server = RedisSimServer.start();
  private final RedisClient client = RedisClient.create(server.uri());

  @AfterEach
  void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(5));
    server.close();
  }

  private StatefulRedisConnection<String, String> connect(ProtocolVersion version) {
    client.setOptions(ClientOptions.builder().protocolVersion(version).build());
    return client.connect();
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void lists(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisCommands<String, String> redis = connection.sync();
      assertThat(redis.rpush("l", "a", "b", "c")).isEqualTo(3);
      assertThat(redis.lrange("l", 0, -1)).containsExactly("a", "b", "c");
      assertThat(redis.linsert("l", true, "b", "x")).isEqualTo(4);
      assertThat(redis.lpos("l", "c")).isEqualTo(3);
      assertThat(redis.lmove("l", "m", LMoveArgs.Builder.leftRight())).isEqualTo("a");
      assertThat(redis.lpop("l", 2)).containsExactly("x", "b");
      assertThat(redis.blpop(1, "none", "l")).isEqualTo(KeyValue.just("l", "c"));
      assertThat(redis.exists("l")).isZero();
      assertThat(redis.sort("m", SortArgs.Builder.alpha())).containsExactly("a");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void hashes(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisCommands<String, String> redis = connection.sync();
      assertThat(redis.hset("h", Map.of("a", "1", "b", "2"))).isEqualTo(2);
      assertThat(redis.hgetall("h")).containsOnly(Map.entry("a", "1"), Map.entry("b", "2"));
      assertThat(redis.hmget("h", "a", "x"))
          .containsExactly(KeyValue.just("a", "1"), KeyValue.empty("x"));
      assertThat(redis.hincrbyfloat("h", "a", 0.5)).isEqualTo(1.5);
      assertThat(redis.hexpire("h", 100, "b")).containsExactly(1L);
      assertThat(redis.httl("h", "b").get(0)).isBetween(99L, 100L);
      MapScanCursor<String, String> page = redis.hscan("h");
      assertThat(page.getMap()).containsOnlyKeys("a", "b");
      assertThat(redis.hdel("h", "a", "b")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void setsAndSortedSets(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisCommands<String, String> redis = connection.sync();
      redis.sadd("s", "a", "b", "c");
      redis.sadd("t", "b", "c", "d");
      assertThat(redis.sinter("s", "t")).containsExactlyInAnyOrder("b", "c");
      assertThat(redis.sdiffstore("d", "s", "t")).isEqualTo(1);
      assertThat(redis.smismember("s", "a", "x")).containsExactly(true, false);
      assertThat(redis.zadd("z", 1, "a")).isEqualTo(1);
      assertThat(redis.zadd("z", 2.5, "b")).isEqualTo(1);
      assertThat(redis.zadd("z", ZAddArgs.Builder.gt().ch(), 3, "a")).isEqualTo(1);
      assertThat(redis.zrangeWithScores("z", 0, -1))
          .containsExactly(ScoredValue.just(2.5, "b"), ScoredValue.just(3, "a"));
      assertThat(redis.zrangebyscore("z", Range.create(2.6, 10), Limit.create(0, 1)))
          .containsExactly("a");
      assertThat(redis.zrevrank("z", "b")).isEqualTo(1);
      assertThat(redis.zunionstore("u", ZStoreArgs.Builder.weights(2, 1), "z", "s")).isEqualTo(3);
      assertThat(redis.zscore("u", "a")).isEqualTo(7.0);
      assertThat(redis.zpopmax("z")).isEqualTo(ScoredValue.just(3, "a"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  @SuppressWarnings("unchecked") // an array of one offset, made by the compiler
  void streams(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisCommands<String, String> redis = connection.sync();
      String id = redis.xadd("x", XAddArgs.Builder.maxlen(100), Map.of("k", "v"));
      redis.xgroupCreate(XReadArgs.StreamOffset.from("x", "0"), "g");
      List<StreamMessage<String, String>> read =
          redis.xreadgroup(
              Consumer.from("g", "me"),
              XReadArgs.Builder.count(10),
              XReadArgs.StreamOffset.lastConsumed("x"));
      assertThat(read).hasSize(1);
      assertThat(read.get(0).getId()).isEqualTo(id);
      assertThat(read.get(0).getBody()).containsOnly(Map.entry("k", "v"));
      assertThat(redis.xpending("x", "g").getCount()).isEqualTo(1);
      assertThat(redis.xack("x", "g", id)).isEqualTo(1);
      assertThat(redis.xrange("x", Range.unbounded())).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void placesBitsAndSketches(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisCommands<String, String> redis = connection.sync();
      redis.geoadd("g", 13.361389, 38.115556, "Palermo");
      redis.geoadd("g", 15.087269, 37.502669, "Catania");
      assertThat(redis.geodist("g", "Palermo", "Catania", GeoArgs.Unit.m)).isEqualTo(166274.1516);
      assertThat(
              redis.geosearch(
                  "g", GeoSearch.fromCoordinates(15, 37), GeoSearch.byRadius(100, GeoArgs.Unit.km)))
          .containsExactly("Catania");
      redis.setbit("b", 7, 1);
      assertThat(redis.bitcount("b")).isEqualTo(1);
      assertThat(redis.pfadd("p", "a", "b", "a")).isEqualTo(1);
      assertThat(redis.pfcount("p")).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void transactions(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version);
        StatefulRedisConnection<String, String> other = client.connect()) {
      RedisCommands<String, String> redis = connection.sync();
      redis.multi();
      redis.set("k", "1");
      redis.incr("k");
      TransactionResult done = redis.exec();
      assertThat(done.<Object>get(0)).isEqualTo("OK");
      assertThat(done.<Object>get(1)).isEqualTo(2L);
      redis.watch("k");
      other.sync().incr("k");
      redis.multi();
      redis.set("k", "lost");
      assertThat(redis.exec().wasDiscarded()).isTrue();
      assertThat(redis.get("k")).isEqualTo("3");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void waitsAndIsServed(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version);
        StatefulRedisConnection<String, String> other = client.connect()) {
      CompletableFuture<KeyValue<String, ScoredValue<String>>> popped =
          connection.async().bzpopmin(20, "none", "z").toCompletableFuture();
      other.sync().zadd("z", 1.5, "m");
      assertThat(popped.join().getValue()).isEqualTo(ScoredValue.just(1.5, "m"));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void publishesAndNotifies(ProtocolVersion version) throws InterruptedException {
    BlockingQueue<String> heard = new ArrayBlockingQueue<>(100);
    try (StatefulRedisConnection<String, String> connection = connect(version);
        StatefulRedisPubSubConnection<String, String> listener = client.connectPubSub()) {
      listener.addListener(
          new RedisPubSubAdapter<>() {
            @Override
            public void message(String channel, String message) {
              heard.add(channel + '=' + message);
            }

            @Override
            public void message(String pattern, String channel, String message) {
              heard.add(pattern + ':' + channel + '=' + message);
            }
          });
      listener.sync().subscribe("news");
      listener.sync().psubscribe("__keyevent@0__:*");
      connection.sync().configSet("notify-keyspace-events", "KEA");
      assertThat(connection.sync().publish("news", "hello")).isEqualTo(1);
      connection.sync().lpush("l", "v");
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("news=hello");
      assertThat(heard.poll(20, TimeUnit.SECONDS))
          .isEqualTo("__keyevent@0__:*:__keyevent@0__:lpush=l");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void readsReactively(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      List<String> values =
          Flux.range(0, 500)
              .concatMap(i -> connection.reactive().rpush("l", "v" + i))
              .thenMany(connection.reactive().lrange("l", 0, -1))
              .collectList()
              .block(Duration.ofSeconds(30));
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 500; i++) {
        expected.add("v" + i);
      }
      assertThat(values).isEqualTo(expected);
    }
  }
}
