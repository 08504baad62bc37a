package io.redissim.cli.benchmark;

import io.redissim.cli.ByteText;
import io.redissim.cli.Exit;
import io.redissim.cli.Host;
import io.redissim.cli.Link;
import io.redissim.cli.LinkException;
import io.redissim.cli.Network;
import io.redissim.cli.Numbers;
import io.redissim.cli.Requests;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** redis-benchmark: the suite of tests, or one command, and what is said around them. */
public final class Benchmark {
  private static final String KEY = "key:" + LoadRun.RANDOM;
  private static final String ELEMENT = "element:" + LoadRun.RANDOM;

  /** What the report tells about the server. */
  private record ServerConfig(String save, String appendOnly) {}

  private final BenchmarkOptions options;
  private final Host host;
  private final Network network;
  private @Nullable ServerConfig server;
  private int payloadBytes;

  private Benchmark(BenchmarkOptions options, Host host, Network network) {
    this.options = options;
    this.host = host;
    this.network = network;
    this.payloadBytes = options.valueBytes;
  }

  public static int run(List<String> words, Host host) {
    BenchmarkOptions options = BenchmarkOptions.parse(words, host);
    try (Network network = new Network(Math.max(1, options.threads), 0)) {
      new Benchmark(options, host, network).run();
      return 0;
    }
  }

  private void run() {
    server = serverConfig();
    if (server == null) {
      options.warn("Could not fetch server CONFIG");
    }
    if (!options.keepAlive) {
      options.warn(
          "Keepalive disabled. You probably need 'echo 1 > /proc/sys/net/ipv4/tcp_tw_reuse' for"
              + " Linux and 'sudo sysctl -w net.inet.tcp.msl=1000' for Mac OS X in order to use a"
              + " lot of clients/requests");
    }
    if (!options.command.isEmpty() && options.tests != null) {
      options.warn("Option -t is ignored.");
    }
    if (options.idle) {
      host.out()
          .print(
              "Creating "
                  + options.clients
                  + " idle connections and waiting forever (Ctrl+C when done)\n");
      new LoadRun(options, network, host, "", new ByteText()).idle();
      return;
    }
    if (options.csv) {
      LatencyReport.csvHeader(host.out());
    }
    do {
      if (options.command.isEmpty()) {
        suite();
      } else {
        oneCommand();
      }
    } while (options.loop);
  }

  private void oneCommand() {
    List<String> command = new ArrayList<>(options.command);
    if (options.lastArgumentFromInput) {
      command.add(host.readAll());
    }
    ByteText request = Requests.encode(command);
    payloadBytes = request.length();
    test(String.join(" ", options.command), request);
  }

  private void suite() {
    String value = value(options.valueBytes);
    String score = options.randomKeys ? LoadRun.RANDOM : "0";
    if (options.isSelected("ping_inline", "ping")) {
      test("PING_INLINE", new ByteText().append("PING\r\n"));
    }
    test(List.of("ping_mbulk", "ping"), "PING_MBULK", "PING");
    test(List.of("set"), "SET", "SET", KEY, value);
    test(List.of("get"), "GET", "GET", KEY);
    test(List.of("incr"), "INCR", "INCR", "counter:" + LoadRun.RANDOM);
    test(List.of("lpush"), "LPUSH", "LPUSH", "mylist", value);
    test(List.of("rpush"), "RPUSH", "RPUSH", "mylist", value);
    test(List.of("lpop"), "LPOP", "LPOP", "mylist");
    test(List.of("rpop"), "RPOP", "RPOP", "mylist");
    test(List.of("sadd"), "SADD", "SADD", "myset", ELEMENT);
    test(List.of("hset"), "HSET", "HSET", "myhash", ELEMENT, value);
    test(List.of("spop"), "SPOP", "SPOP", "myset");
    test(List.of("zadd"), "ZADD", "ZADD", "myzset", score, ELEMENT);
    test(List.of("zpopmin"), "ZPOPMIN", "ZPOPMIN", "myzset");
    ranges(value);
    test(List.of("mset"), "MSET (10 keys)", tenPairs(value));
    if (!options.csv) {
      host.out().print("\n");
    }
  }

  private void ranges(String value) {
    List<String> all = List.of("lrange", "lrange_100", "lrange_300", "lrange_500", "lrange_600");
    test(all, "LPUSH (needed to benchmark LRANGE)", "LPUSH", "mylist", value);
    for (int count : new int[] {100, 300, 500, 600}) {
      test(
          List.of("lrange", "lrange_" + count),
          "LRANGE_" + count + " (first " + count + " elements)",
          "LRANGE",
          "mylist",
          "0",
          Integer.toString(count - 1));
    }
  }

  private static String[] tenPairs(String value) {
    List<String> command = new ArrayList<>(List.of("MSET"));
    for (int i = 0; i < 10; i++) {
      command.add(KEY);
      command.add(value);
    }
    return command.toArray(String[]::new);
  }

  /** Printable, not compressible, the same in each run. */
  private static String value(int length) {
    StringBuilder value = new StringBuilder(length);
    int state = 1234;
    for (int i = 0; i < length; i++) {
      state = state * 1103515245 + 12345;
      value.append((char) ('0' + ((state >>> 16) & 63)));
    }
    return value.toString();
  }

  private void test(List<String> names, String title, String... command) {
    if (options.isSelected(names.toArray(String[]::new))) {
      test(title, Requests.encode(command));
    }
  }

  private void test(String title, ByteText request) {
    LoadRun run = new LoadRun(options, network, host, title, request);
    long millis = run.execute();
    double perSecond = run.finished() / (millis / 1000.0);
    LatencyReport report = new LatencyReport(host.out(), run.latencies());
    if (options.csv) {
      report.csv(title, perSecond);
    } else {
      run.clearProgress();
      if (options.quiet) {
        report.quiet(title, perSecond);
      } else {
        printConditions(run, millis);
        report.distribution();
        report.summary(perSecond);
      }
    }
    host.out().flush();
  }

  private void printConditions(LoadRun run, long millis) {
    StringBuilder text = new StringBuilder();
    text.append("====== ").append(run.title()).append(" ======\n");
    text.append("  ").append(run.finished()).append(" requests completed in ");
    text.append(Numbers.fixed(millis / 1000.0, 2)).append(" seconds\n");
    text.append("  ").append(options.clients).append(" parallel clients\n");
    text.append("  ").append(payloadBytes).append(" bytes payload\n");
    text.append("  keep alive: ").append(options.keepAlive ? 1 : 0).append('\n');
    if (server != null) {
      text.append("  host configuration \"save\": ").append(server.save).append('\n');
      text.append("  host configuration \"appendonly\": ").append(server.appendOnly).append('\n');
    }
    text.append("  multi-thread: ").append(options.threads > 0 ? "yes" : "no").append('\n');
    if (options.threads > 0) {
      text.append("  threads: ").append(options.threads).append('\n');
    }
    host.out().print(text.append('\n').toString());
  }

  // --- the server's configuration ---------------------------------------------------------------

  private @Nullable ServerConfig serverConfig() {
    Link link;
    try {
      link = network.connect(options.endpoint());
    } catch (LinkException e) {
      host.err()
          .print(
              "Could not connect to Redis at " + options.endpoint() + ": " + e.getMessage() + "\n");
      return null;
    }
    try (link) {
      authenticate(link);
      String save = parameter(link, "save");
      String appendOnly = save == null ? null : parameter(link, "appendonly");
      if (save != null && appendOnly != null) {
        return new ServerConfig(save, appendOnly);
      }
    } catch (LinkException e) {
      host.err().print("ERROR: failed to fetch reply from " + options.endpoint() + "\n");
      return null;
    }
    host.err().print("ERROR: failed to fetch CONFIG from " + options.endpoint() + "\n");
    return null;
  }

  private void authenticate(Link link) throws LinkException {
    if (options.password == null) {
      return;
    }
    Reply reply =
        options.user == null
            ? link.call("AUTH", options.password)
            : link.call("AUTH", options.user, options.password);
    if (reply.isError()) {
      host.err()
          .print("Node " + options.endpoint() + " replied with error:\n" + reply.text() + "\n");
      throw new Exit(1);
    }
  }

  private @Nullable String parameter(Link link, String name) throws LinkException {
    Reply reply = link.call("CONFIG", "GET", name);
    if (reply.isError()) {
      String error = reply.text();
      host.err().print("ERROR: " + error + "\n");
      if (error.startsWith("NOAUTH")
          || error.startsWith("WRONGPASS")
          || error.startsWith("NOPERM")) {
        host.err().print("ERROR: failed to fetch CONFIG from " + options.endpoint() + "\n");
        throw new Exit(1);
      }
      return null;
    }
    return reply.size() < 2 ? null : reply.element(1).text();
  }
}
