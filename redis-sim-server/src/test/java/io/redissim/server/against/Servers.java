package io.redissim.server.against;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redissim.server.RedisSimServer;
import java.io.IOException;
import java.nio.file.Path;

/** A redis-server of the machine and ours, both empty. */
final class Servers implements AutoCloseable {
  private static final String VERSION = "v=7.0.";

  private final RedisProcess redis;
  private final RedisSimServer ours;

  private Servers(RedisProcess redis, RedisSimServer ours) {
    this.redis = redis;
    this.ours = ours;
  }

  /** Skips the test where there is no redis-server 7.0 on the PATH. */
  static Servers start(Path directory) throws IOException, InterruptedException {
    String version = RedisProcess.version();
    String reason = version.isEmpty() ? "no redis-server on the PATH" : "it is for 7.0: " + version;
    if (!version.contains(VERSION)) {
      System.out.println("The comparison with redis-server is skipped: " + reason);
    }
    assumeTrue(version.contains(VERSION), reason);
    return new Servers(
        RedisProcess.start(directory),
        RedisSimServer.builder().option("enable-debug-command", "yes").start());
  }

  /** A connection to each. */
  Pair connect() throws IOException {
    return new Pair(new Peer(redis.port()), new Peer(ours.port()));
  }

  @Override
  public void close() {
    redis.close();
    ours.close();
  }
}
