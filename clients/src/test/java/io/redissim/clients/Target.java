package io.redissim.clients;

import io.redissim.server.RedisSimServer;
import org.jspecify.annotations.Nullable;

/**
 * The server that a test talks to: one of its own in this JVM, or, with {@code -Dredis.port=6379},
 * one that runs already and may lose all its data, to see that a test asks for what Redis does.
 */
final class Target implements AutoCloseable {
  private final @Nullable RedisSimServer own;
  private final int port;

  Target() {
    Integer given = Integer.getInteger("redis.port");
    own = given == null ? RedisSimServer.start() : null;
    port = own == null ? given : own.port();
  }

  String host() {
    return "127.0.0.1";
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
  }
}
