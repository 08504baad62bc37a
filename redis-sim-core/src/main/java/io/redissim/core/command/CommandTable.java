package io.redissim.core.command;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Args;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The commands by name, in any case. One look-up is one hash of the name's bytes and one compare:
 * open addressing, filled once, never full.
 */
public final class CommandTable {
  private final Map<String, CommandSpec> byName;
  private final @Nullable CommandSpec[] slots;

  /** The lower-case name under which the command of a slot is looked up. */
  private final byte[][] names;

  private final int mask;

  private CommandTable(Map<String, CommandSpec> byName) {
    this.byName = Collections.unmodifiableMap(byName);
    int capacity = Integer.highestOneBit(Math.max(4, byName.size())) * 4;
    slots = new CommandSpec[capacity];
    names = new byte[capacity][];
    mask = capacity - 1;
    for (Map.Entry<String, CommandSpec> entry : byName.entrySet()) {
      byte[] name = Ascii.bytes(entry.getKey());
      int at = hash(name, 0, name.length) & mask;
      while (slots[at] != null) {
        at = (at + 1) & mask;
      }
      slots[at] = entry.getValue();
      names[at] = name;
    }
  }

  /** The command of this name; null: none. */
  public @Nullable CommandSpec find(byte[] array, int offset, int length) {
    int at = hash(array, offset, length) & mask;
    CommandSpec spec;
    while ((spec = slots[at]) != null) {
      if (matches(names[at], array, offset, length)) {
        return spec;
      }
      at = (at + 1) & mask;
    }
    return null;
  }

  /** The command or, of a container, the subcommand that a request asks for; null: none. */
  public @Nullable CommandSpec find(Args args) {
    CommandSpec spec = find(args.array(0), args.offset(0), args.length(0));
    if (spec == null || spec.subcommands() == null || args.count() < 2) {
      return spec;
    }
    return spec.subcommands().find(args.array(1), args.offset(1), args.length(1));
  }

  /**
   * By name, {@code config|get} for a subcommand, in any case; null: none. Not for the hot path.
   */
  public @Nullable CommandSpec find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int bar = lower.indexOf('|');
    if (bar < 0) {
      return byName.get(lower);
    }
    CommandSpec container = byName.get(lower.substring(0, bar));
    return container == null || container.subcommands() == null
        ? null
        : container.subcommands().byName.get(lower.substring(bar + 1));
  }

  /** {@code CONFIG RESETSTAT}: forgets how often commands ran, subcommands too. */
  public void resetStatistics() {
    for (CommandSpec spec : byName.values()) {
      spec.statistics().reset();
      CommandTable subcommands = spec.subcommands();
      if (subcommands != null) {
        subcommands.resetStatistics();
      }
    }
  }

  /** Without subcommands, in alphabetical order. */
  public Collection<CommandSpec> all() {
    return byName.values();
  }

  public int size() {
    return byName.size();
  }

  private static int hash(byte[] a, int offset, int length) {
    int h = length;
    for (int i = offset; i < offset + length; i++) {
      h = 31 * h + (a[i] | 0x20);
    }
    return h ^ h >>> 15;
  }

  private static boolean matches(byte[] name, byte[] a, int offset, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != Ascii.lower(a[offset + i])) {
        return false;
      }
    }
    return true;
  }

  /** Collects what the families declare and refuses what does not fit together. */
  public static final class Builder {
    private final Map<String, CommandDeclaration> declarations = new LinkedHashMap<>();

    /** Old and new name in turn. */
    private final List<String> renames = new ArrayList<>();

    private final List<String> unknown = new ArrayList<>();

    /** {@code name}: lower case; {@code config|get} belongs to the container {@code config}. */
    public CommandDeclaration add(String name) {
      CommandDeclaration declaration = new CommandDeclaration(name);
      if (declarations.put(name, declaration) != null) {
        throw new IllegalStateException("command declared twice: " + name);
      }
      return declaration;
    }

    /**
     * What is called {@code from} by now is going to be called {@code to}, in any case; an empty
     * name: not at all. Its specification keeps the old name.
     */
    public void rename(String from, String to) {
      renames.add(from.toLowerCase(Locale.ROOT));
      renames.add(to.toLowerCase(Locale.ROOT));
    }

    /** After {@link #build}: what was to be renamed and is not there. */
    public List<String> unknownRenames() {
      return unknown;
    }

    private void applyRenames(Map<String, CommandSpec> top) {
      for (int i = 0; i < renames.size(); i += 2) {
        String to = renames.get(i + 1);
        CommandSpec spec = top.remove(renames.get(i));
        if (spec == null) {
          unknown.add(renames.get(i));
        } else if (!to.isEmpty() && top.putIfAbsent(to, spec) != null) {
          throw new IllegalArgumentException("Target command name already exists");
        }
      }
    }

    /**
     * The table.
     *
     * @throws IllegalArgumentException if a command was to get the name of another
     */
    public CommandTable build() {
      Map<String, List<CommandDeclaration>> members = new HashMap<>();
      for (CommandDeclaration declaration : declarations.values()) {
        int bar = declaration.name().indexOf('|');
        if (bar >= 0) {
          String container = declaration.name().substring(0, bar);
          if (!declarations.containsKey(container)) {
            throw new IllegalStateException("no container for " + declaration.name());
          }
          members.computeIfAbsent(container, c -> new ArrayList<>()).add(declaration);
        }
      }
      Map<String, CommandSpec> top = new TreeMap<>();
      for (CommandDeclaration declaration : declarations.values()) {
        if (declaration.name().indexOf('|') < 0) {
          List<CommandDeclaration> own = members.getOrDefault(declaration.name(), List.of());
          top.put(declaration.name(), declaration.build(subtable(own)));
        }
      }
      applyRenames(top);
      return new CommandTable(top);
    }

    private static @Nullable CommandTable subtable(List<CommandDeclaration> members) {
      if (members.isEmpty()) {
        return null;
      }
      Map<String, CommandSpec> specs = new TreeMap<>();
      for (CommandDeclaration member : members) {
        String name = member.name().substring(member.name().indexOf('|') + 1);
        specs.put(name, member.build(null));
      }
      return new CommandTable(specs);
    }
  }
}
