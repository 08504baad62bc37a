package io.redissim.cli;

/**
 * {@code --latency-dist}: a line per interval, one cell per bucket, the fuller the brighter. Wants
 * a terminal of 256 colours. Source: Valkey {@code valkey-cli.c:latencyDistMode}.
 */
final class LatencyDistMode {
  private static final long SAMPLE_MICROS = 10_000;
  private static final long INTERVAL_MICROS = 1_000_000;
  private static final int LINES_PER_LEGEND = 20;

  private static final int[] COLOURS = {
    0, 233, 234, 235, 237, 239, 241, 243, 245, 247, 144, 143, 142, 184, 226, 214, 208, 202, 196
  };
  private static final int[] GREYS = {
    0, 233, 234, 235, 237, 239, 241, 243, 245, 247, 249, 251, 253
  };

  /** Upper bounds in microseconds; the last bucket, '?', has none. */
  private static final long[] BOUNDS = {
    10,
    125,
    250,
    500,
    1_000,
    2_000,
    3_000,
    4_000,
    5_000,
    6_000,
    7_000,
    8_000,
    9_000,
    10_000,
    20_000,
    30_000,
    40_000,
    50_000,
    100_000,
    200_000,
    300_000,
    400_000,
    500_000,
    1_000_000,
    2_000_000,
    4_000_000,
    8_000_000,
    16_000_000,
    30_000_000,
    60_000_000
  };

  private static final String SIGNS = ".-*#123456789ABCDEFGHIJKLMNOPQ?";

  private static final String RULE = "---------------------------------------------\n";
  private static final String LEGEND =
      """
      . - * #          .01 .125 .25 .5 milliseconds
      1,2,3,...,9      from 1 to 9     milliseconds
      A,B,C,D,E        10,20,30,40,50  milliseconds
      F,G,H,I,J        .1,.2,.3,.4,.5       seconds
      K,L,M,N,O,P,Q,?  1,2,4,8,16,30,60,>60 seconds
      From 0 to 100%:\s""";

  private final Session session;
  private final Output out;
  private final int[] palette;
  private final long[] counts = new long[SIGNS.length()];
  private long total;

  LatencyDistMode(Session session) {
    this.session = session;
    this.out = session.host().out();
    this.palette = session.options().monochrome ? GREYS : COLOURS;
  }

  /** Never returns: Ctrl-C ends it. */
  int run() {
    long asked = session.options().intervalMicros;
    long interval = asked > 0 ? asked : INTERVAL_MICROS;
    Probe ping = new Probe(session, "PING");
    long start = micros();
    for (int lines = 0; ; ) {
      long before = micros();
      ping.ask();
      add(micros() - before);
      if (micros() - start > interval) {
        if (lines++ % LINES_PER_LEGEND == 0) {
          printLegend();
        }
        printSpectrum();
        start = micros();
      }
      session.host().sleepMicros(SAMPLE_MICROS);
    }
  }

  private static long micros() {
    return System.nanoTime() / 1000;
  }

  private void add(long micros) {
    int bucket = 0;
    while (bucket < BOUNDS.length && micros > BOUNDS[bucket]) {
      bucket++;
    }
    counts[bucket]++;
    total++;
  }

  private void printSpectrum() {
    out.print("\033[38;5;0m");
    for (int i = 0; i < counts.length; i++) {
      int colour = palette[(int) Math.ceil((double) counts[i] / total * (palette.length - 1))];
      out.print("\033[48;5;" + colour + "m" + SIGNS.charAt(i));
      counts[i] = 0;
    }
    out.print("\033[0m\n");
    out.flush();
    total = 0;
  }

  private void printLegend() {
    out.print(RULE + LEGEND);
    for (int colour : palette) {
      out.print("\033[48;5;" + colour + "m ");
    }
    out.print("\033[0m\n" + RULE);
  }
}
