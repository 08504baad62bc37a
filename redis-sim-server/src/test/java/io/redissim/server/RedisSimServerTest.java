package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedisSimServerTest {
  @Test
  void startsOnAFreePortOfTheLoopbackAddress() throws IOException {
    try (RedisSimServer server = RedisSimServer.start();
        RawClient client = new RawClient(server)) {
      assertThat(server.address().getAddress().isLoopbackAddress()).isTrue();
      assertThat(server.uri()).isEqualTo("redis://127.0.0.1:" + server.port());
      client.exchange("PING\r\n", "+PONG\r\n");
    }
  }

  @Test
  void tenServersDoNotNoticeEachOther() throws IOException {
    List<RedisSimServer> servers = new ArrayList<>();
    try {
      for (int i = 0; i < 10; i++) {
        servers.add(RedisSimServer.start());
        try (RawClient client = new RawClient(servers.get(i))) {
          client.exchange("SET k " + i + "\r\n", "+OK\r\n");
        }
      }
      for (int i = 0; i < 10; i++) {
        try (RawClient client = new RawClient(servers.get(i))) {
          client.exchange("GET k\r\n", "$1\r\n" + i + "\r\n");
        }
      }
    } finally {
      servers.forEach(RedisSimServer::close);
    }
  }

  @Test
  void closeLeavesNoThreadBehind() throws IOException {
    RedisSimServer server = RedisSimServer.start();
    try (RawClient client = new RawClient(server)) {
      client.exchange("PING\r\n", "+PONG\r\n");
      server.close();
      assertThat(client.readToEnd()).isEmpty();
    }
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> thread.getName().startsWith("redis-sim"))
        .isEmpty();
  }

  @Test
  void movingAVirtualClockExpiresKeysBeforeItReturns() {
    VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (RedisSimServer server = RedisSimServer.builder().clock(clock).start();
        LocalClient client = server.localClient()) {
      client.call("SET", "k", "v", "EX", "10");
      clock.advance(Duration.ofSeconds(11));
      assertThat(client.call("DBSIZE").integer()).isZero();
    }
  }

  @Test
  void aPortInUseIsToldWithItsAddress() {
    try (RedisSimServer first = RedisSimServer.start()) {
      assertThatThrownBy(() -> RedisSimServer.builder().port(first.port()).start())
          .isInstanceOf(ServerStartException.class)
          .hasMessageContaining("127.0.0.1:" + first.port())
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void aWrongOptionIsTold() {
    assertThatThrownBy(() -> RedisSimServer.builder().option("maxmemory", "lots").start())
        .isInstanceOf(ServerStartException.class)
        .hasMessageContaining("memory value");
  }

  @Test
  void aLocalClientSeesWhatASocketWrote() throws IOException {
    try (RedisSimServer server = RedisSimServer.start();
        RawClient socket = new RawClient(server);
        LocalClient local = server.localClient()) {
      socket.exchange("SET k v\r\n", "+OK\r\n");
      assertThat(local.call("GET", "k").text()).isEqualTo("v");
    }
  }

  @Test
  void connectionsBeyondMaxclientsAreRefused() throws IOException {
    try (RedisSimServer server = RedisSimServer.builder().option("maxclients", "1").start();
        RawClient first = new RawClient(server)) {
      first.exchange("PING\r\n", "+PONG\r\n");
      try (RawClient second = new RawClient(server)) {
        assertThat(second.readToEnd()).isEqualTo("-ERR max number of clients reached\r\n");
      }
    }
  }

  @Test
  void anOptionMayHoldAnyCharacter() {
    String password = "a b\"c\nd'é";
    try (RedisSimServer server = RedisSimServer.builder().option("requirepass", password).start();
        LocalClient local = server.localClient()) {
      assertThat(local.call("PING")).hasToString("NOAUTH Authentication required.");
      assertThat(local.call("AUTH", password)).hasToString("OK");
    }
  }
}
