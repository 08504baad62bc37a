package io.redissim.bench.load;

import java.nio.ByteBuffer;

/**
 * Counts the RESP2 replies of one connection, cut anywhere. Knows lines and bulk strings, which is
 * all that the loads ask for; a nil and an error are counted apart.
 */
final class ReplyCounter {
  private long replies;
  private long nils;
  private long errors;

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
          replies++;
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
          replies++;
        } else {
          skip = number + 2;
        }
      }
      case '-' -> {
        errors++;
        replies++;
      }
      case '+', ':' -> replies++;
      default -> throw new IllegalStateException("not a reply the loads expect: " + (char) type);
    }
    type = 0;
  }
}
