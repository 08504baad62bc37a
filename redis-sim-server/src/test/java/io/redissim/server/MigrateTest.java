package io.redissim.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Keys on their way between two servers. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MigrateTest {
  private static final String PATIENT = "20000";

  private static Reply migrate(LocalClient from, int port, String key, String... more) {
    List<String> words =
        new ArrayList<>(List.of("MIGRATE", "127.0.0.1", Integer.toString(port), key, "0", PATIENT));
    words.addAll(List.of(more));
    return from.call(words.toArray(new String[0]));
  }

  @Test
  void keysMoveFromServerToServer() {
    byte[] random = new byte[3_000_000];
    new Random(1).nextBytes(random);
    try (RedisSimServer one = RedisSimServer.start();
        RedisSimServer other = RedisSimServer.start();
        LocalClient here = one.localClient();
        LocalClient there = other.localClient()) {
      here.call("SET".getBytes(UTF_8), "long".getBytes(UTF_8), random);
      here.call("RPUSH", "list", "a", "b");
      here.call("SET", "short", "v", "EX", "1000");
      assertThat(migrate(here, other.port(), "", "KEYS", "long", "none", "list", "short"))
          .hasToString("OK");
      assertThat(here.call("DBSIZE").integer()).isZero();
      assertThat(there.call("GET", "long").bytes()).isEqualTo(random);
      assertThat(there.call("LRANGE", "list", "0", "-1")).hasToString("[a, b]");
      assertThat(there.call("TTL", "short").integer()).isBetween(1L, 1000L);
      assertThat(here.call("INFO", "stats").text()).contains("migrate_cached_sockets:1\r\n");
    }
  }

  @Test
  void aClientOfTheServerMovesKeys() throws IOException {
    try (RedisSimServer one = RedisSimServer.start();
        RedisSimServer other = RedisSimServer.start();
        RawClient here = new RawClient(one);
        RawClient there = new RawClient(other)) {
      here.exchange(
          "SET k v\r\nMIGRATE 127.0.0.1 " + other.port() + " k 9 20000\r\nGET k\r\n",
          "+OK\r\n+OK\r\n$-1\r\n");
      there.exchange("SELECT 9\r\nGET k\r\n", "+OK\r\n$1\r\nv\r\n");
    }
  }

  @Test
  void aTargetThatWasStartedAnewIsReachedAgain() {
    try (RedisSimServer one = RedisSimServer.start();
        LocalClient here = one.localClient()) {
      here.call("MSET", "a", "1", "b", "2", "c", "3");
      int port;
      try (RedisSimServer other = RedisSimServer.start()) {
        port = other.port();
        assertThat(migrate(here, port, "a")).hasToString("OK");
      }
      try (RedisSimServer again = RedisSimServer.builder().port(port).start();
          LocalClient there = again.localClient()) {
        assertThat(migrate(here, port, "b")).hasToString("OK");
        assertThat(there.call("GET", "b")).hasToString("2");
      }
      assertThat(migrate(here, port, "c"))
          .hasToString("IOERR error or timeout writing to target instance");
      assertThat(here.call("GET", "c")).hasToString("3");
      assertThat(here.call("INFO", "stats").text()).contains("migrate_cached_sockets:0\r\n");
    }
  }

  @Test
  void aTargetThatDoesNotAnswerIsGivenUp() throws IOException {
    try (RedisSimServer one = RedisSimServer.start();
        LocalClient here = one.localClient();
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      here.call("SET", "k", "v");
      String port = Integer.toString(silent.getLocalPort());
      assertThat(here.call("MIGRATE", "127.0.0.1", port, "k", "0", "20"))
          .hasToString("IOERR error or timeout reading to target instance");
      assertThat(here.call("GET", "k")).hasToString("v");
    }
  }

  /** Nobody answers while the command waits for the answer; what was sent is done afterwards. */
  @Test
  void aServerCannotMoveKeysToItself() {
    try (RedisSimServer one = RedisSimServer.start();
        LocalClient here = one.localClient()) {
      here.call("SET", "k", "v");
      String port = Integer.toString(one.port());
      assertThat(here.call("MIGRATE", "127.0.0.1", port, "k", "0", "20"))
          .hasToString("IOERR error or timeout reading to target instance");
      assertThat(here.call("GET", "k")).hasToString("v");
    }
  }

  @Test
  void closingAServerEndsTheWaitForATarget() throws Exception {
    RedisSimServer one = RedisSimServer.start();
    try (RawClient client = new RawClient(one);
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      client.exchange("SET k v\r\n", "+OK\r\n");
      client.send("MIGRATE 127.0.0.1 " + silent.getLocalPort() + " k 0 1000000000\r\n");
      try (Socket accepted = silent.accept()) {
        assertThat(accepted.getInputStream().read()).isEqualTo('*');
        one.close();
        assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
  }
}
