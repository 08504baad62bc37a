package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads RESP2 and RESP3 replies out of bytes that arrive in arbitrary pieces: {@link #feed} what
 * has come, then call {@link #next} until it returns null.
 *
 * <pre>
 * +text\r\n  -text\r\n  :n\r\n  ,1.5\r\n  #t\r\n  (123\r\n  _\r\n                 one line each
 * $len\r\n bytes \r\n     =len\r\n txt:bytes \r\n     !len\r\n bytes \r\n         bulk forms
 * *n\r\n  ~n\r\n  &gt;n\r\n  then n replies;  %n\r\n then 2n;  |n\r\n then 2n, then what they annotate
 * </pre>
 *
 * Memory follows the bytes that came, never a length that was announced: a header that promises
 * gigabytes costs nothing until they arrive. Lengths and nesting are bounded, and an unfinished
 * aggregate waits on an explicit stack, so hostile nesting cannot overflow the thread's. Attributes
 * are read and dropped. Texts of errors as hiredis {@code read.c} has them. For one thread.
 */
public final class ReplyParser {
  /** Deeper than any reply Redis makes, shallow enough to walk by recursion. */
  public static final int MAX_DEPTH = 1024;

  /** Longest bulk string and longest line accepted unless told otherwise. */
  public static final int MAX_BULK_BYTES = Integer.MAX_VALUE - 64;

  private static final int MAX_ELEMENTS = Integer.MAX_VALUE / 2;
  private static final int MAX_HEADER_BYTES = 64;
  private static final int NO_BULK = -1;

  /** An aggregate whose elements are still coming. */
  private static final class Open {
    final byte sign;
    final @Nullable Open parent;
    final List<Reply> elements;
    int missing;

    Open(byte sign, int missing, @Nullable Open parent) {
      this.sign = sign;
      this.missing = missing;
      this.parent = parent;
      this.elements = new ArrayList<>(Math.min(missing, 16));
    }
  }

  private final int maxBulkBytes;
  private byte[] buffer = new byte[1024];
  private int start; // of what is not parsed yet
  private int end;
  private int scanned; // no line ends between start and here
  private byte bulkSign;
  private int bulkLength = NO_BULK; // announced by a header that is already behind start
  private @Nullable Open innermost;
  private int depth;
  private @Nullable Reply complete;
  private @Nullable ReplyFormatException broken;

  public ReplyParser() {
    this(MAX_BULK_BYTES);
  }

  public ReplyParser(int maxBulkBytes) {
    this.maxBulkBytes = maxBulkBytes;
  }

  /** Appends a copy of the bytes. */
  public void feed(byte[] data, int offset, int length) {
    if (broken != null) {
      return;
    }
    if (buffer.length - end < length) {
      makeRoom(length);
    }
    System.arraycopy(data, offset, buffer, end, length);
    end += length;
  }

  /**
   * The next complete reply, or null when it needs more bytes.
   *
   * @throws ReplyFormatException if the bytes are no reply; each later call throws it again
   */
  public @Nullable Reply next() throws ReplyFormatException {
    if (broken != null) {
      throw broken;
    }
    try {
      while (step()) {
        Reply reply = complete;
        if (reply != null) {
          complete = null;
          return reply;
        }
      }
      return null;
    } catch (ReplyFormatException e) {
      broken = e;
      buffer = Ascii.EMPTY;
      innermost = null;
      throw e;
    }
  }

  /** Consumes one line or one bulk body; false if it is not all here. */
  private boolean step() throws ReplyFormatException {
    if (bulkLength != NO_BULK) {
      return bulkBody();
    }
    int lineEnd = findLineEnd();
    if (lineEnd < 0) {
      return false;
    }
    byte sign = buffer[start];
    int from = start + 1;
    start = scanned = lineEnd + 2;
    line(sign, from, lineEnd - from);
    return true;
  }

  /** Where the carriage return of the line at start is, or -1 if it has not come. */
  private int findLineEnd() throws ReplyFormatException {
    if (start == end) {
      return -1;
    }
    checkSign(buffer[start]);
    int at = Math.max(scanned, start + 1);
    for (; at + 1 < end; at++) {
      if (buffer[at] == '\r' && buffer[at + 1] == '\n') {
        return at;
      }
    }
    scanned = at;
    if (at - start > lineLimit(buffer[start])) {
      throw new ReplyFormatException("Protocol error, line too long");
    }
    return -1;
  }

  /** Only texts may be long; a number or a length that goes on and on is an attack. */
  private int lineLimit(byte sign) {
    return switch (sign) {
      case '+', '-', '(', ',' -> maxBulkBytes;
      default -> MAX_HEADER_BYTES;
    };
  }

  private static void checkSign(byte sign) throws ReplyFormatException {
    switch (sign) {
      case '+', '-', ':', ',', '#', '(', '_', '$', '=', '!', '*', '~', '>', '%', '|' -> {}
      default ->
          throw new ReplyFormatException(
              "Protocol error, got " + quoted(sign) + " as reply type byte");
    }
  }

  private void line(byte sign, int from, int length) throws ReplyFormatException {
    switch (sign) {
      case '+' -> finish(Reply.text(Reply.Type.STATUS, simpleText(from, length)));
      case '-' -> finish(Reply.text(Reply.Type.ERROR, simpleText(from, length)));
      case ':' ->
          finish(Reply.integer(Reply.Type.INTEGER, number(from, length, "Bad integer value")));
      case ',' -> finish(Reply.text(Reply.Type.DOUBLE, floatText(from, length)));
      case '(' -> finish(Reply.text(Reply.Type.BIG_NUMBER, bigNumberText(from, length)));
      case '#' -> finish(Reply.integer(Reply.Type.BOOLEAN, truth(from, length)));
      case '_' -> {
        check(length == 0, "Bad nil value");
        finish(Reply.NIL);
      }
      case '$', '=', '!' -> bulkHeader(sign, number(from, length, "Bad bulk string length"));
      default -> aggregateHeader(sign, number(from, length, "Bad multi-bulk length"));
    }
  }

  private void bulkHeader(byte sign, long length) throws ReplyFormatException {
    check(length >= -1 && length <= maxBulkBytes, "Bulk string length out of range");
    if (length < 0) {
      finish(Reply.NIL);
      return;
    }
    bulkSign = sign;
    bulkLength = (int) length;
  }

  private boolean bulkBody() throws ReplyFormatException {
    if (end - start - 2 < bulkLength) {
      return false;
    }
    int from = start;
    int to = from + bulkLength;
    start = scanned = to + 2;
    bulkLength = NO_BULK;
    switch (bulkSign) {
      case '$' -> finish(Reply.text(Reply.Type.BULK, copy(from, to)));
      case '!' -> finish(Reply.text(Reply.Type.ERROR, copy(from, to)));
      default -> {
        check(
            to - from >= 4 && buffer[from + 3] == ':',
            "Verbatim string 4 bytes of content type are missing or incorrectly encoded.");
        finish(Reply.text(Reply.Type.VERBATIM, copy(from + 4, to)));
      }
    }
    return true;
  }

  private void aggregateHeader(byte sign, long length) throws ReplyFormatException {
    boolean pairs = sign == '%' || sign == '|';
    long count = pairs ? length * 2 : length;
    check(
        length >= -1 && length <= MAX_ELEMENTS && count <= MAX_ELEMENTS,
        "Multi-bulk length out of range");
    if (length < 0) {
      finish(Reply.NIL);
    } else if (count > 0) {
      check(++depth <= MAX_DEPTH, "Protocol error, reply nested too deeply");
      innermost = new Open(sign, (int) count, innermost);
    } else if (sign != '|') {
      finish(Reply.aggregate(typeOf(sign), List.of()));
    }
  }

  /** Puts a finished reply where it belongs, which may finish the aggregates around it. */
  private void finish(Reply item) {
    Reply finished = item;
    while (true) {
      Open around = innermost;
      if (around == null) {
        complete = finished;
        return;
      }
      around.elements.add(finished);
      if (--around.missing > 0) {
        return;
      }
      innermost = around.parent;
      depth--;
      if (around.sign == '|') {
        return;
      }
      finished = Reply.aggregate(typeOf(around.sign), around.elements);
    }
  }

  private static Reply.Type typeOf(byte sign) {
    return switch (sign) {
      case '%' -> Reply.Type.MAP;
      case '~' -> Reply.Type.SET;
      case '>' -> Reply.Type.PUSH;
      default -> Reply.Type.ARRAY;
    };
  }

  private byte[] simpleText(int from, int length) throws ReplyFormatException {
    for (int i = from; i < from + length; i++) {
      check(buffer[i] != '\r' && buffer[i] != '\n', "Bad simple string value");
    }
    return copy(from, from + length);
  }

  private byte[] bigNumberText(int from, int length) throws ReplyFormatException {
    for (int i = from; i < from + length; i++) {
      boolean digit = buffer[i] >= '0' && buffer[i] <= '9';
      check(digit || (i == from && buffer[i] == '-'), "Bad bignum value");
    }
    return copy(from, from + length);
  }

  /** The digits as they came: they are what the peer meant, and what a person wants to see. */
  private byte[] floatText(int from, int length) throws ReplyFormatException {
    check(length < 326, "Double value is too large");
    byte[] text = copy(from, from + length);
    boolean infinite =
        Ascii.equalsIgnoreCase(text, 0, length, "inf")
            || Ascii.equalsIgnoreCase(text, 0, length, "-inf");
    boolean notANumber = Ascii.equalsIgnoreCase(text, 0, length, "nan");
    if (!infinite && !notANumber) {
      for (byte b : text) {
        boolean numeric = (b >= '0' && b <= '9') || "+-.eE".indexOf(b) >= 0;
        check(numeric, "Bad double value");
      }
      try {
        check(Double.isFinite(Double.parseDouble(Ascii.string(text))), "Bad double value");
      } catch (NumberFormatException e) {
        throw new ReplyFormatException("Bad double value");
      }
    }
    return text;
  }

  private int truth(int from, int length) throws ReplyFormatException {
    check(length == 1 && "tTfF".indexOf(buffer[from]) >= 0, "Bad bool value");
    return Ascii.lower(buffer[from]) == 't' ? 1 : 0;
  }

  private long number(int from, int length, String complaint) throws ReplyFormatException {
    check(Ascii.isLong(buffer, from, length), complaint);
    return Ascii.parseLong(buffer, from, length);
  }

  private byte[] copy(int from, int to) {
    return from == to ? Ascii.EMPTY : Arrays.copyOfRange(buffer, from, to);
  }

  private static void check(boolean holds, String complaint) throws ReplyFormatException {
    if (!holds) {
      throw new ReplyFormatException(complaint);
    }
  }

  /** The byte as hiredis shows it in its complaint. */
  private static String quoted(byte b) {
    return switch (b) {
      case '\\' -> "\"\\\\\"";
      case '"' -> "\"\\\"\"";
      case '\n' -> "\"\\n\"";
      case '\r' -> "\"\\r\"";
      case '\t' -> "\"\\t\"";
      case 7 -> "\"\\a\"";
      case '\b' -> "\"\\b\"";
      default ->
          b >= ' ' && b < 127
              ? "\"" + (char) b + "\""
              : "\"\\x"
                  + Character.forDigit((b >> 4) & 15, 16)
                  + Character.forDigit(b & 15, 16)
                  + "\"";
    };
  }

  /** Moves what is left to the front, in a buffer twice as large if that is not enough. */
  private void makeRoom(int length) {
    int left = end - start;
    long needed = (long) left + length;
    byte[] target = buffer;
    if (needed > buffer.length) {
      if (needed > MAX_BULK_BYTES + 32) {
        throw new OutOfMemoryError("a reply of more than " + MAX_BULK_BYTES + " bytes");
      }
      target = new byte[(int) Math.min(MAX_BULK_BYTES + 32, Math.max(needed, 2L * buffer.length))];
    }
    System.arraycopy(buffer, start, target, 0, left);
    buffer = target;
    scanned = Math.max(0, scanned - start);
    start = 0;
    end = left;
  }
}
