package io.redissim.core.introspect;

import io.redissim.core.introspect.LatencyMonitor.Series;
import java.util.Locale;

/** What LATENCY DOCTOR says: the numbers of each event, then what may help. */
final class LatencyDoctor {
  private LatencyDoctor() {}

  static String report(LatencyMonitor monitor, long nowSeconds) {
    if (monitor.events().isEmpty()) {
      return monitor.enabled()
          ? "Nothing took longer than latency-monitor-threshold so far.\n"
          : "Latency monitoring is off. CONFIG SET latency-monitor-threshold <milliseconds> turns"
              + " it on.\n";
    }
    StringBuilder text = new StringBuilder("These events took longer than the threshold:\n\n");
    int number = 1;
    for (var event : monitor.events().entrySet()) {
      describe(number++, event.getKey(), event.getValue(), nowSeconds, text);
    }
    text.append("\nWhat may help:\n\n");
    for (String event : monitor.events().keySet()) {
      text.append("- ").append(advice(event)).append('\n');
    }
    return text.toString();
  }

  private static void describe(
      int number, String event, Series series, long nowSeconds, StringBuilder to) {
    int size = series.size();
    long sum = 0;
    for (int i = 0; i < size; i++) {
      sum += series.millis(i);
    }
    long average = sum / size;
    long deviation = 0;
    for (int i = 0; i < size; i++) {
      deviation += Math.abs(series.millis(i) - average);
    }
    double period = (double) Math.max(1, nowSeconds - series.seconds(0)) / size;
    to.append(
        String.format(
            Locale.ROOT,
            "%d. %s: %d latency spikes (average %dms, mean deviation %dms, period %.2f sec)."
                + " Worst all time event %dms.%n",
            number,
            event,
            size,
            average,
            deviation / size,
            period,
            series.worst()));
  }

  private static String advice(String event) {
    return switch (event) {
      case LatencyMonitor.COMMAND ->
          "SLOWLOG GET shows which commands are slow. They are often those that look at many keys"
              + " or elements at once; SCAN and its relatives do it in steps.";
      case LatencyMonitor.FAST_COMMAND ->
          "Commands that never take long were held up from outside: by another process on the"
              + " machine, by swapping, or by a collection of the Java heap. Look at the collector's"
              + " log, and give the heap more room.";
      case LatencyMonitor.EXPIRE_CYCLE ->
          "Very many keys expire at the same moment. Spread their deadlines.";
      default -> "No advice on " + event + ".";
    };
  }
}
