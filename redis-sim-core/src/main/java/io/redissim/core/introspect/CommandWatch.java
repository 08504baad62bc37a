package io.redissim.core.introspect;

import io.redissim.core.client.Client;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandObserver;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.resp.Args;

/** Hands the commands that run to those who look at how long they take and what they are. */
public final class CommandWatch implements CommandObserver {
  private final CommandContext context;
  private final CommandLogs logs;
  private final LatencyMonitor latencyMonitor;
  private final Monitors monitors;
  private boolean tracksLatency = true;

  /**
   * @param context tells which words of a command nobody must read
   */
  public CommandWatch(
      CommandContext context, CommandLogs logs, LatencyMonitor latencyMonitor, Monitors monitors) {
    this.context = context;
    this.logs = logs;
    this.latencyMonitor = latencyMonitor;
    this.monitors = monitors;
  }

  /** {@code latency-tracking}: whether each command's distribution is kept. */
  public void tracksLatency(boolean on) {
    tracksLatency = on;
  }

  @Override
  public void called(Client client, CommandSpec command, Args args, long nowMicros) {
    if (!monitors.isEmpty()
        && !command.is(CommandFlag.ADMIN)
        && !command.is(CommandFlag.SKIP_MONITOR)) {
      monitors.show(client, args, context.redacted(client, command), nowMicros);
    }
  }

  @Override
  public void ended(
      Client client,
      CommandSpec command,
      Args args,
      long nowMicros,
      long durationMicros,
      long replyBytes) {
    if (tracksLatency) {
      command.statistics().took(durationMicros);
    }
    if (latencyMonitor.enabled()) {
      boolean fast = command.is(CommandFlag.FAST);
      String event = fast ? LatencyMonitor.FAST_COMMAND : LatencyMonitor.COMMAND;
      latencyMonitor.took(event, durationMicros, nowMicros);
    }
    log(logs.slow(), client, command, args, nowMicros, durationMicros);
    if (logs.mayLogRequest(args)) {
      log(logs.largeRequests(), client, command, args, nowMicros, CommandLogs.wireBytes(args));
    }
    log(logs.largeReplies(), client, command, args, nowMicros, replyBytes);
  }

  private void log(
      CommandLog log, Client client, CommandSpec command, Args args, long nowMicros, long value) {
    if (log.logs(value) && !command.is(CommandFlag.SKIP_SLOWLOG)) {
      log.add(client, args, context.redacted(client, command), value, nowMicros);
    }
  }
}
