package io.redissim.cli;

import io.redissim.core.bytes.SplitArgs;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * HELP, completion and argument hints, from what the server says about its commands (COMMAND DOCS).
 * Source of the layout: Valkey {@code valkey-cli.c:cliInitHelp}, cliOutputHelp, hintsCallback.
 */
final class CommandHelp {
  private static final String GENERIC =
      """
      To get help about Redis commands type:
            "help @<group>" to get a list of commands in <group>
            "help <command>" for help on <command>
            "help <tab>" to get a list of possible help topics
            "quit" to exit

      To set redis-cli preferences:
            ":set hints" enable online hints
            ":set nohints" disable online hints
      Set your preferences in ~/.redisclirc
      """;

  /**
   * @param words the command's name, upper case: one word, or two for a subcommand
   * @param parameters its syntax, for instance {@code key [key ...]}
   */
  private record Entry(
      List<String> words, String parameters, String summary, @Nullable String since, String group) {
    String name() {
      return String.join(" ", words);
    }
  }

  private final List<Entry> entries = new ArrayList<>();
  private final TreeSet<String> groups = new TreeSet<>();

  private CommandHelp() {}

  /** Asks the server. Without one, or one that does not answer, there is no help to give. */
  static CommandHelp from(@Nullable Link link) {
    CommandHelp help = new CommandHelp();
    if (link == null) {
      return help;
    }
    try {
      Reply docs = link.call("COMMAND", "DOCS");
      if (docs.isAggregate()) {
        help.addAll(docs);
      } else {
        help.addNames(link.call("COMMAND"));
      }
    } catch (LinkException e) {
      // The connection is gone; the next command will say so.
      return help;
    }
    help.entries.sort(Comparator.comparing(Entry::name));
    return help;
  }

  // --- output -----------------------------------------------------------------------------------

  void print(List<String> topic, Output out) {
    if (topic.isEmpty()) {
      out.print(Main.PROGRAM + " " + Main.version() + "\n" + GENERIC);
      return;
    }
    boolean group = topic.get(0).startsWith("@");
    for (Entry entry : entries) {
      if (group) {
        if (entry.group.equalsIgnoreCase(topic.get(0).substring(1))) {
          print(entry, false, out);
        }
      } else if (startsWith(entry.words, topic)) {
        print(entry, true, out);
      }
    }
    out.print("\r\n");
  }

  private static void print(Entry entry, boolean withGroup, Output out) {
    out.print(
        "\r\n  \033[1m" + entry.name() + "\033[0m \033[90m" + entry.parameters + "\033[0m\r\n");
    out.print("  \033[33msummary:\033[0m " + entry.summary + "\r\n");
    if (entry.since != null) {
      out.print("  \033[33msince:\033[0m " + entry.since + "\r\n");
    }
    if (withGroup) {
      out.print("  \033[33mgroup:\033[0m " + entry.group + "\r\n");
    }
  }

  /** What the line may become: the commands, after {@code help } the groups too. */
  List<String> completions(String line) {
    int start = 0;
    boolean helping = line.regionMatches(true, 0, "help ", 0, 5);
    if (helping) {
      start = 5;
      while (start < line.length() && Numbers.isSpace(line.charAt(start))) {
        start++;
      }
    }
    String kept = line.substring(0, start);
    String typed = line.substring(start);
    List<String> found = new ArrayList<>();
    if (helping) {
      for (String group : groups) {
        addIfItStarts("@" + group, kept, typed, found);
      }
    }
    for (Entry entry : entries) {
      addIfItStarts(entry.name(), kept, typed, found);
    }
    return found;
  }

  private static void addIfItStarts(String name, String kept, String typed, List<String> found) {
    if (name.regionMatches(true, 0, typed, 0, typed.length())) {
      found.add(kept + name);
    }
  }

  /** The arguments still to be typed after this line, with a leading space if it needs one. */
  String hint(String line) {
    List<String> words = SplitArgs.strings(line);
    Entry best = null;
    if (words != null) {
      for (Entry entry : entries) {
        if (startsWith(words, entry.words)
            && (best == null || entry.words.size() > best.words.size())) {
          best = entry;
        }
      }
    }
    if (words == null || best == null) {
      return "";
    }
    int typed = words.size() - best.words.size();
    String hint = best.parameters;
    while (typed > 0 && !hint.isEmpty() && hint.charAt(0) != '[') {
      int space = hint.indexOf(' ');
      hint = space < 0 ? "" : hint.substring(space + 1);
      typed--;
    }
    return Numbers.isSpace(line.charAt(line.length() - 1)) ? hint : " " + hint;
  }

  private static boolean startsWith(List<String> words, List<String> start) {
    if (words.size() < start.size()) {
      return false;
    }
    for (int i = 0; i < start.size(); i++) {
      if (!words.get(i).equalsIgnoreCase(start.get(i))) {
        return false;
      }
    }
    return true;
  }

  // --- COMMAND DOCS -----------------------------------------------------------------------------

  private void addAll(Reply docs) {
    for (int i = 0; i + 1 < docs.size(); i += 2) {
      add(List.of(upper(docs.element(i))), docs.element(i + 1));
    }
  }

  private void add(List<String> words, Reply specs) {
    StringBuilder parameters = new StringBuilder();
    String group = text(specs, "group", "");
    Reply arguments = field(specs, "arguments");
    if (arguments != null) {
      addArguments(arguments, " ", parameters);
    }
    entries.add(
        new Entry(
            words,
            parameters.toString(),
            text(specs, "summary", ""),
            text(specs, "since", null),
            group));
    groups.add(group);
    Reply subcommands = field(specs, "subcommands");
    for (int i = 0; subcommands != null && i + 1 < subcommands.size(); i += 2) {
      String name = upper(subcommands.element(i));
      add(List.of(words.get(0), name.substring(name.indexOf('|') + 1)), subcommands.element(i + 1));
    }
  }

  private static void addArguments(Reply arguments, String separator, StringBuilder out) {
    for (int i = 0; i < arguments.size(); i++) {
      out.append(i == 0 ? "" : separator);
      addArgument(arguments.element(i), out);
    }
  }

  /** {@code [TOKEN name [name ...]]} with as much of it as the argument has. */
  private static void addArgument(Reply argument, StringBuilder out) {
    String type = text(argument, "type", "");
    String name = text(argument, "display_text", text(argument, "name", ""));
    String token = text(argument, "token", "");
    boolean pureToken = type.equals("pure-token");
    if (field(argument, "token") != null) {
      token = (token.isEmpty() ? "\"\"" : token) + (pureToken ? "" : " ");
    }
    StringBuilder repeated = new StringBuilder();
    Reply parts = field(argument, "arguments");
    if (parts != null) {
      addArguments(parts, type.equals("oneof") ? "|" : " ", repeated);
    } else if (!pureToken) {
      repeated.append(name.isEmpty() ? "\"\"" : name);
    }
    boolean optional = hasFlag(argument, "optional");
    out.append(optional ? "[" : "").append(token).append(repeated);
    if (hasFlag(argument, "multiple")) {
      out.append(" [").append(hasFlag(argument, "multiple_token") ? token : "");
      out.append(repeated).append(" ...]");
    }
    out.append(optional ? "]" : "");
  }

  private static boolean hasFlag(Reply argument, String flag) {
    Reply flags = field(argument, "flags");
    for (int i = 0; flags != null && i < flags.size(); i++) {
      if (flags.element(i).text().equals(flag)) {
        return true;
      }
    }
    return false;
  }

  /** The value beside the name, in a RESP3 map or RESP2's flat array. */
  private static @Nullable Reply field(Reply pairs, String name) {
    for (int i = 0; i + 1 < pairs.size(); i += 2) {
      if (pairs.element(i).text().equals(name)) {
        return pairs.element(i + 1);
      }
    }
    return null;
  }

  @SuppressWarnings("NullAway") // null comes out only where null went in
  private static String text(Reply pairs, String name, @Nullable String otherwise) {
    Reply value = field(pairs, name);
    return value == null ? otherwise : value.text();
  }

  private static String upper(Reply name) {
    return name.text().toUpperCase(Locale.ROOT);
  }

  // --- servers without COMMAND DOCS -------------------------------------------------------------

  /** Names and arities are better than nothing. */
  private void addNames(Reply commands) {
    for (Reply command : commands.elements()) {
      if (command.size() < 4 || !command.element(1).is(Reply.Type.INTEGER)) {
        continue;
      }
      long arity = command.element(1).integer();
      StringBuilder parameters = new StringBuilder();
      boolean keyFirst = command.element(3).integer() == 1;
      for (long i = 1; i < Math.abs(arity); i++) {
        parameters.append(i == 1 && keyFirst ? "key " : "arg ");
      }
      parameters.append(arity < 0 ? "...options..." : "");
      entries.add(
          new Entry(
              List.of(upper(command.element(0))),
              parameters.toString(),
              "Help not available",
              "Not known",
              "generic"));
    }
    groups.add("generic");
  }
}
