package io.redissim.server;

import io.redissim.core.config.Config;
import io.redissim.core.introspect.Host;
import io.redissim.server.transport.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a server can tell of its process. The numbers come from {@code /proc}, which costs a few
 * microseconds; where there is none, from the Java platform as far as it knows them.
 */
final class ServerHost implements Host {
  private static final Path STATM = Path.of("/proc/self/statm");
  private static final Path STAT = Path.of("/proc/self/stat");
  private static final Path MEMINFO = Path.of("/proc/meminfo");
  private static final Pattern MEM_TOTAL = Pattern.compile("MemTotal:\\s+(\\d+) kB");

  /** Of Linux on every machine that Java runs on in practice. */
  private static final int PAGE_BYTES = 4096;

  private static final int MICROS_PER_TICK = 10_000;

  private final Config config;
  private final Transport transport;
  private final IntSupplier port;
  private final Runnable shutDown;
  private final String runId;

  /**
   * @param port the one it listens on
   * @param shutDown begins to end the server
   */
  ServerHost(Config config, Transport transport, IntSupplier port, Runnable shutDown) {
    this.config = config;
    this.transport = transport;
    this.port = port;
    this.shutDown = shutDown;
    byte[] random = new byte[20];
    new SecureRandom().nextBytes(random);
    this.runId = HexFormat.of().formatHex(random);
  }

  @Override
  public long processId() {
    return ProcessHandle.current().pid();
  }

  @Override
  public String runId() {
    return runId;
  }

  @Override
  public String operatingSystem() {
    return property("os.name") + ' ' + property("os.version") + ' ' + property("os.arch");
  }

  @Override
  public String javaVersion() {
    return property("java.runtime.version");
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  @Override
  public String multiplexing() {
    return transport.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public int port() {
    return port.getAsInt();
  }

  @Override
  public List<String> listeners() {
    List<String> listeners = new ArrayList<>();
    if (port() != 0) {
      StringBuilder tcp = new StringBuilder("name=tcp");
      config.words("bind").forEach(address -> tcp.append(",bind=").append(address));
      listeners.add(tcp.append(",port=").append(port()).toString());
    }
    String socket = config.path("unixsocket");
    if (socket != null) {
      listeners.add("name=unix,bind=" + socket);
    }
    return listeners;
  }

  @Override
  public String executable() {
    return ProcessHandle.current().info().command().orElse("");
  }

  @Override
  public String configFile() {
    String file = config.file();
    return file == null ? "" : file;
  }

  @Override
  public long residentBytes() {
    String statm = read(STATM);
    return statm == null ? 0 : Long.parseLong(statm.split(" ", 3)[1]) * PAGE_BYTES;
  }

  @Override
  public long heapBytes() {
    return Runtime.getRuntime().totalMemory();
  }

  @Override
  public long machineBytes() {
    String meminfo = read(MEMINFO);
    if (meminfo == null) {
      return 0;
    }
    Matcher total = MEM_TOTAL.matcher(meminfo);
    return total.find() ? Long.parseLong(total.group(1)) * 1024 : 0;
  }

  @Override
  public CpuTime cpuTime() {
    String stat = read(STAT);
    if (stat == null) {
      Duration total = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
      return new CpuTime(total.toNanos() / 1000, 0);
    }
    // The name in parentheses may hold anything; utime and stime are the 12th and 13th after it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return new CpuTime(
        Long.parseLong(fields[11]) * MICROS_PER_TICK, Long.parseLong(fields[12]) * MICROS_PER_TICK);
  }

  private static @Nullable String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return null; // another operating system
    }
  }

  @Override
  public boolean collectGarbage() {
    System.gc();
    return true;
  }

  @Override
  public boolean sleep(long micros) {
    try {
      Thread.sleep(micros / 1000, (int) (micros % 1000) * 1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  @Override
  public boolean shutDown() {
    shutDown.run();
    return true;
  }
}
