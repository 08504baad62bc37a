package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.AclCategory;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
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

  /** Group by ACL category, the first that applies. */
  private static final Map<AclCategory, String> GROUPS =
      Map.of(
          AclCategory.BITMAP, "Bitmaps",
          AclCategory.STRING, "Strings",
          AclCategory.KEYSPACE, "Keys",
          AclCategory.CONNECTION, "Connection");

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
    Map<String, List<String>> groups =
        engine.table().all().stream()
            .collect(
                Collectors.groupingBy(
                    CommandListTest::group,
                    TreeMap::new,
                    Collectors.mapping(CommandListTest::name, Collectors.toList())));
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

  private static String group(CommandSpec named) {
    CommandTable members = named.subcommands();
    CommandSpec command = members == null ? named : members.all().iterator().next();
    for (AclCategory category :
        List.of(
            AclCategory.BITMAP, AclCategory.STRING, AclCategory.CONNECTION, AclCategory.KEYSPACE)) {
      if (command.in(category)) {
        return String.valueOf(GROUPS.get(category));
      }
    }
    return "Server";
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
