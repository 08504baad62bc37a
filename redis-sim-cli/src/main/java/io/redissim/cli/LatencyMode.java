package io.redissim.cli;

/** {@code --latency} and {@code --latency-history}: the time PING takes, in whole milliseconds. */
final class LatencyMode {
  private static final long SAMPLE_MICROS = 10_000;
  private static final long HISTORY_MILLIS = 15_000;
  private static final long ONE_SHOT_MILLIS = 1_000;

  private final Session session;
  private final CliOptions options;
  private final Output out;
  private long min;
  private long max;
  private long total;
  private long count;

  LatencyMode(Session session) {
    this.session = session;
    this.options = session.options();
    this.out = session.host().out();
  }

  /** Ends only where a program reads the output. */
  int run() {
    long interval = options.intervalMicros / 1000;
    long historyMillis = interval > 0 ? interval : HISTORY_MILLIS;
    long oneShotMillis = interval > 0 ? interval : ONE_SHOT_MILLIS;
    Probe ping = new Probe(session, "PING");
    long start = System.currentTimeMillis();
    while (true) {
      long before = System.currentTimeMillis();
      ping.ask();
      add(System.currentTimeMillis() - before);
      long elapsed = System.currentTimeMillis() - start;
      if (options.format == ReplyFormat.STANDARD) {
        out.print("\033[0G\033[2K");
        print();
      } else if (options.latencyHistory) {
        print();
      } else if (elapsed > oneShotMillis) {
        print();
        return 0;
      }
      if (options.latencyHistory && elapsed > historyMillis) {
        out.print(" -- " + Numbers.fixed(elapsed / 1000.0f, 2) + " seconds range\n");
        start = System.currentTimeMillis();
        count = 0;
      }
      session.host().sleepMicros(SAMPLE_MICROS);
    }
  }

  private void add(long millis) {
    min = count == 0 ? millis : Math.min(min, millis);
    max = count == 0 ? millis : Math.max(max, millis);
    total = count == 0 ? millis : total + millis;
    count++;
  }

  private void print() {
    String average = Numbers.fixed((double) total / count, 2);
    switch (options.format) {
      case STANDARD ->
          out.print(
              "min: " + min + ", max: " + max + ", avg: " + average + " (" + count + " samples)");
      case CSV -> out.print(min + "," + max + "," + average + "," + count + "\n");
      case RAW -> out.print(min + " " + max + " " + average + " " + count + "\n");
      case JSON, QUOTED_JSON ->
          out.print(
              "{\"min\": "
                  + min
                  + ", \"max\": "
                  + max
                  + ", \"avg\": "
                  + average
                  + ", \"count\": "
                  + count
                  + "}\n");
    }
    out.flush();
  }
}
