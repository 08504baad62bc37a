package io.redissim.core.bytes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a line into arguments the way inline commands, configuration lines and the cli's prompt do
 * it. Source: Valkey {@code sds.c:sdssplitargs}.
 *
 * <ul>
 *   <li>Arguments are separated by white space; a NUL byte ends the line.
 *   <li>{@code "..."} knows {@code \n \r \t \b \a \xHH}, and a backslash takes any other byte as it
 *       is.
 *   <li>{@code '...'} knows only {@code \'}.
 *   <li>A quote may open inside a word ({@code a"b c"} is one argument) but a closing quote ends
 *       the argument, so white space or the end of the line must follow it.
 * </ul>
 *
 * <p>An instance is reused from line to line and keeps its arrays; the result of {@link #split} is
 * valid until the next call. Unquoting never lengthens a line, so one array of the line's length
 * holds all arguments.
 */
public final class SplitArgs {
  /** What {@link #split} answers for quotes that are not closed or not followed by a space. */
  public static final int UNBALANCED = -1;

  private byte[] text = Ascii.EMPTY;
  private int used;
  private int[] ends = new int[8];
  private int count;

  /** Splits the bytes of a line; the number of arguments, or {@link #UNBALANCED}. */
  public int split(byte[] line, int offset, int length) {
    if (text.length < length) {
      text = new byte[length];
    }
    used = 0;
    count = 0;
    int end = offset + length;
    int at = offset;
    while (true) {
      while (at < end && isSpace(line[at])) {
        at++;
      }
      if (at == end || line[at] == 0) {
        return count;
      }
      at = argument(line, at, end);
      if (at < 0) {
        count = 0;
        return UNBALANCED;
      }
      if (count == ends.length) {
        ends = Arrays.copyOf(ends, count * 2);
      }
      ends[count++] = used;
    }
  }

  public int count() {
    return count;
  }

  /** The array that holds all arguments. */
  public byte[] array() {
    return text;
  }

  public int offset(int index) {
    return index == 0 ? 0 : ends[index - 1];
  }

  public int length(int index) {
    return ends[index] - offset(index);
  }

  /**
   * The arguments of a line of Latin-1 text (a char is a byte), or null if quotes are unbalanced.
   */
  public static @Nullable List<String> strings(String line) {
    SplitArgs split = new SplitArgs();
    byte[] bytes = Ascii.bytes(line);
    int count = split.split(bytes, 0, bytes.length);
    if (count == UNBALANCED) {
      return null;
    }
    List<String> args = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = split.offset(i);
      args.add(Ascii.string(Arrays.copyOfRange(split.text, from, from + split.length(i))));
    }
    return args;
  }

  /** The one argument that the Latin-1 text is, unquoted, or null if it is not one argument. */
  public static @Nullable String unquoted(String text) {
    List<String> args = strings(text);
    return args != null && args.size() == 1 ? args.get(0) : null;
  }

  /**
   * Latin-1 text in double quotes, so that {@link #strings} reads it back. Source: {@code
   * sds.c:sdscatrepr}.
   */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '"' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (c >= ' ' && c < 127) {
            out.append(c);
          } else {
            out.append("\\x")
                .append(Character.forDigit(c >> 4 & 15, 16))
                .append(Character.forDigit(c & 15, 16));
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** Reads one argument and returns the offset after it, or a negative number if unbalanced. */
  private int argument(byte[] line, int from, int end) {
    int at = from;
    while (at < end) {
      byte b = line[at];
      if (b == '"') {
        return doubleQuoted(line, at + 1, end);
      }
      if (b == '\'') {
        return singleQuoted(line, at + 1, end);
      }
      if (b == ' ' || b == '\n' || b == '\r' || b == '\t' || b == 0) {
        return at;
      }
      text[used++] = b;
      at++;
    }
    return at;
  }

  private int doubleQuoted(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != 0) {
      byte b = line[at];
      if (b == '"') {
        return afterQuote(line, at + 1, end);
      }
      if (b == '\\' && at + 1 < end && line[at + 1] != 0) {
        if (isHexEscape(line, at, end)) {
          text[used++] =
              (byte) (Character.digit(line[at + 2], 16) << 4 | Character.digit(line[at + 3], 16));
          at += 4;
        } else {
          text[used++] = unescaped(line[at + 1]);
          at += 2;
        }
      } else {
        text[used++] = b;
        at++;
      }
    }
    return UNBALANCED;
  }

  private int singleQuoted(byte[] line, int from, int end) {
    int at = from;
    while (at < end && line[at] != 0) {
      byte b = line[at];
      if (b == '\'') {
        return afterQuote(line, at + 1, end);
      }
      if (b == '\\' && at + 1 < end && line[at + 1] == '\'') {
        b = '\'';
        at++;
      }
      text[used++] = b;
      at++;
    }
    return UNBALANCED;
  }

  private static int afterQuote(byte[] line, int at, int end) {
    return at == end || line[at] == 0 || isSpace(line[at]) ? at : UNBALANCED;
  }

  private static boolean isHexEscape(byte[] line, int at, int end) {
    return at + 3 < end
        && line[at + 1] == 'x'
        && Character.digit(line[at + 2], 16) >= 0
        && Character.digit(line[at + 3], 16) >= 0;
  }

  private static byte unescaped(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  /** C's isspace: space, and tab to carriage return. */
  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= '\t' && b <= '\r');
  }
}
