package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandSpec;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.resp.Reply;
import io.redissim.core.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The README lists the commands that exist. {@code ./mvnw test -Dtest=CommandListTest
 * -Dredissim.write=true} writes the list anew.
 */
class CommandListTest {
  private static final Path README = Path.of("..", "README.md");
  private static final String BEGIN = "<!-- commands: kept by CommandListTest -->\n";
  private static final String END = "<!-- /commands -->";

  /** What the groups of COMMAND DOCS are called here. */
  private static final Map<String, String> HEADINGS =
      Map.ofEntries(
          Map.entry("bitmap", "Bitmaps"),
          Map.entry("connection", "Connection"),
          Map.entry("generic", "Keys"),
          Map.entry("geo", "Geo"),
          Map.entry("hash", "Hashes"),
          Map.entry("hyperloglog", "HyperLogLog"),
          Map.entry("list", "Lists"),
          Map.entry("pubsub", "Pub/sub"),
          Map.entry("server", "Server"),
          Map.entry("set", "Sets"),
          Map.entry("sorted-set", "Sorted sets"),
          Map.entry("stream", "Streams"),
          Map.entry("string", "Strings"),
          Map.entry("transactions", "Transactions"));

  @Test
  void readmeListsEveryCommand() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    String table = table();
    if (Boolean.getBoolean("redissim.write")) {
      Files.writeString(README, readme.substring(0, from) + table + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(table);
    }
  }

  private static String table() {
    Engine engine =
        new Engine(new Config(new DiskConfigFiles()), new VirtualClock(Instant.EPOCH), 1);
    Map<String, List<String>> groups;
    try (LocalClient client = new LocalClient(engine)) {
      groups =
          engine.table().all().stream()
              .collect(
                  Collectors.groupingBy(
                      command -> heading(client, command),
                      TreeMap::new,
                      Collectors.mapping(CommandListTest::name, Collectors.toList())));
    }
    StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
    groups.forEach(
        (group, names) ->
            table
                .append("| ")
                .append(group)
                .append(" | ")
                .append(String.join(", ", names))
                .append(" |\n"));
    return table.toString();
  }

  /** The heading for the group that COMMAND DOCS tells of this command. */
  private static String heading(LocalClient client, CommandSpec command) {
    Reply doc = client.call("COMMAND", "DOCS", command.name()).element(1);
    for (int i = 0; i < doc.size(); i += 2) {
      if (doc.element(i).text().equals("group")) {
        String group = doc.element(i + 1).text();
        return Objects.requireNonNull(HEADINGS.get(group), () -> "no heading for " + group);
      }
    }
    throw new AssertionError("no group: " + command.name());
  }

  private static String name(CommandSpec command) {
    String upper = command.name().toUpperCase(java.util.Locale.ROOT);
    if (command.subcommands() == null) {
      return upper;
    }
    String members =
        command.subcommands().all().stream()
            .map(member -> member.name().substring(member.name().indexOf('|') + 1))
            .map(member -> member.toUpperCase(java.util.Locale.ROOT))
            .filter(member -> !member.equals("HELP"))
            .collect(Collectors.joining(" "));
    return upper + " (" + members + ")";
  }
}
