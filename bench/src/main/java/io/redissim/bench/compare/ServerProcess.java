package io.redissim.bench.compare;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A server in a process of its own, pinned to one core, seen through {@code /proc}. */
final class ServerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(2);
  private static final long TICKS_PER_SECOND = 100; // USER_HZ, the same on every Linux

  private final String name;
  private final Process process;
  private final InetSocketAddress address;
  private final long pid;
  private final long startNanos;

  private ServerProcess(
      String name, Process process, InetSocketAddress address, long pid, long startNanos) {
    this.name = name;
    this.process = process;
    this.address = address;
    this.pid = pid;
    this.startNanos = startNanos;
  }

  /**
   * Starts a server and waits for its first PONG.
   *
   * @param cpus what {@code taskset -c} gets; empty: not pinned
   * @param javaOptions goes to {@code REDIS_SIM_JAVA_OPTS}
   */
  static ServerProcess start(
      Contender contender, int port, String cpus, Path directory, String javaOptions)
      throws IOException, InterruptedException {
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>();
    if (!cpus.isEmpty()) {
      command.addAll(List.of("taskset", "-c", cpus));
    }
    command.addAll(contender.command());
    command.addAll(
        List.of("--port", "" + port, "--bind", "127.0.0.1", "--dir", directory.toString()));
    command.addAll(List.of("--save", ""));
    File log = directory.resolve("server.log").toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    if (!javaOptions.isEmpty()) {
      String own = builder.environment().getOrDefault("REDIS_SIM_JAVA_OPTS", "");
      builder.environment().put("REDIS_SIM_JAVA_OPTS", (own + " " + javaOptions).trim());
    }
    InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    long start = System.nanoTime();
    Process process = builder.start();
    while (!pong(address)) {
      if (!process.isAlive() || System.nanoTime() - start > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IOException(contender.name() + " does not start, see " + log);
      }
      Thread.sleep(1);
    }
    long ready = System.nanoTime() - start;
    // taskset and a launcher that ends in exec keep the process, but ask: the answer is certain.
    long pid = process.pid();
    for (String line : ask(address, "INFO server").split("\r\n", -1)) {
      if (line.startsWith("process_id:")) {
        pid = Long.parseLong(line.substring("process_id:".length()).trim());
      }
    }
    return new ServerProcess(contender.name(), process, address, pid, ready);
  }

  String name() {
    return name;
  }

  InetSocketAddress address() {
    return address;
  }

  /** From starting the process to its first PONG. */
  long startNanos() {
    return startNanos;
  }

  /** {@code utime + stime} of the process so far. */
  long cpuNanos() throws IOException {
    String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
    // The second field is the name in parentheses and may hold blanks; utime is field 14.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return ticks * (1_000_000_000 / TICKS_PER_SECOND);
  }

  /** Resident bytes. ZGC before Java 21 maps its heap three times, and this counts it so often. */
  long rssBytes() throws IOException {
    return kibibytes("status", "VmRSS:");
  }

  /** Resident bytes, each page counted once however often it is mapped. */
  long pssBytes() throws IOException {
    return kibibytes("smaps_rollup", "Pss:");
  }

  private long kibibytes(String file, String field) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/" + file))) {
      if (line.startsWith(field)) {
        return 1024 * Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("no " + field + " for process " + pid);
  }

  /** The first line, or the text of a bulk reply, to an inline command. */
  String ask(String command) throws IOException {
    return ask(address, command);
  }

  private static String ask(InetSocketAddress address, String command) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1000);
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String line = line(in);
      if (!line.startsWith("$") || line.startsWith("$-")) {
        return line;
      }
      byte[] bulk = new byte[Integer.parseInt(line.substring(1))];
      in.readFully(bulk);
      return new String(bulk, StandardCharsets.ISO_8859_1);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int b;
    while ((b = in.read()) != '\n') {
      if (b < 0) {
        throw new EOFException("connection closed");
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  private static boolean pong(InetSocketAddress address) {
    try {
      return ask(address, "PING").equals("+PONG");
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
