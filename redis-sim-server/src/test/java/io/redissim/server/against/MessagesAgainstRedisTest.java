package io.redissim.server.against;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several connections that subscribe and publish: what each of them reads, replies and messages, is
 * the same of both servers, byte for byte, but for the order in which Redis walks over its tables.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MessagesAgainstRedisTest {
  private static final int CONNECTIONS = 5;
  private static final int STEPS = 60;

  private final long seed = Long.getLong("redissim.against.seed", 1);
  private final Random random = new Random(seed);
  private final int commands = Integer.getInteger("redissim.against.commands", 20_000) / 10;
  private int marks;

  @Test
  void everybodyReadsTheSame(@TempDir Path directory) throws IOException, InterruptedException {
    Report report = new Report();
    try (Servers servers = Servers.start(directory);
        Pair control = servers.connect();
        Crowd crowd = new Crowd(servers, control, CONNECTIONS, report)) {
      System.out.println("MessagesAgainstRedisTest: -Dredissim.against.seed=" + seed);
      Forms forms = new Forms(random, new RandomWords(random, List.of()), () -> Command.of("PING"));
      control.prepare("CONFIG", "SET", "notify-keyspace-events", "KEA");
      while (report.commands() < commands && !report.isFull()) {
        control.prepare("FLUSHALL");
        for (Session session : crowd.sessions()) {
          session.reset(random.nextBoolean());
        }
        report.beginRound("");
        for (int i = 0; i < STEPS && !report.roundIsOver(); i++) {
          step(crowd, forms, control, report);
        }
      }
    }
    assertThat(report.differences()).as("seed %d", seed).isEmpty();
  }

  private void step(Crowd crowd, Forms forms, Pair control, Report report) throws IOException {
    List<Session> sessions = crowd.sessions();
    Session sender = sessions.get(random.nextInt(sessions.size()));
    String form = RandomMessages.FORMS.get(random.nextInt(RandomMessages.FORMS.size()));
    List<Command> sent = forms.commands(form);
    sent.forEach(command -> report.ran(sender.name(), command));
    sender.pair().send(sent);
    List<Session> all = new ArrayList<>(sessions);
    all.remove(sender);
    all.add(0, sender); // the others hear what it said after it has
    for (Session session : all) {
      boolean unordered = session == sender && sent.get(0).comparison() == Comparison.UNORDERED;
      String mark = "mark" + ++marks;
      session.pair().send(Command.of("PING", mark).encoded());
      List<byte[]> theirFrames = read(session.pair().theirs(), mark);
      List<byte[]> ourFrames = read(session.pair().ours(), mark);
      List<String> theirs = inOneOrder(theirFrames, session == sender, unordered);
      List<String> ours = inOneOrder(ourFrames, session == sender, unordered);
      if (!report.roundIsOver()) {
        // 7.0 puts messages to the sender into the reply of EXEC.
        report.tolerates(theirFrames.stream().anyMatch(MessagesAgainstRedisTest::holdsMessage));
        String what = "what " + session.name() + " reads";
        report.compareTexts(what, String.join("\n", theirs), String.join("\n", ours));
        report.tolerates(false);
      }
    }
    for (Session session : sessions) {
      session.compareClientLine(control, report);
    }
  }

  /** Everything up to the answer to a PING with this mark. */
  private static List<byte[]> read(Peer peer, String mark) throws IOException {
    List<byte[]> frames = new ArrayList<>();
    byte[] frame = peer.reply();
    while (!Wire.text(frame).contains(mark)) {
      frames.add(frame);
      frame = peer.reply();
    }
    frames.add(Wire.text(frame).replaceAll("mark\\d+", "mark").getBytes(Wire.CHARSET));
    return frames;
  }

  private static boolean holdsMessage(byte[] frame) {
    return Wire.elements(frame).stream().anyMatch(element -> isMessage(Wire.elements(element)));
  }

  private static boolean isMessage(List<byte[]> elements) {
    return !elements.isEmpty() && Wire.text(elements.get(0)).endsWith("message\r\n");
  }

  /**
   * Messages of several patterns come in the order of a hash table, and so do the channels that a
   * connection leaves at once, while the count of those that are left goes down. What a connection
   * publishes to itself comes behind the reply since 7.2.
   */
  private static List<String> inOneOrder(List<byte[]> frames, boolean sender, boolean unordered) {
    List<String> texts = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    List<String> run = new ArrayList<>();
    for (byte[] frame : frames) {
      List<byte[]> elements = Wire.elements(frame);
      String kind = elements.isEmpty() ? "" : Wire.text(elements.get(0));
      if (kind.contains("pmessage")) {
        run.add(Wire.printable(frame));
        continue;
      }
      if (kind.contains("unsubscribe")) {
        texts.add(kind + Wire.text(elements.get(elements.size() - 1)));
        run.add(Wire.text(elements.get(1)));
        continue;
      }
      run.stream().sorted().forEach((sender ? messages : texts)::add);
      run.clear();
      if (unordered) {
        texts.add(elements.stream().map(Wire::text).sorted().toList().toString());
      } else if (sender && isMessage(elements)) {
        messages.add(Wire.printable(frame));
      } else {
        texts.add(withoutVersion(Wire.printable(frame)));
      }
    }
    texts.addAll(messages);
    return texts;
  }

  /** Of HELLO. */
  private static String withoutVersion(String frame) {
    return frame.contains("modules")
        ? frame
            .replaceAll("[0-9.]+(?=\\\\r\\\\n\\$5\\\\r\\\\nproto)|(?<=id\\\\r\\\\n:)\\d+", "?")
            .replaceAll("\\$\\d", "")
        : frame;
  }
}
