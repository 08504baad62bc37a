package io.redissim.core.command;

import io.redissim.core.resp.Args;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the keys of a request by the key specs of its command. For introspection: commands find
 * their own keys faster. Source: Valkey {@code db.c:getKeysUsingKeySpecs}.
 */
public final class KeyFinder {
  /** A key: which argument of the request it is, its name being 0, and what becomes of it. */
  public record FoundKey(int argument, List<KeyFlag> flags) {}

  private static final List<KeyFlag> READ = List.of(KeyFlag.RO, KeyFlag.ACCESS);
  private static final List<KeyFlag> READ_AND_WRITTEN =
      List.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.UPDATE);
  private static final List<KeyFlag> MOVED = List.of(KeyFlag.RW, KeyFlag.ACCESS, KeyFlag.DELETE);
  private static final List<KeyFlag> OVERWRITTEN = List.of(KeyFlag.OW, KeyFlag.UPDATE);

  private final CommandSpec command;
  private final Args args;
  private final int from;
  private final int count;
  private final List<FoundKey> found = new ArrayList<>();

  /** Whether the number of keys was what C's {@code atoi} makes of it: {@code genericGetKeys}. */
  private boolean readLoosely;

  private KeyFinder(CommandSpec command, Args args, int from) {
    this.command = command;
    this.args = args;
    this.from = from;
    this.count = args.count() - from;
  }

  /** Whether any argument of the command may be a key. */
  public static boolean hasKeys(CommandSpec command) {
    return command.keySpecs().stream().anyMatch(spec -> !spec.has(KeyFlag.NOT_KEY));
  }

  /**
   * The keys of the request that begins at argument {@code from} of {@code args}; null: its
   * arguments do not fit the command.
   */
  public static @Nullable List<FoundKey> find(CommandSpec command, Args args, int from) {
    KeyFinder finder = new KeyFinder(command, args, from);
    if (command.name().equals("sort") || command.name().equals("sort_ro")) {
      return finder.ofSort();
    }
    for (KeySpec spec : command.keySpecs()) {
      if (!spec.has(KeyFlag.NOT_KEY) && !finder.collect(spec)) {
        return command.name().equals("migrate") ? finder.ofMigrate() : null;
      }
    }
    if (finder.readLoosely && finder.found.get(0).flags().contains(KeyFlag.OW)) {
      Collections.rotate(finder.found, -1); // what takes such a number finds the destination last
    }
    return finder.found;
  }

  /** The key and, of the last STORE, the destination; keys made of patterns nobody can tell. */
  private List<FoundKey> ofSort() {
    found.add(new FoundKey(1, READ));
    int store = 0;
    for (int i = 2; i < count && command.name().equals("sort"); i++) {
      if (args.is(from + i, "LIMIT")) {
        i += 2;
      } else if (args.is(from + i, "GET") || args.is(from + i, "BY")) {
        i++;
      } else if (args.is(from + i, "STORE") && i + 1 < count) {
        store = i + 1;
        i++;
      }
    }
    if (store != 0) {
      found.add(new FoundKey(store, OVERWRITTEN));
    }
    return found;
  }

  /**
   * The word KEYS, which its spec has found, may be a password or a key. Source: Valkey {@code
   * db.c:migrateGetKeys}.
   */
  private List<FoundKey> ofMigrate() {
    found.clear();
    int first = 3;
    int end = 4;
    for (int i = 6; i < count; i++) {
      if (args.is(from + i, "KEYS")) {
        first = i + 1;
        end = args.length(from + 3) == 0 ? count : first; // else it is an error
        break;
      }
      i += args.is(from + i, "AUTH") ? 1 : args.is(from + i, "AUTH2") ? 2 : 0;
    }
    for (int i = first; i < end; i++) {
      found.add(new FoundKey(i, MOVED));
    }
    return found;
  }

  /** False: the arguments do not fit. */
  private boolean collect(KeySpec spec) {
    if (spec.begin() instanceof KeySpec.BeginUnknown) {
      return false;
    }
    int begin = begin(spec.begin());
    if (begin == 0) {
      return true;
    }
    if (spec.find() instanceof KeySpec.FindRange range) {
      return collect(spec, begin, last(begin, range), range.step());
    }
    if (spec.find() instanceof KeySpec.FindKeyNum keys) {
      int at = begin + keys.keyNumIndex();
      if (at >= count) {
        return false;
      }
      int number = number(from + at);
      int first = begin + keys.firstKey();
      return number >= 0
          && number <= count
          && collect(spec, first, first + number - 1, keys.step());
    }
    return false;
  }

  /** Negative: none. Redis keeps 32 bits of it. */
  private int number(int argument) {
    if (args.isInteger(argument)) {
      long number = args.integer(argument);
      return number < 0 ? -1 : (int) number;
    }
    readLoosely = true;
    String text = args.text(argument).stripLeading();
    int first = text.startsWith("+") ? 1 : 0;
    int end = first;
    while (end < text.length() && end < first + 9 && Character.digit(text.charAt(end), 10) >= 0) {
      end++;
    }
    return end == first ? -1 : Integer.parseInt(text, first, end, 10);
  }

  private boolean collect(KeySpec spec, int first, int last, int step) {
    if (last >= count || last < first || first >= count) {
      return false;
    }
    for (int i = first; i <= last; i += step) {
      found.add(new FoundKey(i, flags(spec)));
    }
    return !spec.has(KeyFlag.INCOMPLETE);
  }

  /** The argument at which keys begin; 0: the keyword is not there. */
  private int begin(KeySpec.Begin begin) {
    if (begin instanceof KeySpec.BeginIndex index) {
      return index.index();
    }
    KeySpec.BeginKeyword keyword = (KeySpec.BeginKeyword) begin;
    boolean forward = keyword.startFrom() > 0;
    int end = forward ? count - 1 : 1;
    int at = forward ? keyword.startFrom() : count + keyword.startFrom();
    int step = at <= end ? 1 : -1;
    for (; at != end && at >= 1 && at < count; at += step) {
      if (args.is(from + at, keyword.keyword())) {
        return at + 1;
      }
    }
    return 0;
  }

  private int last(int first, KeySpec.FindRange range) {
    if (range.lastKey() >= 0) {
      return first + range.lastKey();
    }
    if (range.limit() == 0) {
      return count + range.lastKey();
    }
    return first + (count - first) / range.limit() + range.lastKey();
  }

  /** Where the flags depend on the arguments, the spec only gives the widest. */
  private List<KeyFlag> flags(KeySpec spec) {
    if (!spec.has(KeyFlag.VARIABLE_FLAGS)) {
      return spec.flags();
    }
    return switch (command.name()) {
      case "set" -> setReads() ? READ_AND_WRITTEN : OVERWRITTEN;
      case "bitfield" -> bitFieldOnlyReads() ? READ : READ_AND_WRITTEN;
      default -> spec.flags();
    };
  }

  private boolean setReads() {
    for (int i = 3; i < count; i++) {
      if (args.is(from + i, "GET")) {
        return true;
      }
    }
    return false;
  }

  /** What is no valid operation might write. Source: Valkey {@code db.c:bitfieldGetKeys}. */
  private boolean bitFieldOnlyReads() {
    for (int i = 2; i < count; ) {
      if (args.is(from + i, "GET") && i + 2 < count) {
        i += 3;
      } else if (args.is(from + i, "OVERFLOW") && i + 1 < count) {
        i += 2;
      } else {
        return false;
      }
    }
    return true;
  }
}
