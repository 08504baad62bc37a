package io.redissim.core.introspect;

import java.util.Arrays;

/**
 * The samples of a kind of event as columns of characters, at most 80 side by side and four high,
 * with how long ago each was written downwards below it. Source: Valkey {@code sparkline.c}.
 */
final class LatencyGraph {
  private static final int COLUMNS = 80;
  private static final int ROWS = 4;

  /** A third, two thirds and all of a row's height. */
  private static final String FILL = "_o#";

  private final LatencyMonitor.Series series;
  private final String[] labels;
  private long low = Long.MAX_VALUE;
  private long high;

  private LatencyGraph(LatencyMonitor.Series series, long nowSeconds) {
    this.series = series;
    labels = new String[series.size()];
    for (int i = 0; i < series.size(); i++) {
      labels[i] = ago(nowSeconds - series.seconds(i));
      low = Math.min(low, series.millis(i));
      high = Math.max(high, series.millis(i));
    }
  }

  static String draw(String event, LatencyMonitor.Series series, long nowSeconds) {
    LatencyGraph graph = new LatencyGraph(series, nowSeconds);
    StringBuilder text = new StringBuilder(event);
    text.append(" - high ").append(graph.high).append(" ms, low ").append(graph.low);
    text.append(" ms (all time high ").append(series.worst()).append(" ms)\n");
    text.append("-".repeat(COLUMNS)).append('\n');
    for (int from = 0; from < series.size(); from += COLUMNS) {
      if (from > 0) {
        text.append('\n');
      }
      graph.part(from, Math.min(COLUMNS, series.size() - from), text);
    }
    return text.toString();
  }

  private void part(int from, int count, StringBuilder to) {
    for (int row = 0; row < ROWS; row++) {
      for (int i = 0; i < count; i++) {
        to.append(bar(series.millis(from + i), row));
      }
      to.append('\n');
    }
    char[] line = new char[count];
    Arrays.fill(line, ' ');
    to.append(line).append('\n');
    boolean more = true;
    for (int at = 0; more; at++) {
      more = false;
      for (int i = 0; i < count; i++) {
        String label = labels[from + i];
        boolean inside = at < label.length();
        line[i] = inside ? label.charAt(at) : ' ';
        more |= inside;
      }
      if (more) {
        to.append(line).append('\n');
      }
    }
  }

  /** {@code row}: 0 is the top. */
  private char bar(long millis, int row) {
    int steps = FILL.length() * ROWS;
    long range = Math.max(1, high - low);
    int step = (int) Math.min(steps - 1, (millis - low) * steps / range);
    int inRow = step - (ROWS - row - 1) * FILL.length();
    if (inRow < 0) {
      return ' ';
    }
    return inRow < FILL.length() ? FILL.charAt(inRow) : '|';
  }

  private static String ago(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 24 * 3600 ? seconds / 3600 + "h" : seconds / (24 * 3600) + "d";
  }
}
