package io.redissim.cli;

import io.redissim.core.resp.Reply;

/** Replies as redis-cli shows them. Source: Valkey {@code valkey-cli.c:cliFormatReply*}. */
final class ReplyFormatter {
  private final String elementDelimiter;
  private final String replyDelimiter;

  /**
   * @param elementDelimiter between the elements of a raw aggregate ({@code -d})
   * @param replyDelimiter after each raw reply ({@code -D})
   */
  ReplyFormatter(String elementDelimiter, String replyDelimiter) {
    this.elementDelimiter = elementDelimiter;
    this.replyDelimiter = replyDelimiter;
  }

  ByteText format(Reply reply, ReplyFormat format) {
    ByteText out = new ByteText();
    switch (format) {
      case STANDARD -> standard(reply, "", out);
      case RAW -> {
        raw(reply, out);
        out.append(replyDelimiter);
      }
      case CSV -> {
        csv(reply, out);
        out.append('\n');
      }
      case JSON, QUOTED_JSON -> {
        json(reply, format == ReplyFormat.QUOTED_JSON, out);
        out.append('\n');
      }
    }
    return out;
  }

  /** The value as it is, for texts such as INFO's that bring their own line ends. */
  ByteText verbatim(Reply reply) {
    ByteText out = new ByteText();
    raw(reply, out);
    return out;
  }

  /** The push that client-side caching sends, on one line: {@code -> invalidate: 'a', 'b'}. */
  static ByteText invalidation(Reply push) {
    ByteText out = new ByteText().append("-> invalidate: ");
    String separator = "";
    for (Reply key : push.element(1).elements()) {
      out.append(separator).append('\'').append(key.bytes()).append('\'');
      separator = ", ";
    }
    return out.append('\n');
  }

  static boolean isInvalidation(Reply push) {
    return push.size() == 2
        && push.element(0).text().startsWith("invalidate")
        && push.element(1).is(Reply.Type.ARRAY);
  }

  private void standard(Reply reply, String indent, ByteText out) {
    switch (reply.type()) {
      case STATUS, VERBATIM -> out.append(reply.bytes());
      case ERROR -> out.append("(error) ").append(reply.bytes());
      case INTEGER -> out.append("(integer) ").append(reply.integer());
      case DOUBLE -> out.append("(double) ").append(reply.bytes());
      case BIG_NUMBER -> out.append(reply.bytes());
      case BULK -> out.appendQuoted(reply.bytes());
      case NIL -> out.append("(nil)");
      case BOOLEAN -> out.append(reply.integer() != 0 ? "(true)" : "(false)");
      case ARRAY, SET, PUSH, MAP -> {
        if (reply.size() > 0) {
          numbered(reply, indent, out);
          return;
        }
        out.append("(empty ").append(emptyName(reply)).append(')');
      }
    }
    out.append('\n');
  }

  private static String emptyName(Reply reply) {
    return switch (reply.type()) {
      case MAP -> "hash";
      case SET -> "set";
      case PUSH -> "push";
      default -> "array";
    };
  }

  /** One element per line, {@code 1) }, {@code 1~ } or {@code 1# key => value}. */
  private void numbered(Reply reply, String indent, ByteText out) {
    boolean map = reply.is(Reply.Type.MAP);
    int lines = map ? reply.size() / 2 : reply.size();
    int width = Integer.toString(lines).length();
    String inner = indent + " ".repeat(width + 2);
    String sign = map ? "# " : reply.is(Reply.Type.SET) ? "~ " : ") ";
    for (int line = 0; line < lines; line++) {
      // The caller has already indented the first line.
      out.append(line == 0 ? "" : indent)
          .append(Numbers.padLeft(Integer.toString(line + 1), width))
          .append(sign);
      standard(reply.element(map ? 2 * line : line), inner, out);
      if (map) {
        Reply value = reply.element(2 * line + 1);
        out.dropLast();
        out.append(" => ");
        if (takesLines(value)) {
          out.append('\n').append(inner);
        }
        standard(value, inner, out);
      }
    }
  }

  /** Whether the standard form of the reply takes more than one line. */
  private static boolean takesLines(Reply reply) {
    return switch (reply.type()) {
      case ARRAY, SET, PUSH ->
          reply.size() > 1 || (reply.size() == 1 && takesLines(reply.element(0)));
      case MAP -> reply.size() > 2 || (reply.size() == 2 && takesLines(reply.element(1)));
      default -> false;
    };
  }

  private void raw(Reply reply, ByteText out) {
    switch (reply.type()) {
      case NIL -> {}
      case ERROR -> out.append(reply.bytes()).append('\n');
      case STATUS, BULK, VERBATIM, DOUBLE, BIG_NUMBER -> out.append(reply.bytes());
      case INTEGER -> out.append(reply.integer());
      case BOOLEAN -> out.append(reply.integer() != 0 ? "(true)" : "(false)");
      case ARRAY, SET, PUSH -> {
        for (int i = 0; i < reply.size(); i++) {
          out.append(i == 0 ? "" : elementDelimiter);
          raw(reply.element(i), out);
        }
      }
      case MAP -> {
        for (int i = 0; i < reply.size(); i += 2) {
          out.append(i == 0 ? "" : elementDelimiter);
          raw(reply.element(i), out);
          out.append(' ');
          raw(reply.element(i + 1), out);
        }
      }
    }
  }

  /** One line; nesting is flattened, CSV has none. */
  private void csv(Reply reply, ByteText out) {
    switch (reply.type()) {
      case NIL -> out.append("NULL");
      case ERROR -> {
        out.append("ERROR,");
        out.appendQuoted(reply.bytes());
      }
      case STATUS, BULK, VERBATIM -> out.appendQuoted(reply.bytes());
      case INTEGER -> out.append(reply.integer());
      case DOUBLE, BIG_NUMBER -> out.append(reply.bytes());
      case BOOLEAN -> out.append(reply.integer() != 0 ? "true" : "false");
      case ARRAY, SET, PUSH, MAP -> {
        for (int i = 0; i < reply.size(); i++) {
          out.append(i == 0 ? "" : ",");
          csv(reply.element(i), out);
        }
      }
    }
  }

  private void json(Reply reply, boolean quoted, ByteText out) {
    switch (reply.type()) {
      case NIL -> out.append("null");
      case ERROR -> {
        out.append("error:");
        jsonString(reply.bytes(), quoted, out);
      }
      case STATUS, BULK, VERBATIM -> jsonString(reply.bytes(), quoted, out);
      case INTEGER -> out.append(reply.integer());
      case DOUBLE, BIG_NUMBER -> out.append(reply.bytes());
      case BOOLEAN -> out.append(reply.integer() != 0 ? "true" : "false");
      case ARRAY, SET, PUSH -> {
        out.append('[');
        for (int i = 0; i < reply.size(); i++) {
          out.append(i == 0 ? "" : ",");
          json(reply.element(i), quoted, out);
        }
        out.append(']');
      }
      case MAP -> {
        out.append('{');
        for (int i = 0; i < reply.size(); i += 2) {
          out.append(i == 0 ? "" : ",");
          jsonKey(reply.element(i), quoted, out);
          out.append(':');
          json(reply.element(i + 1), quoted, out);
        }
        out.append('}');
      }
    }
  }

  /** JSON wants a string as key; RESP3 allows anything. */
  private void jsonKey(Reply key, boolean quoted, ByteText out) {
    switch (key.type()) {
      case STATUS, ERROR, BULK, VERBATIM -> json(key, quoted, out);
      default -> {
        out.append('"');
        json(key, quoted, out);
        out.append('"');
      }
    }
  }

  private static void jsonString(byte[] value, boolean quoted, ByteText out) {
    if (quoted) {
      ByteText text = new ByteText();
      text.appendQuoted(value);
      for (int i = 0; i < text.length(); i++) {
        out.append(text.byteAt(i) == '\\' ? "\\" : "").append((char) text.byteAt(i));
      }
      return;
    }
    out.append('"');
    for (byte b : value) {
      switch (b) {
        case '\\', '"' -> out.append('\\').append((char) b);
        case '\n' -> out.append("\\n");
        case '\f' -> out.append("\\f");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case '\b' -> out.append("\\b");
        default -> {
          if (b >= 0 && b < ' ') {
            out.append("\\u00").append(b < 16 ? '0' : '1').append(Character.forDigit(b & 15, 16));
          } else {
            out.append((char) b);
          }
        }
      }
    }
    out.append('"');
  }
}
