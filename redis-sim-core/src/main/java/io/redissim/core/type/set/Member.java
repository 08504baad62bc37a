package io.redissim.core.type.set;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.resp.ReplySink;

/**
 * One member of a set, as bytes or as a number: a view, good until it is pointed elsewhere or the
 * set changes. Of a number the digits are written only when somebody asks for them.
 */
public final class Member {
  private final byte[] digits = new byte[Ascii.MAX_LONG_BYTES];
  private byte[] array = digits;
  private int offset;

  /** Negative: a number whose digits are not written yet. */
  private int length;

  private boolean number;
  private long value;
  private boolean hashed;
  private long hash;

  /** Points at bytes. */
  public Member point(byte[] newArray, int newOffset, int newLength) {
    array = newArray;
    offset = newOffset;
    length = newLength;
    number = false;
    hashed = false;
    return this;
  }

  /** Points at a number. */
  public Member point(long newValue) {
    array = digits;
    offset = 0;
    length = -1;
    number = true;
    value = newValue;
    hashed = false;
    return this;
  }

  /** Whether it is stored as a number; bytes may still be the digits of one. */
  public boolean isNumber() {
    return number;
  }

  public long number() {
    return value;
  }

  public byte[] array() {
    return array;
  }

  public int offset() {
    return offset;
  }

  /** Bytes; makes them, if they are digits that were not written yet. */
  public int length() {
    if (length < 0) {
      length = Ascii.writeLong(value, digits, 0);
    }
    return length;
  }

  /** The hash of its bytes; computed once. */
  public long hash(KeyHash by) {
    if (!hashed) {
      int bytes = length();
      hash = by.of(array, offset, bytes);
      hashed = true;
    }
    return hash;
  }

  public void replyTo(ReplySink reply) {
    if (number) {
      reply.bulkNumber(value);
    } else {
      reply.bulk(array, offset, length);
    }
  }
}
