package io.redissim.server.against;

import io.redissim.server.against.Pair.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Several connections of which one sends a command at a time. Who waits then is asked with CLIENT
 * LIST, so that nobody has to wait for a reply that does not come: a connection that the servers
 * have answered is not blocked any more.
 */
final class Crowd implements AutoCloseable {
  private static final byte[] WAITS = "waits".getBytes(Wire.CHARSET);

  private final Servers servers;
  private final Pair control;
  private final Report report;
  private final List<Session> sessions = new ArrayList<>();

  Crowd(Servers servers, Pair control, int size, Report report) throws IOException {
    this.servers = servers;
    this.control = control;
    this.report = report;
    for (int i = 0; i < size; i++) {
      sessions.add(new Session(Character.toString('a' + i), servers.connect()));
    }
  }

  List<Session> sessions() {
    return sessions;
  }

  List<Session> waiting() {
    return sessions.stream().filter(session -> session.waitsFor() != null).toList();
  }

  /** A connection that does not wait sends a command, and whoever is answered is compared. */
  void run(Session session, Command command, boolean answersAtOnce) throws IOException {
    Pair pair = session.pair();
    pair.send(command.encoded());
    report.ran(session.name(), command);
    boolean theyWait = !answersAtOnce && waits(pair.theirs(), control.theirs(), session.theirId());
    boolean weWait = !answersAtOnce && waits(pair.ours(), control.ours(), session.ourId());
    conclude(session, command, theyWait, weWait);
    compareAnswered(command.name());
  }

  /** Another one lets a connection that waits go on, with CLIENT UNBLOCK. */
  void unblock(Session session, String how) throws IOException {
    control.theirs().send(unblock(session.theirId(), how));
    control.ours().send(unblock(session.ourId(), how));
    Command asRun = Command.of("CLIENT", "UNBLOCK", session.name(), how);
    report.ran("control", asRun);
    Replies replies = control.replies();
    report.compare(asRun, replies.theirs(), replies.ours(), Comparison.EXACT);
    compareAnswered("client");
  }

  private static byte[] unblock(String id, String how) {
    return Command.of("CLIENT", "UNBLOCK", id, how).encoded();
  }

  /** The connection is closed, and another one takes its place once it is gone. */
  void replace(Session session) throws IOException {
    report.ran(session.name(), Command.of("(closes)"));
    session.close();
    await(control.theirs(), session.theirId());
    await(control.ours(), session.ourId());
    sessions.set(sessions.indexOf(session), new Session(session.name(), servers.connect()));
  }

  private static void await(Peer control, String id) throws IOException {
    while (!clients(control, "id=" + id + " ").isEmpty()) {
      Thread.onSpinWait();
    }
  }

  /** Whether the command that was sent waits; else its reply is on the way. */
  private static boolean waits(Peer peer, Peer control, String id) throws IOException {
    while (!peer.hasReply()) {
      if (blocked(control).contains(id)) {
        return true;
      }
    }
    return false;
  }

  private void conclude(Session session, Command command, boolean theyWait, boolean weWait)
      throws IOException {
    if (theyWait && weWait) {
      session.waitsFor(command);
      return;
    }
    Replies replies = replies(session, theyWait, weWait);
    if (theyWait || weWait) {
      compare(command, replies);
    } else if (!report.roundIsOver()) {
      session.compare(command, replies, report);
    }
  }

  private static Replies replies(Session session, boolean theyWait, boolean weWait)
      throws IOException {
    session.waitsFor(null);
    return new Replies(
        theyWait ? WAITS : session.pair().theirs().reply(),
        weWait ? WAITS : session.pair().ours().reply());
  }

  private void compare(Command command, Replies replies) {
    if (!report.roundIsOver()) {
      report.compare(command, replies.theirs(), replies.ours(), Comparison.EXACT);
    }
  }

  /** Those who waited and do not any more, because of a command of this name. */
  private void compareAnswered(String cause) throws IOException {
    if (waiting().isEmpty()) {
      return;
    }
    Set<String> theirs = blocked(control.theirs());
    Set<String> ours = blocked(control.ours());
    Map<Command, Replies> answered = new LinkedHashMap<>();
    for (Session session : waiting()) {
      boolean theyWait = theirs.contains(session.theirId());
      boolean weWait = ours.contains(session.ourId());
      Command command = session.waitsFor();
      if (command != null && !(theyWait && weWait)) {
        report.ran(session.name() + " has waited", command);
        Replies replies = replies(session, theyWait, weWait);
        String what = haveKeysApart(replies) ? "elsewhere waited" : "waited";
        answered.put(Command.of(what, cause).with(command.words()), replies);
      }
    }
    // What one of them takes otherwise is not there for the next.
    answered.entrySet().stream()
        .filter(entry -> KnownDifferences.outlast(entry.getKey(), entry.getValue()))
        .findFirst()
        .ifPresent(entry -> compare(entry.getKey(), entry.getValue()));
    answered.forEach(this::compare);
  }

  /** Whether both replies begin with a key, but not with the same one. */
  private static boolean haveKeysApart(Replies replies) {
    List<byte[]> some = Wire.elements(replies.theirs());
    List<byte[]> others = Wire.elements(replies.ours());
    return !some.isEmpty() && !others.isEmpty() && !Arrays.equals(some.get(0), others.get(0));
  }

  private static Set<String> blocked(Peer control) throws IOException {
    Set<String> ids = new HashSet<>();
    for (String line : clients(control, "")) {
      if (line.matches("id=.* flags=\\w*b.*")) {
        ids.add(line.substring(line.indexOf('=') + 1, line.indexOf(' ')));
      }
    }
    return ids;
  }

  private static List<String> clients(Peer control, String with) throws IOException {
    control.send(Command.of("CLIENT", "LIST").encoded());
    String lines = new String(Wire.bulk(control.reply()), Wire.CHARSET);
    return lines.lines().filter(line -> line.contains(with)).toList();
  }

  @Override
  public void close() throws IOException {
    for (Session session : sessions) {
      session.close();
    }
  }
}
