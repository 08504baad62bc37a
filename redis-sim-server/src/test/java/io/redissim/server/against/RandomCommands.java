package io.redissim.server.against;

import io.redissim.core.bytes.Ascii;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Random commands out of tables of forms, most of them right, some of them wrong; see {@link
 * Forms}. No form makes a deadline that could pass while the test runs: both servers keep their own
 * time.
 */
final class RandomCommands {
  /**
   * Commands about one thing.
   *
   * @param weight how many of them there are among all
   */
  private record Family(int weight, Supplier<List<Command>> source) {}

  /**
   * Wrong wherever they stand, and never a short time. No NUL: where C prints an argument into an
   * error it stops there, we do not.
   */
  private static final List<String> NONSENSE =
      List.of("abc", "", "-", "1.5", "99999999999999999999", "-1", "0x10", " 1", "1 ", "+1");

  /** What would wait, forget everything, or choose at random if a word of it changed. */
  private static final Set<String> WITHOUT_MISTAKES =
      Set.of(
          "flushdb",
          "flushall",
          "wait",
          "multi",
          "spop",
          "srandmember",
          "hrandfield",
          "zrandmember",
          "randomkey",
          "scan",
          "sscan",
          "hscan",
          "zscan",
          "blpop",
          "brpop",
          "blmove",
          "blmpop",
          "brpoplpush",
          "bzpopmin",
          "bzpopmax",
          "bzmpop");

  /** Ranges by text are not defined in a sorted set with more than one score. */
  private static final String EQUAL_SCORES = "zadd lex ";

  private final Random random;
  private final Forms forms;
  private final List<Family> families;
  private final RandomStreams streams;

  /** What {@link #next} has to give before anything else. */
  private final ArrayDeque<Command> queue = new ArrayDeque<>();

  /** Those of the families that come in this round. */
  private List<Family> theme;

  /**
   * @param payloads of DUMP, for RESTORE
   */
  RandomCommands(Random random, List<byte[]> payloads) {
    this.random = random;
    forms = new Forms(random, new RandomWords(random, payloads), this::any);
    streams = new RandomStreams(random);
    families =
        List.of(
            family(10, RandomStrings.FORMS),
            family(4, RandomStrings.BITS),
            family(5, RandomKeys.FORMS),
            family(3, RandomKeys.EXPIRY),
            family(2, RandomKeys.SORTS),
            family(3, RandomConnections.FORMS),
            family(3, RandomConnections.TRANSACTIONS),
            family(5, RandomLists.FORMS),
            family(5, RandomSets.FORMS),
            family(5, RandomSortedSets.FORMS),
            family(3, RandomSketches.FORMS),
            family(5, RandomHashes.FORMS),
            family(3, RandomStreams.FORMS),
            new Family(6, streams::next));
    theme = families;
  }

  private Family family(int weight, List<String> table) {
    return new Family(weight, () -> forms.commands(table.get(random.nextInt(table.size()))));
  }

  /** Everything is gone: from here on commands of all families come, or of a few. */
  void restart() {
    queue.clear();
    streams.restart();
    theme = families;
    if (random.nextBoolean()) {
      theme = new ArrayList<>();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        theme.add(families.get(random.nextInt(families.size())));
      }
    }
  }

  Command next() {
    if (queue.isEmpty()) {
      queue.addAll(some(theme));
      if (queue.size() == 1) {
        queue.add(changed(queue.remove()));
      }
    }
    return queue.remove();
  }

  /** Whether what came last is to be followed by what comes next. */
  boolean withinSequence() {
    return !queue.isEmpty();
  }

  private Command any() {
    List<Command> some = some(families);
    return some.get(random.nextInt(some.size()));
  }

  private List<Command> some(List<Family> of) {
    int dice = random.nextInt(of.stream().mapToInt(Family::weight).sum());
    for (Family family : of) {
      dice -= family.weight;
      if (dice < 0) {
        return family.source.get();
      }
    }
    throw new AssertionError();
  }

  private Command changed(Command command) {
    List<byte[]> words = new ArrayList<>(command.words());
    boolean mayBeWrong =
        !WITHOUT_MISTAKES.contains(command.name()) && !command.text().startsWith(EQUAL_SCORES);
    if (random.nextInt(12) == 0 && mayBeWrong) {
      mistake(words);
    }
    if (random.nextInt(8) == 0) {
      words.set(0, Ascii.bytes(Ascii.string(words.get(0)).toLowerCase(Locale.ROOT)));
    }
    return new Command(words, command.comparison());
  }

  /** One argument less, more or changed. The numbers of a time stay where they are. */
  private void mistake(List<byte[]> words) {
    byte[] nonsense = Ascii.bytes(NONSENSE.get(random.nextInt(NONSENSE.size())));
    switch (random.nextInt(3)) {
      case 0 -> {
        if (words.size() > 1) {
          words.remove(words.size() - 1);
        }
      }
      case 1 -> words.add(nonsense);
      default -> {
        if (words.size() > 1) {
          words.set(1 + random.nextInt(words.size() - 1), nonsense);
        }
      }
    }
  }
}
