package io.redissim.core.pubsub;

import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.MAY_REPLICATE;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.PUBSUB;
import static io.redissim.core.command.CommandFlag.STALE;
import static io.redissim.core.command.KeyFlag.NOT_KEY;

import io.redissim.core.bytes.Key;
import io.redissim.core.client.Client;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.List;

/**
 * Subscribing and publishing. A confirmation is {@code [kind, name, count]}, one for each name, a
 * push in RESP3; the count is what the client is subscribed to now: channels and patterns together,
 * shard channels for themselves.
 */
public final class SubscriptionCommands implements CommandFamily {
  private final PubSub pubSub;

  public SubscriptionCommands(PubSub pubSub) {
    this.pubSub = pubSub;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    declare(table, "subscribe", -2).handler((c, a, r) -> subscribe(c, a, r, Topic.CHANNEL));
    declare(table, "unsubscribe", -1).handler((c, a, r) -> unsubscribe(c, a, r, Topic.CHANNEL));
    declare(table, "psubscribe", -2).handler((c, a, r) -> subscribe(c, a, r, Topic.PATTERN));
    declare(table, "punsubscribe", -1).handler((c, a, r) -> unsubscribe(c, a, r, Topic.PATTERN));
    declare(table, "ssubscribe", -2)
        .keysToEnd(1, 1, NOT_KEY)
        .handler((c, a, r) -> subscribe(c, a, r, Topic.SHARD_CHANNEL));
    declare(table, "sunsubscribe", -1)
        .keysToEnd(1, 1, NOT_KEY)
        .handler((c, a, r) -> unsubscribe(c, a, r, Topic.SHARD_CHANNEL));
    table
        .add("publish")
        .arity(3)
        .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .handler(this::publish);
    table
        .add("spublish")
        .arity(3)
        .flags(PUBSUB, LOADING, STALE, FAST, MAY_REPLICATE)
        .key(1, NOT_KEY)
        .handler(this::publishToShard);
  }

  private static CommandDeclaration declare(CommandTable.Builder table, String name, int arity) {
    return table.add(name).arity(arity).flags(PUBSUB, NOSCRIPT, LOADING, STALE);
  }

  /**
   * {@code SUBSCRIBE channel [channel ...]}, {@code PSUBSCRIBE pattern [pattern ...]}, {@code
   * SSUBSCRIBE shardchannel [shardchannel ...]}. Reply: a confirmation for each, also of one that
   * was subscribed to before. O(names). Source: Valkey {@code pubsub.c:subscribeCommand}
   */
  private void subscribe(CommandContext ctx, Args args, ReplySink reply, Topic topic) {
    Client client = ctx.client();
    for (int i = 1; i < args.count(); i++) {
      pubSub.subscribe(client, topic, args.key(i));
      reply.push(3);
      reply.bulk(topic.subscribed());
      reply.bulk(args.array(i), args.offset(i), args.length(i));
      reply.integer(count(client, topic));
    }
  }

  /**
   * {@code UNSUBSCRIBE [channel ...]}, {@code PUNSUBSCRIBE [pattern ...]}, {@code SUNSUBSCRIBE
   * [shardchannel ...]}. Reply: a confirmation for each, subscribed to or not; without names for
   * each one that was subscribed to, or a single one of nil. O(names). Source: Valkey {@code
   * pubsub.c:unsubscribeCommand}
   */
  private void unsubscribe(CommandContext ctx, Args args, ReplySink reply, Topic topic) {
    if (args.count() == 1) {
      unsubscribeAll(ctx.client(), reply, topic);
      return;
    }
    for (int i = 1; i < args.count(); i++) {
      pubSub.unsubscribe(ctx.client(), topic, args.key(i));
      reply.push(3);
      reply.bulk(topic.unsubscribed());
      reply.bulk(args.array(i), args.offset(i), args.length(i));
      reply.integer(count(ctx.client(), topic));
    }
  }

  private void unsubscribeAll(Client client, ReplySink reply, Topic topic) {
    List<Name> names = pubSub.namesOf(client, topic);
    for (Name name : names) {
      pubSub.unsubscribe(client, topic, name);
      reply.push(3);
      reply.bulk(topic.unsubscribed());
      reply.bulk(name.array(), name.offset(), name.length());
      reply.integer(count(client, topic));
    }
    if (names.isEmpty()) {
      reply.push(3);
      reply.bulk(topic.unsubscribed());
      reply.nil();
      reply.integer(count(client, topic));
    }
  }

  private static int count(Client client, Topic topic) {
    return topic == Topic.SHARD_CHANNEL
        ? client.shardChannels()
        : client.channels() + client.patterns();
  }

  /**
   * {@code PUBLISH channel message}. Reply: integer, receivers: one for each subscription, so that
   * a client which has two that match counts twice. O(subscribers + patterns). Source: Valkey
   * {@code pubsub.c:publishCommand}
   */
  private void publish(CommandContext ctx, Args args, ReplySink reply) {
    Key channel = args.key(1);
    reply.integer(pubSub.publish(channel, args.array(2), args.offset(2), args.length(2)));
    sendOn(ctx, args);
  }

  /**
   * {@code SPUBLISH shardchannel message}. Reply: integer, receivers. O(subscribers). Source:
   * Valkey {@code pubsub.c:spublishCommand}
   */
  private void publishToShard(CommandContext ctx, Args args, ReplySink reply) {
    Key channel = args.key(1);
    reply.integer(pubSub.publishToShard(channel, args.array(2), args.offset(2), args.length(2)));
    sendOn(ctx, args);
  }

  /** Who listens at a replica hears it too. */
  private static void sendOn(CommandContext ctx, Args args) {
    ctx.effects().command(3).arg(args, 0).arg(args, 1).arg(args, 2);
  }
}
