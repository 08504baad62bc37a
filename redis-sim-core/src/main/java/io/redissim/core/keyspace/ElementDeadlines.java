package io.redissim.core.keyspace;

/**
 * Which large values of a database have elements with a deadline of their own, by the nearest one
 * of each, so that the elements can be removed on time. Each value remembers what is recorded of
 * it; the index is the one that serves keys.
 */
final class ElementDeadlines {
  private static final long NONE = Database.NO_DEADLINE;

  private final DeadlineIndex index;

  ElementDeadlines(GrowthHook growth) {
    index = new DeadlineIndex(growth);
  }

  DeadlineIndex index() {
    return index;
  }

  /** How many values have an element with a deadline. */
  long values() {
    return index.expires();
  }

  /** Takes the memory that recording one nearer deadline needs, or throws and changes nothing. */
  void reserve() {
    index.reserve();
  }

  /**
   * A value is going to be placed under this key; adds the record it will need, or throws and
   * changes nothing. {@link #placed} must follow with the result when it is certain.
   */
  int record(long hash, LargeValue value, long now) {
    return index.record(hash, NONE, 0, value.nextDeadline(), now);
  }

  void placed(LargeValue value, int mark, long now) {
    long next = value.nextDeadline();
    if (next != NONE) {
      index.changed(NONE, next, now);
    }
    value.recorded(next, mark);
  }

  /** The value was changed where it is. */
  void changed(long hash, LargeValue value, long now) {
    long old = value.recordedDeadline();
    long next = value.nextDeadline();
    if (next != old) {
      int mark = index.record(hash, old, value.recordMark(), next, now);
      index.changed(old, next, now);
      value.recorded(next, mark);
    }
  }

  /** The value is gone from here; it may be somewhere else by now. */
  void forget(LargeValue value) {
    if (value.recordedDeadline() != NONE) {
      index.forget(value.recordedDeadline());
    }
  }

  /** The value's record was taken: it gets a new one if it needs one. */
  void recordAgain(long hash, LargeValue value, long now) {
    if (index.needsRecord(value.recordMark())) {
      index.addAgain(hash, value.recordedDeadline(), now);
      value.recorded(value.recordedDeadline(), index.currentMark());
    }
  }
}
