package io.redissim.bench.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Collects tables and prints them as Markdown, and every figure as JSON. */
final class Report {
  private final StringBuilder markdown = new StringBuilder();
  private final List<Map<String, Object>> figures = new ArrayList<>();

  void heading(String text) {
    say("\n## " + text + "\n");
  }

  void text(String text) {
    say(text);
  }

  void header(List<String> columns) {
    row(columns);
    row(columns.stream().map(c -> "---").toList());
  }

  void row(List<String> cells) {
    say("| " + String.join(" | ", cells) + " |");
  }

  /** One measurement: alternating names and values. */
  void figure(Object... namesAndValues) {
    Map<String, Object> figure = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      figure.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    figures.add(figure);
  }

  String markdown() {
    return markdown.toString();
  }

  String json() {
    StringBuilder json = new StringBuilder("[\n");
    for (int i = 0; i < figures.size(); i++) {
      List<String> members = new ArrayList<>();
      figures
          .get(i)
          .forEach(
              (name, value) ->
                  members.add(
                      '"' + name + "\": " + (value instanceof Number ? value : quoted(value))));
      json.append("  {").append(String.join(", ", members));
      json.append(i + 1 < figures.size() ? "},\n" : "}\n");
    }
    return json.append("]\n").toString();
  }

  static String fixed(int decimals, double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String quoted(Object value) {
    return '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private void say(String line) {
    markdown.append(line).append('\n');
    System.out.println(line);
  }
}
