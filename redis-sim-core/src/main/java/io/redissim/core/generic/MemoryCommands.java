package io.redissim.core.generic;

import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.STALE;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** {@code MEMORY}: what keys and the server take. */
public final class MemoryCommands implements CommandFamily {

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("memory").arity(-2);
    table.add("memory|usage").arity(-3).flags(READONLY).key(2, RO).handler(this::usage);
    table.add("memory|help").arity(2).flags(LOADING, STALE).handler(this::help);
  }

  /**
   * {@code MEMORY USAGE key [SAMPLES count]}. Reply: integer, the bytes of the key, its value and
   * what is kept beside them, exact, so the samples change nothing; nil if there is no such key.
   * Errors: syntax. Not an access. O(1). Source: redis.io/docs/latest/commands/memory-usage
   */
  private void usage(CommandContext ctx, Args args, ReplySink reply) {
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (!opt.takeWithValue("SAMPLES") || opt.nextInteger() < 0) {
        throw Errors.SYNTAX;
      }
    }
    Entry entry = ctx.db().peek(args.key(2));
    if (entry == null) {
      reply.nil();
    } else {
      reply.integer(entry.memoryUsage());
    }
  }

  /** {@code MEMORY HELP}. Reply: array of simple strings. */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "MEMORY",
        "DOCTOR",
        "    What is wrong with the memory of this server, if anything is.",
        "MALLOC-STATS",
        "    What the allocator tells.",
        "PURGE",
        "    Give unused memory back.",
        "STATS",
        "    What the server uses its memory for.",
        "DOCTOR",
        "    Advice on the use of memory.",
        "MALLOC-STATS",
        "    How the store has divided its memory.",
        "PURGE",
        "    Give unused memory back.",
        "STATS",
        "    What memory is used for.",
        "USAGE <key> [SAMPLES <count>]",
        "    Bytes that a key and its value take.");
  }
}
