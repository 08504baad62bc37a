package io.redissim.core.time;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that stands still until somebody moves it. Safe to read and move from any thread. */
public final class VirtualClock implements Clock {
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private volatile long micros;

  public VirtualClock(Instant start) {
    micros = Math.multiplyExact(start.getEpochSecond(), 1_000_000L) + start.getNano() / 1000;
  }

  @Override
  public long micros() {
    return micros;
  }

  /**
   * Moves the clock forward; a negative duration is refused, for time that runs back hides bugs.
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a virtual clock only moves forward: " + duration);
    }
    synchronized (this) {
      micros = Math.addExact(micros, duration.toNanos() / 1000);
    }
    listeners.forEach(Runnable::run);
  }

  /** From now on {@link #advance} runs this, after the move, in the thread that moves the clock. */
  public void onAdvance(Runnable listener) {
    listeners.add(listener);
  }

  /** Ends {@link #onAdvance}. */
  public void forget(Runnable listener) {
    listeners.remove(listener);
  }
}
