package io.redissim.core.type.stream;

import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;

/**
 * Whether bytes from outside are a node of a stream: a listpack of a master entry and of as many
 * entries as it says, each whole, their IDs in order. Source: Valkey {@code
 * t_stream.c:streamValidateListpackIntegrity}, which does not look at the IDs.
 */
final class StreamNodeCheck {
  private static final int END = Listpack.NONE;

  private final StreamId last = new StreamId();
  private byte[] node = {};
  private long masterMs;
  private long masterSeq;

  /** Where the next element stands; {@link #END}: there is none. */
  private int at;

  /** The number that {@link #takeNumber} took. */
  private long number;

  private long live;
  private boolean anyEntry;
  private boolean isDeleted;

  /** Checks a node, whose master has this ID. */
  boolean isValid(byte[] bytes, long ms, long seq) {
    if (!Listpack.isValid(bytes, 0, bytes.length)) {
      return false;
    }
    node = bytes;
    masterMs = ms;
    masterSeq = seq;
    anyEntry = false;
    last.set(ms, seq);
    at = Listpack.first(bytes, 0);
    if (!takeCount()) {
      return false;
    }
    live = number;
    if (!takeCount()) {
      return false;
    }
    long entries = live + number;
    if (!takeCount() || entries < 1) {
      return false;
    }
    long fields = number;
    if (!skip(fields) || !takeNumber() || number != 0) {
      return false;
    }
    long found = 0;
    for (long i = 0; i < entries; i++) {
      if (!entry(fields)) {
        return false;
      }
      found += isDeleted ? 0 : 1;
    }
    return at == END && found == live;
  }

  /** The ID of the last entry of the node just checked. */
  StreamId last() {
    return last;
  }

  /** Entries of the node just checked that are not deleted. */
  long live() {
    return live;
  }

  private boolean entry(long masterFields) {
    int flagsAt = at;
    if (!takeNumber() || node[flagsAt] < 0) {
      return false;
    }
    long flags = number;
    isDeleted = (flags & StreamNode.DELETED) != 0;
    boolean same = (flags & StreamNode.SAME_FIELDS) != 0;
    if (!entryId() || !same && !takeCount()) {
      return false;
    }
    long fields = same ? masterFields : number;
    long elements = same ? fields + 3 : 2 * fields + 4;
    return skip(same ? fields : 2 * fields) && takeNumber() && number == elements;
  }

  /** An ID that is not below the master's and above that of the entry before. */
  private boolean entryId() {
    if (!takeNumber()) {
      return false;
    }
    long ms = masterMs + number;
    if (!takeNumber()) {
      return false;
    }
    long seq = masterSeq + number;
    int order = last.compareTo(ms, seq);
    if (order > 0 || order == 0 && anyEntry) {
      return false;
    }
    anyEntry = true;
    last.set(ms, seq);
    return true;
  }

  /** Takes a number of things that are in the node. */
  private boolean takeCount() {
    return takeNumber() && number >= 0 && number <= node.length;
  }

  private boolean takeNumber() {
    if (at == END || !ListpackEntry.isInteger(node, at)) {
      return false;
    }
    number = ListpackEntry.integer(node, at);
    at = Listpack.next(node, at);
    return true;
  }

  private boolean skip(long elements) {
    for (long i = 0; i < elements; i++) {
      if (at == END) {
        return false;
      }
      at = Listpack.next(node, at);
    }
    return true;
  }
}
