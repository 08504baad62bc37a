package io.redissim.core.introspect;

import io.redissim.core.client.Clients;
import io.redissim.core.command.CommandTable;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.time.Clock;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What reports look at.
 *
 * @param startedMillis when the engine began
 * @param changes changes of the data since then
 * @param hits look-ups by commands that read which found the key
 * @param misses those which did not
 * @param migrateLinks how many links MIGRATE keeps
 * @param parameters the value of a configuration parameter by its name
 */
public record ServerView(
    Clock clock,
    long startedMillis,
    Keyspace keyspace,
    Clients clients,
    Statistics statistics,
    Supplier<CommandTable> table,
    LongSupplier changes,
    LongSupplier hits,
    LongSupplier misses,
    Supplier<SubscriptionFigures> subscriptions,
    IntSupplier migrateLinks,
    UnaryOperator<String> parameters,
    Supplier<Host> host,
    Waiting waiting,
    Supplier<ReplicationFigures> replication) {

  /**
   * Clients that wait for keys, or watch them.
   *
   * @param withDeadline how many give up at some time
   * @param keys how many keys they wait for
   * @param keysWokenWhenGone of these, those whose removal would wake somebody
   * @param watchers how many clients watch keys
   * @param watchedKeys how many keys they watch
   */
  public record Waiting(
      IntSupplier withDeadline,
      IntSupplier keys,
      IntSupplier keysWokenWhenGone,
      IntSupplier watchers,
      IntSupplier watchedKeys) {}

  String parameter(String name) {
    return parameters.apply(name);
  }
}
