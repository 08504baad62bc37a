package io.redissim.core.keyspace;

import org.jspecify.annotations.Nullable;

/**
 * Which keys of a database have a deadline, so that each can be removed on time.
 *
 * <p>Idea: records in a {@link DeadlineWheel}, kept lazily. Invariant: an entry with a deadline has
 * at least one record that fires at the deadline or before. A later deadline therefore needs no new
 * record: when the old one fires, the entry is found alive and is recorded again. An earlier
 * deadline adds a record. Removing a key or its deadline leaves its records behind, they fire into
 * nothing.
 *
 * <p>So records may become stale. When more than half are, all move into a new wheel, a few with
 * each call: an entry's <i>mark</i> tells whether it has a record in the newer wheel already (mark
 * = {@link #currentMark}), and only entries that have none yet take theirs along. The old wheel
 * keeps firing until it is empty. The same move serves a clock that was set back, or far ahead.
 */
final class DeadlineIndex {
  /** Stale records that are not worth a sweep. */
  private static final int TOLERATED = 1024;

  /** Deadlines farther away than this (8.7 years) do not count in the average. */
  private static final long MAX_SUMMAND = 1L << 38;

  private DeadlineWheel wheel = new DeadlineWheel();
  private @Nullable DeadlineWheel draining;
  private int currentMark;
  private boolean polledOldWheel;
  private long expires;
  private long base;
  private long sumAboveBase;

  /**
   * An entry gets, changes or loses its deadline; NO_DEADLINE is none. Returns the entry's new
   * mark.
   */
  int schedule(long hash, long oldDeadline, int oldMark, long newDeadline, long now) {
    boolean had = oldDeadline != Database.NO_DEADLINE;
    if (newDeadline == Database.NO_DEADLINE) {
      if (had) {
        forget(oldDeadline);
      }
      return 0;
    }
    if (had) {
      sumAboveBase -= summand(oldDeadline);
    } else {
      if (expires++ == 0) {
        base = now;
        sumAboveBase = 0;
      }
    }
    sumAboveBase += summand(newDeadline);
    if (had && newDeadline >= oldDeadline) {
      return oldMark;
    }
    wheel.add(hash, newDeadline, now);
    // Taken before a sweep may begin: then this record is in the old wheel, like all others.
    int mark = currentMark;
    sweepWhenMostlyStale();
    return mark;
  }

  /** An entry with this deadline is gone, or has no deadline any more. */
  void forget(long deadline) {
    expires--;
    sumAboveBase -= summand(deadline);
    if (expires == 0 && records() > TOLERATED) {
      wheel = new DeadlineWheel();
      draining = null;
    } else {
      sweepWhenMostlyStale();
    }
  }

  /** A living entry, whose record has fired, gets a new one. */
  void addAgain(long hash, long deadline, long now) {
    wheel.add(hash, deadline, now);
  }

  /** Takes a due record; see {@link DeadlineWheel#poll}. */
  long poll(long now) {
    if (wheel.isOutOfRange(now)) {
      sweep();
    }
    if (draining != null) {
      long record = draining.poll(now);
      if (record != DeadlineWheel.NONE) {
        polledOldWheel = true;
        return record;
      }
    }
    polledOldWheel = false;
    return wheel.poll(now);
  }

  /**
   * Whether an entry whose prefix matches the record taken last needs a new record: always when it
   * came from the current wheel, for it may have been the entry's only one; else only if the entry
   * has none there yet.
   */
  boolean needsRecord(int mark) {
    return !polledOldWheel || mark != currentMark;
  }

  /** Whether a sweep is going on, so that {@link #drain} should be called. */
  boolean isSweeping() {
    return draining != null;
  }

  /** Takes a record out of the old wheel, to be moved if an entry needs it, or NONE at the end. */
  long drain() {
    if (draining == null) {
      return DeadlineWheel.NONE;
    }
    long record = draining.drain();
    polledOldWheel = true;
    if (record == DeadlineWheel.NONE) {
      draining = null;
      // Keys that expired meanwhile may have left their records in the new wheel.
      sweepWhenMostlyStale();
    }
    return record;
  }

  int currentMark() {
    return currentMark;
  }

  long expires() {
    return expires;
  }

  long nextMillis() {
    long next = wheel.nextMillis();
    return draining == null ? next : Math.min(next, draining.nextMillis());
  }

  /** The mean of what is left of all deadlines, 0 when there are none. */
  long averageTtlMillis(long now) {
    return expires == 0 ? 0 : Math.max(0, base + sumAboveBase / expires - now);
  }

  long records() {
    return wheel.records() + (draining == null ? 0 : draining.records());
  }

  long usedBytes() {
    return wheel.usedBytes() + (draining == null ? 0 : draining.usedBytes());
  }

  long reservedBytes() {
    return wheel.reservedBytes() + (draining == null ? 0 : draining.reservedBytes());
  }

  /** For tests: the wheel in which an entry with this mark has its record. */
  DeadlineWheel wheelOf(int mark) {
    return mark == currentMark || draining == null ? wheel : draining;
  }

  private long summand(long deadline) {
    return Math.max(-MAX_SUMMAND, Math.min(MAX_SUMMAND, deadline - base));
  }

  private void sweepWhenMostlyStale() {
    if (draining == null && wheel.records() > 2 * expires + TOLERATED) {
      sweep();
    }
  }

  private void sweep() {
    if (draining == null) {
      draining = wheel;
      wheel = new DeadlineWheel();
      currentMark ^= 1;
    }
  }
}
