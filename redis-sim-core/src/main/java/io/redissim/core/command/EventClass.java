package io.redissim.core.command;

/** The classes of keyspace events, with their letters in {@code notify-keyspace-events}. */
public enum EventClass {
  GENERIC('g'),
  STRING('$'),
  LIST('l'),
  SET('s'),
  HASH('h'),
  ZSET('z'),
  EXPIRED('x'),
  EVICTED('e'),
  STREAM('t'),
  KEY_MISS('m'),
  MODULE('d'),
  NEW('n');

  private final char letter;

  EventClass(char letter) {
    this.letter = letter;
  }

  public char letter() {
    return letter;
  }
}
