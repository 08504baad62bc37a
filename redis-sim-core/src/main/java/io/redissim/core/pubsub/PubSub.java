package io.redissim.core.pubsub;

import io.redissim.core.bytes.Glob;
import io.redissim.core.bytes.Key;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientListener;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribed to what, and the way of a message to them. A message is encoded once for each
 * protocol in which it is read, whatever the number of receivers. A channel exists while somebody
 * is subscribed to it.
 *
 * <p>Source: Valkey {@code pubsub.c}.
 */
public final class PubSub implements ClientListener {
  private final Map<Name, Audience> channels = new HashMap<>();
  private final Map<Name, Audience> shardChannels = new HashMap<>();
  private final Map<Name, Audience> patterns = new LinkedHashMap<>();
  private final Map<Client, Subscriber> subscribers = new HashMap<>();
  private final Name probe = Name.probe();

  // ---- publishing ----

  /** Sends the message to whoever subscribed to the channel or to a pattern that it matches. */
  public int publish(Key channel, byte[] array, int offset, int length) {
    if (subscribers.isEmpty()) {
      return 0;
    }
    Name name = probe.pointed(channel);
    int receivers = deliver(channels.get(name), Topic.CHANNEL, name, array, offset, length);
    for (Audience audience : patterns.values()) {
      if (matches(audience.name(), name)) {
        Message message = Message.ofPattern(audience.name(), name, array, offset, length);
        receivers += deliver(audience, message);
      }
    }
    return receivers;
  }

  /** Patterns do not see the channels of shards. */
  int publishToShard(Key channel, byte[] array, int offset, int length) {
    Name name = probe.pointed(channel);
    return deliver(shardChannels.get(name), Topic.SHARD_CHANNEL, name, array, offset, length);
  }

  private int deliver(
      @Nullable Audience audience,
      Topic topic,
      Name channel,
      byte[] array,
      int offset,
      int length) {
    return audience == null
        ? 0
        : deliver(audience, Message.of(topic, channel, array, offset, length));
  }

  private int deliver(Audience audience, Message message) {
    for (Client client : audience.clients()) {
      client.send(message.bytes(client));
    }
    return audience.clients().size();
  }

  private static boolean matches(Name pattern, Name channel) {
    return Glob.matches(
        pattern.array(),
        pattern.offset(),
        pattern.length(),
        channel.array(),
        channel.offset(),
        channel.length(),
        false);
  }

  // ---- subscribing ----

  /** Subscribes to one channel or pattern; to the same one twice changes nothing. */
  void subscribe(Client client, Topic topic, Key key) {
    Map<Name, Audience> all = audiences(topic);
    Audience audience = all.get(probe.pointed(key));
    if (audience == null) {
      audience = new Audience(probe.copy());
      all.put(audience.name(), audience);
    }
    if (audience.clients().add(client)) {
      Subscriber subscriber = subscribers.computeIfAbsent(client, c -> new Subscriber());
      subscriber.of(topic).put(audience.name(), audience);
      tell(client, subscriber);
    }
  }

  /** Ends one subscription, if there is one. */
  void unsubscribe(Client client, Topic topic, Key key) {
    unsubscribe(client, topic, probe.pointed(key));
  }

  void unsubscribe(Client client, Topic topic, Name name) {
    Subscriber subscriber = subscribers.get(client);
    Audience audience = subscriber == null ? null : subscriber.of(topic).remove(name);
    if (subscriber != null && audience != null) {
      remove(client, topic, audience);
      tell(client, subscriber);
    }
  }

  private void remove(Client client, Topic topic, Audience audience) {
    audience.clients().remove(client);
    if (audience.clients().isEmpty()) {
      audiences(topic).remove(audience.name());
    }
  }

  private void tell(Client client, Subscriber subscriber) {
    client.subscriptions(
        subscriber.count(Topic.CHANNEL),
        subscriber.count(Topic.PATTERN),
        subscriber.count(Topic.SHARD_CHANNEL));
    if (subscriber.isEmpty()) {
      subscribers.remove(client);
    }
  }

  @Override
  public void left(Client client) {
    forget(client);
  }

  @Override
  public void reset(Client client) {
    forget(client);
  }

  /** Ends all subscriptions of a client without telling it. */
  private void forget(Client client) {
    Subscriber subscriber = subscribers.remove(client);
    if (subscriber != null) {
      for (Topic topic : Topic.values()) {
        subscriber.of(topic).values().forEach(audience -> remove(client, topic, audience));
      }
      client.subscriptions(0, 0, 0);
    }
  }

  /** The names a client subscribed to, oldest first, in a list of its own. */
  List<Name> namesOf(Client client, Topic topic) {
    Subscriber subscriber = subscribers.get(client);
    return subscriber == null ? List.of() : new ArrayList<>(subscriber.of(topic).keySet());
  }

  // ---- looking ----

  /** How many there are that somebody subscribed to. */
  int count(Topic topic) {
    return audiences(topic).size();
  }

  /** How many subscribed to this one. */
  int subscribers(Topic topic, Key key) {
    Audience audience = audiences(topic).get(probe.pointed(key));
    return audience == null ? 0 : audience.clients().size();
  }

  Collection<Name> names(Topic topic) {
    return audiences(topic).keySet();
  }

  /** {@code pubsub_channels} of INFO. */
  public int channels() {
    return channels.size();
  }

  /** {@code pubsub_patterns} of INFO. */
  public int patterns() {
    return patterns.size();
  }

  /** {@code pubsubshard_channels} of INFO. */
  public int shardChannels() {
    return shardChannels.size();
  }

  /** Clients that subscribed to anything. */
  public int clients() {
    return subscribers.size();
  }

  private Map<Name, Audience> audiences(Topic topic) {
    return switch (topic) {
      case CHANNEL -> channels;
      case PATTERN -> patterns;
      case SHARD_CHANNEL -> shardChannels;
    };
  }
}
