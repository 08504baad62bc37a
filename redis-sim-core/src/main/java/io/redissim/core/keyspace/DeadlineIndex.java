package io.redissim.core.keyspace;

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

  /** Entries that may share a record's hash prefix, at the utmost. */
  private static final int SHARING = 7;

  private DeadlineWheel wheel;

  /** The old wheel during a sweep; else empty, and the next new one: a sweep takes no memory. */
  private DeadlineWheel draining;

  private boolean sweeping;
  private int currentMark;
  private DeadlineWheel polled;
  private boolean polledOldWheel;
  private long expires;
  private long base;
  private long sumAboveBase;

  DeadlineIndex(GrowthHook growth) {
    wheel = new DeadlineWheel(growth);
    draining = new DeadlineWheel(growth);
    polled = wheel;
  }

  /**
   * An entry is going to get, change or lose its deadline; NO_DEADLINE is none. Adds the record
   * that it will need, or throws and changes nothing. Returns the entry's new mark. {@link
   * #changed} must follow when the change is certain.
   */
  int record(long hash, long oldDeadline, int oldMark, long newDeadline, long now) {
    if (newDeadline == Database.NO_DEADLINE) {
      return 0;
    }
    if (oldDeadline != Database.NO_DEADLINE && newDeadline >= oldDeadline) {
      return oldMark;
    }
    if (sweeping) {
      reserve();
    }
    wheel.add(hash, newDeadline, now);
    return currentMark;
  }

  /** Takes the memory that the next {@link #record} may need, or throws and changes nothing. */
  void reserve() {
    wheel.reserve(1 + 2 * SHARING);
  }

  /** The change announced to {@link #record} happens. */
  void changed(long oldDeadline, long newDeadline, long now) {
    boolean had = oldDeadline != Database.NO_DEADLINE;
    if (newDeadline == Database.NO_DEADLINE) {
      if (had) {
        forget(oldDeadline);
      }
      return;
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
    // Only now: a sweep that begins here finds the new record in the old wheel, like all others.
    sweepWhenMostlyStale();
  }

  /** An entry with this deadline is gone, or has no deadline any more. */
  void forget(long deadline) {
    expires--;
    sumAboveBase -= summand(deadline);
    if (expires == 0 && records() > TOLERATED) {
      wheel.clear();
      draining.clear();
      sweeping = false;
    } else {
      sweepWhenMostlyStale();
    }
  }

  /** A living entry, whose record has fired, gets a new one. */
  void addAgain(long hash, long deadline, long now) {
    wheel.add(hash, deadline, now);
  }

  /** Finds a due record, which stays until {@link #takeDue}; see {@link DeadlineWheel#poll}. */
  long poll(long now) {
    if (wheel.isOutOfRange(now)) {
      sweep();
    }
    if (sweeping) {
      polled = draining;
      long record = draining.poll(now);
      if (record != DeadlineWheel.NONE) {
        polledOldWheel = true;
        return record;
      }
    }
    polledOldWheel = false;
    polled = wheel;
    return wheel.poll(now);
  }

  /** Takes away the record that {@link #poll} has found: its entries have been seen to. */
  void takeDue() {
    polled.takeDue();
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
    return sweeping;
  }

  /** Whether the next record can be moved without taking memory; {@link #record} makes room. */
  boolean isReadyToSweep() {
    return sweeping && wheel.hasRoom(SHARING);
  }

  /**
   * A record of the old wheel, to be moved if an entry needs it and then to be taken away with
   * {@link #takeDrained}; NONE at the end.
   */
  long drain() {
    if (!sweeping) {
      return DeadlineWheel.NONE;
    }
    long record = draining.any();
    polledOldWheel = true;
    if (record == DeadlineWheel.NONE) {
      draining.clear();
      sweeping = false;
      // Keys that expired meanwhile may have left their records in the new wheel.
      sweepWhenMostlyStale();
    }
    return record;
  }

  /** Takes away the record that {@link #drain} has found. */
  void takeDrained() {
    draining.takeAny();
  }

  int currentMark() {
    return currentMark;
  }

  long expires() {
    return expires;
  }

  long nextMillis() {
    long next = wheel.nextMillis();
    return !sweeping ? next : Math.min(next, draining.nextMillis());
  }

  /** The mean of what is left of all deadlines, 0 when there are none. */
  long averageTtlMillis(long now) {
    return expires == 0 ? 0 : Math.max(0, base + sumAboveBase / expires - now);
  }

  long records() {
    return wheel.records() + draining.records();
  }

  long usedBytes() {
    return wheel.usedBytes() + draining.usedBytes();
  }

  long reservedBytes() {
    return wheel.reservedBytes() + draining.reservedBytes();
  }

  /** For tests: the wheel in which an entry with this mark has its record. */
  DeadlineWheel wheelOf(int mark) {
    return mark == currentMark || !sweeping ? wheel : draining;
  }

  private long summand(long deadline) {
    return Math.max(-MAX_SUMMAND, Math.min(MAX_SUMMAND, deadline - base));
  }

  private void sweepWhenMostlyStale() {
    if (!sweeping && wheel.records() > 2 * expires + TOLERATED) {
      sweep();
    }
  }

  private void sweep() {
    if (!sweeping) {
      DeadlineWheel empty = draining;
      draining = wheel;
      wheel = empty;
      sweeping = true;
      currentMark ^= 1;
    }
  }
}
