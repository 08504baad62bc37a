package io.redissim.core.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One command as the server acts on it. Built by {@link CommandTable.Builder}. */
public final class CommandSpec {
  private static final Set<String> NEVER_QUEUED =
      Set.of("exec", "discard", "multi", "watch", "quit", "reset");

  private final String name;
  private final int arity;
  private final int flags;
  private final int aclCategories;
  private final List<KeySpec> keySpecs;
  private final List<String> tips;
  private final @Nullable CommandHandler handler;
  private final @Nullable CommandTable subcommands;
  private final int firstKey;
  private final int lastKey;
  private final int keyStep;
  private final boolean queues;
  private final CommandStatistics statistics = new CommandStatistics();

  CommandSpec(
      String name,
      int arity,
      int flags,
      int aclCategories,
      List<KeySpec> keySpecs,
      List<String> tips,
      @Nullable CommandHandler handler,
      @Nullable CommandTable subcommands) {
    this.name = name;
    this.arity = arity;
    this.aclCategories = aclCategories;
    this.keySpecs = List.copyOf(keySpecs);
    this.tips = List.copyOf(tips);
    this.handler = handler;
    this.subcommands = subcommands;
    KeyTriple triple = KeyTriple.of(this.keySpecs);
    this.firstKey = triple.first();
    this.lastKey = triple.last();
    this.keyStep = triple.step();
    this.queues = !NEVER_QUEUED.contains(name);
    this.flags = triple.movable() ? flags | CommandFlag.MOVABLEKEYS.bit() : flags;
  }

  /**
   * Lower case, with its container: {@code config|get}. One that was renamed keeps it, as in Redis.
   */
  public String name() {
    return name;
  }

  /** Arguments including the name; negative: at least that many. */
  public int arity() {
    return arity;
  }

  public boolean acceptsCount(int count) {
    return arity >= 0 ? count == arity : count >= -arity;
  }

  public boolean is(CommandFlag flag) {
    return (flags & flag.bit()) != 0;
  }

  public boolean in(AclCategory category) {
    return (aclCategories & category.bit()) != 0;
  }

  /** The flags that COMMAND INFO prints. */
  public List<CommandFlag> printedFlags() {
    List<CommandFlag> printed = new ArrayList<>();
    for (CommandFlag flag : CommandFlag.values()) {
      if (is(flag) && flag.printed()) {
        printed.add(flag);
      }
    }
    return printed;
  }

  public List<AclCategory> aclCategories() {
    List<AclCategory> all = new ArrayList<>();
    for (AclCategory category : AclCategory.values()) {
      if (in(category)) {
        all.add(category);
      }
    }
    return all;
  }

  public List<KeySpec> keySpecs() {
    return keySpecs;
  }

  public List<String> tips() {
    return tips;
  }

  /** Null: a container that is nothing without a subcommand. */
  public @Nullable CommandHandler handler() {
    return handler;
  }

  /** Null: not a container. */
  public @Nullable CommandTable subcommands() {
    return subcommands;
  }

  /** The first key by the legacy triple; 0: none. */
  public int firstKey() {
    return firstKey;
  }

  /** The last key by the legacy triple; negative: counted from the end, -1 is the last argument. */
  public int lastKey() {
    return lastKey;
  }

  public int keyStep() {
    return keyStep;
  }

  /** Whether MULTI queues it; else it runs at once, also in a transaction. */
  public boolean isQueued() {
    return queues;
  }

  public CommandStatistics statistics() {
    return statistics;
  }

  @Override
  public String toString() {
    return name;
  }
}
