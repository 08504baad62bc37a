package io.redissim.server.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redissim.core.bytes.Ascii;
import io.redissim.server.RedisSimServer;
import io.redissim.server.against.RandomCommands.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random commands on streams and their groups to a redis-server 7.0 and to ours, as {@link
 * AgainstRedisTest} does it with the rest; and what redis-server dumps means the same to us.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class StreamsAgainstRedisTest {
  private static final int ROUND = 400;

  private final long seed = Long.getLong("redissim.against.seed", System.nanoTime());
  private final int commands = Integer.getInteger("redissim.against.commands", 20_000) / 4;
  private final Random random = new Random(seed);
  private final RandomStreams generator = new RandomStreams(random);

  @Test
  void repliesAreTheSame(@TempDir Path directory) throws IOException, InterruptedException {
    assumeTrue(RedisProcess.version().contains("v=7.0."));
    System.out.println("StreamsAgainstRedisTest: -Dredissim.against.seed=" + seed);
    try (RedisProcess redis = RedisProcess.start(directory);
        RedisSimServer server = RedisSimServer.start();
        Peer theirs = new Peer(redis.port());
        Peer ours = new Peer(server.port())) {
      for (int ran = 0; ran < commands; ran += ROUND) {
        both(theirs, ours, "HELLO", random.nextBoolean() ? "2" : "3");
        round(theirs, ours);
        for (String key : List.of("s", "t", "u")) {
          restored(theirs, ours, key);
        }
      }
    }
  }

  private void round(Peer theirs, Peer ours) throws IOException {
    both(theirs, ours, "FLUSHALL");
    both(theirs, ours, "SET", "string", "value");
    String entries = Integer.toString(new int[] {1, 3, 10, 100, 200}[random.nextInt(5)]);
    both(theirs, ours, "CONFIG", "SET", "stream-node-max-entries", entries);
    generator.restart();
    List<Command> history = new ArrayList<>();
    for (int i = 0; i < ROUND; i++) {
      Command command = generator.next();
      history.add(command);
      byte[] request = RandomCommands.encode(command.words());
      theirs.send(request);
      ours.send(request);
      byte[] expected = theirs.reply();
      byte[] reply = ours.reply();
      if (KnownDifferences.reason(command, expected, reply) != null) {
        return; // the streams are not the same any more
      }
      assertThat(RandomCommands.printable(reply))
          .as("seed %d: %s", seed, history.subList(Math.max(0, i - 20), i + 1))
          .isEqualTo(RandomCommands.printable(expected));
    }
  }

  /** What redis-server dumps is the same stream to us, and what we make of it dumps again. */
  private static void restored(Peer theirs, Peer ours, String key) throws IOException {
    byte[] reply = call(theirs, RandomCommands.words("DUMP", key));
    if (reply[0] != '$' || reply[1] == '-') {
      return;
    }
    int from = Ascii.string(reply).indexOf('\n') + 1;
    List<byte[]> restore = RandomCommands.words("RESTORE", "restored", "0", "", "REPLACE");
    restore.set(3, Arrays.copyOfRange(reply, from, reply.length - 2));
    assertThat(Ascii.string(call(ours, restore))).isEqualTo("+OK\r\n");
    for (String question : List.of("XRANGE %s - +", "XINFO GROUPS %s", "XINFO STREAM %s")) {
      byte[] expected = call(theirs, RandomCommands.words(question.formatted(key).split(" ")));
      byte[] found = call(ours, RandomCommands.words(question.formatted("restored").split(" ")));
      assertThat(RandomCommands.printable(found)).isEqualTo(RandomCommands.printable(expected));
    }
  }

  private static void both(Peer theirs, Peer ours, String... words) throws IOException {
    call(theirs, RandomCommands.words(words));
    call(ours, RandomCommands.words(words));
  }

  private static byte[] call(Peer peer, List<byte[]> words) throws IOException {
    peer.send(RandomCommands.encode(words));
    return peer.reply();
  }
}
