package io.redissim.cli;

import static io.redissim.cli.FakeServer.HANG_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CliTest {
  private static String bulk(String value) {
    return "$" + value.length() + "\r\n" + value + "\r\n";
  }

  /** What each command gets, by its name. */
  private static FakeServer server(Map<String, String> answers) throws IOException {
    return new FakeServer(
        command ->
            answers.getOrDefault(command.get(0).toLowerCase(Locale.ROOT), "-ERR unexpected\r\n"));
  }

  @Test
  void printsTheBareValueIntoAPipe() throws Exception {
    try (FakeServer server = server(Map.of("get", bulk("v\n\"x\"")))) {
      assertThat(Run.at(server, "get", "k")).isEqualTo(new Run(0, "v\n\"x\"\n", ""));
    }
  }

  @Test
  void sendsEveryByteOfAnArgument() throws Exception {
    try (FakeServer server = server(Map.of("set", "+OK\r\n"))) {
      Run.at(server, "--quoted-input", "set", "k", "\"\\x00\\xff\"");
      assertThat(server.commands()).containsExactly(List.of("set", "k", "\0\u00ff"));
    }
  }

  @Test
  void anErrorReplyFailsOnlyWhenAskedTo() throws Exception {
    try (FakeServer server = server(Map.of())) {
      assertThat(Run.at(server, "x")).isEqualTo(new Run(0, "ERR unexpected\n\n", ""));
      assertThat(Run.at(server, "-e", "x")).isEqualTo(new Run(1, "", "ERR unexpected\n"));
    }
  }

  @Test
  void greetsTheServerInTheOrderOfRedisCli() throws Exception {
    try (FakeServer server =
        server(
            Map.of(
                "auth", "+OK\r\n", "select", "+OK\r\n", "hello", "%0\r\n", "ping", "+PONG\r\n"))) {
      Run run =
          Run.at(
              server, "--user", "u", "--pass", "p", "--no-auth-warning", "-n", "2", "-3", "ping");
      assertThat(run).isEqualTo(new Run(0, "PONG\n", ""));
      assertThat(server.commands())
          .containsExactly(
              List.of("AUTH", "u", "p"),
              List.of("SELECT", "2"),
              List.of("HELLO", "3"),
              List.of("ping"));
    }
  }

  @Test
  void takesThePasswordFromTheEnvironmentWithoutAWarning() throws Exception {
    try (FakeServer server = server(Map.of("auth", "+OK\r\n", "ping", "+PONG\r\n"))) {
      Run run =
          Run.of(
              "", Map.of("REDISCLI_AUTH", "secret"), "-p", Integer.toString(server.port()), "ping");
      assertThat(run).isEqualTo(new Run(0, "PONG\n", ""));
      assertThat(server.commands()).contains(List.of("AUTH", "secret"));
    }
  }

  @Test
  void asksForThePasswordOnStandardInput() throws Exception {
    try (FakeServer server = server(Map.of("auth", "+OK\r\n", "ping", "+PONG\r\n"))) {
      Run.withInput(server, "secret\n", "--askpass", "ping");
      assertThat(server.commands()).contains(List.of("AUTH", "secret"));
    }
  }

  @Test
  void tellsThatTheServerHungUp() throws Exception {
    try (FakeServer server = server(Map.of("ping", HANG_UP))) {
      assertThat(Run.at(server, "ping"))
          .isEqualTo(new Run(1, "", "Error: Server closed the connection\n"));
    }
  }

  @Test
  void tellsThatTheServerSpeaksNoResp() throws Exception {
    try (FakeServer server = server(Map.of("ping", "HTTP/1.1 400\r\n"))) {
      assertThat(Run.at(server, "ping"))
          .isEqualTo(new Run(1, "", "Error: Protocol error, got \"H\" as reply type byte\n"));
    }
  }

  @Test
  void reconnectsForTheCommandAfterALoss() throws Exception {
    AtomicInteger pings = new AtomicInteger();
    try (FakeServer server =
        new FakeServer(command -> pings.incrementAndGet() == 1 ? HANG_UP : "+PONG\r\n")) {
      assertThat(Run.withInput(server, "ping\nping\n"))
          .isEqualTo(new Run(0, "PONG\n", "Error: Server closed the connection\n"));
    }
  }

  @Test
  void followsARedirectionOfTheCluster() throws Exception {
    try (FakeServer owner = server(Map.of("get", bulk("there"), "asking", "+OK\r\n"));
        FakeServer first =
            server(
                Map.of(
                    "get", "-MOVED 12182 127.0.0.1:" + owner.port() + "\r\n",
                    "set", "-ASK 12182 127.0.0.1:" + owner.port() + "\r\n"))) {
      assertThat(Run.at(first, "-c", "get", "k")).isEqualTo(new Run(0, "there\n", ""));
      assertThat(Run.at(first, "get", "k").out()).startsWith("MOVED 12182");
      Run.at(first, "-c", "set", "k", "v");
      assertThat(owner.commands())
          .containsExactly(List.of("get", "k"), List.of("ASKING"), List.of("set", "k", "v"));
    }
  }

  @Test
  void showsMessagesUntilTheServerGoes() throws Exception {
    String hello = "*3\r\n" + bulk("subscribe") + bulk("c") + ":1\r\n";
    String message = "*3\r\n" + bulk("message") + bulk("c") + bulk("hi");
    AtomicInteger commands = new AtomicInteger();
    try (FakeServer server =
        new FakeServer(
            command -> commands.incrementAndGet() == 1 ? hello + message + "!bad\r\n" : HANG_UP)) {
      Run run = Run.at(server, "--csv", "subscribe", "c");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .isEqualTo(
              String.join(
                  "",
                  "Reading messages... (press Ctrl-C to quit)\n",
                  "\"subscribe\",\"c\",1\n",
                  "\"message\",\"c\",\"hi\"\n"));
    }
  }

  @Test
  void scansWithPatternAndCount() throws Exception {
    String first = "*2\r\n" + bulk("17") + "*1\r\n" + bulk("a\0b");
    String last = "*2\r\n" + bulk("0") + "*1\r\n" + bulk("c");
    try (FakeServer server = new FakeServer(command -> command.get(1).equals("0") ? first : last)) {
      Run run = Run.at(server, "--scan", "--pattern", "*", "--count", "5");
      assertThat(run).isEqualTo(new Run(0, "a\0b\nc\n", ""));
      assertThat(server.commands())
          .containsExactly(
              List.of("SCAN", "0", "MATCH", "*", "COUNT", "5"),
              List.of("SCAN", "17", "MATCH", "*", "COUNT", "5"));
    }
  }

  @Test
  void pipesUntilTheEchoOfItsOwnComesBack() throws Exception {
    try (FakeServer server =
        new FakeServer(
            command ->
                switch (command.isEmpty() ? "" : command.get(0)) {
                  case "ECHO" -> bulk(command.get(1));
                  case "BAD" -> "-ERR bad\r\n";
                  default -> "+OK\r\n";
                })) {
      // The fake reads no empty line, so the input ends where the echo's empty line begins.
      String input = "*1\r\n$2\r\nOK\r\n*1\r\n$3\r\nBAD\r\n*1\r\n$0\r\n";
      Run run = Run.withInput(server, input, "--pipe");
      assertThat(run)
          .isEqualTo(
              new Run(
                  1,
                  String.join(
                      "",
                      "All data transferred. Waiting for the last reply...\n",
                      "Last reply received from server.\n",
                      "errors: 1, replies: 3\n"),
                  "ERR bad\n"));
    }
  }

  @Test
  void pipesMoreThanAllBuffersHold() throws Exception {
    String command = "*2\r\n$4\r\nECHO\r\n$1000\r\n" + "x".repeat(1000) + "\r\n";
    String input = command.repeat(20_000) + "*1\r\n$0\r\n";
    try (FakeServer server =
        new FakeServer(words -> words.get(0).equals("ECHO") ? bulk(words.get(1)) : "+OK\r\n")) {
      Run run = Run.withInput(server, input, "--pipe");
      assertThat(run.out()).endsWith("errors: 0, replies: 20001\n");
      assertThat(run.status()).isZero();
    }
  }

  @Test
  void unknownOptionsEndTheProgram() {
    assertThat(Run.of("", Map.of(), "--nosuch"))
        .isEqualTo(new Run(1, "", "Unrecognized option or bad number of args for: '--nosuch'\n"));
    assertThat(Run.of("", Map.of(), "-p"))
        .isEqualTo(new Run(1, "", "Unrecognized option or bad number of args for: '-p'\n"));
  }

  @Test
  void optionsOfRedisCliThatAreNotThereAreNamed() {
    assertThat(Run.of("", Map.of(), "--rdb", "x").err())
        .isEqualTo("redis-cli's option '--rdb' is not supported by redis-sim-cli\n");
  }

  @Test
  void tellsItsVersionAndItsOptions() {
    assertThat(Run.of("", Map.of(), "--version").out()).startsWith("redis-sim-cli ");
    assertThat(Run.of("", Map.of(), "--help").out()).contains("--latency-history");
    assertThat(Run.of("", Map.of(), "benchmark", "--help").out()).contains("--precision");
  }

  @Test
  void tellsWhyItCouldNotConnect() throws Exception {
    int closed;
    try (FakeServer server = server(Map.of())) {
      closed = server.port();
    }
    assertThat(Run.of("", Map.of(), "-p", Integer.toString(closed), "ping"))
        .isEqualTo(
            new Run(
                1,
                "",
                "Could not connect to Redis at 127.0.0.1:" + closed + ": Connection refused\n"));
  }
}
