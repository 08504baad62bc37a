package io.redissim.cli.benchmark;

import io.redissim.cli.ByteText;
import org.jspecify.annotations.Nullable;

/**
 * Counts the replies in a stream of RESP without building them. Pushes are no replies. The first
 * error reply, or what is no reply at all, is kept.
 */
final class ReplyCounter {
  private static final int AT_SIGN = 0;
  private static final int IN_LINE = 1;
  private static final int IN_BULK = 2;

  private int state = AT_SIGN;
  private byte sign;
  private long number;
  private boolean negative;
  private long bulkLeft;
  private long itemsLeft;
  private boolean push;
  private boolean outermost;
  private @Nullable ByteText errorText;
  private @Nullable String failure;

  /** What makes going on pointless: {@code ERR …} of an error reply, or a broken protocol. */
  @Nullable String failure() {
    return failure;
  }

  /** The number of replies that end within these bytes. */
  int count(byte[] bytes, int length) {
    int complete = 0;
    int at = 0;
    while (at < length) {
      switch (state) {
        case AT_SIGN -> begin(bytes[at++]);
        case IN_BULK -> {
          long skipped = Math.min(bulkLeft, length - at);
          at += (int) skipped;
          bulkLeft -= skipped;
          if (bulkLeft == 0) {
            complete += itemEnds();
          }
        }
        default -> {
          byte b = bytes[at++];
          if (b == '\n') {
            complete += lineEnds();
          } else {
            inLine(b);
          }
        }
      }
    }
    return complete;
  }

  private void begin(byte first) {
    outermost = itemsLeft == 0;
    if (outermost) {
      itemsLeft = 1;
      push = first == '>';
    }
    sign = first;
    number = 0;
    negative = false;
    errorText = first == '-' ? new ByteText() : null;
    state = IN_LINE;
    if ("+-:,#(_$=!*~>%|".indexOf(first) < 0 && failure == null) {
      failure = "Protocol error, got byte " + (first & 0xff) + " as reply type";
    }
  }

  private void inLine(byte b) {
    if (errorText != null && b != '\r') {
      errorText.append((char) b);
    } else if (b == '-') {
      negative = true;
    } else if (b >= '0' && b <= '9') {
      number = number * 10 + (b - '0');
    }
  }

  private int lineEnds() {
    state = AT_SIGN;
    switch (sign) {
      case '$', '=', '!' -> {
        if (negative) {
          return itemEnds();
        }
        bulkLeft = number + 2;
        state = IN_BULK;
        return 0;
      }
      case '*', '~', '>' -> itemsLeft += negative ? 0 : number;
      case '%' -> itemsLeft += negative ? 0 : 2 * number;
      case '|' -> {
        itemsLeft += 2 * number;
        return 0;
      }
      case '-' -> {
        if (outermost && failure == null && errorText != null) {
          failure = errorText.toString();
        }
      }
      default -> {}
    }
    return itemEnds();
  }

  private int itemEnds() {
    state = AT_SIGN;
    return --itemsLeft == 0 && !push ? 1 : 0;
  }
}
