package io.redissim.core.introspect;

import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** {@code COMMANDLOG}: the commands that took long, or had a large request or reply. */
public final class CommandLogCommands implements CommandFamily {
  private final CommandLogs logs;

  public CommandLogCommands(CommandLogs logs) {
    this.logs = logs;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("commandlog").arity(-2);
    table.add("commandlog|get").arity(4).flags(ADMIN, LOADING, STALE).handler(this::get);
    table.add("commandlog|help").arity(2).flags(LOADING, STALE).handler(this::help);
    table.add("commandlog|len").arity(3).flags(ADMIN, LOADING, STALE).handler(this::length);
    table.add("commandlog|reset").arity(3).flags(ADMIN, LOADING, STALE).handler(this::reset);
  }

  /**
   * {@code COMMANDLOG GET count slow|large-request|large-reply}: all for -1. Reply: as SLOWLOG
   * GET's, with the bytes of the request or the reply in place of the time. Errors: count, type.
   * O(entries). Source: valkey.io/commands/commandlog-get
   */
  private void get(CommandContext ctx, Args args, ReplySink reply) {
    long count = SlowLogCommands.count(args, 2);
    SlowLogCommands.write(logs.named(args, 3), count, reply);
  }

  /** {@code COMMANDLOG LEN type}. Reply: integer. Errors: type. O(1). */
  private void length(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(logs.named(args, 2).entries().size());
  }

  /** {@code COMMANDLOG RESET type}. Reply: OK. Errors: type. O(entries). */
  private void reset(CommandContext ctx, Args args, ReplySink reply) {
    logs.named(args, 2).clear();
    reply.ok();
  }

  /** {@code COMMANDLOG HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "COMMANDLOG",
        "GET <count> <type>",
        "    The last commands of a log (-1 for all), each with id, timestamp, microseconds or",
        "    bytes, arguments, address and name of the client. Types: slow, large-request,",
        "    large-reply.",
        "LEN <type>",
        "    How many there are.",
        "RESET <type>",
        "    Forget them.");
  }
}
