package io.redissim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Compares what runs until it is ended: messages, monitored commands, measurements. Both programs
 * watch the same redis-server, one after the other; figures are masked.
 */
@Timeout(60)
class StreamComparisonTest {
  private static @Nullable RealRedis redis;

  @BeforeAll
  static void startServer(@TempDir Path directory) throws Exception {
    RealRedis.assumeInstalled("redis-cli");
    redis = RealRedis.start(directory.resolve("redis"));
  }

  @AfterAll
  static void stopServer() {
    if (redis != null) {
      redis.close();
    }
  }

  private static int port() {
    return Objects.requireNonNull(redis).port();
  }

  private static List<String> arguments(String line) {
    List<String> arguments = new ArrayList<>(List.of("-p", Integer.toString(port())));
    arguments.addAll(Arrays.asList(line.split(" ")));
    return arguments;
  }

  private static String ask(String line) {
    return Run.of("", Map.of(), arguments(line).toArray(String[]::new)).out();
  }

  // --- messages and monitored commands ----------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "subscribe news",
        "--no-raw subscribe news",
        "--csv subscribe news",
        "--json subscribe news",
        "-3 --no-raw subscribe news",
        "-3 --csv psubscribe n*",
        "--no-raw psubscribe n* m*",
      })
  void showsMessagesAsRedisCliDoes(String line) throws Exception {
    assertThat(ours(line, StreamComparisonTest::publish))
        .isEqualTo(theirs(line, StreamComparisonTest::publish));
  }

  @ParameterizedTest
  @ValueSource(strings = {"monitor", "--no-raw monitor", "--csv monitor", "-3 --json monitor"})
  void showsMonitoredCommandsAsRedisCliDoes(String line) throws Exception {
    assertThat(ours(line, StreamComparisonTest::command))
        .isEqualTo(theirs(line, StreamComparisonTest::command));
  }

  private static void publish() {
    while (!ask("publish news first").equals("1\n")) {
      Thread.onSpinWait(); // until the subscriber is there
    }
    ask("publish news \"\u0001");
    ask("client kill type pubsub");
  }

  private static void command() {
    while (!ask("client list").contains(" cmd=monitor ")) {
      Thread.onSpinWait(); // until the monitor is there
    }
    ask("set k \"v");
    ask("client kill type normal");
  }

  private static Run theirs(String line, Runnable meanwhile) throws Exception {
    List<String> command = new ArrayList<>(List.of("redis-cli"));
    command.addAll(arguments(line));
    Process process = new ProcessBuilder(command).start();
    meanwhile.run();
    String out = text(process.getInputStream().readAllBytes());
    String err = text(process.getErrorStream().readAllBytes());
    return masked(new Run(process.waitFor(), out, err));
  }

  private static Run ours(String line, Runnable meanwhile) throws Exception {
    CompletableFuture<Run> run =
        CompletableFuture.supplyAsync(
            () -> Run.of("", Map.of(), arguments(line).toArray(String[]::new)));
    meanwhile.run();
    return masked(run.get(30, TimeUnit.SECONDS));
  }

  private static Run masked(Run run) {
    StringBuilder out = new StringBuilder();
    run.out()
        .lines()
        .filter(shown -> !shown.contains("client"))
        .map(shown -> shown.replaceAll("[0-9]+\\.[0-9]{6} \\[0 [^]]*\\]", "TIME CLIENT"))
        .forEach(shown -> out.append(shown).append('\n'));
    return new Run(run.status(), out.toString(), run.err());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  // --- measurements -----------------------------------------------------------------------------

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--latency -i 0.05",
        "--latency -i 0.05 --csv",
        "--latency -i 0.05 --json",
        "--latency-history -i 0.05 --csv",
        "--latency-history -i 0.05",
        "--latency-dist -i 0.05",
        "--latency-dist --mono -i 0.05",
        "--stat -i 0.01",
      })
  void measuresAsRedisCliDoes(String line) throws Exception {
    List<String> command = new ArrayList<>(List.of("redis-cli"));
    command.addAll(arguments(line));
    Process process = new ProcessBuilder(command).start();
    List<String> theirs = new ArrayList<>();
    BufferedReader reader = process.inputReader(StandardCharsets.ISO_8859_1);
    for (String shown = reader.readLine(); shown != null; shown = reader.readLine()) {
      theirs.add(figures(shown));
      if (theirs.size() == 12) {
        break;
      }
    }
    process.destroy();
    process.waitFor();
    // How often a line comes depends on the machine; which lines there are does not.
    assertThat(firstLines(line, theirs.size()).stream().distinct().toList())
        .isEqualTo(theirs.stream().distinct().toList());
  }

  /** Ends the program as a closed pipe does. */
  private static List<String> firstLines(String line, int count) {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    OutputStream pipe =
        new OutputStream() {
          private int lines;

          @Override
          public void write(int b) throws IOException {
            if (lines == count) {
              throw new IOException("Broken pipe");
            }
            lines += b == '\n' ? 1 : 0;
            taken.write(b);
          }
        };
    Host host =
        new Host(
            new ByteArrayInputStream(new byte[0]),
            new Output(pipe, true),
            new Output(OutputStreams.failing(), false),
            Map.of(),
            false,
            false);
    int status = Main.run(arguments(line), host);
    assertThat(status).isIn(0, 141);
    return taken
        .toString(StandardCharsets.ISO_8859_1)
        .lines()
        .map(StreamComparisonTest::figures)
        .toList();
  }

  private static String figures(String line) {
    return line.startsWith("\033[38;5;0m")
        ? line.replaceAll("48;5;[0-9]+m", "48;5;COLOURm")
        : line.replaceAll("[0-9]+ ", "N ")
            .replaceAll("[0-9]+(\\.[0-9]+)?", "N")
            .replaceAll(" +", " ");
  }
}
