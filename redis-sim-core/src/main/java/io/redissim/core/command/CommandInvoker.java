package io.redissim.core.command;

import io.redissim.core.client.Client;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** Runs commands from within a command: EXEC, scripts. */
@FunctionalInterface
public interface CommandInvoker {
  /**
   * Runs one command of the unit that runs, at the unit's time: with its effects, events,
   * statistics and observers. Its reply, or its error, goes to {@code reply}. Whether the client
   * may run it was asked before.
   */
  void invoke(Client client, CommandSpec command, Args args, ReplySink reply);
}
