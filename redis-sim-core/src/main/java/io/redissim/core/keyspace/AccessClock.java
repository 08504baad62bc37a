package io.redissim.core.keyspace;

/**
 * The 24 bits of an entry that say how recently or how often it was used: seconds of the last
 * access (LRU), or 16 bits of minutes and a logarithmic counter of 8 bits (LFU). Source: Valkey
 * {@code evict.c}.
 */
final class AccessClock {
  private static final int MAX = (1 << 24) - 1;
  private static final int MAX_MINUTES = (1 << 16) - 1;
  private static final int MAX_COUNTER = 255;

  /** What a new key starts with, so that it is not evicted before it could be used again. */
  private static final int FIRST_COUNTER = 5;

  private boolean frequency;
  private int logFactor = 10;
  private int decayMinutes = 1;
  private int seconds;
  private int minutes;
  private long random;

  AccessClock(long seed) {
    random = seed == 0 ? 1 : seed;
  }

  void recency() {
    frequency = false;
  }

  void frequency(int factor, int decay) {
    frequency = true;
    logFactor = factor;
    decayMinutes = decay;
  }

  boolean isFrequency() {
    return frequency;
  }

  void now(long epochMillis) {
    seconds = (int) (epochMillis / 1000) & MAX;
    minutes = (int) (epochMillis / 60_000) & MAX_MINUTES;
  }

  /** The clock of a new entry. */
  int first() {
    return frequency ? withCounter(FIRST_COUNTER) : seconds;
  }

  /** The clock of an entry after one more access. */
  int touched(int clock) {
    return frequency ? withCounter(incremented(counter(clock))) : seconds;
  }

  /** The clock of an entry that is written: recent, but not used once more. */
  int written(int clock) {
    return frequency ? clock : seconds;
  }

  int withIdle(long idleSeconds) {
    long clock = seconds - idleSeconds;
    return (int) (clock < 0 ? clock + MAX : clock) & MAX;
  }

  int withCounter(int counter) {
    return minutes << 8 | counter;
  }

  long idleSeconds(int clock) {
    return seconds >= clock ? seconds - clock : seconds + (MAX - clock);
  }

  /** The counter, less one for each decay time since it was last written. */
  int counter(int clock) {
    int counter = clock & MAX_COUNTER;
    if (decayMinutes == 0) {
      return counter;
    }
    int then = clock >>> 8;
    int elapsed = minutes >= then ? minutes - then : MAX_MINUTES - then + minutes;
    return Math.max(0, counter - elapsed / decayMinutes);
  }

  /** One more with a probability of 1 / ((counter - first) * factor + 1). */
  private int incremented(int counter) {
    if (counter == MAX_COUNTER) {
      return counter;
    }
    double above = Math.max(0, counter - FIRST_COUNTER);
    return nextDouble() * (above * logFactor + 1) < 1 ? counter + 1 : counter;
  }

  /** 64 random bits (Marsaglia's xorshift). */
  long nextRandom() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return random;
  }

  private double nextDouble() {
    return (nextRandom() >>> 11) * 0x1p-53;
  }
}
