package io.redissim.core.command;

import java.util.List;

/**
 * Where a command's keys stand among its arguments: first find where they begin, then how far they
 * go. Source: the key specification page of the Redis documentation.
 */
public record KeySpec(List<KeyFlag> flags, Begin begin, Find find) {

  /** Where the keys of a spec begin. */
  public sealed interface Begin {}

  /** At a fixed argument; 1 is the first after the name. */
  public record BeginIndex(int index) implements Begin {}

  /** After a word, searched from {@code startFrom} on; negative: backwards from the end. */
  public record BeginKeyword(String keyword, int startFrom) implements Begin {}

  /** Nobody can tell. */
  public record BeginUnknown() implements Begin {}

  /** Which arguments from the beginning on are keys. */
  public sealed interface Find {}

  /**
   * Every {@code step}th up to {@code lastKey}: relative to the beginning, or counted from the end
   * of the arguments if negative; a {@code limit} above 1 with {@code lastKey} -1 takes only the
   * first 1/limit of what is left.
   */
  public record FindRange(int lastKey, int step, int limit) implements Find {}

  /**
   * The argument {@code keyNumIndex} after the beginning says how many, from {@code firstKey} on.
   */
  public record FindKeyNum(int keyNumIndex, int firstKey, int step) implements Find {}

  /** Nobody can tell. */
  public record FindUnknown() implements Find {}

  public KeySpec {
    flags = flags.stream().sorted().toList();
  }

  public static KeySpec range(int first, int lastKey, int step, KeyFlag... flags) {
    return new KeySpec(List.of(flags), new BeginIndex(first), new FindRange(lastKey, step, 0));
  }

  public boolean has(KeyFlag flag) {
    return flags.contains(flag);
  }
}
