package io.redissim.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A main class that starts the program, sends it what a usual client sends first, and ends. The
 * launcher runs it while the JVM records which classes that takes, see {@code bin/.launch.sh}.
 */
final class Training {
  private static final String REQUESTS =
      """
      PING
      HELLO 3
      COMMAND COUNT
      SET key value EX 100
      GET key
      INCR counter
      MSET a 1 b 2
      MGET a b
      EXISTS a
      TTL key
      DEL a b
      CONFIG GET maxmemory
      INFO
      CLIENT ID
      NO-SUCH-COMMAND
      FLUSHALL
      *1\r
      $4\r
      PING\r
      """;

  private Training() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    int port = freePort();
    Thread server =
        new Thread(() -> Main.main(new String[] {"--bind", "127.0.0.1", "--port", "" + port}));
    server.setDaemon(true);
    server.start();
    try (Socket socket = connect(port, server)) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(REQUESTS.getBytes(US_ASCII));
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes(); // until the server has answered and closed too
    }
    System.exit(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Socket connect(int port, Thread server) throws IOException, InterruptedException {
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (ConnectException e) {
        if (!server.isAlive()) {
          throw e;
        }
        Thread.sleep(10);
      }
    }
  }
}
