package io.redissim.core.keyspace;

import io.redissim.core.bytes.KeyHash;

/**
 * All databases of one engine. Every call happens behind the engine's door, one thread at a time;
 * {@link #now} is set once per command, and every decision about deadlines and access clocks uses
 * it.
 */
public final class Keyspace {
  private static final KeyspaceListener NOBODY = new KeyspaceListener() {};

  private final GrowthHook growth;
  private final KeyHash keyHash;
  private final AccessClock access;
  private final Database[] databases;
  private final Edit edit = new Edit();
  private KeyspaceListener listener = NOBODY;
  private long nowMillis;
  private boolean touching = true;
  private boolean keepingExpired;
  private long lazilyFreed;

  /**
   * @param hashSeed random, so that nobody can choose keys that collide; fixed, it makes the order
   *     of SCAN and all random choices reproducible
   */
  public Keyspace(int databases, long hashSeed) {
    this(databases, hashSeed, GrowthHook.NONE);
  }

  Keyspace(int databases, long hashSeed, GrowthHook growth) {
    this.growth = growth;
    this.keyHash = new KeyHash(hashSeed);
    this.access = new AccessClock(hashSeed);
    this.databases = new Database[databases];
    for (int i = 0; i < databases; i++) {
      this.databases[i] = new Database(this, i);
    }
  }

  /** There is one listener; the last one counts. */
  public void listen(KeyspaceListener listener) {
    this.listener = listener;
  }

  public KeyHash keyHash() {
    return keyHash;
  }

  public Database database(int index) {
    return databases[index];
  }

  public int databases() {
    return databases.length;
  }

  /** The time of the command that comes now. */
  public void now(long epochMillis) {
    if (epochMillis != nowMillis) {
      nowMillis = epochMillis;
      access.now(epochMillis);
    }
  }

  /** Whether look-ups count as accesses: not for a client that has sent CLIENT NO-TOUCH. */
  public void touch(boolean touch) {
    touching = touch;
  }

  /**
   * While clients are paused nothing is removed because of its deadline: such a key is not there
   * for those who read, but stays until somebody writes to it or the pause ends. Source: Valkey
   * {@code db.c:expireIfNeeded}.
   */
  public void keepExpired(boolean keep) {
    keepingExpired = keep;
  }

  public boolean isKeepingExpired() {
    return keepingExpired;
  }

  /** Values that were left to be freed in the background, since the last reset. */
  public long lazilyFreed() {
    return lazilyFreed;
  }

  /** So many more were. */
  public void freedLazily(long values) {
    lazilyFreed += values;
  }

  /** CONFIG RESETSTAT. */
  public void resetStatistics() {
    lazilyFreed = 0;
  }

  /** Entries remember when they were used last. */
  public void touchPolicyLru() {
    access.recency();
  }

  /** Entries remember how often they are used: {@code lfu-log-factor}, {@code lfu-decay-time}. */
  public void touchPolicyLfu(int logFactor, int decayMinutes) {
    access.frequency(logFactor, decayMinutes);
  }

  /** Whether entries remember how often they are used, not when. */
  public boolean isCountingAccesses() {
    return access.isFrequency();
  }

  /** SWAPDB: the contents change places, the Database objects stay what they are. */
  public void swap(int one, int other) {
    if (one == other) {
      return;
    }
    listener.swapping(databases[one], databases[other]);
    databases[one].swapContents(databases[other]);
    listener.swapped(databases[one], databases[other]);
  }

  /** FLUSHALL: returns how many keys there were; their memory is given back at once. */
  public long clear() {
    long removed = 0;
    for (Database database : databases) {
      removed += database.clear();
    }
    return removed;
  }

  /** Bytes in use: cells, index, deadline records and large values. */
  public long usedBytes() {
    long bytes = 0;
    for (Database database : databases) {
      bytes += database.usedBytes();
    }
    return bytes;
  }

  /** Bytes taken from the heap for that: whole pages and chunks. */
  public long reservedBytes() {
    long bytes = 0;
    for (Database database : databases) {
      bytes += database.reservedBytes();
    }
    return bytes;
  }

  /** Empties up to {@code maxPages} sparse pages; true: there are more. Views become invalid. */
  public boolean compact(int maxPages) {
    int left = maxPages;
    for (Database database : databases) {
      while (database.contents().compactPage()) {
        if (--left <= 0) {
          return true;
        }
      }
    }
    return false;
  }

  /** 64 random bits; a fixed hash seed makes the choices reproducible. */
  public long nextRandom() {
    return access.nextRandom();
  }

  /** Drops the edit that a command which failed has left open, if any. */
  public void cancelEdit() {
    edit.cancel();
  }

  Edit edit() {
    return edit;
  }

  KeyspaceListener listener() {
    return listener;
  }

  GrowthHook growth() {
    return growth;
  }

  AccessClock access() {
    return access;
  }

  /** The time of the command that runs, or of the last one. */
  public long nowMillis() {
    return nowMillis;
  }

  boolean isTouching() {
    return touching;
  }
}
