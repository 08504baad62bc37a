package io.redissim.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** One run of the program inside the test: its exit status and what it printed. */
public record Run(int status, String out, String err) {
  public static Run of(String input, Map<String, String> environment, String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Host host =
        new Host(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
            new Output(out, true),
            new Output(err, false),
            environment,
            false,
            false);
    int status = Main.run(List.of(words), host);
    return new Run(
        status,
        out.toString(StandardCharsets.ISO_8859_1),
        err.toString(StandardCharsets.ISO_8859_1));
  }

  /** Against a server on this port. */
  public static Run at(FakeServer server, String... words) {
    return withInput(server, "", words);
  }

  public static Run withInput(FakeServer server, String input, String... words) {
    String[] all = new String[words.length + 2];
    all[0] = "-p";
    all[1] = Integer.toString(server.port());
    System.arraycopy(words, 0, all, 2, words.length);
    return of(input, Map.of(), all);
  }
}
