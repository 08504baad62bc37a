package io.redissim.core.pubsub;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What one client subscribed to. */
final class Subscriber {
  private final Map<Topic, Map<Name, Audience>> audiences = new EnumMap<>(Topic.class);

  Subscriber() {
    for (Topic topic : Topic.values()) {
      audiences.put(topic, new LinkedHashMap<>(4));
    }
  }

  /** Those it belongs to, by name, oldest subscription first. */
  Map<Name, Audience> of(Topic topic) {
    Map<Name, Audience> own = audiences.get(topic);
    if (own == null) {
      throw new IllegalStateException("no such topic: " + topic);
    }
    return own;
  }

  int count(Topic topic) {
    return of(topic).size();
  }

  boolean isEmpty() {
    return audiences.values().stream().allMatch(Map::isEmpty);
  }
}
