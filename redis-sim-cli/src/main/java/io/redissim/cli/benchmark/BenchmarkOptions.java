package io.redissim.cli.benchmark;

import io.redissim.cli.Endpoint;
import io.redissim.cli.Exit;
import io.redissim.cli.Host;
import io.redissim.cli.Main;
import io.redissim.cli.Numbers;
import io.redissim.cli.ServerUri;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The command line of redis-benchmark. Source: Valkey {@code valkey-benchmark.c:parseOptions}. */
final class BenchmarkOptions {
  private static final int DEFAULT_PORT = 6379;
  private static final int MAX_VALUE_BYTES = 1 << 30;
  private static final int MAX_DIGITS = 4;
  private static final int MAX_THREADS = 500;

  private static final String USAGE =
      """
      Usage: redis-sim-cli benchmark [option ...] [command [argument ...]]

      Sends a command many times over many connections and reports the throughput and the latencies.
      Without a command, runs the usual ones one after the other. The options are redis-benchmark's.

        -h <host>            name or address (127.0.0.1)
        -p <port>            port (6379)
        -s <path>            unix socket, instead of host and port
        -u <uri>             redis://[[user:]password@][host[:port]][/database]
        -a <password>        password; --user <name> for an ACL user
        --dbnum <number>     database (0)
        -3                   speak RESP3
        -c <number>          connections (50)
        -n <number>          requests (100000)
        -P <number>          requests sent at once per connection (1)
        -d <bytes>           size of the values (3)
        -r <number>          __rand_int__ in an argument becomes a number below this, in 12 digits;
                             the built-in tests use random keys then
        -k <0 or 1>          1 keeps connections, 0 makes one for each request (1)
        -t <test,...>        only these of the built-in tests
        -x                   standard input is the command's last argument
        -l                   again and again
        -I                   only open the connections, and wait
        --threads <number>   event loops (1)
        --enable-tracking    CLIENT TRACKING on, first
        -q                   one line per test
        --csv                comma separated values
        --precision <digits> significant digits of the latencies, 0 to 4 (3)
        --help, --version
      """;

  String host = "127.0.0.1";
  int port = DEFAULT_PORT;
  @Nullable String socketPath;
  @Nullable String user;
  @Nullable String password;
  int database;
  boolean resp3;
  boolean tracking;
  int clients = 50;
  int requests = 100_000;
  int pipeline = 1;
  int valueBytes = 3;
  boolean randomKeys;
  int keyspace;
  boolean keepAlive = true;
  @Nullable String tests;
  boolean lastArgumentFromInput;
  boolean loop;
  boolean idle;
  int threads;
  boolean quiet;
  boolean csv;
  int digits = 3;
  List<String> command = List.of();

  private final Host process;

  private BenchmarkOptions(Host process) {
    this.process = process;
  }

  static BenchmarkOptions parse(List<String> words, Host process) {
    BenchmarkOptions options = new BenchmarkOptions(process);
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      if (options.flag(word)) {
        at++;
      } else if (at + 1 < words.size() && options.valued(word, words.get(at + 1))) {
        at += 2;
      } else if (word.startsWith("-")) {
        process.out().print("Invalid option \"" + word + "\" or option argument missing\n\n");
        process.out().print(USAGE);
        throw new Exit(1);
      } else {
        break;
      }
    }
    options.command = words.subList(at, words.size());
    return options;
  }

  private boolean flag(String word) {
    switch (word) {
      case "-v", "--version" -> {
        process.out().print(Main.PROGRAM + " benchmark " + Main.version() + "\n");
        throw new Exit(0);
      }
      case "--help" -> {
        process.out().print(USAGE);
        throw new Exit(0);
      }
      case "-x" -> lastArgumentFromInput = true;
      case "-3" -> resp3 = true;
      case "-q" -> quiet = true;
      case "--csv" -> csv = true;
      case "-l" -> loop = true;
      case "-I" -> idle = true;
      case "-e" ->
          warn("-e option has no effect. We now immediately exit on error to avoid false results.");
      case "--enable-tracking" -> tracking = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean valued(String word, String value) {
    switch (word) {
      case "-h" -> host = value;
      case "-p" -> port = Numbers.leadingInt(value);
      case "-s" -> socketPath = value;
      case "-a" -> password = value;
      case "--user" -> user = value;
      case "-u" -> uri(value);
      case "--dbnum" -> database = Numbers.leadingInt(value);
      case "-c" -> clients = Numbers.leadingInt(value);
      case "-n" -> requests = Numbers.leadingInt(value);
      case "-k" -> keepAlive = Numbers.leadingInt(value) != 0;
      case "-d" -> valueBytes = bounded(value, 1, MAX_VALUE_BYTES);
      case "-P" -> pipeline = bounded(value, 1, Integer.MAX_VALUE);
      case "-t" -> tests = "," + value.toLowerCase(Locale.ROOT) + ",";
      case "-r" -> {
        if (value.startsWith("-") && (value.length() == 1 || !Character.isDigit(value.charAt(1)))) {
          return false;
        }
        randomKeys = true;
        keyspace = bounded(value, 0, Integer.MAX_VALUE);
      }
      case "--precision" -> {
        int asked = Numbers.leadingInt(value);
        digits = asked < 0 ? digits : Math.min(asked, MAX_DIGITS);
      }
      case "--threads" -> {
        if (Numbers.leadingInt(value) > MAX_THREADS) {
          warn("Too many threads, limiting threads to " + MAX_THREADS + ".");
        }
        threads = bounded(value, 0, MAX_THREADS);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static int bounded(String value, int min, int max) {
    return Math.max(min, Math.min(max, Numbers.leadingInt(value)));
  }

  private void uri(String value) {
    ServerUri uri = ServerUri.parseOrExit(value, process);
    user = uri.user() != null ? uri.user() : user;
    password = uri.password() != null ? uri.password() : password;
    host = uri.host() != null ? uri.host() : host;
    port = uri.port() != null ? uri.port() : port;
    database = uri.database() != null ? uri.database() : database;
  }

  Endpoint endpoint() {
    return new Endpoint(host, port, socketPath);
  }

  /** Whether one of the tests of this name is to run: all are if none was named. */
  boolean isSelected(String... names) {
    if (tests == null) {
      return true;
    }
    for (String name : names) {
      if (tests.contains("," + name + ",")) {
        return true;
      }
    }
    return false;
  }

  void warn(String text) {
    process.err().print("WARNING: " + text + "\n");
  }
}
