package io.redissim.cli;

import io.redissim.core.bytes.SplitArgs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads lines and does what they say, until {@code quit} or the end of the input. */
final class Repl {
  private static final long WORTH_TELLING_MILLIS = 500;

  private final Session session;
  private final LineSource lines;
  private final Output out;

  Repl(Session session, LineSource lines) {
    this.session = session;
    this.lines = lines;
    this.out = session.host().out();
  }

  void run() throws IOException {
    while (true) {
      out.flush();
      String line = lines.readLine(session.prompt());
      if (line == null || !execute(line)) {
        return;
      }
    }
  }

  /** Preferences in {@code ~/.redisclirc}, one command such as {@code :set nohints} per line. */
  void loadPreferences() throws IOException {
    Path file = dotFile(session.host(), "REDISCLI_RCFILE", ".redisclirc");
    if (file == null || !Files.isReadable(file)) {
      return;
    }
    for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
      List<String> words = SplitArgs.strings(line);
      if (words != null && !words.isEmpty()) {
        prefer(words, ".redisclirc: ");
      }
    }
  }

  /** The file of this name in the home directory, unless the variable names another or none. */
  static @Nullable Path dotFile(Host host, String variable, String name) {
    String named = host.variable(variable);
    if (!named.isEmpty()) {
      return named.equals("/dev/null") ? null : host.path(named);
    }
    String home = host.variable("HOME");
    return home.isEmpty() ? null : host.path(home + "/" + name);
  }

  /** Does what the line says; false to stop. */
  private boolean execute(String line) {
    if (line.isEmpty()) {
      return true;
    }
    List<String> words = SplitArgs.strings(line);
    if (words == null) {
      out.print("Invalid argument(s)\n");
      lines.remember(line);
      return true;
    }
    if (words.isEmpty()) {
      return true;
    }
    long repeat = 1;
    List<String> command = words;
    if (words.size() > 1 && isInteger(words.get(0))) {
      repeat = Numbers.leadingLong(words.get(0));
      if (repeat <= 0 || repeat == Long.MAX_VALUE) {
        out.print("Invalid redis-cli repeat command option value.\n");
        return true;
      }
      command = words.subList(1, words.size());
    }
    if (!isSensitive(command)) {
      lines.remember(line);
    }
    return execute(words, command, repeat);
  }

  private boolean execute(List<String> words, List<String> command, long repeat) {
    String first = words.get(0).toLowerCase(Locale.ROOT);
    if (first.equals("quit") || first.equals("exit")) {
      return false;
    }
    if (first.startsWith(":")) {
      prefer(words, "");
    } else if (first.equals("restart")) {
      out.print("Use 'restart' only in Lua debugging mode.\n");
    } else if (first.equals("connect") && words.size() == 3) {
      session.connectTo(words.get(1), Numbers.leadingInt(words.get(2)));
    } else if (first.equals("clear") && words.size() == 1) {
      lines.clearScreen();
    } else {
      long start = System.nanoTime();
      session.run(command, repeat);
      long millis = (System.nanoTime() - start) / 1_000_000;
      if (millis >= WORTH_TELLING_MILLIS && session.options().format == ReplyFormat.STANDARD) {
        out.print("(" + Numbers.fixed(millis / 1000.0, 2) + "s)\n");
      }
    }
    return true;
  }

  private void prefer(List<String> words, String origin) {
    if (words.get(0).equalsIgnoreCase(":set") && words.size() >= 2) {
      String preference = words.get(1);
      if (preference.equalsIgnoreCase("hints")) {
        lines.showHints(true);
      } else if (preference.equalsIgnoreCase("nohints")) {
        lines.showHints(false);
      } else {
        out.print(origin + "unknown redis-cli preference '" + preference + "'\n");
      }
    } else {
      out.print(origin + "unknown redis-cli internal command '" + words.get(0) + "'\n");
    }
  }

  /** A repeat count: digits, with a sign if need be, and nothing else. */
  private static boolean isInteger(String word) {
    int start = word.startsWith("-") || word.startsWith("+") ? 1 : 0;
    for (int i = start; i < word.length(); i++) {
      if (!Numbers.isDigit(word.charAt(i))) {
        return false;
      }
    }
    return word.length() > start;
  }

  /** Whether the line may hold a password, and so must not be kept. */
  static boolean isSensitive(List<String> words) {
    int count = words.size();
    return switch (lower(words, 0)) {
      case "auth" -> true;
      case "acl" -> count > 1 && lower(words, 1).equals("setuser");
      case "config" ->
          count > 2
              && lower(words, 1).equals("set")
              && List.of("masterauth", "masteruser", "requirepass").contains(lower(words, 2));
      case "hello" -> count > 4 && helloHasPassword(words);
      case "migrate" -> count > 7 && migrateHasPassword(words);
      default -> false;
    };
  }

  /** {@code HELLO protover [AUTH username password] [SETNAME name]}. */
  private static boolean helloHasPassword(List<String> words) {
    int at = 2;
    while (at + 2 < words.size() && lower(words, at).equals("setname")) {
      at += 2;
    }
    return at + 2 < words.size() && lower(words, at).equals("auth");
  }

  /** {@code MIGRATE host port key db timeout [AUTH password | AUTH2 user password] [KEYS …]}. */
  private static boolean migrateHasPassword(List<String> words) {
    for (int i = 6; i < words.size(); i++) {
      int more = words.size() - 1 - i;
      switch (lower(words, i)) {
        case "auth" -> {
          if (more >= 1) {
            return true;
          }
        }
        case "auth2" -> {
          if (more >= 2) {
            return true;
          }
        }
        case "keys" -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  private static String lower(List<String> words, int index) {
    return words.get(index).toLowerCase(Locale.ROOT);
  }
}
