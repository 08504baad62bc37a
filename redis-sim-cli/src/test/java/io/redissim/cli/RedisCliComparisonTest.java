package io.redissim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.SplitArgs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs redis-cli and redis-sim-cli with the same arguments and the same input, each against a
 * redis-server of its own, and compares standard output, standard error and exit status to the
 * byte.
 */
class RedisCliComparisonTest {
  private static final int WAIT_SECONDS = 20;

  private static Path directory = Path.of("");
  private static @Nullable RealRedis theirs;
  private static @Nullable RealRedis ours;

  /** One line of comparison.txt. */
  record Case(
      String line,
      List<String> arguments,
      String input,
      Map<String, String> environment,
      boolean sorted,
      boolean port) {
    static Case parse(String line) {
      List<String> words = new ArrayList<>(words(line));
      String input = "";
      Map<String, String> environment = new HashMap<>();
      boolean sorted = false;
      boolean port = true;
      for (; !words.isEmpty(); words.remove(0)) {
        String word = words.get(0);
        if (word.startsWith("stdin=")) {
          input = word.substring(6);
        } else if (word.startsWith("env=")) {
          String[] pair = word.substring(4).split("=", 2);
          environment.put(pair[0], pair[1]);
        } else if (word.equals("sorted")) {
          sorted = true;
        } else if (word.equals("noport")) {
          port = false;
        } else {
          break;
        }
      }
      return new Case(line, List.copyOf(words), input, environment, sorted, port);
    }

    /** The quoting of redis-cli, which also takes {@code stdin="…"} as one word. */
    private static List<String> words(String line) {
      String spaced = line.replace("stdin=\"", "\"stdin=");
      List<String> words = SplitArgs.strings(spaced);
      if (words == null) {
        throw new IllegalArgumentException(line);
      }
      return words;
    }

    List<String> argumentsFor(int serverPort) {
      List<String> all = new ArrayList<>();
      if (port) {
        all.addAll(List.of("-p", Integer.toString(serverPort)));
      }
      all.addAll(arguments);
      return all;
    }

    @Override
    public String toString() {
      return line;
    }
  }

  record Outcome(int status, String out, String err) {
    Outcome sorted() {
      return new Outcome(status, sortLines(out), sortLines(err));
    }

    /** Progress lines come in the order in which the server happens to scan. */
    private static String sortLines(String text) {
      String[] lines =
          text.lines().filter(line -> !line.contains("found so far")).toArray(String[]::new);
      Arrays.sort(lines);
      return String.join("\n", lines);
    }
  }

  @BeforeAll
  static void startServers(@TempDir Path temporary) throws Exception {
    directory = temporary;
    RealRedis.assumeInstalled("redis-cli");
    theirs = RealRedis.start(directory.resolve("theirs"));
    ours = RealRedis.start(directory.resolve("ours"));
  }

  @AfterAll
  static void stopServers() {
    if (theirs != null) {
      theirs.close();
    }
    if (ours != null) {
      ours.close();
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void printsWhatRedisCliPrints(Case call) throws Exception {
    Outcome expected = runRedisCli(call, port(theirs));
    Outcome actual = runOurs(call, port(ours));
    if (call.sorted) {
      expected = expected.sorted();
      actual = actual.sorted();
    }
    assertThat(actual).isEqualTo(expected);
  }

  static Stream<Case> cases() throws IOException {
    try (InputStream file = RedisCliComparisonTest.class.getResourceAsStream("comparison.txt")) {
      String text = new String(file.readAllBytes(), StandardCharsets.US_ASCII);
      return text
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Case::parse)
          .toList()
          .stream();
    }
  }

  private static Outcome runOurs(Case call, int ourPort) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host =
        new Host(
            new ByteArrayInputStream(call.input.getBytes(StandardCharsets.ISO_8859_1)),
            new Output(out, true),
            new Output(err, false),
            call.environment,
            false,
            false);
    int status = Main.run(call.argumentsFor(ourPort), host);
    return new Outcome(status, visible(text(out), ourPort), visible(text(err), ourPort));
  }

  private static Outcome runRedisCli(Case call, int theirPort) throws Exception {
    List<String> command = new ArrayList<>(List.of("redis-cli"));
    command.addAll(call.argumentsFor(theirPort));
    Path in =
        Files.write(directory.resolve("in"), call.input.getBytes(StandardCharsets.ISO_8859_1));
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(call.environment);
    Process process = builder.start();
    if (!process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("redis-cli did not end");
    }
    return new Outcome(
        process.exitValue(), visible(text(out), theirPort), visible(text(err), theirPort));
  }

  private static int port(@Nullable RealRedis server) {
    return Objects.requireNonNull(server).port();
  }

  /** The two servers differ in their port, and in when things happened. */
  private static String visible(String text, int port) {
    return text.replace(Integer.toString(port), "PORT").replaceAll("\\(0\\.6[0-9]s\\)", "(0.6s)");
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
