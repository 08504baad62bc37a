package io.redissim.core.pubsub;

import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.PUBSUB;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Glob;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** {@code PUBSUB}: who listens to what. */
public final class PubSubCommands implements CommandFamily {
  private final PubSub pubSub;

  public PubSubCommands(PubSub pubSub) {
    this.pubSub = pubSub;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("pubsub").arity(-2);
    declare(table, "channels", -2).handler((c, args, reply) -> names(args, reply, Topic.CHANNEL));
    table.add("pubsub|help").arity(2).flags(LOADING, STALE).handler(this::help);
    declare(table, "numpat", 2).handler(this::numPat);
    declare(table, "numsub", -2)
        .handler((c, args, reply) -> subscribers(args, reply, Topic.CHANNEL));
    declare(table, "shardchannels", -2)
        .handler((c, args, reply) -> names(args, reply, Topic.SHARD_CHANNEL));
    declare(table, "shardnumsub", -2)
        .handler((c, args, reply) -> subscribers(args, reply, Topic.SHARD_CHANNEL));
  }

  private static CommandDeclaration declare(CommandTable.Builder table, String name, int arity) {
    return table.add("pubsub|" + name).arity(arity).flags(PUBSUB, LOADING, STALE);
  }

  /**
   * {@code PUBSUB CHANNELS [pattern]} and {@code PUBSUB SHARDCHANNELS [pattern]}. Reply: array of
   * the channels with subscribers. Errors: arguments. O(channels). Source: Valkey {@code
   * pubsub.c:channelList}
   */
  private void names(Args args, ReplySink reply, Topic topic) {
    if (args.count() > 3) {
      throw wrongUse(args);
    }
    byte[] pattern = args.count() == 3 ? args.copy(2) : null;
    long array = reply.deferredArray();
    int count = 0;
    for (Name name : pubSub.names(topic)) {
      if (pattern == null
          || Glob.matches(
              pattern, 0, pattern.length, name.array(), name.offset(), name.length(), false)) {
        reply.bulk(name.array(), name.offset(), name.length());
        count++;
      }
    }
    reply.endArray(array, count);
  }

  /**
   * {@code PUBSUB NUMSUB [channel ...]} and {@code PUBSUB SHARDNUMSUB [shardchannel ...]}. Reply:
   * array of the channels, each followed by its number of subscribers, without those by pattern.
   * O(channels asked for).
   */
  private void subscribers(Args args, ReplySink reply, Topic topic) {
    reply.array(2 * (args.count() - 2));
    for (int i = 2; i < args.count(); i++) {
      reply.bulk(args.array(i), args.offset(i), args.length(i));
      reply.integer(pubSub.subscribers(topic, args.key(i)));
    }
  }

  /** {@code PUBSUB NUMPAT}. Reply: integer, different patterns that are subscribed to. O(1). */
  private void numPat(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(pubSub.patterns());
  }

  private static RedisError wrongUse(Args args) {
    return Errors.err(
        "unknown subcommand or wrong number of arguments for '"
            + args.text(1)
            + "'. Try PUBSUB HELP.");
  }

  /** {@code PUBSUB HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "PUBSUB",
        "CHANNELS [<pattern>]",
        "    The channels that somebody is subscribed to, all or those that match.",
        "NUMPAT",
        "    How many patterns somebody is subscribed to.",
        "NUMSUB [<channel> ...]",
        "    How many are subscribed to these channels, not counting patterns.",
        "SHARDCHANNELS [<pattern>]",
        "    The shard channels that somebody is subscribed to, all or those that match.",
        "SHARDNUMSUB [<shardchannel> ...]",
        "    How many are subscribed to these shard channels.");
  }
}
