package io.redissim.core.introspect;

import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.command.LatencyHistogram;
import io.redissim.core.introspect.LatencyMonitor.Series;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** {@code LATENCY}: what took long, and how long commands take. */
public final class LatencyCommands implements CommandFamily {
  private static final String NODES = "request_policy:all_nodes";
  private static final String[] REPORT = {
    "nondeterministic_output", NODES, "response_policy:special"
  };

  private final LatencyMonitor monitor;
  private final ServerView server;

  public LatencyCommands(LatencyMonitor monitor, ServerView server) {
    this.monitor = monitor;
    this.server = server;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("latency").arity(-2);
    declare(table, "doctor", 2).tips(REPORT).handler(this::doctor);
    declare(table, "graph", 3).tips(REPORT).handler(this::graph);
    table.add("latency|help").arity(2).flags(LOADING, STALE).handler(this::help);
    declare(table, "histogram", -2).tips(REPORT).handler(this::histogram);
    declare(table, "history", 3).tips(REPORT).handler(this::history);
    declare(table, "latest", 2).tips(REPORT).handler(this::latest);
    declare(table, "reset", -2).tips(NODES, "response_policy:agg_sum").handler(this::reset);
  }

  private static CommandDeclaration declare(CommandTable.Builder table, String name, int arity) {
    return table.add("latency|" + name).arity(arity).flags(ADMIN, NOSCRIPT, LOADING, STALE);
  }

  /**
   * {@code LATENCY LATEST}. Reply: array of arrays: event, Unix seconds and milliseconds of its
   * last sample, milliseconds of the worst. O(events).
   */
  private void latest(CommandContext ctx, Args args, ReplySink reply) {
    reply.array(monitor.events().size());
    monitor
        .events()
        .forEach(
            (event, series) -> {
              reply.array(4);
              reply.bulk(event);
              reply.integer(series.seconds(series.size() - 1));
              reply.integer(series.millis(series.size() - 1));
              reply.integer(series.worst());
            });
  }

  /**
   * {@code LATENCY HISTORY event}. Reply: array of pairs, Unix seconds and milliseconds, oldest
   * first; empty for an event that never was. O(samples).
   */
  private void history(CommandContext ctx, Args args, ReplySink reply) {
    Series series = monitor.series(args.text(2));
    int size = series == null ? 0 : series.size();
    reply.array(size);
    for (int i = 0; series != null && i < size; i++) {
      reply.array(2);
      reply.integer(series.seconds(i));
      reply.integer(series.millis(i));
    }
  }

  /** {@code LATENCY RESET [event ...]}. Reply: integer, events forgotten. O(events). */
  private void reset(CommandContext ctx, Args args, ReplySink reply) {
    int forgotten = args.count() == 2 ? monitor.reset(null) : 0;
    for (int i = 2; i < args.count(); i++) {
      forgotten += monitor.reset(args.text(i));
    }
    reply.integer(forgotten);
  }

  /**
   * {@code LATENCY GRAPH event}. Reply: text, verbatim in RESP3. Errors: no samples. O(samples).
   */
  private void graph(CommandContext ctx, Args args, ReplySink reply) {
    String event = args.text(2);
    Series series = monitor.series(event);
    if (series == null) {
      throw Errors.err("No samples available for event '" + event + "'");
    }
    long nowSeconds = Math.floorDiv(ctx.now(), 1000L);
    reply.verbatim("txt", Ascii.bytes(LatencyGraph.draw(event, series, nowSeconds)));
  }

  /** {@code LATENCY DOCTOR}. Reply: text, verbatim in RESP3. O(samples). */
  private void doctor(CommandContext ctx, Args args, ReplySink reply) {
    long nowSeconds = Math.floorDiv(ctx.now(), 1000L);
    reply.verbatim("txt", Ascii.bytes(LatencyDoctor.report(monitor, nowSeconds)));
  }

  /**
   * {@code LATENCY HISTOGRAM [command ...]}. Reply: map of command names to maps of {@code calls}
   * and {@code histogram_usec}: a map of microseconds to calls that took at most so long. Of a
   * container also its subcommands; what does not exist or never ran is left out. O(commands).
   * Source: Valkey {@code latency.c:latencyCommand}
   */
  private void histogram(CommandContext ctx, Args args, ReplySink reply) {
    CommandTable table = server.table().get();
    long map = reply.deferredArray();
    int commands = 0;
    if (args.count() == 2) {
      for (CommandSpec command : table.all()) {
        commands += distributions(command, reply);
      }
    }
    for (int i = 2; i < args.count(); i++) {
      CommandSpec command = table.find(args.text(i));
      commands += command == null ? 0 : distributions(command, reply);
    }
    reply.endMap(map, commands);
  }

  private static int distributions(CommandSpec command, ReplySink reply) {
    int told = 0;
    LatencyHistogram histogram = command.statistics().latency();
    if (histogram != null) {
      reply.bulk(command.name());
      distribution(histogram, reply);
      told++;
    }
    CommandTable subcommands = command.subcommands();
    if (subcommands != null) {
      for (CommandSpec subcommand : subcommands.all()) {
        told += distributions(subcommand, reply);
      }
    }
    return told;
  }

  private static void distribution(LatencyHistogram histogram, ReplySink reply) {
    reply.map(2);
    reply.bulk("calls");
    reply.integer(histogram.total());
    reply.bulk("histogram_usec");
    long map = reply.deferredArray();
    int[] steps = new int[1];
    histogram.forEachStep(
        (micros, calls) -> {
          reply.integer(micros);
          reply.integer(calls);
          steps[0]++;
        });
    reply.endMap(map, steps[0]);
  }

  /** {@code LATENCY HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "LATENCY",
        "DOCTOR",
        "    What took long, and what can be done about it.",
        "GRAPH <event>",
        "    The samples of an event as a drawing.",
        "HISTORY <event>",
        "    The samples of an event.",
        "LATEST",
        "    The last sample of each event.",
        "RESET [<event> ...]",
        "    Forget the samples of these events, or of all.",
        "HISTOGRAM [COMMAND ...]",
        "    How long the calls of these commands took, or of all.");
  }
}
