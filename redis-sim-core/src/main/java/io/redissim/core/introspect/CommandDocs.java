package io.redissim.core.introspect;

import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.ReplySink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The documentation of commands for people: nothing here is acted upon. It is read from one file a
 * group ({@code docs/<group>.txt} beside this class, told with a dash for each underscore) when it
 * is first asked for.
 *
 * <p>A file is lines indented by two spaces a level:
 *
 * <pre>
 * set
 *   summary …
 *   since 1.0.0
 *   complexity O(1)
 *   history 6.0.0 …
 *   deprecated 2.6.12 what replaces it
 *   flag syscmd
 *   arg key key spec=0
 *   arg condition oneof since=2.6.12 optional
 *     arg nx pure-token token=NX
 * </pre>
 */
final class CommandDocs {
  private static final List<String> GROUPS =
      List.of(
          "bitmap",
          "connection",
          "generic",
          "geo",
          "hash",
          "hyperloglog",
          "list",
          "pubsub",
          "server",
          "set",
          "sorted_set",
          "stream",
          "string",
          "transactions");

  private @Nullable Map<String, Doc> byName;

  /** What is known of one command. */
  private static final class Doc {
    final String group;
    final List<String> flags = new ArrayList<>();
    final List<String[]> history = new ArrayList<>();
    final List<Argument> arguments = new ArrayList<>();
    @Nullable String summary;
    @Nullable String since;
    @Nullable String complexity;
    @Nullable String deprecatedSince;
    @Nullable String replacedBy;

    Doc(String group) {
      this.group = group;
    }
  }

  /** One node of the tree of arguments. */
  private static final class Argument {
    final String name;
    final String type;
    final List<String> flags = new ArrayList<>();
    final List<Argument> arguments = new ArrayList<>();
    int keySpec = -1;
    @Nullable String displayText;
    @Nullable String token;
    @Nullable String since;
    @Nullable String deprecatedSince;

    Argument(String name, String type) {
      this.name = name;
      this.type = type;
    }

    boolean hasArguments() {
      return type.equals("oneof") || type.equals("block");
    }
  }

  /** Whether this command is documented. */
  boolean contains(String name) {
    return all().containsKey(name);
  }

  /** The map of one command. Source: Valkey {@code server.c:addReplyCommandDocs}. */
  void write(CommandSpec command, ReplySink reply) {
    Doc doc = all().getOrDefault(command.name(), new Doc("generic"));
    long map = reply.deferredArray();
    int pairs = 0;
    pairs += pair("summary", doc.summary, reply);
    pairs += pair("since", doc.since, reply);
    pairs += pair("group", doc.group, reply);
    pairs += pair("complexity", doc.complexity, reply);
    if (!doc.flags.isEmpty()) {
      reply.bulk("doc_flags");
      writeFlags(doc.flags, reply);
      pairs++;
    }
    pairs += pair("deprecated_since", doc.deprecatedSince, reply);
    pairs += pair("replaced_by", doc.replacedBy, reply);
    if (!doc.history.isEmpty()) {
      reply.bulk("history");
      reply.set(doc.history.size());
      for (String[] change : doc.history) {
        reply.array(2);
        reply.bulk(change[0]);
        reply.bulk(change[1]);
      }
      pairs++;
    }
    if (!doc.arguments.isEmpty()) {
      reply.bulk("arguments");
      writeArguments(doc.arguments, reply);
      pairs++;
    }
    CommandTable subcommands = command.subcommands();
    if (subcommands != null) {
      reply.bulk("subcommands");
      reply.map(subcommands.size());
      for (CommandSpec subcommand : subcommands.all()) {
        reply.bulk(subcommand.name());
        write(subcommand, reply);
      }
      pairs++;
    }
    reply.endMap(map, pairs);
  }

  private static void writeArguments(List<Argument> arguments, ReplySink reply) {
    reply.array(arguments.size());
    for (Argument argument : arguments) {
      long map = reply.deferredArray();
      int pairs = 2;
      pair("name", argument.name, reply);
      pair("type", argument.type, reply);
      if (!argument.hasArguments()) {
        String text = argument.displayText;
        pairs += pair("display_text", text == null ? argument.name : text, reply);
      }
      if (argument.keySpec >= 0) {
        reply.bulk("key_spec_index");
        reply.integer(argument.keySpec);
        pairs++;
      }
      pairs += pair("token", argument.token, reply);
      pairs += pair("since", argument.since, reply);
      pairs += pair("deprecated_since", argument.deprecatedSince, reply);
      if (!argument.flags.isEmpty()) {
        reply.bulk("flags");
        writeFlags(argument.flags, reply);
        pairs++;
      }
      if (argument.hasArguments()) {
        reply.bulk("arguments");
        writeArguments(argument.arguments, reply);
        pairs++;
      }
      reply.endMap(map, pairs);
    }
  }

  private static void writeFlags(List<String> flags, ReplySink reply) {
    reply.set(flags.size());
    flags.forEach(reply::simple);
  }

  /** Writes a pair if there is a value; returns how many. */
  private static int pair(String name, @Nullable String value, ReplySink reply) {
    if (value == null) {
      return 0;
    }
    reply.bulk(name);
    reply.bulk(value);
    return 1;
  }

  // ---- Reading.

  private Map<String, Doc> all() {
    Map<String, Doc> all = byName;
    if (all == null) {
      all = new HashMap<>();
      for (String group : GROUPS) {
        read(group, all);
      }
      byName = all;
    }
    return all;
  }

  private static void read(String group, Map<String, Doc> to) {
    String file = "docs/" + group + ".txt";
    try (InputStream in = CommandDocs.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IOException("missing: " + file);
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      new FileReader(group.replace('_', '-'), to).read(lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads the lines of one file, holding what the next line may belong to. */
  private static final class FileReader {
    private final String group;
    private final Map<String, Doc> to;

    /** The lists of arguments that are open, outermost first. */
    private final List<List<Argument>> open = new ArrayList<>();

    private Doc doc;

    FileReader(String group, Map<String, Doc> to) {
      this.group = group;
      this.to = to;
      this.doc = new Doc(group);
    }

    void read(BufferedReader lines) throws IOException {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String text = line.strip();
        if (text.isEmpty() || text.startsWith("#")) {
          continue;
        }
        int depth = line.indexOf(text) / 2;
        if (depth == 0) {
          doc = new Doc(group);
          to.put(text, doc);
          open.clear();
          open.add(doc.arguments);
        } else {
          int space = text.indexOf(' ');
          line(depth, text.substring(0, space), text.substring(space + 1));
        }
      }
    }

    private void line(int depth, String word, String rest) throws IOException {
      switch (word) {
        case "summary" -> doc.summary = rest;
        case "since" -> doc.since = rest;
        case "complexity" -> doc.complexity = rest;
        case "flag" -> doc.flags.add(rest);
        case "history" -> doc.history.add(rest.split(" ", 2));
        case "deprecated" -> {
          String[] parts = rest.split(" ", 2);
          doc.flags.add(0, "deprecated");
          doc.deprecatedSince = parts[0];
          doc.replacedBy = parts[1];
        }
        case "arg" -> {
          while (open.size() > depth) {
            open.remove(open.size() - 1);
          }
          Argument argument = argument(rest.split(" ", -1));
          open.get(open.size() - 1).add(argument);
          open.add(argument.arguments);
        }
        default -> throw new IOException(group + ".txt: " + word);
      }
    }

    private Argument argument(String[] words) throws IOException {
      Argument argument = new Argument(words[0], words[1]);
      for (int i = 2; i < words.length; i++) {
        int equals = words[i].indexOf('=');
        if (equals < 0) {
          argument.flags.add(words[i]);
          continue;
        }
        String value = words[i].substring(equals + 1);
        switch (words[i].substring(0, equals)) {
          case "spec" -> argument.keySpec = Integer.parseInt(value);
          case "display" -> argument.displayText = value;
          case "token" -> argument.token = value;
          case "since" -> argument.since = value;
          case "deprecated" -> argument.deprecatedSince = value;
          default -> throw new IOException(group + ".txt: " + words[i]);
        }
      }
      return argument;
    }
  }
}
