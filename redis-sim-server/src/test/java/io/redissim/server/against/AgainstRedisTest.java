package io.redissim.server.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Crc64;
import io.redissim.server.RedisSimServer;
import io.redissim.server.against.RandomCommands.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same random commands to a redis-server of the machine and to ours: every reply is the same,
 * byte for byte, in RESP2 and in RESP3. Runs where a redis-server 7.0 is on the PATH.
 *
 * <p>{@code -Dredissim.against.seed=…} repeats a run, {@code -Dredissim.against.commands=…} makes
 * it longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgainstRedisTest {
  private static final String VERSION = "v=7.0.";
  private static final int MAX_DIFFERENCES = 20;
  private static final int MAX_BATCH = 60;

  private final RedisProcess redis;
  private final RedisSimServer ours;

  private final long seed = Long.getLong("redissim.against.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final int commands = Integer.getInteger("redissim.against.commands", 20_000);

  AgainstRedisTest(@TempDir Path directory) throws IOException, InterruptedException {
    String version = RedisProcess.version();
    String reason = version.isEmpty() ? "no redis-server on the PATH" : "it is for 7.0: " + version;
    if (!version.contains(VERSION)) {
      System.out.println("AgainstRedisTest is skipped: " + reason);
    }
    assumeTrue(version.contains(VERSION), reason);
    redis = RedisProcess.start(directory);
    ours = RedisSimServer.start();
    System.out.println("AgainstRedisTest: -Dredissim.against.seed=" + seed);
  }

  @AfterAll
  void stopBoth() {
    redis.close();
    ours.close();
  }

  /** A connection to each server. */
  private final class Pair implements AutoCloseable {
    private final Peer theirs;
    private final Peer own;

    Pair() throws IOException {
      theirs = new Peer(redis.port());
      own = new Peer(ours.port());
    }

    void send(byte[] bytes) throws IOException {
      theirs.send(bytes);
      own.send(bytes);
    }

    /** Runs a command whose replies do not matter. */
    void prepare(String... words) throws IOException {
      send(RandomCommands.encode(RandomCommands.words(words)));
      theirs.reply();
      own.reply();
    }

    @Override
    public void close() throws IOException {
      theirs.close();
      own.close();
    }
  }

  @Test
  void repliesAreTheSame() throws IOException {
    List<String> differences = new ArrayList<>();
    try (Pair two = new Pair();
        Pair three = new Pair()) {
      three.prepare("HELLO", "3");
      three.prepare("FLUSHALL");
      RandomCommands generator = new RandomCommands(random, payloads(two));
      int ran = 0;
      while (ran < commands && differences.size() < MAX_DIFFERENCES) {
        Pair pair = random.nextBoolean() ? two : three;
        List<Command> batch = new ArrayList<>();
        int size = 1 + random.nextInt(MAX_BATCH);
        for (int i = 0; i < size; i++) {
          batch.add(generator.next());
        }
        if (!same(pair, batch, ran, differences)) {
          // What differs from here on may only follow from that.
          pair.prepare("FLUSHALL");
        }
        ran += size;
      }
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
  }

  private static boolean same(Pair pair, List<Command> batch, int ran, List<String> differences)
      throws IOException {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    for (Command command : batch) {
      wire.writeBytes(RandomCommands.encode(command.words()));
    }
    pair.send(wire.toByteArray());
    boolean same = true;
    for (int i = 0; i < batch.size(); i++) {
      Command command = batch.get(i);
      byte[] expected = pair.theirs.reply();
      byte[] reply = pair.own.reply();
      if (same
          && !command.comparison().same(expected, reply)
          && KnownDifferences.reason(command, expected, reply) == null) {
        same = false;
        differences.add(
            "\ncommand "
                + (ran + i)
                + ": "
                + command
                + "\n  redis: "
                + RandomCommands.printable(expected)
                + "\n  ours:  "
                + RandomCommands.printable(reply)
                + "\n  after: "
                + before(batch, i));
      }
    }
    return same;
  }

  /** The commands before this one that name the same key. */
  private static String before(List<Command> batch, int index) {
    StringBuilder text = new StringBuilder();
    for (Command earlier : batch.subList(Math.max(0, index - 40), index)) {
      for (byte[] word : batch.get(index).words().subList(1, batch.get(index).words().size())) {
        if (earlier.words().stream().skip(1).anyMatch(w -> Arrays.equals(w, word))) {
          text.append("\n    ").append(earlier);
          break;
        }
      }
    }
    return text.toString();
  }

  /** What redis-server dumps, for both to restore. */
  private static List<byte[]> payloads(Pair pair) throws IOException {
    List<byte[]> payloads = new ArrayList<>();
    for (String value :
        List.of(
            "",
            "0",
            "-1",
            "127",
            "128",
            "40000",
            "-40000",
            "2147483648",
            "hello",
            "a".repeat(100),
            "ab".repeat(5000),
            "9223372036854775807",
            "x".repeat(70))) {
      pair.prepare("SET", "dump", value);
      payloads.add(dump(pair.theirs));
    }
    pair.prepare("DEL", "dump");
    return payloads;
  }

  private static byte[] dump(Peer peer) throws IOException {
    peer.send(RandomCommands.encode(RandomCommands.words("DUMP", "dump")));
    byte[] reply = peer.reply();
    int from = Ascii.string(reply).indexOf('\n') + 1;
    return Arrays.copyOfRange(reply, from, reply.length - 2);
  }

  @Test
  void redisRestoresWhatWeDump() throws IOException {
    try (Pair pair = new Pair()) {
      for (int i = 0; i < 200; i++) {
        byte[] value = value(i);
        List<byte[]> set = RandomCommands.words("SET", "dump");
        set.add(value);
        pair.send(RandomCommands.encode(set));
        pair.theirs.reply();
        pair.own.reply();
        List<byte[]> restore = RandomCommands.words("RESTORE", "restored", "0");
        restore.add(asVersion10(dump(pair.own)));
        restore.add(Ascii.bytes("REPLACE"));
        pair.theirs.send(RandomCommands.encode(restore));
        assertThat(Ascii.string(pair.theirs.reply())).isEqualTo("+OK\r\n");
        pair.theirs.send(RandomCommands.encode(RandomCommands.words("GET", "restored")));
        assertThat(Ascii.string(pair.theirs.reply()))
            .isEqualTo("$" + value.length + "\r\n" + Ascii.string(value) + "\r\n");
      }
    }
  }

  /** Numbers around the sizes they are stored in, text that compresses and text that does not. */
  private byte[] value(int i) {
    if (i < 64) {
      return Ascii.bytes(Long.toString((1L << i) * (random.nextBoolean() ? 1 : -1) - i % 2));
    }
    byte[] value = new byte[random.nextInt(i % 2 == 0 ? 100 : 70_000)];
    for (int at = 0; at < value.length; at++) {
      value[at] = (byte) random.nextInt(i % 4 < 2 ? 3 : 256);
    }
    return value;
  }

  /** A payload says the version of its writer: redis-server 7.0 refuses what 7.2 wrote. */
  private static byte[] asVersion10(byte[] payload) {
    int footer = payload.length - 10;
    payload[footer] = 10;
    long crc = Crc64.update(0, payload, 0, footer + 2);
    for (int i = 0; i < 8; i++) {
      payload[footer + 2 + i] = (byte) (crc >>> 8 * i);
    }
    return payload;
  }

  @Test
  void damagedRequestsGetTheSameAnswer() throws IOException {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < commands / 20 && differences.size() < MAX_DIFFERENCES; i++) {
      byte[] stream = damaged();
      try (Pair pair = new Pair()) {
        pair.send(stream);
        byte[] expected = pair.theirs.finish();
        byte[] reply = pair.own.finish();
        if (!Arrays.equals(expected, reply)) {
          differences.add(
              "\nstream "
                  + i
                  + ": "
                  + RandomCommands.printable(stream)
                  + "\n  redis: "
                  + RandomCommands.printable(expected)
                  + "\n  ours:  "
                  + RandomCommands.printable(reply));
        }
      }
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
  }

  /** A few requests that change nothing, with a byte changed, left out or put in here and there. */
  private byte[] damaged() {
    StringBuilder text = new StringBuilder();
    String[] requests = {
      "*1\r\n$4\r\nPING\r\n",
      "*2\r\n$4\r\nECHO\r\n$5\r\nworld\r\n",
      "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
      "ECHO inline\r\n",
      "ECHO \"a \\x41 \\\"b\\\" \\n\" \r\n",
      "ECHO 'single \\' quote'\n",
      "*0\r\n",
      "\r\n",
      "*-1\r\n",
      "*3\r\n$6\r\nSTRLEN\r\n$1\r\nk\r\n$0\r\n\r\n",
      "GET nothing\r\n",
      "PING\n",
      "CLIENT REPLY OFF\r\n", // not SKIP, which redis-server spends on empty lines too
      "*3\r\n$6\r\nCLIENT\r\n$5\r\nREPLY\r\n$2\r\nON\r\n",
      "QUIT\r\n",
      "RESET\r\n",
      "SELECT 99\r\n",
      "AUTH default x\r\n",
      "POST / HTTP/1.1\r\n",
      "CLIENT SETNAME a\r\nCLIENT GETNAME\r\n",
    };
    for (int i = random.nextInt(6) + 1; i > 0; i--) {
      text.append(requests[random.nextInt(requests.length)]);
    }
    // No NUL: redis-server looks for the end of an inline command with strchr.
    String odd = "\r\n *$\"'\\-+0123456789x\u00ff";
    for (int i = random.nextInt(4); i > 0 && text.length() > 1; i--) {
      int at = random.nextInt(text.length());
      char put = odd.charAt(random.nextInt(odd.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, put);
        case 1 -> text.insert(at, put);
        default -> text.deleteCharAt(at);
      }
    }
    return Ascii.bytes(text.toString());
  }
}
