package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.command.EventClass;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.VirtualClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that one client's command sends to others, through sockets. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class MessagesTest {
  private final VirtualClock clock = new VirtualClock(Instant.ofEpochSecond(1_700_000_000));

  /** Every event of a key goes to all clients with a socket; they count as subscribers. */
  private static void broadcast(RedisSimServer server, byte[] message) {
    server
        .engine()
        .context()
        .sendEventsTo(
            (kind, event, database, key) -> {
              for (Client client : List.copyOf(server.engine().clients().all())) {
                if (kind != EventClass.NEW && client.transport().hasPeer()) {
                  client.protocol(3); // in RESP2 a subscriber may send hardly anything
                  client.subscriptions(1, 0, 0);
                  client.send(message);
                }
              }
            });
  }

  @Test
  void messagesArriveInOrderBetweenReplies() throws IOException {
    try (RedisSimServer server = server("io-threads", "2");
        RawClient listener = new RawClient(server);
        LocalClient local = server.localClient()) {
      listener.exchange("PING\r\n", "+PONG\r\n");
      broadcast(server, Ascii.bytes("+message\r\n"));
      local.call("SETRANGE", "k", "0", "x");
      listener.exchange("PING\r\n", "+message\r\n+PONG\r\n");
      listener.exchange("SETRANGE k 0 y\r\nPING\r\n", ":1\r\n+message\r\n+PONG\r\n");
      for (int i = 0; i < 5000; i++) {
        local.call("SETRANGE", "k", "0", "x");
      }
      String all = "+message\r\n".repeat(5000);
      assertThat(listener.read(all.length())).isEqualTo(all);
    }
  }

  @Test
  void aLongMessageIsSharedAndArrivesWhole() throws IOException {
    try (RedisSimServer server = server("io-threads", "2");
        RawClient one = new RawClient(server);
        RawClient two = new RawClient(server);
        LocalClient local = server.localClient()) {
      one.exchange("PING\r\n", "+PONG\r\n");
      two.exchange("PING\r\n", "+PONG\r\n");
      String message = "+" + "x".repeat(3_000_000) + "\r\n";
      broadcast(server, Ascii.bytes(message));
      local.call("SET", "k", "v");
      assertThat(one.read(message.length())).isEqualTo(message);
      assertThat(two.read(message.length())).isEqualTo(message);
    }
  }

  @Test
  void whoDoesNotReadIsCutOffAtTheHardLimitOfSubscribers() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "pubsub 10mb 0 0");
        RawClient lazy = new RawClient(server);
        RawClient keen = new RawClient(server);
        LocalClient local = server.localClient()) {
      lazy.exchange("PING\r\n", "+PONG\r\n");
      keen.exchange("PING\r\n", "+PONG\r\n");
      String message = "+" + "x".repeat(100_000) + "\r\n";
      broadcast(server, Ascii.bytes(message));
      int sent = 0;
      while (local.call("CLIENT", "LIST").text().lines().count() > 2) {
        local.call("SETRANGE", "k", "0", "x");
        assertThat(keen.read(message.length())).hasSize(message.length());
        assertThat(++sent).as("messages until the lazy client is gone").isLessThan(400);
      }
      assertThat(sent).isGreaterThan(100);
      keen.exchange("PING\r\n", "+PONG\r\n");
      String arrived = lazy.readToEnd(); // what the network held, no more
      assertThat(arrived.length()).isLessThan(sent * message.length());
    }
  }

  @Test
  void whoReadsTooLittleIsCutOffAfterTheSecondsOfTheSoftLimit() throws IOException {
    try (RedisSimServer server = server("client-output-buffer-limit", "pubsub 0 1mb 5");
        RawClient lazy = new RawClient(server);
        LocalClient local = server.localClient()) {
      lazy.exchange("PING\r\n", "+PONG\r\n");
      broadcast(server, Ascii.bytes("+" + "x".repeat(100_000) + "\r\n"));
      for (int i = 0; i < 200; i++) {
        local.call("SETRANGE", "k", "0", "x");
      }
      assertThat(local.call("CLIENT", "LIST").text())
          .containsPattern(" oll=[1-9]\\d* omem=\\d{7,} ");
      for (int i = 0; i < 5; i++) {
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(local.call("CLIENT", "LIST").text().lines()).hasSize(2);
      for (int i = 0; i < 2; i++) {
        clock.advance(Duration.ofSeconds(1));
      }
      assertThat(local.call("CLIENT", "LIST").text().lines()).hasSize(1);
    }
  }

  @Test
  void aClientThatWaitsIsSeenToLeave() throws IOException {
    try (RedisSimServer server = server("io-threads", "1");
        LocalClient local = server.localClient()) {
      try (RawClient waiter = new RawClient(server)) {
        local.call("CLIENT", "PAUSE", "100000", "WRITE");
        waiter.send("SET k v\r\n");
        Eventually.isTrue(
            "the client waits", () -> local.call("CLIENT", "LIST").text().contains(" flags=b "));
      }
      Eventually.isTrue(
          "the client is gone", () -> local.call("CLIENT", "LIST").text().lines().count() == 1);
    }
  }

  private RedisSimServer server(String option, String value) {
    return RedisSimServer.builder().clock(clock).option(option, value).start();
  }
}
