package io.redissim.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * {@code --train}: does once what a usual call does, against a listener of its own, so that the JVM
 * can keep the classes it needs (the launcher's class archive). Not for users.
 */
final class Training {
  private static final String REPLIES = "+PONG\r\n$5\r\nvalue\r\n*2\r\n:1\r\n$-1\r\n-ERR no\r\n";

  private Training() {}

  static int run() {
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answer(listener), "training-server");
      server.setDaemon(true);
      server.start();
      InputStream commands =
          new ByteArrayInputStream("ping\nget k\neval x 0\nbad\n".getBytes(StandardCharsets.UTF_8));
      Host host =
          new Host(
              commands,
              new Output(OutputStream.nullOutputStream(), true),
              new Output(OutputStream.nullOutputStream(), false),
              Map.of(),
              false,
              true);
      return Cli.run(List.of("-p", Integer.toString(listener.getLocalPort())), host);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All replies at once, to the first request. */
  private static void answer(ServerSocket listener) {
    try (Socket client = listener.accept()) {
      if (client.getInputStream().read() >= 0) {
        client.getOutputStream().write(REPLIES.getBytes(StandardCharsets.UTF_8));
      }
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
