package io.redissim.cli;

import io.redissim.cli.benchmark.Benchmark;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The program: a command, a prompt, a mode, or {@code benchmark}. */
public final class Main {
  public static final String PROGRAM = "redis-sim-cli";

  /**
   * Set by the launcher, which can ask the system: which of {@code in} and {@code out} are ttys.
   */
  private static final String TERMINALS = "redissim.cli.terminals";

  private Main() {}

  public static void main(String[] args) {
    startNettyFast();
    Host host =
        new Host(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in)),
            new Output(new FileOutputStream(FileDescriptor.out), true),
            new Output(new FileOutputStream(FileDescriptor.err), false),
            environment(),
            isTerminal("in", 0),
            isTerminal("out", 1));
    int status = run(words(args), host);
    System.exit(status);
  }

  /** Runs the program and returns its exit status. */
  public static int run(List<String> words, Host host) {
    int status;
    try {
      status =
          switch (words.isEmpty() ? "" : words.get(0)) {
            case "benchmark" -> Benchmark.run(words.subList(1, words.size()), host);
            case "--train" -> Training.run();
            default -> Cli.run(words, host);
          };
    } catch (Exit exit) {
      status = exit.status();
    }
    try {
      host.out().flush();
    } catch (Exit exit) {
      status = exit.status();
    }
    return status;
  }

  /** What Netty would find out for itself, at the price of a third of the time to the reply. */
  private static void startNettyFast() {
    System.setProperty("io.netty.jfr.enabled", "false");
    System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
    System.setProperty("io.netty.processId", "1");
    System.setProperty("io.netty.allocator.type", "unpooled");
    System.setProperty("io.netty.leakDetection.level", "disabled");
  }

  public static String version() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  /**
   * The arguments, one character per byte. Java decodes them with the locale's character set, which
   * loses what that cannot say; so where they are not plain ASCII the system is asked for the
   * bytes.
   */
  private static List<String> words(String[] args) {
    List<String> words = Arrays.asList(args);
    if (words.stream().allMatch(word -> word.chars().allMatch(c -> c < 128))) {
      return words;
    }
    Path commandLine = Path.of("/proc/self/cmdline");
    if (Files.isReadable(commandLine)) {
      try {
        String raw = new String(Files.readAllBytes(commandLine), StandardCharsets.ISO_8859_1);
        String[] all = raw.split("\0", -1); // ends with a NUL, so the last element is empty
        int end = all.length - 1;
        return Arrays.asList(all).subList(end - args.length, end);
      } catch (IOException e) {
        // Fall through: the decoded arguments are the next best.
        words = Arrays.asList(args);
      }
    }
    return words.stream().map(Main::bytes).toList();
  }

  /** Values as bytes, like all text. */
  private static Map<String, String> environment() {
    Map<String, String> variables = new HashMap<>();
    System.getenv().forEach((name, value) -> variables.put(name, bytes(value)));
    return variables;
  }

  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static boolean isTerminal(String name, int descriptor) {
    String told = System.getProperty(TERMINALS);
    if (told != null) {
      return Arrays.asList(told.split(",")).contains(name);
    }
    Path link = Path.of("/proc/self/fd/" + descriptor);
    if (Files.isSymbolicLink(link)) {
      try {
        String target = Files.readSymbolicLink(link).toString();
        return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
      } catch (IOException e) {
        return false;
      }
    }
    return false;
  }
}
