package io.redissim.core.pubsub;

/** What one subscribes to, with the words that clients hear of it. */
enum Topic {
  CHANNEL("subscribe", "unsubscribe", "message"),
  PATTERN("psubscribe", "punsubscribe", "pmessage"),
  /** In a cluster, of the shard that owns the slot of the name. */
  SHARD_CHANNEL("ssubscribe", "sunsubscribe", "smessage");

  private final String subscribed;
  private final String unsubscribed;
  private final String message;

  Topic(String subscribed, String unsubscribed, String message) {
    this.subscribed = subscribed;
    this.unsubscribed = unsubscribed;
    this.message = message;
  }

  String subscribed() {
    return subscribed;
  }

  String unsubscribed() {
    return unsubscribed;
  }

  String message() {
    return message;
  }
}
