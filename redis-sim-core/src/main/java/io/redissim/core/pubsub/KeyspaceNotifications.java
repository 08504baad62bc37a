package io.redissim.core.pubsub;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.KeyspaceEvents;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * Publishes keyspace events: the event on {@code __keyspace@<db>__:<key>}, then the key on {@code
 * __keyevent@<db>__:<event>}, as {@code notify-keyspace-events} asks for. Source: Valkey {@code
 * notify.c:notifyKeyspaceEvent}.
 */
public final class KeyspaceNotifications implements KeyspaceEvents {
  private static final byte[] KEYSPACE = Ascii.bytes("__keyspace@");
  private static final byte[] KEYEVENT = Ascii.bytes("__keyevent@");
  private static final byte[] END = Ascii.bytes("__:");

  private final PubSub pubSub;
  private final KeyHash keyHash;
  private final Set<EventClass> classes = EnumSet.noneOf(EventClass.class);
  private final Key channel = new Key();
  private boolean byKey;
  private boolean byEvent;
  private byte[] bytes = new byte[128];

  public KeyspaceNotifications(PubSub pubSub, KeyHash keyHash) {
    this.pubSub = pubSub;
    this.keyHash = keyHash;
  }

  /** What is published: letters of {@code notify-keyspace-events}, without {@code A}. */
  public void enable(String letters) {
    byKey = letters.indexOf('K') >= 0;
    byEvent = letters.indexOf('E') >= 0;
    classes.clear();
    for (EventClass kind : EventClass.values()) {
      if (letters.indexOf(kind.letter()) >= 0) {
        classes.add(kind);
      }
    }
  }

  /** Whether anything is published at all. */
  public boolean enabled() {
    return (byKey || byEvent) && !classes.isEmpty();
  }

  @Override
  public void event(EventClass kind, String event, int databaseIndex, Key key) {
    if (!classes.contains(kind)) {
      return;
    }
    byte[] name = Ascii.bytes(event);
    if (byKey) {
      int length = write(KEYSPACE, databaseIndex, key.array(), key.offset(), key.length());
      publish(length, name, 0, name.length);
    }
    if (byEvent) {
      int length = write(KEYEVENT, databaseIndex, name, 0, name.length);
      publish(length, key.array(), key.offset(), key.length());
    }
  }

  private int write(byte[] start, int databaseIndex, byte[] array, int offset, int length) {
    int room = start.length + Ascii.MAX_LONG_BYTES + END.length + length;
    if (bytes.length < room) {
      bytes = Arrays.copyOf(bytes, room);
    }
    System.arraycopy(start, 0, bytes, 0, start.length);
    int at = Ascii.writeLong(databaseIndex, bytes, start.length);
    System.arraycopy(END, 0, bytes, at, END.length);
    at += END.length;
    System.arraycopy(array, offset, bytes, at, length);
    return at + length;
  }

  private void publish(int channelLength, byte[] array, int offset, int length) {
    channel.point(bytes, 0, channelLength, keyHash.of(bytes, 0, channelLength));
    pubSub.publish(channel, array, offset, length);
  }
}
