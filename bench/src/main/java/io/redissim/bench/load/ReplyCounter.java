package io.redissim.bench.load;

import java.nio.ByteBuffer;

/**
 * Counts the RESP2 replies of one connection, cut anywhere; an array is one reply. Nils and errors
 * are counted apart, those within arrays too.
 */
final class ReplyCounter {
  private long replies;
  private long nils;
  private long errors;

  /** Replies that are missing until the one that began outside of all arrays is whole. */
  private long missing = 1;

  /** Payload bytes (with their line end) still to be skipped. */
  private int skip;

  /** The type byte of the line being read; 0: between lines. */
  private byte type;

  private int number;
  private boolean negative;

  long replies() {
    return replies;
  }

  long nils() {
    return nils;
  }

  long errors() {
    return errors;
  }

  /** Takes all bytes between position and limit. */
  void count(ByteBuffer in) {
    int at = in.position();
    int end = in.limit();
    while (at < end) {
      if (skip > 0) {
        int step = Math.min(skip, end - at);
        at += step;
        skip -= step;
        if (skip == 0) {
          ended();
        }
        continue;
      }
      if (type == 0) {
        type = in.get(at++);
        number = 0;
        negative = false;
      }
      while (at < end) {
        byte b = in.get(at++);
        if (b == '\n') {
          line();
          break;
        }
        if (b == '-') {
          negative = true;
        } else if (b != '\r') {
          number = 10 * number + (b - '0');
        }
      }
    }
  }

  private void line() {
    switch (type) {
      case '$' -> {
        if (negative) {
          nils++;
          ended();
        } else {
          skip = number + 2;
        }
      }
      case '*' -> {
        if (negative) {
          nils++;
        } else {
          missing += number;
        }
        ended();
      }
      case '-' -> {
        errors++;
        ended();
      }
      case '+', ':' -> ended();
      default -> throw new IllegalStateException("not a reply the loads expect: " + (char) type);
    }
    type = 0;
  }

  private void ended() {
    if (--missing == 0) {
      missing = 1;
      replies++;
    }
  }
}
