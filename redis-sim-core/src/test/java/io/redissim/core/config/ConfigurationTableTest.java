package io.redissim.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what the table of directives says. */
class ConfigurationTableTest {
  private static final String BEGIN = "<!-- table: begin -->\n";
  private static final String END = "<!-- table: end -->\n";

  @Test
  void documentationIsUpToDate() throws IOException {
    Path file = Path.of("..", "docs", "configuration.md");
    String text = Files.readString(file);
    int from = text.indexOf(BEGIN) + BEGIN.length();
    int to = text.indexOf(END);
    if (Boolean.getBoolean("configuration.write")) {
      Files.writeString(file, text.substring(0, from) + table() + text.substring(to));
      return;
    }
    assertThat(text.substring(from, to))
        .as("renew with -Dtest.jvm.args=-Dconfiguration.write=true -Dtest=ConfigurationTableTest")
        .isEqualTo(table());
  }

  private static String table() {
    StringBuilder table = new StringBuilder();
    table.append("| directive | value | default | CONFIG SET | support |\n|---|---|---|---|---|\n");
    for (Directive<?> directive : Directives.table()) {
      List<String> names = directive.names().stream().map(name -> '`' + name + '`').toList();
      table
          .append("| ")
          .append(String.join(", ", names))
          .append(directive.is(Flag.HIDDEN) ? " (hidden)" : "")
          .append(" | ")
          .append(directive.type().describe())
          .append(" | ")
          .append(shown(directive))
          .append(" | ")
          .append(directive.is(Flag.IMMUTABLE) ? "no" : "yes")
          .append(" | ")
          .append(directive.support().name().toLowerCase(Locale.ROOT))
          .append(directive.note().isEmpty() ? "" : ": " + directive.note())
          .append(" |\n");
    }
    return table.toString();
  }

  private static <V> String shown(Directive<V> directive) {
    String value = directive.type().show(directive.type().defaultValue());
    return value.isEmpty() ? "" : '`' + value + '`';
  }
}
