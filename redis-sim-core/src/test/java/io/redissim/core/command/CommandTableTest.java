package io.redissim.core.command;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.Engine;
import io.redissim.core.time.VirtualClock;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** Every command is declared as real servers tell of it in COMMAND INFO. */
class CommandTableTest {
  private final CommandTable table =
      new Engine(new Config(new DiskConfigFiles()), new VirtualClock(Instant.EPOCH), 1).table();

  @Test
  void everyDeclarationEqualsTheReference() throws IOException {
    Map<String, String> reference = reference();
    SoftAssertions softly = new SoftAssertions();
    for (CommandSpec command : declared()) {
      softly
          .assertThat(line(command))
          .as(command.name())
          .isEqualTo(reference.getOrDefault(command.name(), "no such command"));
    }
    softly.assertAll();
    assertThat(table.size()).isPositive();
  }

  private List<CommandSpec> declared() {
    return table.all().stream()
        .flatMap(
            command -> {
              CommandTable subcommands = command.subcommands();
              return subcommands == null
                  ? Stream.of(command)
                  : Stream.concat(Stream.of(command), subcommands.all().stream());
            })
        .toList();
  }

  private static Map<String, String> reference() throws IOException {
    Map<String, String> lines = new HashMap<>();
    InputStream in =
        Objects.requireNonNull(CommandTableTest.class.getResourceAsStream("commands.tsv"));
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#")) {
          lines.put(line.substring(0, line.indexOf('\t')), line);
        }
      }
    }
    return lines;
  }

  /** In the form of the reference file. */
  private static String line(CommandSpec command) {
    return String.join(
        "\t",
        command.name(),
        Integer.toString(command.arity()),
        command.printedFlags().stream().map(CommandFlag::text).collect(joining(",")),
        command.aclCategories().stream().map(AclCategory::text).collect(joining(",")),
        Integer.toString(command.firstKey()),
        Integer.toString(command.lastKey()),
        Integer.toString(command.keyStep()),
        command.keySpecs().isEmpty()
            ? ""
            : command.keySpecs().stream()
                .map(CommandTableTest::json)
                .collect(joining(",", "[", "]")),
        hidden(command),
        String.join(",", command.tips()));
  }

  private static String hidden(CommandSpec command) {
    return Stream.of(
            CommandFlag.MAY_REPLICATE, CommandFlag.PROTECTED, CommandFlag.TOUCHES_ARBITRARY_KEYS)
        .filter(command::is)
        .map(flag -> flag.name().toLowerCase(Locale.ROOT))
        .collect(joining(","));
  }

  private static String json(KeySpec spec) {
    return spec.flags().stream()
            .map(flag -> '"' + flag.text() + '"')
            .collect(joining(",", "{\"flags\":[", "],"))
        + "\"begin_search\":"
        + json(spec.begin())
        + ",\"find_keys\":"
        + json(spec.find())
        + "}";
  }

  private static String json(KeySpec.Begin begin) {
    if (begin instanceof KeySpec.BeginIndex index) {
      return typed("index", "\"index\":" + index.index());
    }
    if (begin instanceof KeySpec.BeginKeyword keyword) {
      return typed(
          "keyword",
          "\"keyword\":\"" + keyword.keyword() + "\",\"startfrom\":" + keyword.startFrom());
    }
    return typed("unknown", "");
  }

  private static String json(KeySpec.Find find) {
    if (find instanceof KeySpec.FindRange range) {
      return typed(
          "range",
          "\"lastkey\":%d,\"keystep\":%d,\"limit\":%d"
              .formatted(range.lastKey(), range.step(), range.limit()));
    }
    if (find instanceof KeySpec.FindKeyNum keys) {
      return typed(
          "keynum",
          "\"keynumidx\":%d,\"firstkey\":%d,\"keystep\":%d"
              .formatted(keys.keyNumIndex(), keys.firstKey(), keys.step()));
    }
    return typed("unknown", "");
  }

  private static String typed(String type, String spec) {
    return "{\"type\":\"" + type + "\",\"spec\":{" + spec + "}}";
  }
}
