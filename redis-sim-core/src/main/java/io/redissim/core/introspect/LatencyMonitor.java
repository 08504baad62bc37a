package io.redissim.core.introspect;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What took longer than {@code latency-monitor-threshold}, by kind: for each the last 160 seconds
 * in which it happened, with the worst of each second. Source: Valkey {@code latency.c}.
 */
public final class LatencyMonitor {
  /** A command that is declared as fast. */
  static final String FAST_COMMAND = "fast-command";

  /** Any other command. */
  static final String COMMAND = "command";

  /** Removing keys whose time is over. */
  static final String EXPIRE_CYCLE = "expire-cycle";

  /** Samples of one kind, a ring. */
  static final class Series {
    static final int LENGTH = 160;

    private final long[] seconds = new long[LENGTH];
    private final long[] millis = new long[LENGTH];
    private int size;
    private int next;
    private long worst;

    private void add(long nowSeconds, long tookMillis) {
      worst = Math.max(worst, tookMillis);
      int last = Math.floorMod(next - 1, LENGTH);
      if (size > 0 && seconds[last] == nowSeconds) {
        millis[last] = Math.max(millis[last], tookMillis);
        return;
      }
      seconds[next] = nowSeconds;
      millis[next] = tookMillis;
      next = (next + 1) % LENGTH;
      size = Math.min(LENGTH, size + 1);
    }

    int size() {
      return size;
    }

    /** Since the epoch; {@code i}: 0 is the oldest. */
    long seconds(int i) {
      return seconds[at(i)];
    }

    long millis(int i) {
      return millis[at(i)];
    }

    private int at(int i) {
      return Math.floorMod(next - size + i, LENGTH);
    }

    /** Of all time, until a reset. */
    long worst() {
      return worst;
    }
  }

  private final Map<String, Series> events = new LinkedHashMap<>();
  private long thresholdMillis;

  /** {@code latency-monitor-threshold}; 0: nothing is recorded. */
  public void threshold(long millis) {
    thresholdMillis = millis;
  }

  boolean enabled() {
    return thresholdMillis != 0;
  }

  /** Something took so long, and has just ended. */
  void took(String event, long micros, long nowMicros) {
    long millis = micros / 1000;
    if (thresholdMillis != 0 && millis >= thresholdMillis) {
      long nowSeconds = Math.floorDiv(nowMicros, 1_000_000L);
      events.computeIfAbsent(event, e -> new Series()).add(nowSeconds, millis);
    }
  }

  /** An active expiry cycle took so long. */
  public void expired(long micros, long nowMicros) {
    took(EXPIRE_CYCLE, micros, nowMicros);
  }

  Map<String, Series> events() {
    return events;
  }

  /** By its exact name. */
  @Nullable Series series(String event) {
    return events.get(event);
  }

  /** Forgets one kind, in any case, or all if null; how many there were. */
  int reset(@Nullable String event) {
    int before = events.size();
    if (event == null) {
      events.clear();
    } else {
      events.remove(event.toLowerCase(Locale.ROOT));
    }
    return before - events.size();
  }
}
