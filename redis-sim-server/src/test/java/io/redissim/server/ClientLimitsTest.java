package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code timeout} and {@code client-output-buffer-limit}. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ClientLimitsTest {
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochSecond(1_700_000_000));

  @Test
  void anIdleClientIsClosedAfterItsTime() throws IOException {
    try (RedisSimServer server = server("timeout", "10");
        RawClient idle = new RawClient(server);
        RawClient busy = new RawClient(server)) {
      idle.exchange("PING\r\n", "+PONG\r\n");
      clock.advance(Duration.ofSeconds(10));
      idle.exchange("PING\r\n", "+PONG\r\n");
      busy.exchange("PING\r\n", "+PONG\r\n");
      for (int i = 0; i < 15; i++) {
        clock.advance(Duration.ofSeconds(1));
        busy.exchange("PING\r\n", "+PONG\r\n");
      }
      assertThat(idle.readToEnd()).isEmpty();
    }
  }

  @Test
  void halfARequestIsASignOfLife() throws IOException {
    try (RedisSimServer server = server("timeout", "10");
        RawClient client = new RawClient(server);
        LocalClient local = server.localClient()) {
      for (char c : "ECHO hello".toCharArray()) {
        long before = bytesIn(local);
        client.send(String.valueOf(c));
        Eventually.isTrue("the byte has arrived", () -> bytesIn(local) > before);
        clock.advance(Duration.ofSeconds(5));
      }
      client.exchange("\r\n", "$5\r\nhello\r\n");
    }
  }

  /** Of the only client with a socket; 0 if it is not there yet. */
  private static long bytesIn(LocalClient local) {
    Matcher line = Pattern.compile("addr=127.* tot-net-in=(\\d+)").matcher(list(local));
    return line.find() ? Long.parseLong(line.group(1)) : 0;
  }

  @Test
  void aPausedClientIsNotIdle() throws IOException {
    try (RedisSimServer server = server("timeout", "10");
        RawClient client = new RawClient(server);
        LocalClient local = server.localClient()) {
      local.call("CLIENT", "PAUSE", "60000", "WRITE");
      client.send("SET k v\r\n");
      Eventually.isTrue("the client waits", () -> list(local).contains(" flags=b "));
      clock.advance(Duration.ofSeconds(59));
      clock.advance(Duration.ofSeconds(1));
      assertThat(client.read(5)).isEqualTo("+OK\r\n");
    }
  }

  @Test
  void aLocalClientMayBeIdle() {
    try (RedisSimServer server = server("timeout", "10");
        LocalClient local = server.localClient()) {
      clock.advance(Duration.ofHours(1));
      assertThat(local.call("PING").text()).isEqualTo("PONG");
    }
  }

  @Test
  void timeoutCanBeChanged() throws IOException {
    try (RedisSimServer server = server("timeout", "0");
        RawClient client = new RawClient(server);
        LocalClient local = server.localClient()) {
      client.exchange("PING\r\n", "+PONG\r\n");
      clock.advance(Duration.ofHours(1));
      client.exchange("PING\r\n", "+PONG\r\n");
      local.call("CONFIG", "SET", "timeout", "1");
      for (int i = 0; i < 5; i++) { // the reply may be seen to leave, which is a sign of life
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void repliesBeyondTheHardLimitAreNotSent() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "normal 100000 0 0");
        RawClient greedy = new RawClient(server);
        RawClient modest = new RawClient(server)) {
      modest.exchange("SET k " + "x".repeat(60_000) + "\r\n", "+OK\r\n");
      modest.exchange("STRLEN k\r\n", ":60000\r\n");
      greedy.send("PING\r\nMGET k k\r\nSET k changed\r\n");
      assertThat(greedy.readToEnd()).isEmpty();
      modest.exchange("STRLEN k\r\n", ":60000\r\n");
      assertThat(modest.send("GET k\r\n").read(60_010)).hasSize(60_010);
    }
  }

  @Test
  void aShortReplyIsWithinTheSmallestLimit() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "normal 10 0 0");
        RawClient modest = new RawClient(server);
        RawClient greedy = new RawClient(server)) {
      modest.exchange("SET k " + "x".repeat(10_000) + "\r\n", "+OK\r\n");
      assertThat(modest.send("GET k\r\n").read(10_010)).hasSize(10_010);
      greedy.send("MGET k k\r\n");
      assertThat(greedy.readToEnd()).isEmpty();
    }
  }

  @Test
  void anEndlessReplyStopsWhereItsClientIsCutOff() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "normal 100000 0 0");
        LocalClient local = server.localClient()) {
      local.call("HSET", "h", "field", "value");
      local.call("SADD", "s", "member");
      local.call("ZADD", "z", "1", "member");
      for (String command :
          new String[] {
            "HRANDFIELD h -999999999", "HRANDFIELD h -4611686018427387903 WITHVALUES",
            "SRANDMEMBER s -999999999", "ZRANDMEMBER z -9223372036854775807",
          }) {
        try (RawClient greedy = new RawClient(server)) {
          greedy.send(command + "\r\n");
          assertThat(greedy.readToEnd()).isEmpty();
        }
      }
      assertThat(local.call("HRANDFIELD", "h", "-999999999").text())
          .isEqualTo("ERR value is out of range");
    }
  }

  /** Redis' static buffer of 16 KiB, which limits do not count, takes no such replies. */
  @Test
  void aReplyWhoseLengthIsToldLastCountsWhole() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "normal 100000 0 0");
        RawClient client = new RawClient(server);
        LocalClient local = server.localClient()) {
      String prefix = "k".repeat(92);
      for (int i = 0; i < 1000; i++) {
        local.call("SET", prefix + (10_000 + i), "v");
      }
      client.exchange("PING\r\n", "+PONG\r\n");
      client.send("KEYS *\r\n");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void repliesLeftUnreadBeyondTheSoftLimitEndTheConnection() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "normal 0 100000 10");
        RawClient lazy = new RawClient(server);
        LocalClient local = server.localClient()) {
      local.call("SET", "k", "x".repeat(120_000));
      lazy.send("GET k\r\n".repeat(500));
      Eventually.isTrue(
          "replies wait", () -> list(local).matches("(?s).* oll=[1-9]\\d* omem=[1-9]\\d{5,} .*"));
      for (int i = 0; i < 9; i++) {
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(list(local).lines()).hasSize(2);
      // The system may take some more of it meanwhile, and for a moment there is too little.
      Eventually.isTrue(
          "cut off",
          () -> {
            clock.advance(Duration.ofSeconds(1));
            return list(local).lines().count() == 1;
          });
    }
  }

  private static String list(LocalClient local) {
    return local.call("CLIENT", "LIST").text();
  }

  private RedisSimServer server(String option, String value) {
    return RedisSimServer.builder().clock(clock).option(option, value).start();
  }
}
