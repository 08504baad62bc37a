package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What no client sends: the server neither falls over nor fills up, and serves everybody else. Run
 * again with {@code -Dredissim.hostile.seed=…}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HostileInputTest {
  private static final int CONNECTIONS = 1500;
  private static final long MEGABYTE = 1024 * 1024;

  private final long seed = Long.getLong("redissim.hostile.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final RedisSimServer server = RedisSimServer.builder().option("io-threads", "2").start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void nothingThatIsSentStopsTheServer() throws IOException {
    System.out.println("HostileInputTest: -Dredissim.hostile.seed=" + seed);
    try (RawClient witness = new RawClient(server)) {
      witness.send("SET big " + "x".repeat(60_000) + "\r\n");
      assertThat(witness.read(5)).isEqualTo("+OK\r\n");
      long heapBefore = usedHeap();
      for (int i = 0; i < CONNECTIONS; i++) {
        attack();
        if (i % 10 == 0) {
          witness.exchange("ECHO " + i + "\r\n", "$" + digits(i) + "\r\n" + i + "\r\n");
        }
      }
      Eventually.isTrue("only the witness is left", () -> clients() == 1);
      assertThat(usedHeap() - heapBefore).as("seed %d", seed).isLessThan(64 * MEGABYTE);
      assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory())
          .isLessThan(64 * MEGABYTE);
      witness.exchange("STRLEN big\r\n", ":60000\r\n");
      assertThat(internalErrors()).isZero();
    }
  }

  private void attack() throws IOException {
    RawClient client = new RawClient(server);
    boolean politely = random.nextBoolean();
    try {
      client.send(hostile());
      if (politely) {
        client.finish();
        client.readToEnd();
      }
    } catch (IOException closed) {
      // The server may end the connection while we still write: that is its right.
    } finally {
      if (politely) {
        client.close();
      } else {
        client.vanish();
      }
    }
  }

  private byte[] hostile() {
    return switch (random.nextInt(8)) {
      case 0 -> bytes(random.nextInt(4000));
      case 1 -> Ascii.bytes("*" + hugeNumber() + "\r\n$" + hugeNumber() + "\r\n" + "x".repeat(50));
      case 2 -> Ascii.bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$" + hugeNumber() + "\r\nxyz");
      case 3 -> cut(Ascii.bytes("*2\r\n$4\r\nECHO\r\n$5\r\nhello\r\n".repeat(50)));
      case 4 -> damaged(Ascii.bytes("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhello\r\n".repeat(50)));
      case 5 -> cut(Ascii.bytes("SET k \"a b \\x41 \\\" ' \r\nSET k 'it\\'s' \r\n".repeat(20)));
      case 6 -> Ascii.bytes("GET big\r\n".repeat(1 + random.nextInt(30)));
      default -> Ascii.bytes("x".repeat(65_000 + random.nextInt(2000)));
    };
  }

  private String hugeNumber() {
    String[] numbers = {
      "2147483647",
      "2147483648",
      "1048577",
      "536870912",
      "536870913",
      "9223372036854775807",
      "9223372036854775808",
      "-2",
      "4294967295",
      "1000000",
      "",
      "0x10",
      "1e9",
      "99999"
    };
    return numbers[random.nextInt(numbers.length)];
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private byte[] cut(byte[] bytes) {
    return java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private byte[] damaged(byte[] bytes) {
    for (int i = random.nextInt(10); i >= 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @Test
  void anAnnouncedLengthCostsNothing() throws IOException {
    int connections = 300;
    List<RawClient> clients = new ArrayList<>();
    try (RawClient witness = new RawClient(server)) {
      for (int i = 0; i < connections; i++) {
        RawClient client = new RawClient(server);
        clients.add(client);
        client.send("PING\r\n*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$500000000\r\nstart");
      }
      for (RawClient client : clients) {
        assertThat(client.read(7)).isEqualTo("+PONG\r\n");
      }
      witness.exchange("PING\r\n", "+PONG\r\n");
      assertThat(queryBufferBytes()).isLessThan(connections * 256L);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private long queryBufferBytes() {
    server.engine().door().enter();
    try {
      long sum = 0;
      for (Client client : server.engine().clients().all()) {
        sum += client.transport().queryBufferBytes();
      }
      return sum;
    } finally {
      server.engine().door().leave();
    }
  }

  private long internalErrors() {
    server.engine().door().enter();
    try {
      return server.engine().statistics().internalErrors();
    } finally {
      server.engine().door().leave();
    }
  }

  private int clients() {
    server.engine().door().enter();
    try {
      return server.engine().clients().count();
    } finally {
      server.engine().door().leave();
    }
  }

  private static long usedHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static int digits(int number) {
    return Integer.toString(number).length();
  }
}
