package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The example of the README, to the letter, compiles and is true. */
class EmbeddingExampleTest {
  private static final Path SOURCE =
      Path.of("src/test/java/io/redissim/server/EmbeddingExampleTest.java");

  @Test
  void embedsAServer() {
    // README begins
    VirtualClock clock = new VirtualClock(Instant.parse("2026-01-01T00:00:00Z"));
    try (RedisSimServer server = RedisSimServer.builder().clock(clock).start();
        RedisClient client = RedisClient.create(server.uri())) {
      RedisCommands<String, String> redis = client.connect().sync();
      redis.setex("greeting", 60, "hello");
      clock.advance(Duration.ofSeconds(61)); // no sleep: the key is gone
      assertNull(redis.get("greeting"));

      try (LocalClient local = server.localClient()) { // no socket at all
        local.call("SET", "k", "v");
      }
    }
    // README ends
  }

  @Test
  void readmeShowsThisExample() throws IOException {
    String source = Files.readString(SOURCE);
    int from = source.indexOf("// README begins\n") + "// README begins\n".length();
    String example = source.substring(from, source.indexOf("// README ends\n"));
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("```java\n" + example.stripIndent() + "```\n");
  }
}
