package io.redissim.core.introspect;

import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** {@code MONITOR}. */
public final class MonitorCommands implements CommandFamily {
  private final Monitors monitors;

  public MonitorCommands(Monitors monitors) {
    this.monitors = monitors;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("monitor").arity(1).flags(ADMIN, NOSCRIPT, LOADING, STALE).handler(this::monitor);
  }

  /**
   * {@code MONITOR}. Reply: OK, then a line for each command that anybody runs, until RESET; the
   * second time there is no reply. Errors: in a transaction or a script. Commands of administrators
   * are not shown. O(1). Source: Valkey {@code replication.c:monitorCommand}
   */
  private void monitor(CommandContext ctx, Args args, ReplySink reply) {
    if (!ctx.mayBlock()) {
      throw Errors.err("MONITOR isn't allowed for DENY BLOCKING client");
    }
    if (!ctx.client().monitors()) {
      monitors.add(ctx.client());
      reply.ok();
    }
  }
}
