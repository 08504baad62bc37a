package io.redissim.core.introspect;

import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** {@code SLOWLOG}: the commands that took long. */
public final class SlowLogCommands implements CommandFamily {
  private static final long DEFAULT_COUNT = 10;
  private static final RedisError BAD_COUNT =
      new RedisError("ERR count should be greater than or equal to -1");

  private final CommandLog log;

  public SlowLogCommands(CommandLogs logs) {
    this.log = logs.slow();
  }

  @Override
  public void declare(CommandTable.Builder table) {
    String nodes = "request_policy:all_nodes";
    table.add("slowlog").arity(-2);
    table
        .add("slowlog|get")
        .arity(-2)
        .flags(ADMIN, LOADING, STALE)
        .tips(nodes, "nondeterministic_output")
        .handler(this::get);
    table.add("slowlog|help").arity(2).flags(LOADING, STALE).handler(this::help);
    table
        .add("slowlog|len")
        .arity(2)
        .flags(ADMIN, LOADING, STALE)
        .tips(nodes, "response_policy:agg_sum", "nondeterministic_output")
        .handler(this::length);
    table
        .add("slowlog|reset")
        .arity(2)
        .flags(ADMIN, LOADING, STALE)
        .tips(nodes, "response_policy:all_succeeded")
        .handler(this::reset);
  }

  /**
   * {@code SLOWLOG GET [count]}: ten unless told, all for -1. Reply: array of entries, youngest
   * first, each an array: id, Unix seconds, microseconds, the words of the command, the client's
   * address, its name. Errors: count. O(entries). Source: Valkey {@code slowlog.c:slowlogCommand}
   */
  private void get(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 3) {
      throw Errors.err(
          "unknown subcommand or wrong number of arguments for '"
              + args.text(1)
              + "'. Try SLOWLOG HELP.");
    }
    write(log, args.count() == 3 ? count(args, 2) : DEFAULT_COUNT, reply);
  }

  /** How many entries are wanted; -1: all. */
  static long count(Args args, int i) {
    long count = args.integer(i, BAD_COUNT);
    if (count < -1) {
      throw BAD_COUNT;
    }
    return count;
  }

  /** The youngest entries, so many of them. */
  static void write(CommandLog log, long count, ReplySink reply) {
    int length = log.entries().size();
    int told = (int) (count == -1 ? length : Math.min(count, length));
    reply.array(told);
    for (CommandLog.Entry entry : log.entries()) {
      if (told-- == 0) {
        break;
      }
      write(entry, reply);
    }
  }

  private static void write(CommandLog.Entry entry, ReplySink reply) {
    reply.array(6);
    reply.integer(entry.id());
    reply.integer(entry.seconds());
    reply.integer(entry.value());
    reply.array(entry.words().size());
    entry.words().forEach(reply::bulk);
    reply.bulk(entry.address());
    reply.bulk(entry.clientName());
  }

  /** {@code SLOWLOG LEN}. Reply: integer. O(1). */
  private void length(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(log.entries().size());
  }

  /** {@code SLOWLOG RESET}. Reply: OK. O(entries). */
  private void reset(CommandContext ctx, Args args, ReplySink reply) {
    log.clear();
    reply.ok();
  }

  /** {@code SLOWLOG HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "SLOWLOG",
        "GET [<count>]",
        "    The last slow commands (default: 10, -1 for all), each with id, timestamp,",
        "    microseconds, arguments, address and name of the client.",
        "LEN",
        "    How many there are.",
        "RESET",
        "    Forget them.");
  }
}
