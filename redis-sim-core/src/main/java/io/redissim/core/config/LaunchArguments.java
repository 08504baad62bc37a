package io.redissim.core.config;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.SplitArgs;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command line says about configuration: {@code [file] [-] [--option value...]...}. Options
 * become lines of redis.conf: {@code --port 6380} is {@code port "6380"}. Source: {@code
 * server.c:main}.
 *
 * @param configFile as given, or null
 * @param readsStandardInput whether {@code -} was the first or the last argument
 * @param options lines of redis.conf, to be read last
 */
public record LaunchArguments(
    @Nullable String configFile, boolean readsStandardInput, String options) {

  /** Reads a Java command line, whose arguments are taken as UTF-8. */
  public static LaunchArguments of(String... args) {
    String[] latin1 = new String[args.length];
    for (int i = 0; i < args.length; i++) {
      latin1[i] = Ascii.string(args[i].getBytes(StandardCharsets.UTF_8));
    }
    return parse(List.of(latin1));
  }

  /**
   * Any argument after an option's name is a value, even one that starts with {@code --}; only the
   * argument after a value can be the next option. So a value in the same argument ({@code "--port
   * 6380"}) frees the next one, and {@code --save} may stand without a value.
   */
  private static LaunchArguments parse(List<String> args) {
    StringBuilder options = new StringBuilder();
    String file = null;
    boolean standardInput = false;
    boolean optionMayFollow = true;
    int first = 0;
    if (!args.isEmpty() && !args.get(0).startsWith("-")) {
      file = args.get(0);
      first = 1;
    }
    for (int i = first; i < args.size(); i++) {
      String arg = args.get(i);
      boolean isLast = i == args.size() - 1;
      if (arg.equals("-") && (i == 0 || isLast)) {
        standardInput = true;
      } else if (optionMayFollow && arg.startsWith("--")) {
        options.append(options.isEmpty() ? "" : "\n").append(arg, 2, arg.length()).append(' ');
        boolean isOnlyName = isOneWord(arg);
        boolean hasNoValue = isLast || args.get(i + 1).startsWith("--");
        optionMayFollow = !isOnlyName;
        if (isOnlyName && hasNoValue && arg.equalsIgnoreCase("--save")) {
          options.append("\"\"");
          optionMayFollow = true;
        } else if (isOnlyName && hasNoValue && arg.equalsIgnoreCase("--sentinel")) {
          optionMayFollow = true;
        }
      } else {
        options.append(SplitArgs.quoted(arg)).append(' ');
        optionMayFollow = true;
      }
    }
    return new LaunchArguments(file, standardInput, options.toString());
  }

  private static boolean isOneWord(String arg) {
    List<String> words = SplitArgs.strings(arg);
    return words != null && words.size() == 1;
  }

  /** The absolute form of a path, without {@code ../} at its start. */
  static String absolute(String workingDirectory, String path) {
    String rest = ConfigLoader.trimmed(path);
    if (rest.startsWith("/")) {
      return rest;
    }
    String base = workingDirectory;
    while (rest.startsWith("../")) {
      rest = rest.substring(3);
      base = base.substring(0, Math.max(1, base.lastIndexOf('/')));
    }
    return Config.resolve(base, rest);
  }
}
