package io.redissim.server.against;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Replies as the bytes they are. */
final class Wire {
  /** Every byte is a character. */
  static final Charset CHARSET = StandardCharsets.ISO_8859_1;

  /** Stands for a reply that is missing. */
  static final byte[] NOTHING = "(none)".getBytes(CHARSET);

  private static final int PRINTED = 160;

  private Wire() {}

  /** Latin-1 with escapes, cut where it gets long. */
  static String printable(byte[] bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (int i = 0; i < Math.min(bytes.length, PRINTED); i++) {
      int b = bytes[i] & 0xff;
      switch (b) {
        case '\r' -> text.append("\\r");
        case '\n' -> text.append("\\n");
        case '"', '\\' -> text.append('\\').append((char) b);
        default -> text.append(b < 32 || b > 126 ? String.format("\\x%02x", b) : "" + (char) b);
      }
    }
    return text + (bytes.length > PRINTED ? "\"... (" + bytes.length + " bytes)" : "\"");
  }

  /** The elements of an array or a push, each with its own header; of anything else: nothing. */
  static List<byte[]> elements(byte[] reply) {
    List<byte[]> elements = new ArrayList<>();
    if ((reply[0] == '*' || reply[0] == '>') && reply[1] != '-') {
      int at = lineEnd(reply, 0);
      while (at < reply.length) {
        int end = end(reply, at);
        elements.add(Arrays.copyOfRange(reply, at, end));
        at = end;
      }
    }
    return elements;
  }

  static String text(byte[] bytes) {
    return new String(bytes, CHARSET);
  }

  static boolean isError(byte[] reply, String code) {
    return new String(reply, CHARSET).startsWith("-" + code + " ");
  }

  /** What a bulk string holds, or a verbatim one with its {@code txt:}. */
  static byte[] bulk(byte[] reply) {
    if (reply[0] != '$' && reply[0] != '=' || reply[1] == '-') {
      throw new AssertionError("no bulk string: " + printable(reply));
    }
    return Arrays.copyOfRange(reply, lineEnd(reply, 0), reply.length - 2);
  }

  private static int end(byte[] wire, int from) {
    int at = lineEnd(wire, from);
    return switch (wire[from]) {
      case '$', '=', '!' -> Math.max(at, at + length(wire, from) + (wire[from + 1] == '-' ? 0 : 2));
      case '*', '~', '>' -> end(wire, at, length(wire, from));
      case '%' -> end(wire, at, 2 * length(wire, from));
      default -> at;
    };
  }

  private static int end(byte[] wire, int from, int count) {
    int at = from;
    for (int i = 0; i < count; i++) {
      at = end(wire, at);
    }
    return at;
  }

  private static int lineEnd(byte[] wire, int from) {
    int at = from;
    while (wire[at] != '\n') {
      at++;
    }
    return at + 1;
  }

  private static int length(byte[] wire, int from) {
    int length = 0;
    for (int at = from + 1; wire[at] != '\r'; at++) {
      length = wire[at] == '-' ? 0 : length * 10 + wire[at] - '0';
      if (wire[at] == '-') {
        return 0; // null
      }
    }
    return length;
  }
}
