package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Commands out of a table of forms.
 *
 * <pre>
 *   word             itself
 *   $name            one of the words of that name, see {@link RandomWords}; $any: a whole command
 *   ( a | b )        one of them; followed by ? none or one, * up to three, + one to four
 *   ;                between commands that follow each other; $same: the first key of the one before
 *   ~ at the start   the order of the reply's elements is not defined
 *   @ at the start   the reply is a time that hangs on when the command ran
 *   &amp; at the start   the reply has such times in it
 *   % at the start   only the kind of the reply is defined
 * </pre>
 */
final class Forms {
  private final Random random;
  private final RandomWords words;
  private final Supplier<Command> anyCommand;
  private byte[] same = Ascii.EMPTY;

  /**
   * @param anyCommand what {@code $any} stands for
   */
  Forms(Random random, RandomWords words, Supplier<Command> anyCommand) {
    this.random = random;
    this.words = words;
    this.anyCommand = anyCommand;
  }

  /** The forms of a table, one a line. */
  static List<String> of(String table) {
    return table.lines().map(String::strip).toList();
  }

  /** The commands of a form. */
  List<Command> commands(String form) {
    List<Command> commands = new ArrayList<>();
    for (String one : form.split(" ; ", -1)) {
      Comparison comparison =
          switch (one.charAt(0)) {
            case '~' -> Comparison.UNORDERED;
            case '@' -> Comparison.ABOUT;
            case '&' -> Comparison.IDLE;
            case '%' -> Comparison.KIND;
            default -> Comparison.EXACT;
          };
      String rest = comparison == Comparison.EXACT ? one : one.substring(2);
      List<byte[]> filled = new ArrayList<>();
      List<String> tokens = Arrays.asList(rest.split(" ", -1));
      fill(tokens, 0, tokens.size(), filled);
      commands.add(new Command(filled, comparison));
      same = filled.size() > 1 ? filled.get(1) : Ascii.EMPTY;
    }
    return commands;
  }

  private void fill(List<String> tokens, int from, int to, List<byte[]> filled) {
    int at = from;
    while (at < to) {
      String token = tokens.get(at);
      if (token.equals("(")) {
        int end = closing(tokens, at);
        repeat(tokens, at + 1, end, filled);
        at = end + 1;
      } else {
        if (token.equals("$any")) {
          filled.addAll(anyCommand.get().words());
        } else if (token.equals("$same")) {
          filled.add(same);
        } else {
          filled.add(token.matches("\\$[a-z]+") ? words.word(token) : Ascii.bytes(token));
        }
        at++;
      }
    }
  }

  private void repeat(List<String> tokens, int from, int end, List<byte[]> filled) {
    int times =
        switch (tokens.get(end)) {
          case ")?" -> random.nextInt(2);
          case ")*" -> random.nextInt(4);
          case ")+" -> 1 + random.nextInt(4);
          default -> 1;
        };
    List<Integer> bounds = alternatives(tokens, from, end);
    for (int i = 0; i < times; i++) {
      int choice = random.nextInt(bounds.size() - 1);
      fill(tokens, bounds.get(choice) + 1, bounds.get(choice + 1), filled);
    }
  }

  /** Where the alternatives between two parentheses begin and end, one before each. */
  private static List<Integer> alternatives(List<String> tokens, int from, int end) {
    List<Integer> bounds = new ArrayList<>(List.of(from - 1));
    int depth = 0;
    for (int i = from; i < end; i++) {
      String token = tokens.get(i);
      if (token.equals("(")) {
        depth++;
      } else if (token.startsWith(")")) {
        depth--;
      } else if (token.equals("|") && depth == 0) {
        bounds.add(i);
      }
    }
    bounds.add(end);
    return bounds;
  }

  private static int closing(List<String> tokens, int open) {
    int depth = 0;
    for (int i = open; ; i++) {
      String token = tokens.get(i);
      if (token.equals("(")) {
        depth++;
      } else if (token.startsWith(")") && --depth == 0) {
        return i;
      }
    }
  }
}
