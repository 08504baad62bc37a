package io.redissim.core.type.stream;

import io.redissim.core.bytes.Ascii;

/**
 * The ID of an entry: milliseconds and a sequence number, each unsigned, printed {@code ms-seq}.
 * Mutable: a holder that is reused, never an object of its own per entry.
 */
final class StreamId {
  /** Bytes that {@link #write} may need: two numbers of 20 digits and the dash. */
  static final int MAX_TEXT_BYTES = 41;

  /** Of a number or of both, the largest there is. */
  static final long MAX = -1L;

  private long ms;
  private long seq;

  StreamId() {}

  StreamId(long ms, long seq) {
    this.ms = ms;
    this.seq = seq;
  }

  long ms() {
    return ms;
  }

  long seq() {
    return seq;
  }

  StreamId set(long newMs, long newSeq) {
    ms = newMs;
    seq = newSeq;
    return this;
  }

  StreamId set(StreamId other) {
    return set(other.ms, other.seq);
  }

  boolean isZero() {
    return (ms | seq) == 0;
  }

  boolean isMax() {
    return (ms & seq) == MAX;
  }

  int compareTo(StreamId other) {
    return compare(ms, seq, other.ms, other.seq);
  }

  int compareTo(long otherMs, long otherSeq) {
    return compare(ms, seq, otherMs, otherSeq);
  }

  static int compare(long ms, long seq, long otherMs, long otherSeq) {
    int order = Long.compareUnsigned(ms, otherMs);
    return order != 0 ? order : Long.compareUnsigned(seq, otherSeq);
  }

  /** Becomes the next ID; false: there is none, and it is now the smallest. */
  boolean increment() {
    if (++seq == 0) {
      return ++ms != 0;
    }
    return true;
  }

  /** Becomes the ID before; false: there is none, and it is now the largest. */
  boolean decrement() {
    if (seq-- == 0) {
      return ms-- != 0;
    }
    return true;
  }

  /** Writes {@code ms-seq} and returns the offset after it. */
  static int write(long ms, long seq, byte[] to, int at) {
    return write(ms, '-', seq, to, at);
  }

  /** Writes both numbers with another sign between. */
  static int write(long ms, char between, long seq, byte[] to, int at) {
    int next = writeUnsigned(ms, to, at);
    to[next] = (byte) between;
    return writeUnsigned(seq, to, next + 1);
  }

  private static int writeUnsigned(long value, byte[] to, int at) {
    if (value >= 0) {
      return Ascii.writeLong(value, to, at);
    }
    long head = Long.divideUnsigned(value, 10);
    int next = Ascii.writeLong(head, to, at);
    to[next] = (byte) ('0' + (value - head * 10));
    return next + 1;
  }

  /** For a person to read. */
  @Override
  public String toString() {
    return Long.toUnsignedString(ms) + "-" + Long.toUnsignedString(seq);
  }
}
