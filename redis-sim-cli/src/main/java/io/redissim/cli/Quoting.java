package io.redissim.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quoting of redis-cli and redis.conf, both ways: {@code "a\n\x00b"} with escapes, {@code
 * 'it\'s'} without. Source: hiredis {@code sds.c:sdssplitargs}, {@code sdscatrepr}.
 */
final class Quoting {
  private Quoting() {}

  /** Appends the bytes as a quoted string that holds printable ASCII only. */
  static void quote(byte[] value, ByteText out) {
    out.append('"');
    for (byte b : value) {
      switch (b) {
        case '\\', '"' -> out.append('\\').append((char) b);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (b >= ' ' && b < 127) {
            out.append((char) b);
          } else {
            out.append("\\x").append(hexDigit(b >> 4)).append(hexDigit(b));
          }
        }
      }
    }
    out.append('"');
  }

  private static char hexDigit(int nibble) {
    return Character.forDigit(nibble & 15, 16);
  }

  /** The words of a line, or null if quotes are unbalanced or followed by more than a space. */
  static @Nullable List<String> split(String line) {
    List<String> words = new ArrayList<>();
    Cursor at = new Cursor(line);
    while (at.skipSpaces()) {
      String word = at.word();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
    return words;
  }

  /** The one word that the text is, without its quotes, or null if it is not one word. */
  static @Nullable String unquote(String text) {
    List<String> words = split(text);
    return words != null && words.size() == 1 ? words.get(0) : null;
  }

  static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /** A position in the line. A NUL ends the line, as it ends a C string. */
  private static final class Cursor {
    private final String line;
    private final StringBuilder word = new StringBuilder();
    private int at;

    Cursor(String line) {
      this.line = line;
    }

    char peek(int ahead) {
      return at + ahead < line.length() ? line.charAt(at + ahead) : 0;
    }

    boolean skipSpaces() {
      while (isSpace(peek(0))) {
        at++;
      }
      return peek(0) != 0;
    }

    @Nullable String word() {
      word.setLength(0);
      while (true) {
        char c = peek(0);
        if (c == 0 || c == ' ' || c == '\n' || c == '\r' || c == '\t') {
          return word.toString();
        }
        at++;
        if (c == '"' || c == '\'') {
          return (c == '"' ? untilDoubleQuote() : untilSingleQuote()) ? word.toString() : null;
        }
        word.append(c);
      }
    }

    private boolean untilDoubleQuote() {
      for (char c = peek(0); c != 0; c = peek(0)) {
        at++;
        if (c == '"') {
          return atWordEnd();
        }
        if (c == '\\' && peek(0) == 'x' && isHex(peek(1)) && isHex(peek(2))) {
          word.append((char) (Character.digit(peek(1), 16) * 16 + Character.digit(peek(2), 16)));
          at += 3;
        } else if (c == '\\' && peek(0) != 0) {
          word.append(unescaped(peek(0)));
          at++;
        } else {
          word.append(c);
        }
      }
      return false;
    }

    private boolean untilSingleQuote() {
      for (char c = peek(0); c != 0; c = peek(0)) {
        at++;
        if (c == '\'') {
          return atWordEnd();
        }
        if (c == '\\' && peek(0) == '\'') {
          word.append('\'');
          at++;
        } else {
          word.append(c);
        }
      }
      return false;
    }

    private boolean atWordEnd() {
      return peek(0) == 0 || isSpace(peek(0));
    }

    private static boolean isHex(char c) {
      return c < 128 && Character.digit(c, 16) >= 0;
    }

    private static char unescaped(char c) {
      return switch (c) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'b' -> '\b';
        case 'a' -> 7;
        default -> c;
      };
    }
  }
}
