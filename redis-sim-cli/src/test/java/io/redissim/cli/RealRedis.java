package io.redissim.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A redis-server of the system, on a free port, for tests that compare with the original. */
final class RealRedis implements AutoCloseable {
  private static final String VERSION = "7.0.15";

  private final Process process;
  private final int port;

  private RealRedis(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  int port() {
    return port;
  }

  /** Skips the test where the server or the program to compare with is not there. */
  static void assumeInstalled(String program) throws InterruptedException {
    assumeTrue(version("redis-server") != null, "no redis-server installed to compare with");
    String version = version(program);
    assumeTrue(version != null, "no " + program + " installed to compare with");
    assumeTrue(
        (program + " " + VERSION).equals(version),
        "compared with " + VERSION + ", installed is " + version);
  }

  private static @Nullable String version(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").start();
      String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor();
      return version.strip();
    } catch (IOException e) {
      return null;
    }
  }

  static RealRedis start(Path home) throws IOException {
    int port = freePort();
    Files.createDirectory(home);
    Process process =
        new ProcessBuilder(
                "redis-server",
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--dir",
                home.toString(),
                "--enable-debug-command",
                "yes")
            .redirectErrorStream(true)
            .start();
    BufferedReader log = process.inputReader(StandardCharsets.ISO_8859_1);
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      if (line.contains("Ready to accept connections")) {
        return new RealRedis(process, port);
      }
    }
    throw new IllegalStateException("redis-server did not start");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
