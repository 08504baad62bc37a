package io.redissim.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.server.RawClient;
import io.redissim.server.RedisSimServer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PipelineTest {
  private RedisSimServer server = RedisSimServer.builder().option("io-threads", "2").start();
  private RawClient client = connect();

  @BeforeEach
  void isEmpty() {
    assertThat(server.engine().keyspace().usedBytes()).isZero();
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  private RawClient connect() {
    try {
      return new RawClient(server);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void answersAPipelineInOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    StringBuilder replies = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      requests.append("*2\r\n$4\r\nECHO\r\n$5\r\n").append(10_000 + i).append("\r\n");
      replies.append("$5\r\n").append(10_000 + i).append("\r\n");
    }
    client.send(requests.toString());
    assertThat(client.read(replies.length())).isEqualTo(replies.toString());
  }

  @Test
  void readsARequestThatArrivesByteByByte() throws IOException {
    for (char c : "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3\r\na\r\n\r\n".toCharArray()) {
      client.send(String.valueOf(c));
    }
    assertThat(client.read(5)).isEqualTo("+OK\r\n");
    client.exchange("GET k\r\n", "$3\r\na\r\n\r\n");
  }

  @Test
  void storesAndReturnsLargeValues() throws IOException {
    for (int size : new int[] {16_383, 16_384, 32_768, 65_536, 1_000_000, 20_000_000}) {
      String value = "x".repeat(size - 3) + "end";
      client.exchange(
          "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + size + "\r\n" + value + "\r\n", "+OK\r\n");
      client.exchange("GET k\r\nPING\r\n", "$" + size + "\r\n" + value + "\r\n+PONG\r\n");
    }
  }

  @Test
  void aReplyKeepsTheValueItWasGiven() throws IOException {
    String value = "x".repeat(100_000);
    client.exchange("SET k " + value.substring(0, 60_000) + "\r\n", "+OK\r\n");
    client.send(
        "APPEND k " + value.substring(60_000) + "\r\nGET k\r\nSETRANGE k 0 changed\r\nGET k\r\n");
    assertThat(client.read(9)).isEqualTo(":100000\r\n");
    assertThat(client.read(100_011)).isEqualTo("$100000\r\n" + value + "\r\n");
    assertThat(client.read(9)).isEqualTo(":100000\r\n");
    assertThat(client.read(100_011)).isEqualTo("$100000\r\nchanged" + value.substring(7) + "\r\n");
  }

  @Test
  void repliesToWhatCameBeforeAProtocolErrorThenCloses() throws IOException {
    client.send("PING\r\n*1\r\nxx\r\nPING\r\n");
    assertThat(client.readToEnd())
        .isEqualTo("+PONG\r\n-ERR Protocol error: expected '$', got 'x'\r\n");
  }

  @Test
  void aClientThatDoesNotReadIsNotReadFrom() throws IOException {
    String value = "x".repeat(10_000);
    client.exchange("SET k " + value + "\r\n", "+OK\r\n");
    int requests = 20_000; // 200 MB of replies
    byte[] get = "GET k\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    Thread writer =
        new Thread(
            () -> {
              try {
                for (int i = 0; i < requests; i++) {
                  client.send(get);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    try (RawClient other = connect()) {
      // The other client is served all the while, and the server holds little of what waits.
      for (int i = 0; i < 1000; i++) {
        other.exchange("PING\r\n", "+PONG\r\n");
      }
      long used = io.netty.buffer.PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
      assertThat(used).isLessThan(64 * 1024 * 1024);
    }
    long expected = (long) requests * ("$10000\r\n".length() + value.length() + 2);
    long read = 0;
    while (read < expected) {
      read += client.read((int) Math.min(1_000_000, expected - read)).length();
    }
    client.exchange("PING\r\n", "+PONG\r\n");
  }

  @Test
  void aPasswordTakenAwayLiftsTheLimitsOfThoseWhoWaitedForIt() throws IOException {
    client.exchange("CONFIG SET requirepass secret\r\n", "+OK\r\n");
    try (RawClient late = connect()) {
      late.exchange("PING\r\n", "-NOAUTH Authentication required.\r\n");
      client.exchange("CONFIG SET requirepass \"\"\r\n", "+OK\r\n");
      late.exchange("*11\r\n$3\r\nDEL\r\n" + "$1\r\nk\r\n".repeat(10), ":0\r\n");
    }
  }

  @Test
  void aMillionInlineCommandsNeedNoMoreThanTheirTurn() throws IOException {
    client.send("\r\n".repeat(500_000) + "PING\r\n");
    assertThat(client.read(7)).isEqualTo("+PONG\r\n");
  }
}
