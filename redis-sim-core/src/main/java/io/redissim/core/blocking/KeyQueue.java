package io.redissim.core.blocking;

import io.redissim.core.bytes.Key;
import io.redissim.core.keyspace.ValueKind;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait for one key of one database, the longest waiting first. Joining and leaving take
 * constant time, also in the middle of being walked over.
 */
final class KeyQueue {
  final int database;
  final Key key;

  private @Nullable Place first;
  private @Nullable Place last;

  /** Whom {@link #next} gives next. */
  private @Nullable Place cursor;

  private int size;
  private int wakingWhenGone;
  private int wakingWhenMore;

  /** Whether it stands in the list of keys that became ready. */
  boolean ready;

  KeyQueue(int database, Key key) {
    this.database = database;
    this.key = key;
  }

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Whether anybody wants to know that the key is gone. */
  boolean wakesWhenGone() {
    return wakingWhenGone > 0;
  }

  /** Whether anybody wants to know of changes of a key that was there before. */
  boolean wakesWhenChanged() {
    return wakingWhenGone > 0 || wakingWhenMore > 0;
  }

  Place join(Waiter waiter) {
    Place place = new Place(waiter, this);
    place.before = last;
    if (last == null) {
      first = place;
    } else {
      last.behind = place;
    }
    last = place;
    size++;
    wakingWhenGone += waiter.waitsFor().wakesWhenGone() ? 1 : 0;
    wakingWhenMore += waiter.waitsFor().wakesWhenMore() ? 1 : 0;
    return place;
  }

  void leave(Place place) {
    if (place.before == null) {
      first = place.behind;
    } else {
      place.before.behind = place.behind;
    }
    if (place.behind == null) {
      last = place.before;
    } else {
      place.behind.before = place.before;
    }
    if (cursor == place) {
      cursor = place.behind;
    }
    size--;
    wakingWhenGone -= place.waiter.waitsFor().wakesWhenGone() ? 1 : 0;
    wakingWhenMore -= place.waiter.waitsFor().wakesWhenMore() ? 1 : 0;
  }

  /** Begins a walk from the one who has waited longest. */
  void rewind() {
    cursor = first;
  }

  /** The next one whom this state of the key may serve; {@code now}: null, no such key. */
  @Nullable Waiter next(@Nullable ValueKind now) {
    while (cursor != null && (now != null || wakesWhenGone())) {
      Waiter waiter = cursor.waiter;
      cursor = cursor.behind;
      if (waiter.waitsFor().wakesWhenGone() || waiter.waitsFor().kind() == now) {
        return waiter;
      }
    }
    return null;
  }
}
