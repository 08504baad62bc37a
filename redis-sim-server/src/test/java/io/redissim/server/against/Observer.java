package io.redissim.server.against;

import io.redissim.server.against.Pair.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What a connection that watches everybody else is told: of both servers the same, in the same
 * order. A message with a number marks how far is to be read.
 */
final class Observer implements AutoCloseable {
  private final String name;
  private final Pair watching;
  private final Pair control;
  private int marks;

  private Observer(String name, Pair watching, Pair control) {
    this.name = name;
    this.watching = watching;
    this.control = control;
  }

  /** Of all keyspace notifications. */
  static Observer ofEvents(Pair watching, Pair control, boolean resp3) throws IOException {
    if (resp3) {
      watching.prepare("HELLO", "3");
    }
    watching.prepare("PSUBSCRIBE", "__key*__:*");
    return new Observer("events", watching, control);
  }

  /** Of all commands. */
  static Observer ofCommands(Pair watching, Pair control) throws IOException {
    watching.prepare("MONITOR");
    return new Observer("MONITOR", watching, control);
  }

  /** What was told up to now does not matter. */
  void skip() throws IOException {
    byte[] mark = mark();
    read(watching.theirs(), mark);
    read(watching.ours(), mark);
  }

  /** What was told since the last call is the same. */
  void compare(Report report) throws IOException {
    byte[] mark = mark();
    List<String> theirs = read(watching.theirs(), mark);
    List<String> ours = read(watching.ours(), mark);
    if (report.roundIsOver()) {
      return;
    }
    sortMisses(theirs);
    sortMisses(ours);
    for (int i = 0; i < Math.max(theirs.size(), ours.size()); i++) {
      String expected = i < theirs.size() ? theirs.get(i) : "nothing";
      String told = i < ours.size() ? ours.get(i) : "nothing";
      if (!expected.equals(told)) {
        report.compareBatches(name, around(theirs, i), around(ours, i));
        return;
      }
    }
  }

  /** SORT of a set meets its elements in any order, and so the keys that it looks for. */
  private static void sortMisses(List<String> told) {
    int from = 0;
    for (int i = 0; i <= told.size(); i++) {
      if (i == told.size() || !told.get(i).contains("keymiss")) {
        Collections.sort(told.subList(Math.min(from, i), i));
        from = i + 1;
      }
    }
  }

  private static String around(List<String> told, int at) {
    List<String> lines =
        told.subList(Math.min(told.size(), Math.max(0, at - 2)), Math.min(told.size(), at + 3));
    return lines.stream()
        .map(line -> line.replace("\r\n", " ").replaceFirst("(?s)(.{200}).*", "$1..."))
        .toList()
        .toString();
  }

  private byte[] mark() throws IOException {
    String mark = "mark" + ++marks + name;
    Replies replies = control.call(Command.of("PUBLISH", "__keymark__:", mark));
    if (replies.theirs()[0] != ':' || replies.ours()[0] != ':') {
      throw new AssertionError("PUBLISH: " + Wire.printable(replies.theirs()));
    }
    return mark.getBytes(Wire.CHARSET);
  }

  private static List<String> read(Peer peer, byte[] mark) throws IOException {
    List<String> told = new ArrayList<>();
    for (; ; ) {
      byte[] line = peer.reply();
      if (endsWith(line, mark)) {
        return told;
      }
      told.add(withoutTimeAndAddress(new String(line, Wire.CHARSET)));
    }
  }

  private static boolean endsWith(byte[] line, byte[] mark) {
    int from = line.length - mark.length - 3;
    return from > 0
        && (matches(line, from, mark) || matches(line, from + 1, mark)); // "mark"\r\n or mark\r\n
  }

  private static boolean matches(byte[] line, int from, byte[] mark) {
    return Arrays.equals(line, from, from + mark.length, mark, 0, mark.length);
  }

  /** Of {@code +1339518083.107412 [0 127.0.0.1:60866] "set" "k" "v"}. */
  private static String withoutTimeAndAddress(String line) {
    return line.startsWith("+")
        ? line.replaceFirst("\\+\\d+\\.\\d+ \\[(\\d+) [^]]*]", "[$1]").strip()
        : line;
  }

  @Override
  public void close() throws IOException {
    watching.close();
  }
}
