package io.redissim.server.against;

import io.redissim.server.against.Pair.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What is in the databases: the same keys, values, deadlines and encodings. */
final class Contents {
  private static final List<String> DATABASES = List.of("0", "1", "2", "15");

  private static final List<byte[]> ALL_SCORES = Command.of("0", "-1", "WITHSCORES").words();

  private Contents() {}

  /** Leaves the connection in database 0. */
  static void compare(Pair control, Report report) throws IOException {
    for (String database : DATABASES) {
      control.prepare("SELECT", database);
      List<byte[]> keys = keys(control, database, report);
      if (keys.isEmpty() || report.roundIsOver()) {
        continue;
      }
      List<Command> questions = new ArrayList<>();
      questions.add(Command.of("DEBUG", "DIGEST-VALUE").with(keys));
      for (byte[] key : keys) {
        questions.add(Command.of("TYPE").with(key));
        questions.add(Command.of("OBJECT", "ENCODING").with(key));
        questions.add(Command.of("PEXPIRETIME").with(key));
      }
      control.send(questions);
      List<Replies> replies = new ArrayList<>();
      for (int i = 0; i < questions.size(); i++) {
        replies.add(control.replies());
      }
      digests(control, keys, replies.get(0), report);
      for (int i = 0; i < keys.size() && !report.roundIsOver(); i++) {
        Replies encoding = replies.get(2 + 3 * i);
        encodings(keys.get(i), replies.get(1 + 3 * i).theirs(), encoding, report);
        Replies deadline = replies.get(3 + 3 * i);
        Command question = Command.of("PEXPIRETIME").with(keys.get(i));
        report.compare(question, deadline.theirs(), deadline.ours(), Comparison.ABOUT);
      }
    }
    control.prepare("SELECT", "0");
  }

  private static List<byte[]> keys(Pair control, String database, Report report)
      throws IOException {
    Replies replies = control.call(Command.of("KEYS", "*"));
    List<byte[]> keys = Wire.elements(replies.theirs());
    if (!Comparison.UNORDERED.same(replies.theirs(), replies.ours())) {
      report.differs(
          "keys of database " + database,
          sorted(keys),
          sorted(Wire.elements(replies.ours())),
          Command.of());
    }
    return keys.stream().map(Wire::bulk).toList();
  }

  private static String sorted(List<byte[]> keys) {
    return keys.stream().map(Wire::bulk).map(Wire::printable).sorted().toList().toString();
  }

  private static void digests(Pair control, List<byte[]> keys, Replies replies, Report report)
      throws IOException {
    List<byte[]> theirs = Wire.elements(replies.theirs());
    List<byte[]> ours = Wire.elements(replies.ours());
    for (int i = 0; i < keys.size() && !report.roundIsOver(); i++) {
      compareDigests(control, keys.get(i), new Replies(theirs.get(i), ours.get(i)), report);
    }
  }

  /** Of one key of the database that is selected. */
  static void compareDigests(Pair control, byte[] key, Replies digests, Report report)
      throws IOException {
    if (!Arrays.equals(digests.theirs(), digests.ours())) {
      // A digest is one of digits, of which 7.0 prints more.
      Replies scores = control.call(Command.of("ZRANGE").with(key).with(ALL_SCORES));
      if (scores.theirs()[0] == '*') {
        report.compare(
            Command.of("ZRANGE").with(key), scores.theirs(), scores.ours(), Comparison.SCORES);
      } else {
        report.compare(
            Command.of("DEBUG", "DIGEST-VALUE").with(key),
            digests.theirs(),
            digests.ours(),
            Comparison.EXACT);
      }
    }
  }

  static void compareEncoding(Pair control, byte[] key, Report report) throws IOException {
    byte[] type = control.call(Command.of("TYPE").with(key)).theirs();
    encodings(key, type, control.call(Command.of("OBJECT", "ENCODING").with(key)), report);
  }

  /** The type is part of the question, for the versions differ in those of some types. */
  private static void encodings(byte[] key, byte[] type, Replies encodings, Report report) {
    if (report.roundIsOver()) {
      return;
    }
    Command question = Command.of("encoding", new String(type, 1, type.length - 3, Wire.CHARSET));
    report.compare(question.with(key), encodings.theirs(), encodings.ours(), Comparison.EXACT);
  }
}
