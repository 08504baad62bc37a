package io.redissim.core.expire;

import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Keyspace;
import io.redissim.core.time.Clock;

/**
 * Removes keys soon after their deadline, whether or not anybody asks for them, in slices short
 * enough that nobody waits for one.
 *
 * <p>A slice takes about {@link #SLICE_MICROS} by the engine's clock; while there is more to do,
 * the next one follows after {@link #PAUSE_MILLIS}, so a backlog takes at most a third of a
 * processor and requests run in between. With nothing due it asks to be called when the next
 * deadline passes. A virtual clock stands still meanwhile, so there one slice does everything.
 */
public final class ExpiryScheduler {
  /** Never later than this, for a deadline may be set that is nearer than any known so far. */
  static final long MAX_DELAY_MILLIS = 100;

  private static final long SLICE_MICROS = 500;
  private static final long PAUSE_MILLIS = 1;

  /** Keys between two looks at the clock. */
  private static final int STEPS = 64;

  private final Keyspace keyspace;
  private final Clock clock;
  private boolean active = true;
  private boolean cutShort;

  /** The database that comes next, so that a full one does not keep others waiting. */
  private int next;

  public ExpiryScheduler(Keyspace keyspace, Clock clock) {
    this.keyspace = keyspace;
    this.clock = clock;
  }

  /** Off, keys past their deadline go only when somebody meets them. */
  public void active(boolean on) {
    active = on;
  }

  /**
   * Does one slice, the keyspace's time being set. Returns the milliseconds, 1 to 100, after which
   * it wants to be called again.
   */
  public long run(long nowMillis) {
    if (!active || keyspace.isKeepingExpired()) {
      return MAX_DELAY_MILLIS;
    }
    cutShort = false;
    long start = clock.micros();
    int idle = 0;
    while (idle < keyspace.databases()) {
      Database db = keyspace.database(next);
      if (db.expireDue(nowMillis, STEPS) == STEPS) {
        idle = 0;
        if (clock.micros() - start > SLICE_MICROS) {
          cutShort = true;
          return PAUSE_MILLIS;
        }
      } else {
        idle++;
      }
      next = next + 1 == keyspace.databases() ? 0 : next + 1;
    }
    return delay(nowMillis);
  }

  /** Whether the last slice left something for the next. */
  public boolean wasCutShort() {
    return cutShort;
  }

  private long delay(long nowMillis) {
    long nearest = nowMillis + MAX_DELAY_MILLIS;
    for (int i = 0; i < keyspace.databases(); i++) {
      nearest = Math.min(nearest, keyspace.database(i).nextDeadlineMillis());
    }
    return Math.max(1, nearest - nowMillis);
  }
}
