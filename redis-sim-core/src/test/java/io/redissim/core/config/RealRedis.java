package io.redissim.core.config;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A redis-server process to compare with, where one is installed. */
final class RealRedis implements AutoCloseable {
  /** The version whose texts and defaults are compared. */
  static final String VERSION = "7.0.15";

  private final Process process;
  private final Socket socket;
  private final ReplyParser parser = new ReplyParser();

  private RealRedis(Process process, Socket socket) {
    this.process = process;
    this.socket = socket;
  }

  static boolean isInstalled() {
    try {
      return output("--version").contains("v=" + VERSION);
    } catch (IOException | InterruptedException e) {
      return false;
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** What a redis-server that ends by itself prints to both its outputs. */
  static String output(String... args) throws IOException, InterruptedException {
    Process process = process(List.of(args)).start();
    process.getOutputStream().close();
    process
        .onExit()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly());
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    process.waitFor(10, TimeUnit.SECONDS);
    return text;
  }

  static RealRedis start(Path directory, String... args) throws Exception {
    int port = freePort();
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    all.addAll(List.of("--dir", directory.toString()));
    Process process =
        process(all)
            .redirectOutput(Files.createTempFile(directory, "redis", ".log").toFile())
            .start();
    while (process.isAlive()) {
      try {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        return new RealRedis(process, socket);
      } catch (IOException e) {
        process.waitFor(20, TimeUnit.MILLISECONDS);
      }
    }
    throw new IOException("redis-server did not start");
  }

  Reply command(String... args) throws IOException, ReplyFormatException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(Ascii.bytes("*" + args.length + "\r\n"));
    for (String arg : args) {
      out.writeBytes(Ascii.bytes("$" + arg.length() + "\r\n" + arg + "\r\n"));
    }
    socket.getOutputStream().write(out.toByteArray());
    byte[] buffer = new byte[65536];
    while (true) {
      @Nullable Reply reply = parser.next();
      if (reply != null) {
        return reply;
      }
      int read = socket.getInputStream().read(buffer);
      if (read < 0) {
        throw new IOException("redis-server hung up");
      }
      parser.feed(buffer, 0, read);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroy();
    process.onExit().join();
  }

  private static ProcessBuilder process(List<String> args) {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(args);
    return new ProcessBuilder(command).redirectErrorStream(true);
  }
}
