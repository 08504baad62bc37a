package io.redissim.cli;

import io.redissim.core.resp.Reply;

/** {@code --stat}: the figures of INFO that move, one line per interval. */
final class StatMode {
  private static final int LINES_PER_HEADER = 20;
  private static final int DATABASES = 20;
  private static final long DEFAULT_MICROS = 1_000_000;
  private static final long MISSING = Long.MIN_VALUE;

  private static final String HEADER =
      """
      ------- data ------ --------------------- load -------------------- - child -
      keys       mem      clients blocked requests            connections         \s
      """;

  private final Session session;

  StatMode(Session session) {
    this.session = session;
  }

  /** Ends only with an error. */
  int run() {
    Host host = session.host();
    long asked = session.options().intervalMicros;
    Probe info = new Probe(session, "INFO");
    long requestsBefore = 0;
    for (int line = 0; ; line++) {
      Reply reply = info.ask();
      if (reply.isError()) {
        host.err().print("ERROR: " + reply.text() + "\n");
        return 1;
      }
      if (line % LINES_PER_HEADER == 0) {
        host.out().print(HEADER);
      }
      String text = reply.text();
      long requests = field(text, "total_commands_processed");
      long more = requestsBefore == 0 ? 0 : requests - requestsBefore;
      requestsBefore = requests;
      host.out().print(line(text, requests + " (+" + more + ")"));
      host.sleepMicros(asked > 0 ? asked : DEFAULT_MICROS);
    }
  }

  static String line(String info, String requests) {
    long keys = 0;
    for (int db = 0; db < DATABASES; db++) {
      long inDatabase = field(info, "db" + db + ":keys");
      keys += inDatabase == MISSING ? 0 : inDatabase;
    }
    return Numbers.padRight(Long.toString(keys), 11)
        + Numbers.padRight(human(field(info, "used_memory")), 8)
        + " "
        + Numbers.padRight(Long.toString(field(info, "connected_clients")), 8)
        + Numbers.padRight(Long.toString(field(info, "blocked_clients")), 8)
        + Numbers.padRight(requests, 19)
        + " "
        + Numbers.padRight(Long.toString(field(info, "total_connections_received")), 12)
        + children(info)
        + "\n";
  }

  private static String children(String info) {
    boolean save = field(info, "bgsave_in_progress") > 0;
    boolean rewrite = field(info, "aof_rewrite_in_progress") > 0;
    boolean loading = field(info, "loading") > 0;
    if (loading) {
      return save || rewrite ? "" : "LOAD";
    }
    return (save ? "SAVE" : "") + (save && rewrite ? "+" : "") + (rewrite ? "AOF" : "");
  }

  /** The number after the first {@code name:} or {@code name=}. */
  static long field(String info, String name) {
    int at = info.indexOf(name);
    return at < 0
        ? MISSING
        : Numbers.leadingLong(info.substring(at + name.length() + 1, lineEnd(info, at)));
  }

  private static int lineEnd(String info, int from) {
    int end = info.indexOf('\r', from);
    return end < 0 ? info.length() : end;
  }

  /** {@code 512B}, {@code 1.50K}, {@code 3.00M}, {@code 2.25G}. */
  static String human(long bytes) {
    if (bytes < 0) {
      return "-" + human(bytes == Long.MIN_VALUE ? Long.MAX_VALUE : -bytes);
    }
    if (bytes < 1 << 10) {
      return bytes + "B";
    }
    if (bytes < 1 << 20) {
      return Numbers.fixed(bytes / 1024.0, 2) + "K";
    }
    if (bytes < 1 << 30) {
      return Numbers.fixed(bytes / (1024.0 * 1024), 2) + "M";
    }
    return Numbers.fixed(bytes / (1024.0 * 1024 * 1024), 2) + "G";
  }
}
