package io.redissim.server.against;

import io.redissim.server.against.Pair.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connection to both servers whose replies are compared, those within transactions too. */
final class Session implements AutoCloseable {
  private final String name;
  private final Pair pair;
  private final String theirId;
  private final String ourId;

  /** What the servers have not answered yet, for they wait; null: nothing. */
  private @Nullable Command waitsFor;

  /** What EXEC will answer; null: no transaction has begun. */
  private @Nullable List<Command> queued;

  /** Whether a command was refused within the transaction. */
  private boolean aborted;

  /** Whether CLIENT NO-EVICT may have outlasted a RESET, as it does in 7.0. */
  private boolean wasReset;

  Session(String name, Pair pair) throws IOException {
    this.name = name;
    this.pair = pair;
    Replies ids = pair.call(Command.of("CLIENT", "ID"));
    theirId = id(ids.theirs());
    ourId = id(ids.ours());
  }

  private static String id(byte[] reply) {
    return new String(reply, 1, reply.length - 3, java.nio.charset.StandardCharsets.US_ASCII);
  }

  String name() {
    return name;
  }

  Pair pair() {
    return pair;
  }

  String theirId() {
    return theirId;
  }

  String ourId() {
    return ourId;
  }

  @Nullable Command waitsFor() {
    return waitsFor;
  }

  void waitsFor(@Nullable Command command) {
    waitsFor = command;
  }

  /** The commands of the transaction that is open. */
  List<Command> queue() {
    return queued == null ? List.of() : List.copyOf(queued);
  }

  /** Whether a transaction is open. */
  boolean queues() {
    return queued != null;
  }

  /** As if new, with RESP2 or RESP3. */
  void reset(boolean resp3) throws IOException {
    queued = null;
    aborted = false;
    wasReset = false;
    pair.prepare("RESET");
    pair.prepare("CLIENT", "NO-EVICT", "OFF");
    if (resp3) {
      pair.prepare("HELLO", "3");
    }
  }

  /**
   * What to send instead of MULTI and WATCH within a transaction: 7.0 refuses them otherwise.
   *
   * @param before what is to be sent before
   */
  Command adapted(Command command, List<Command> before) {
    boolean open = queued != null;
    for (Command earlier : before) {
      switch (earlier.name()) {
        case "multi" -> open = true;
        case "exec", "discard", "reset" -> open = false;
        default -> {
          // Neither begins nor ends one.
        }
      }
    }
    return open && Set.of("multi", "watch").contains(command.name()) ? Command.of("PING") : command;
  }

  /** Sends all at once, and compares one after the other up to the first that differs. */
  void run(List<Command> batch, Report report) throws IOException {
    pair.send(batch);
    for (Command command : batch) {
      Replies replies = pair.replies();
      if (!report.roundIsOver()) {
        report.ran(name, command);
        compare(command, replies, report);
      }
    }
  }

  void compare(Command command, Replies replies, Report report) {
    byte[] theirs = replies.theirs();
    byte[] ours = replies.ours();
    switch (command.name()) {
      case "exec" -> {
        List<Command> commands = queued;
        if (theirs[0] == '*' && ours[0] == '*' && commands != null) {
          queued = null;
          compare(commands, Wire.elements(theirs), Wire.elements(ours), report);
          return;
        }
        queued = theirs[0] == '-' && !Wire.isError(theirs, "EXECABORT") ? queued : null;
      }
      case "multi" -> {
        queued = theirs[0] == '+' ? new ArrayList<>() : queued;
        aborted = false;
      }
      case "discard", "reset" -> {
        queued = theirs[0] == '+' ? null : queued;
        wasReset |= command.name().equals("reset");
      }
      default -> {
        if (queued != null && theirs[0] == '+') {
          queued.add(command);
          report.compare(command, theirs, ours, Comparison.EXACT);
          return;
        }
        aborted = true;
      }
    }
    report.compare(command, theirs, ours, command.comparison());
  }

  private static void compare(
      List<Command> commands, List<byte[]> theirs, List<byte[]> ours, Report report) {
    for (int i = 0; i < commands.size() && !report.roundIsOver(); i++) {
      byte[] expected = i < theirs.size() ? theirs.get(i) : Wire.NOTHING;
      byte[] reply = i < ours.size() ? ours.get(i) : Wire.NOTHING;
      report.compare(commands.get(i), expected, reply, commands.get(i).comparison());
    }
  }

  /** What CLIENT LIST says of this connection, as far as both versions say it. */
  void compareClientLine(Pair control, Report report) throws IOException {
    control.theirs().send(Command.of("CLIENT", "LIST", "ID", theirId).encoded());
    control.ours().send(Command.of("CLIENT", "LIST", "ID", ourId).encoded());
    Replies lines = control.replies();
    if (!report.roundIsOver()) {
      report.compareTexts(
          "CLIENT LIST of connection " + name, line(lines.theirs()), line(lines.ours()));
    }
  }

  private String line(byte[] reply) {
    StringBuilder line = new StringBuilder();
    for (String field : new String(Wire.bulk(reply), Wire.CHARSET).strip().split(" ", -1)) {
      // 8.0 forgets what was queued as soon as the transaction is not to run.
      if (field.matches("(name|flags|db|p?sub|ssub|events|cmd|user|redir|resp)=.*")
          || !aborted && field.startsWith("multi=")) {
        line.append(wasReset ? field.replaceFirst("^flags=[Ne]|(?<=^flags=\\w{1,9})e", "") : field);
        line.append(' ');
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    pair.close();
  }
}
