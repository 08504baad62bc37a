package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandDocsTest extends CommandTest {
  private final CommandDocs docs = new CommandDocs();

  @Test
  void everyCommandIsDocumented() {
    List<String> missing = new ArrayList<>();
    for (CommandSpec command : engine.table().all()) {
      note(command, missing);
      CommandTable subcommands = command.subcommands();
      if (subcommands != null) {
        subcommands.all().forEach(subcommand -> note(subcommand, missing));
      }
    }
    assertThat(missing).isEmpty();
  }

  private void note(CommandSpec command, List<String> missing) {
    if (!docs.contains(command.name())) {
      missing.add(command.name());
    }
  }

  @Test
  void anArgumentTreeIsWrittenAsRedisDoes() {
    Reply set = run("COMMAND", "DOCS", "SET").tree();
    assertThat(set.element(0).text()).isEqualTo("set");
    Reply doc = set.element(1);
    assertThat(value(doc, "since").text()).isEqualTo("1.0.0");
    assertThat(value(doc, "group").text()).isEqualTo("string");
    assertThat(value(doc, "history").element(1).element(0).text()).isEqualTo("6.0.0");
    Reply arguments = value(doc, "arguments");
    assertThat(value(arguments.element(0), "key_spec_index").integer()).isZero();
    Reply condition = arguments.element(2);
    assertThat(value(condition, "name").text()).isEqualTo("condition");
    assertThat(value(condition, "flags").element(0).text()).isEqualTo("optional");
    assertThat(value(value(condition, "arguments").element(1), "token").text()).isEqualTo("XX");
  }

  @Test
  void aContainerTellsOfItsSubcommands() {
    Reply client = run("COMMAND", "DOCS", "client").tree().element(1);
    Reply subcommands = value(client, "subcommands");
    assertThat(value(value(subcommands, "client|id"), "since").text()).isEqualTo("5.0.0");
  }

  @Test
  void groupsArePrintedWithADash() {
    assertThat(value(run("COMMAND", "DOCS", "zadd").tree().element(1), "group").text())
        .isEqualTo("sorted-set");
    assertThat(value(run("COMMAND", "DOCS", "bzmpop").tree().element(1), "group").text())
        .isEqualTo("sorted-set");
  }

  @Test
  void whatReplacesADeprecatedCommandIsToldInRedisWords() {
    Reply doc = run("COMMAND", "DOCS", "zrevrangebylex").tree().element(1);
    assertThat(value(doc, "deprecated_since").text()).isEqualTo("6.2.0");
    assertThat(value(doc, "replaced_by").text())
        .isEqualTo("`ZRANGE` with the `REV` and `BYLEX` arguments");
  }

  @Test
  void patternsAndStoreKeysAreDisplayedAsRedisDoes() {
    Reply sort = value(run("COMMAND", "DOCS", "sort").tree().element(1), "arguments");
    assertThat(value(sort.element(1), "name").text()).isEqualTo("by-pattern");
    assertThat(value(sort.element(1), "display_text").text()).isEqualTo("pattern");
    assertThat(value(sort.element(3), "display_text").text()).isEqualTo("pattern");
  }

  @Test
  void whatDoesNotExistIsLeftOut() {
    run("COMMAND", "DOCS", "nope").onWire("*0\r\n");
    assertThat(run("COMMAND", "DOCS", "nope", "client|id").tree().size()).isEqualTo(2);
  }

  private static Reply value(Reply map, String name) {
    for (int i = 0; i < map.size(); i += 2) {
      if (map.element(i).text().equals(name)) {
        return map.element(i + 1);
      }
    }
    throw new AssertionError("no " + name);
  }
}
