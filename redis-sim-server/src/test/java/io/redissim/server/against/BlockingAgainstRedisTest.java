package io.redissim.server.against;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several connections that wait for lists, sorted sets and streams, and others that fill them or
 * make something else of their keys: both servers answer the same ones, in the same order.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BlockingAgainstRedisTest {
  private static final int CONNECTIONS = 6;
  private static final int STEPS = 80;
  private static final Set<String> KEYS = Set.of("q", "p", "zq", "zp", "sq", "sp");

  private final long seed = Long.getLong("redissim.against.seed", 1);
  private final Random random = new Random(seed);
  private final int commands = Integer.getInteger("redissim.against.commands", 20_000) / 10;

  @Test
  void thoseWhoWaitAreServedTheSame(@TempDir Path directory)
      throws IOException, InterruptedException {
    Report report = new Report();
    try (Servers servers = Servers.start(directory);
        Pair control = servers.connect();
        Observer events = Observer.ofEvents(servers.connect(), control, false);
        Observer monitor = Observer.ofCommands(servers.connect(), control);
        Crowd crowd = new Crowd(servers, control, CONNECTIONS, report)) {
      System.out.println("BlockingAgainstRedisTest: -Dredissim.against.seed=" + seed);
      RandomWords words = new RandomWords(random, Dumps.payloads(control));
      Forms forms = new Forms(random, words, () -> Command.of("PING"));
      control.prepare("CONFIG", "SET", "notify-keyspace-events", "KEA");
      while (report.commands() < commands && !report.isFull()) {
        control.prepare("FLUSHALL");
        for (Session session : crowd.sessions()) {
          session.reset(random.nextBoolean());
        }
        report.beginRound("");
        events.skip();
        monitor.skip();
        for (int i = 0; i < STEPS && !report.roundIsOver(); i++) {
          report.beginBatch();
          step(crowd, forms, report);
          events.compare(report);
          for (Session session : crowd.sessions()) {
            session.compareClientLine(control, report);
          }
          report.tolerates(false);
        }
        letGo(crowd, report);
        monitor.compare(report);
        if (!report.roundIsOver()) {
          Contents.compare(control, report);
        }
      }
    }
    assertThat(report.differences()).as("seed %d", seed).isEmpty();
  }

  private void step(Crowd crowd, Forms forms, Report report) throws IOException {
    Session session = any(crowd.sessions());
    if (session.waitsFor() != null) {
      switch (random.nextInt(12)) {
        case 0 -> crowd.unblock(session, "TIMEOUT");
        case 1 -> crowd.unblock(session, "ERROR");
        case 2 -> crowd.replace(session);
        default -> {
          // It goes on waiting.
        }
      }
      return;
    }
    boolean waits = random.nextInt(5) < 2;
    List<String> table = waits ? RandomWaiting.WAITS : RandomWaiting.CHANGES;
    for (Command command : forms.commands(any(table))) {
      if (session.waitsFor() == null) {
        boolean atOnce = session.queues() || command.text().matches("b.* 0\\.001|xread block 1 .*");
        report.tolerates(makesManyReady(command, session));
        crowd.run(session, session.adapted(command, List.of()), atOnce);
      }
    }
  }

  /**
   * Whether several keys become ready at once: by SWAPDB in the order of Redis' hash table, and
   * since 7.2 clients take from the first of theirs that is, not from the one that was first.
   */
  private static boolean makesManyReady(Command command, Session session) {
    if (!command.name().equals("exec")) {
      return command.name().equals("swapdb");
    }
    Set<String> keys = new HashSet<>();
    for (Command queued : session.queue()) {
      if (queued.name().equals("swapdb")) {
        return true;
      }
      for (byte[] word : queued.words()) {
        keys.add(new String(word, Wire.CHARSET));
      }
    }
    keys.retainAll(KEYS);
    return keys.size() > 1;
  }

  private static void letGo(Crowd crowd, Report report) throws IOException {
    for (Session session : crowd.sessions()) {
      if (report.roundIsOver()) {
        crowd.replace(session);
      } else if (session.waitsFor() != null) {
        crowd.unblock(session, "TIMEOUT");
      }
    }
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
