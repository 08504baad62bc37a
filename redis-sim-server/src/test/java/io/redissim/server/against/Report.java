package io.redissim.server.against;

import io.redissim.server.against.KnownDifferences.Difference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What ran in this round, and the differences found so far, each with what led to it. */
final class Report {
  private static final int MAX_DIFFERENCES = 20;
  private static final int SHOWN = 40;
  private static final int ALL_SHOWN = 100;

  private record Ran(String connection, Command command) {
    @Override
    public String toString() {
      return connection + ": " + command;
    }
  }

  private final List<String> differences = new ArrayList<>();
  private final List<Ran> round = new ArrayList<>();
  private String configuration = "";
  private int commands;
  private int batch;
  private boolean roundIsOver;
  private boolean tolerant;

  /** From here on everything is new. */
  void beginRound(String withConfiguration) {
    configuration = withConfiguration;
    round.clear();
    batch = 0;
    roundIsOver = false;
    tolerant = false;
  }

  /** Whether something differs, so that what would follow may only follow from that. */
  boolean roundIsOver() {
    return roundIsOver;
  }

  boolean isFull() {
    return differences.size() >= MAX_DIFFERENCES;
  }

  List<String> differences() {
    return differences;
  }

  /** How many commands ran, in all rounds. */
  int commands() {
    return commands;
  }

  /** What is told of the commands from here on is told at once. */
  void beginBatch() {
    batch = round.size();
  }

  void ran(String connection, Command command) {
    commands++;
    round.add(new Ran(connection, command));
  }

  void compare(Command command, byte[] theirs, byte[] ours, Comparison comparison) {
    if (Arrays.equals(theirs, ours) || comparison.same(theirs, ours)) {
      return;
    }
    if (command.name().matches("z.*|geo.*") && Comparison.SCORES.same(theirs, ours)) {
      return;
    }
    Difference known = KnownDifferences.of(command, theirs, ours);
    if (known == null) {
      differs(command.toString(), Wire.printable(theirs), Wire.printable(ours), command);
    } else if (known.outlasts()) {
      roundIsOver = true;
    }
  }

  void compareTexts(String what, String theirs, String ours) {
    if (!theirs.equals(ours)) {
      differs(what, theirs, ours, Command.of(what.split(" ", -1)));
    }
  }

  /** As {@link #compareTexts}, of what the commands of the batch led to. */
  void compareBatches(String what, String theirs, String ours) {
    roundIsOver |= !theirs.equals(ours);
    if (!theirs.equals(ours) && !tolerant) {
      List<String> ran =
          round.subList(batch, round.size()).stream().map(r -> "\n    " + r).toList();
      differs(what, theirs, ours, String.join("", ran));
    }
  }

  /**
   * @param about the words that tell which of the commands before are worth to be shown
   */
  void differs(String what, String theirs, String ours, Command about) {
    if (!tolerant) {
      differs(what, theirs, ours, before(about));
    }
    roundIsOver = true;
  }

  /** Whether a difference from here on only ends the round: what ran has no order of its own. */
  void tolerates(boolean differences) {
    tolerant = differences;
  }

  private void differs(String what, String theirs, String ours, String after) {
    roundIsOver = true;
    differences.add(
        "\n"
            + what
            + "\n  redis: "
            + theirs
            + "\n  ours:  "
            + ours
            + "\n  with:  "
            + configuration
            + "\n  after: "
            + after);
  }

  /** The last commands, and those before that have a word with this one in common. */
  private String before(Command about) {
    List<String> shown = new ArrayList<>();
    boolean all = round.size() < ALL_SHOWN;
    for (int i = round.size() - 1; i >= 0 && (all || shown.size() < SHOWN); i--) {
      Ran ran = round.get(i);
      if (all || round.size() - i < 6 || haveWordInCommon(ran.command, about)) {
        shown.add(0, "\n    " + ran);
      }
    }
    return String.join("", shown);
  }

  private static boolean haveWordInCommon(Command one, Command other) {
    for (byte[] word : one.words()) {
      for (byte[] about : other.words()) {
        if (word.length > 0 && Arrays.equals(word, about)) {
          return true;
        }
      }
    }
    return List.of("multi", "exec", "select", "swapdb", "flushdb", "flushall").contains(one.name());
  }
}
