package io.redissim.cli;

import org.jspecify.annotations.Nullable;

/**
 * Where a server listens.
 *
 * @param socketPath a unix socket, which then stands for host and port
 */
public record Endpoint(String host, int port, @Nullable String socketPath) {
  /** The form that messages use: {@code host:port} or the path. */
  @Override
  public String toString() {
    return socketPath != null ? socketPath : host + ":" + port;
  }

  /** The form that the prompt uses, with brackets around an IPv6 address. */
  String prompt() {
    if (socketPath != null) {
      return "redis " + socketPath;
    }
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
