package io.redissim.cli;

import io.redissim.core.bytes.SplitArgs;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The command line, read as redis-cli reads it: options up to the first word that is none, the rest
 * is the command. An option that wants a value and is the last word is an unknown option. Source:
 * Valkey {@code valkey-cli.c:parseOptions}.
 */
final class CliOptions {
  private static final int DEFAULT_PORT = 6379;

  /** What redis-cli can and this cannot (yet); better said than misread. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "--cluster",
          "--functions-rdb",
          "--intrinsic-latency",
          "--ldb",
          "--ldb-sync-mode",
          "--lru-test",
          "--rdb",
          "--replica",
          "--slave",
          "--tls");

  /** What to do instead of running commands. */
  enum Mode {
    COMMANDS,
    EVAL,
    LATENCY,
    LATENCY_DIST,
    PIPE,
    BIG_KEYS,
    MEM_KEYS,
    HOT_KEYS,
    STAT,
    SCAN
  }

  String host = "127.0.0.1";
  int port = DEFAULT_PORT;
  @Nullable String socketPath;
  @Nullable String user;
  @Nullable String password;
  boolean askPassword;
  int database;

  /** {@code -2} and {@code -3} as given; {@code --json} asks for RESP3 but can do without. */
  boolean resp2;

  boolean resp3;
  boolean resp3IfPossible;

  ReplyFormat format;
  boolean showPushes;
  String elementDelimiter = "\n";
  String replyDelimiter = "\n";
  boolean errorStatus;
  boolean clusterMode;
  boolean quotedInput;
  boolean lastArgumentFromInput;
  @Nullable String inputTag;
  long repeat = 1;
  long intervalMicros;
  int connectTimeoutMillis;

  private final EnumSet<Mode> modes = EnumSet.noneOf(Mode.class);
  boolean latencyHistory;
  boolean monochrome;
  @Nullable String pattern;
  int scanCount;
  int memKeysSamples;
  int pipeTimeoutSeconds = 30;
  @Nullable String scriptFile;
  private boolean authWarning = true;

  /** The command, empty for the prompt. */
  List<String> command = List.of();

  private final Host process;

  private CliOptions(Host process) {
    this.process = process;
    boolean terminal = process.outputIsTerminal() || process.environment().containsKey("FAKETTY");
    format = terminal ? ReplyFormat.STANDARD : ReplyFormat.RAW;
    showPushes = terminal;
  }

  /** Says what is wrong and throws {@link Exit} where redis-cli would. */
  static CliOptions parse(List<String> words, Host process) {
    CliOptions options = new CliOptions(process);
    int at = 0;
    while (at < words.size()) {
      String word = words.get(at);
      boolean hasNext = at + 1 < words.size();
      if (options.flag(word, hasNext)) {
        at++;
      } else if (hasNext && options.valued(word, words.get(at + 1))) {
        at += 2;
      } else if (word.startsWith("-")) {
        throw options.unknown(word);
      } else {
        break;
      }
    }
    options.command = words.subList(at, words.size());
    options.check();
    return options;
  }

  private boolean flag(String word, boolean hasNext) {
    switch (word) {
      case "-h" -> {
        if (hasNext) {
          return false;
        }
        throw usage();
      }
      case "--help" -> throw usage();
      case "-v", "--version" -> {
        process.out().print(Main.PROGRAM + " " + Main.version() + "\n");
        throw new Exit(0);
      }
      case "-x" -> lastArgumentFromInput = true;
      case "--no-auth-warning" -> authWarning = false;
      case "--askpass" -> askPassword = true;
      case "--raw" -> format = ReplyFormat.RAW;
      case "--no-raw" -> format = ReplyFormat.STANDARD;
      case "--quoted-input" -> quotedInput = true;
      case "--csv" -> format = ReplyFormat.CSV;
      case "--json" -> json(ReplyFormat.JSON);
      case "--quoted-json" -> json(ReplyFormat.QUOTED_JSON);
      case "--latency" -> modes.add(Mode.LATENCY);
      case "--latency-history" -> {
        modes.add(Mode.LATENCY);
        latencyHistory = true;
      }
      case "--latency-dist" -> modes.add(Mode.LATENCY_DIST);
      case "--mono" -> monochrome = true;
      case "--stat" -> modes.add(Mode.STAT);
      case "--scan" -> modes.add(Mode.SCAN);
      case "--pipe" -> modes.add(Mode.PIPE);
      case "--bigkeys" -> modes.add(Mode.BIG_KEYS);
      case "--hotkeys" -> modes.add(Mode.HOT_KEYS);
      case "--memkeys" -> {
        modes.add(Mode.MEM_KEYS);
        memKeysSamples = 0;
      }
      case "-c" -> clusterMode = true;
      case "-e" -> errorStatus = true;
      case "-2" -> resp2 = true;
      case "-3" -> resp3 = true;
      case "--verbose" -> {} // redis-cli's only says more about cluster management
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
      case "-r" -> repeat = Numbers.leadingLong(value);
      case "-i" -> intervalMicros = (long) (Numbers.leadingDouble(value) * 1_000_000);
      case "-n" -> database = Numbers.leadingInt(value);
      case "-a", "--pass" -> password = value;
      case "--user" -> user = value;
      case "-u" -> uri(value);
      case "-X" -> inputTag = value;
      case "-d" -> elementDelimiter = value;
      case "-D" -> replyDelimiter = value;
      case "-t" -> connectTimeoutMillis = (int) (Numbers.leadingDouble(value) * 1_000);
      case "--pattern" -> pattern = value;
      case "--quoted-pattern" -> quotedPattern(value);
      case "--count" -> scanCount = Numbers.leadingInt(value);
      case "--memkeys-samples" -> {
        modes.add(Mode.MEM_KEYS);
        memKeysSamples = Numbers.leadingInt(value);
      }
      case "--pipe-timeout" -> pipeTimeoutSeconds = Numbers.leadingInt(value);
      case "--eval" -> {
        modes.add(Mode.EVAL);
        scriptFile = value;
      }
      case "--show-pushes" -> showPushes(value);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void json(ReplyFormat kind) {
    format = kind;
    resp3IfPossible = true;
  }

  private void uri(String value) {
    ServerUri uri = ServerUri.parseOrExit(value, process);
    user = uri.user() != null ? uri.user() : user;
    password = uri.password() != null ? uri.password() : password;
    host = uri.host() != null ? uri.host() : host;
    port = uri.port() != null ? uri.port() : port;
    database = uri.database() != null ? uri.database() : database;
  }

  private void quotedPattern(String value) {
    pattern = SplitArgs.unquoted(value);
    if (pattern == null) {
      throw complaint("Invalid quoted string specified for --quoted-pattern.");
    }
  }

  private void showPushes(String value) {
    switch (value.isEmpty() ? ' ' : Character.toLowerCase(value.charAt(0))) {
      case 'n' -> showPushes = false;
      case 'y' -> showPushes = true;
      default ->
          process
              .err()
              .print("Unknown --show-pushes value '" + value + "' (valid: '[y]es', '[n]o')\n");
    }
  }

  private void check() {
    if (socketPath != null && clusterMode) {
      throw complaint("Options -c and -s are mutually exclusive.");
    }
    if (resp2 && resp3) {
      throw complaint("Options -2 and -3 are mutually exclusive.");
    }
    if (authWarning && password != null) {
      process
          .err()
          .print(
              "Warning: Using a password with '-a' or '-u' option on the command line interface"
                  + " may not be safe.\n");
    }
    if (lastArgumentFromInput && inputTag != null) {
      throw complaint("Options -x and -X are mutually exclusive.");
    }
    String fromEnvironment = process.environment().get("REDISCLI_AUTH");
    if (password == null && fromEnvironment != null) {
      password = fromEnvironment;
    }
  }

  /** The mode that wins when several are asked for, in redis-cli's order. */
  Mode mode() {
    for (Mode mode :
        List.of(
            Mode.LATENCY,
            Mode.LATENCY_DIST,
            Mode.PIPE,
            Mode.BIG_KEYS,
            Mode.MEM_KEYS,
            Mode.HOT_KEYS,
            Mode.STAT,
            Mode.SCAN,
            Mode.EVAL)) {
      if (modes.contains(mode)) {
        return mode;
      }
    }
    return Mode.COMMANDS;
  }

  Endpoint endpoint() {
    return new Endpoint(host, port, socketPath);
  }

  private Exit usage() {
    process.out().print(Usage.text());
    return new Exit(0);
  }

  private Exit unknown(String word) {
    if (NOT_HERE.contains(word)) {
      return complaint("redis-cli's option '" + word + "' is not supported by " + Main.PROGRAM);
    }
    return complaint("Unrecognized option or bad number of args for: '" + word + "'");
  }

  private Exit complaint(String text) {
    process.err().print(text + "\n");
    return new Exit(1);
  }
}
