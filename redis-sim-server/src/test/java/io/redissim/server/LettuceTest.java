package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;

/** A real client over TCP, in both protocols: that what is wired together works together. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class LettuceTest {
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
  void callsOneByOne(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisCommands<String, String> redis = connection.sync();
      assertThat(redis.ping()).isEqualTo("PONG");
      assertThat(redis.set("k", "värde", SetArgs.Builder.ex(100))).isEqualTo("OK");
      assertThat(redis.get("k")).isEqualTo("värde");
      assertThat(redis.ttl("k")).isBetween(99L, 100L);
      assertThat(redis.incrby("n", 5)).isEqualTo(5);
      assertThat(redis.incrbyfloat("n", 0.5)).isEqualTo(5.5);
      assertThat(redis.get("missing")).isNull();
      assertThat(redis.mget("k", "missing"))
          .containsExactly(KeyValue.just("k", "värde"), KeyValue.empty("missing"));
      assertThat(redis.mset(Map.of("a", "1", "b", "2"))).isEqualTo("OK");
      assertThat(redis.exists("a", "b", "c")).isEqualTo(2);
      assertThat(redis.append("a", "23")).isEqualTo(3);
      assertThat(redis.getrange("a", 1, -1)).isEqualTo("23");
      assertThat(redis.strlen("a")).isEqualTo(3);
      assertThat(redis.del("a", "b")).isEqualTo(2);
      assertThat(redis.type("k")).isEqualTo("string");
      assertThat(redis.clientId()).isPositive();
      assertThatThrownBy(() -> redis.incr("k"))
          .isInstanceOf(RedisCommandExecutionException.class)
          .hasMessage("ERR value is not an integer or out of range");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void callsWithoutWaiting(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      RedisAsyncCommands<String, String> redis = connection.async();
      connection.setAutoFlushCommands(false);
      List<RedisFuture<Long>> replies = new ArrayList<>();
      for (int i = 0; i < 10_000; i++) {
        replies.add(redis.incr("counter"));
      }
      connection.flushCommands();
      connection.setAutoFlushCommands(true);
      assertThat(
              LettuceFutures.awaitAll(
                  Duration.ofSeconds(30), replies.toArray(new RedisFuture<?>[0])))
          .isTrue();
      assertThat(replies.get(9_999).toCompletableFuture().join()).isEqualTo(10_000);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"RESP2", "RESP3"})
  void callsReactively(ProtocolVersion version) {
    try (StatefulRedisConnection<String, String> connection = connect(version)) {
      List<String> values =
          Flux.range(0, 100)
              .concatMap(i -> connection.reactive().set("k" + i, "v" + i))
              .thenMany(Flux.range(0, 100).concatMap(i -> connection.reactive().get("k" + i)))
              .collectList()
              .block(Duration.ofSeconds(30));
      assertThat(values).hasSize(100).startsWith("v0", "v1").endsWith("v99");
    }
  }

  @Test
  void scansEveryKey() {
    try (StatefulRedisConnection<String, String> connection = connect(ProtocolVersion.RESP3)) {
      RedisCommands<String, String> redis = connection.sync();
      for (int i = 0; i < 1000; i++) {
        redis.set("key:" + i, "v");
      }
      List<String> keys = new ArrayList<>();
      KeyScanCursor<String> cursor = redis.scan(ScanArgs.Builder.matches("key:*").limit(50));
      keys.addAll(cursor.getKeys());
      while (!cursor.isFinished()) {
        cursor = redis.scan(cursor, ScanArgs.Builder.matches("key:*").limit(50));
        keys.addAll(cursor.getKeys());
      }
      assertThat(keys).hasSize(1000).doesNotHaveDuplicates();
    }
  }

  @Test
  void carriesAnyBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (StatefulRedisConnection<byte[], byte[]> connection =
        client.connect(ByteArrayCodec.INSTANCE)) {
      connection.sync().set(all, all);
      assertThat(connection.sync().get(all)).isEqualTo(all);
    }
  }

  @Test
  void authenticatesAndSelects() {
    try (RedisSimServer locked = RedisSimServer.builder().option("requirepass", "secret").start()) {
      RedisURI uri =
          RedisURI.builder()
              .withHost(locked.host())
              .withPort(locked.port())
              .withPassword("secret".toCharArray())
              .withDatabase(3)
              .withClientName("tester")
              .build();
      try (StatefulRedisConnection<String, String> connection = client.connect(uri)) {
        assertThat(connection.sync().clientGetname()).isEqualTo("tester");
        assertThat(connection.sync().clientList()).contains("db=3");
      }
    }
  }

  @Test
  void reconnectsWhenTheConnectionIsKilled() {
    try (StatefulRedisConnection<String, String> connection = connect(ProtocolVersion.RESP3);
        StatefulRedisConnection<String, String> other = client.connect()) {
      connection.sync().set("k", "v");
      long id = connection.sync().clientId();
      assertThat(other.sync().clientKill(io.lettuce.core.KillArgs.Builder.id(id))).isEqualTo(1);
      assertThat(connection.sync().get("k")).isEqualTo("v");
      assertThat(connection.sync().clientId()).isNotEqualTo(id);
    }
  }
}
