package io.redissim.cli;

import io.redissim.core.bytes.SplitArgs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;

/** redis-cli: chooses between a mode, one command and the prompt. */
final class Cli {
  private Cli() {}

  static int run(List<String> words, Host host) {
    CliOptions options = CliOptions.parse(words, host);
    if (options.askPassword) {
      options.password = askPassword(host);
    }
    CliOptions.Mode mode = options.mode();
    boolean interactive = mode == CliOptions.Mode.COMMANDS && options.command.isEmpty();
    try (Network network = new Network(1, options.connectTimeoutMillis);
        Session session = new Session(options, host, network, interactive)) {
      if (mode == CliOptions.Mode.COMMANDS) {
        return interactive ? prompt(session) : oneCommand(session);
      }
      if (!session.connect(false)) {
        return 1;
      }
      return switch (mode) {
        case LATENCY -> new LatencyMode(session).run();
        case LATENCY_DIST -> new LatencyDistMode(session).run();
        case PIPE -> new PipeMode(session).run();
        case BIG_KEYS -> new KeySizeMode(session, false).run();
        case MEM_KEYS -> new KeySizeMode(session, true).run();
        case HOT_KEYS -> new HotKeysMode(session).run();
        case STAT -> new StatMode(session).run();
        case SCAN -> new ScanMode(session).run();
        case EVAL -> eval(session);
        case COMMANDS -> throw new IllegalStateException();
      };
    }
  }

  private static int oneCommand(Session session) {
    // A failure is not told here: the command tries again, and tells.
    session.connect(true);
    List<String> command = commandWithInput(session.options(), session.host());
    return session.run(command, session.options().repeat) ? 0 : 1;
  }

  /** The command of the command line, unquoted and completed from standard input as asked for. */
  private static List<String> commandWithInput(CliOptions options, Host host) {
    List<String> command = new ArrayList<>();
    for (String word : options.command) {
      String plain = options.quotedInput ? SplitArgs.unquoted(word) : word;
      if (plain == null) {
        host.out().print("Invalid quoted string\n");
        throw new Exit(1);
      }
      command.add(plain);
    }
    if (options.lastArgumentFromInput) {
      command.add(host.readAll());
    } else if (options.inputTag != null) {
      int at = command.indexOf(options.inputTag);
      if (at < 0) {
        host.err().print("Using -X option but stdin tag not match.\n");
        throw new Exit(1);
      }
      command.set(at, host.readAll());
    }
    return command;
  }

  /** {@code EVAL script numkeys key … argument …}; a lone comma ends the keys. */
  private static int eval(Session session) {
    CliOptions options = session.options();
    Host host = session.host();
    List<String> words = new ArrayList<>(options.command);
    int comma = words.indexOf(",");
    int keys = comma < 0 ? words.size() : comma;
    if (comma >= 0) {
      words.remove(comma);
    }
    List<String> command = new ArrayList<>();
    command.add("EVAL");
    command.add(script(options.scriptFile == null ? "" : options.scriptFile, host));
    command.add(Integer.toString(keys));
    command.addAll(words);
    return session.run(command, options.repeat) ? 0 : 1;
  }

  private static String script(String file, Host host) {
    try {
      return new String(Files.readAllBytes(host.path(file)), StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      host.err().print("Can't open file '" + file + "': No such file or directory\n");
    } catch (IOException e) {
      host.err().print("Can't open file '" + file + "': " + e.getMessage() + "\n");
    }
    throw new Exit(1);
  }

  private static int prompt(Session session) {
    session.connect(false);
    try {
      if (session.host().inputIsTerminal()) {
        try (TerminalLines lines = new TerminalLines(session)) {
          Repl repl = new Repl(session, lines);
          repl.loadPreferences();
          repl.run();
        }
      } else {
        new Repl(session, new PipedLines(session.host().in())).run();
      }
      return 0;
    } catch (IOException e) {
      session.host().err().print("Error reading commands: " + e.getMessage() + "\n");
      return 1;
    }
  }

  private static String askPassword(Host host) {
    try {
      String password =
          host.inputIsTerminal()
              ? TerminalLines.askPassword("Please input password: ")
              : new PipedLines(host.in()).readLine("");
      return password == null ? "" : password;
    } catch (IOException e) {
      host.err().print("Error reading the password: " + e.getMessage() + "\n");
      throw new Exit(1);
    }
  }
}
