package io.redissim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplTest {
  private final List<String> prompts = new ArrayList<>();
  private final List<String> remembered = new ArrayList<>();
  private final List<Boolean> hints = new ArrayList<>();

  /** Lines that somebody types, and what the prompt says before each. */
  private final class Typed implements LineSource {
    private final ArrayDeque<String> lines;

    Typed(String... lines) {
      this.lines = new ArrayDeque<>(List.of(lines));
    }

    @Override
    public @Nullable String readLine(String prompt) {
      prompts.add(prompt);
      return lines.poll();
    }

    @Override
    public void remember(String line) {
      remembered.add(line);
    }

    @Override
    public void showHints(boolean shown) {
      hints.add(shown);
    }
  }

  private String type(FakeServer server, Map<String, String> environment, String... lines)
      throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Host host =
        new Host(
            InputStream.nullInputStream(),
            new Output(out, true),
            new Output(OutputStreams.failing(), false),
            environment,
            true,
            true);
    CliOptions options = CliOptions.parse(List.of("-p", Integer.toString(server.port())), host);
    try (Network network = new Network(1, 0);
        Session session = new Session(options, host, network, true)) {
      session.connect(false);
      Repl repl = new Repl(session, new Typed(lines));
      repl.loadPreferences();
      repl.run();
      host.out().flush();
    }
    return out.toString(StandardCharsets.ISO_8859_1)
        .replace(Integer.toString(server.port()), "PORT");
  }

  private List<String> prompts(FakeServer server) {
    return prompts.stream()
        .map(prompt -> prompt.replace(Integer.toString(server.port()), "PORT"))
        .toList();
  }

  private static FakeServer ok() throws Exception {
    return new FakeServer(command -> "+OK\r\n");
  }

  @Test
  void thePromptShowsDatabaseAndTransaction() throws Exception {
    try (FakeServer server = ok()) {
      type(server, Map.of(), "select 3", "multi", "exec", "select 0", "reset");
      assertThat(prompts(server))
          .containsExactly(
              "127.0.0.1:PORT> ",
              "127.0.0.1:PORT[3]> ",
              "127.0.0.1:PORT[3](TX)> ",
              "127.0.0.1:PORT[3]> ",
              "127.0.0.1:PORT> ",
              "127.0.0.1:PORT> ");
    }
  }

  @Test
  void aDiscardedTransactionRestoresTheDatabase() throws Exception {
    try (FakeServer server = ok()) {
      type(server, Map.of(), "multi", "select 5", "discard");
      assertThat(prompts(server)).last().isEqualTo("127.0.0.1:PORT> ");
    }
  }

  @Test
  void thePromptTellsThatTheServerIsGone() throws Exception {
    try (FakeServer server = new FakeServer(command -> FakeServer.HANG_UP)) {
      type(server, Map.of(), "shutdown");
      assertThat(prompts(server)).containsExactly("127.0.0.1:PORT> ", "not connected> ");
    }
  }

  @Test
  void aNumberInFrontRepeats() throws Exception {
    try (FakeServer server = ok()) {
      assertThat(type(server, Map.of(), "3 ping")).isEqualTo("OK\nOK\nOK\n");
      assertThat(type(server, Map.of(), "0 ping"))
          .isEqualTo("Invalid redis-cli repeat command option value.\n");
    }
  }

  @Test
  void quitEndsBeforeTheNextLine() throws Exception {
    try (FakeServer server = ok()) {
      assertThat(type(server, Map.of(), "QUIT", "ping")).isEmpty();
    }
  }

  @Test
  void linesWithAPasswordAreNotRemembered() throws Exception {
    try (FakeServer server = ok()) {
      type(server, Map.of(), "auth x", "get k", "config set requirepass x", "config set save \"\"");
      assertThat(remembered).containsExactly("get k", "config set save \"\"");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AUTH u p",
        "acl setuser bob on >x",
        "config set masterauth x",
        "hello 3 auth u p",
        "hello 3 setname n auth u p",
        "migrate h 1 k 0 10 auth p keys",
        "migrate h 1 k 0 10 copy auth2 u p",
      })
  void knowsThePlacesOfPasswords(String line) {
    assertThat(Repl.isSensitive(List.of(line.split(" ")))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "get auth",
        "acl list",
        "config get requirepass",
        "hello 3 setname auth x",
        "migrate h 1 k 0 10 keys auth p",
      })
  void keepsWhatOnlyLooksLikeAPassword(String line) {
    assertThat(Repl.isSensitive(List.of(line.split(" ")))).isFalse();
  }

  @Test
  void preferencesComeFromTheFileAndFromTheLine(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("rc"), ":set nohints\n\n:set colour\n:other\n");
    try (FakeServer server = ok()) {
      String out = type(server, Map.of("REDISCLI_RCFILE", file.toString()), ":set hints", ":x");
      assertThat(out)
          .isEqualTo(
              String.join(
                  "",
                  ".redisclirc: unknown redis-cli preference 'colour'\n",
                  ".redisclirc: unknown redis-cli internal command ':other'\n",
                  "unknown redis-cli internal command ':x'\n"));
      assertThat(hints).containsExactly(false, true);
    }
  }

  @Test
  void connectTalksToAnotherServer() throws Exception {
    try (FakeServer first = ok();
        FakeServer second = new FakeServer(command -> "+second\r\n")) {
      String out = type(first, Map.of(), "connect 127.0.0.1 " + second.port(), "ping");
      assertThat(out).isEqualTo("second\n");
      assertThat(prompts).last().isEqualTo("127.0.0.1:" + second.port() + "> ");
    }
  }

  @Test
  void hintsAndCompletionsComeFromTheServersDocs() throws Exception {
    String docs =
        String.join(
            "",
            "*4\r\n",
            "$3\r\nset\r\n*4\r\n$5\r\ngroup\r\n$6\r\nstring\r\n$9\r\narguments\r\n*3\r\n",
            "*4\r\n$4\r\nname\r\n$3\r\nkey\r\n$4\r\ntype\r\n$3\r\nkey\r\n",
            "*4\r\n$4\r\nname\r\n$5\r\nvalue\r\n$4\r\ntype\r\n$6\r\nstring\r\n",
            "*8\r\n$4\r\nname\r\n$7\r\nseconds\r\n$4\r\ntype\r\n$7\r\ninteger\r\n",
            "$5\r\ntoken\r\n$2\r\nEX\r\n$5\r\nflags\r\n*1\r\n+optional\r\n",
            "$6\r\nconfig\r\n*4\r\n$5\r\ngroup\r\n$6\r\nserver\r\n$11\r\nsubcommands\r\n*2\r\n",
            "$10\r\nconfig|get\r\n*4\r\n$5\r\ngroup\r\n$6\r\nserver\r\n$9\r\narguments\r\n*1\r\n",
            "*6\r\n$4\r\nname\r\n$9\r\nparameter\r\n$4\r\ntype\r\n$6\r\nstring\r\n",
            "$5\r\nflags\r\n*1\r\n+multiple\r\n");
    try (FakeServer server = new FakeServer(command -> docs);
        Network network = new Network(1, 0)) {
      CommandHelp help =
          CommandHelp.from(network.connect(new Endpoint("127.0.0.1", server.port(), null)));
      assertThat(help.hint("set")).isEqualTo(" key value [EX seconds]");
      assertThat(help.hint("SET k ")).isEqualTo("value [EX seconds]");
      assertThat(help.hint("set k v EX ")).isEqualTo("[EX seconds]");
      assertThat(help.hint("config get ")).isEqualTo("parameter [parameter ...]");
      assertThat(help.hint("set \"unfinished")).isEmpty();
      assertThat(help.hint("unknown ")).isEmpty();
      assertThat(help.completions("conf")).containsExactly("CONFIG", "CONFIG GET");
      assertThat(help.completions("help @s")).containsExactly("help @server", "help @string");
    }
  }
}
