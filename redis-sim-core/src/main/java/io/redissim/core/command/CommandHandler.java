package io.redissim.core.command;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** Runs one command: parse, check, touch the keyspace, reply. Arity was checked. */
@FunctionalInterface
public interface CommandHandler {
  void handle(CommandContext ctx, Args args, ReplySink reply);
}
