package io.redissim.core.config;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.SplitArgs;
import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads redis.conf, standard input and command line options into a {@link Config}, once, before the
 * server starts. The three are glued into one text, so a later line wins and an error in an option
 * names a line after the file's last. Source: {@code config.c:loadServerConfig}.
 */
public final class ConfigLoader {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigLoader.class);

  /** Directives that Redis forgot and skips, with the number of words on their line. */
  private static final Map<String, Integer> FORGOTTEN =
      Map.of(
          "list-max-ziplist-entries", 2, "list-max-ziplist-value", 2, "lua-replicate-commands", 2);

  /** Directives that hold no value, with the smallest and largest number of words on their line. */
  private static final Map<String, List<Integer>> NOT_YET =
      Map.of(
          "user", List.of(2, Integer.MAX_VALUE),
          "loadmodule", List.of(2, Integer.MAX_VALUE),
          "sentinel", List.of(1, 1));

  /** Redis would go on until its stack ends. */
  private static final int DEEPEST_INCLUDE = 64;

  private final Config config;
  private final ConfigFiles files;
  private final BitSet seen = new BitSet();
  private int depth;

  public ConfigLoader(Config config) {
    this.config = config;
    this.files = config.files();
  }

  /** Reads what the command line names. */
  public void load(LaunchArguments arguments) throws FatalConfigException {
    String file = arguments.configFile();
    String path = file == null ? null : LaunchArguments.absolute(files.workingDirectory(), file);
    config.file(path);
    load(path, arguments.readsStandardInput(), arguments.options());
  }

  /** Reads lines of redis.conf from a text. */
  public void loadText(String options) throws FatalConfigException {
    load(null, false, options);
  }

  private void load(@Nullable String file, boolean standardInput, String options)
      throws FatalConfigException {
    StringBuilder text = new StringBuilder();
    if (file != null) {
      appendFile(file, text);
    }
    if (standardInput) {
      LOG.info("Reading config from stdin");
      try {
        append(files.standardInput(), text);
      } catch (IOException e) {
        throw FatalConfigException.cannotOpen("-", String.valueOf(e.getMessage()));
      }
    }
    text.append('\n').append(options);
    readLines(text.toString());
  }

  /** A file that is missing is an error; a pattern that matches none is not. */
  private void appendFile(String name, StringBuilder text) throws FatalConfigException {
    boolean isPattern = name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
    String path = Config.resolve(config.directory(), name);
    String current = name;
    try {
      for (String match : isPattern ? files.matching(path) : List.of(path)) {
        current = isPattern ? match : name;
        append(files.read(match), text);
      }
    } catch (IOException e) {
      throw FatalConfigException.cannotOpen(current, String.valueOf(e.getMessage()));
    }
  }

  /** Starts on a line of its own, which Redis forgets after a file without a last line end. */
  private static void append(byte[] part, StringBuilder text) {
    if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
      text.append('\n');
    }
    text.append(Ascii.string(part));
  }

  private void readLines(String text) throws FatalConfigException {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = trimmed(lines[i]);
      if (line.isEmpty() || line.charAt(0) == '#') {
        continue;
      }
      try {
        readLine(line);
      } catch (ConfigRefusal e) {
        throw FatalConfigException.atLine(i + 1, line, e.text());
      }
    }
    checkLogFile();
  }

  private void readLine(String line) throws ConfigRefusal, FatalConfigException {
    List<String> words = SplitArgs.strings(line);
    if (words == null) {
      throw new ConfigRefusal("Unbalanced quotes in configuration line");
    }
    if (words.isEmpty()) {
      return;
    }
    String name = words.get(0).toLowerCase(Locale.ROOT);
    Config.Entry entry = config.find(name);
    if (entry != null) {
      int index = entry.directive().index();
      config.load(entry, values(entry, words), seen.get(index));
      seen.set(index);
    } else if (Integer.valueOf(words.size()).equals(FORGOTTEN.get(name))) {
      LOG.debug("Skipped {}", name);
    } else if (name.equals("include") && words.size() == 2) {
      include(words.get(1));
    } else if (name.equals("rename-command") && words.size() == 3) {
      config.rename(words.get(1), words.get(2));
    } else {
      refuse(name, words.size(), line);
    }
  }

  private static List<String> values(Config.Entry entry, List<String> words) throws ConfigRefusal {
    boolean several = entry.directive().is(Flag.MULTI_ARG);
    if (!several && words.size() != 2) {
      throw new ConfigRefusal("wrong number of arguments");
    }
    if (several && words.size() == 2 && !words.get(1).isEmpty()) {
      // One quoted argument may hold several: --save "900 1".
      List<String> split = SplitArgs.strings(words.get(1));
      return split == null ? List.of() : split;
    }
    return words.subList(1, words.size());
  }

  private void include(String path) throws ConfigRefusal, FatalConfigException {
    if (depth == DEEPEST_INCLUDE) {
      throw new ConfigRefusal("Files are included more than " + DEEPEST_INCLUDE + " levels deep");
    }
    depth++;
    load(path, false, "");
    depth--;
  }

  /** The words are quoted as they stand, except a user's, which may hold a password. */
  private static void refuse(String name, int words, String line) throws ConfigRefusal {
    List<Integer> range = NOT_YET.get(name);
    if (range != null && words >= range.get(0) && words <= range.get(1)) {
      throw Config.unsupported(name.equals("user") ? name : line);
    }
    if (name.equals("sentinel") && words > 1) {
      throw new ConfigRefusal("sentinel directive while not in sentinel mode");
    }
    if (name.indexOf('.') >= 0) {
      // A module's parameter.
      throw words < 2
          ? new ConfigRefusal("Module config specified without value")
          : Config.unsupported(line);
    }
    throw new ConfigRefusal("Bad directive or wrong number of arguments");
  }

  private void checkLogFile() throws FatalConfigException {
    String name = config.peek("logfile");
    if (name.isEmpty()) {
      return;
    }
    try {
      files.checkAppendable(Config.resolve(config.directory(), name));
    } catch (IOException e) {
      throw FatalConfigException.afterReading("Can't open the log file: " + e.getMessage());
    }
  }

  static String trimmed(String line) {
    int from = 0;
    int to = line.length();
    while (from < to && " \t\r\n".indexOf(line.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && " \t\r\n".indexOf(line.charAt(to - 1)) >= 0) {
      to--;
    }
    return line.substring(from, to);
  }
}
