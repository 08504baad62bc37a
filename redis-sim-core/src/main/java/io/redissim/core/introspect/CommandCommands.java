package io.redissim.core.introspect;

import static io.redissim.core.command.AclCategory.CONNECTION;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Glob;
import io.redissim.core.command.AclCategory;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.command.KeyFinder;
import io.redissim.core.command.KeyFinder.FoundKey;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** {@code COMMAND}: what the command table says of the commands. */
public final class CommandCommands implements CommandFamily {
  private static final RedisError INVALID_COMMAND = new RedisError("ERR Invalid command specified");
  private static final RedisError NO_KEYS = new RedisError("ERR The command has no key arguments");
  private static final RedisError BAD_COUNT =
      new RedisError("ERR Invalid number of arguments specified for command");
  private static final RedisError BAD_ARGUMENTS =
      new RedisError("ERR Invalid arguments specified for command");

  private final Supplier<CommandTable> table;
  private final CommandDocs docs = new CommandDocs();

  /**
   * @param table built from this family among others, so there only when a command runs
   */
  public CommandCommands(Supplier<CommandTable> table) {
    this.table = table;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    declare(table, "command", -1).tips("nondeterministic_output_order").handler(this::all);
    declare(table, "command|count", 2).handler(this::count);
    declare(table, "command|docs", -2).tips("nondeterministic_output_order").handler(this::docs);
    declare(table, "command|getkeys", -3).handler((c, args, reply) -> keys(args, reply, false));
    declare(table, "command|getkeysandflags", -3)
        .handler((c, args, reply) -> keys(args, reply, true));
    declare(table, "command|help", 2).handler(this::help);
    declare(table, "command|info", -2).tips("nondeterministic_output_order").handler(this::info);
    declare(table, "command|list", -2).tips("nondeterministic_output_order").handler(this::list);
  }

  private static CommandDeclaration declare(CommandTable.Builder table, String name, int arity) {
    return table.add(name).arity(arity).flags(LOADING, STALE).acl(CONNECTION);
  }

  /** {@code COMMAND}. Reply: an array of what COMMAND INFO tells of each command. O(commands). */
  private void all(CommandContext ctx, Args args, ReplySink reply) {
    Collection<CommandSpec> all = table.get().all();
    reply.array(all.size());
    all.forEach(command -> CommandInfo.write(command, reply));
  }

  /** {@code COMMAND COUNT}. Reply: integer, subcommands not counted. O(1). */
  private void count(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(table.get().size());
  }

  /**
   * {@code COMMAND INFO [name ...]}. Reply: an array with an array for each name, nil for one that
   * does not exist; a subcommand is named {@code config|get}. O(names).
   */
  private void info(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() == 2) {
      all(ctx, args, reply);
      return;
    }
    reply.array(args.count() - 2);
    for (int i = 2; i < args.count(); i++) {
      CommandSpec command = table.get().find(args.text(i));
      if (command == null) {
        reply.nil();
      } else {
        CommandInfo.write(command, reply);
      }
    }
  }

  /**
   * {@code COMMAND LIST [FILTERBY (MODULE name | ACLCAT category | PATTERN pattern)]}. Reply: an
   * array of names, subcommands among them. Errors: syntax. O(commands). Source: Valkey {@code
   * server.c:commandListCommand}
   */
  private void list(CommandContext ctx, Args args, ReplySink reply) {
    Predicate<CommandSpec> filter = filter(args);
    List<CommandSpec> chosen = new ArrayList<>();
    for (CommandSpec command : table.get().all()) {
      if (filter.test(command)) {
        chosen.add(command);
      }
      CommandTable subcommands = command.subcommands();
      if (subcommands != null) {
        subcommands.all().stream().filter(filter).forEach(chosen::add);
      }
    }
    reply.array(chosen.size());
    chosen.forEach(command -> reply.bulk(command.name()));
  }

  private static Predicate<CommandSpec> filter(Args args) {
    if (args.count() == 2) {
      return command -> true;
    }
    if (args.count() != 5 || !args.is(2, "FILTERBY")) {
      throw Errors.SYNTAX;
    }
    if (args.is(3, "MODULE")) {
      return command -> false; // no command is from a module
    }
    if (args.is(3, "ACLCAT")) {
      AclCategory category = category(args.text(4));
      return command -> category != null && command.in(category);
    }
    if (args.is(3, "PATTERN")) {
      byte[] pattern = args.copy(4);
      return command -> Glob.matches(pattern, Ascii.bytes(command.name()), true);
    }
    throw Errors.SYNTAX;
  }

  private static @Nullable AclCategory category(String name) {
    for (AclCategory category : AclCategory.values()) {
      if (category.text().substring(1).equals(name.toLowerCase(Locale.ROOT))) {
        return category;
      }
    }
    return null;
  }

  /**
   * {@code COMMAND DOCS [name ...]}. Reply: a map from names to maps; names that do not exist are
   * left out. O(names), the first time also the reading of the documentation.
   */
  private void docs(CommandContext ctx, Args args, ReplySink reply) {
    List<CommandSpec> commands = new ArrayList<>();
    if (args.count() == 2) {
      commands.addAll(table.get().all());
    }
    for (int i = 2; i < args.count(); i++) {
      CommandSpec command = table.get().find(args.text(i));
      if (command != null) {
        commands.add(command);
      }
    }
    reply.map(commands.size());
    for (CommandSpec command : commands) {
      reply.bulk(command.name());
      docs.write(command, reply);
    }
  }

  /**
   * {@code COMMAND GETKEYS command [arg ...]} and {@code GETKEYSANDFLAGS}. Reply: an array of the
   * keys, or of pairs of key and set of flags. Errors: no such command, no keys, arity, arguments.
   * O(arguments). Source: Valkey {@code server.c:getKeysSubcommandImpl}
   */
  private void keys(Args args, ReplySink reply, boolean withFlags) {
    CommandSpec command = asked(args);
    if (command == null) {
      throw INVALID_COMMAND;
    }
    if (!KeyFinder.hasKeys(command)) {
      throw NO_KEYS;
    }
    if (!command.acceptsCount(args.count() - 2)) {
      throw BAD_COUNT;
    }
    List<FoundKey> keys = KeyFinder.find(command, args, 2);
    if (keys == null || keys.isEmpty()) {
      if (!command.is(CommandFlag.NO_MANDATORY_KEYS)) {
        throw BAD_ARGUMENTS;
      }
      keys = List.of();
    }
    reply.array(keys.size());
    for (FoundKey key : keys) {
      int i = key.argument() + 2;
      if (withFlags) {
        reply.array(2);
      }
      reply.bulk(args.array(i), args.offset(i), args.length(i));
      if (withFlags) {
        CommandInfo.writeFlags(key.flags(), reply);
      }
    }
  }

  /** The command, or of a container the subcommand, that the arguments from 2 on ask for. */
  private @Nullable CommandSpec asked(Args args) {
    CommandSpec command = table.get().find(args.array(2), args.offset(2), args.length(2));
    if (command == null || command.subcommands() == null || args.count() < 4) {
      return command;
    }
    return command.subcommands().find(args.array(3), args.offset(3), args.length(3));
  }

  /** {@code COMMAND HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "COMMAND",
        "(no subcommand)",
        "    What the server knows of all commands.",
        "COUNT",
        "    How many commands there are.",
        "LIST [FILTERBY (MODULE <module-name>|ACLCAT <category>|PATTERN <pattern>)]",
        "    The names of the commands.",
        "INFO [<command-name> ...]",
        "    What the server knows of these commands, or of all.",
        "DOCS [<command-name> ...]",
        "    The documentation of these commands, or of all.",
        "GETKEYS <full-command>",
        "    Which arguments of this command are keys.",
        "GETKEYSANDFLAGS <full-command>",
        "    The same, and what the command does with each key.");
  }
}
