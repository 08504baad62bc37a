package io.redissim.server.against;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same random commands to a redis-server of the machine and to ours: every reply is the same,
 * byte for byte, in RESP2 and in RESP3. Runs where a redis-server 7.0 is on the PATH.
 *
 * <p>{@code -Dredissim.against.seed=…} repeats a run, {@code -Dredissim.against.commands=…} makes
 * it longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class AgainstRedisTest {
  private static final int MAX_DIFFERENCES = 20;
  private static final int MAX_BATCH = 60;
  private static final int BATCHES = 20;

  private final Servers servers;
  private final long seed = Long.getLong("redissim.against.seed", 1);
  private final Random random = new Random(seed);
  private final int commands = Integer.getInteger("redissim.against.commands", 20_000);

  AgainstRedisTest(@TempDir Path directory) throws IOException, InterruptedException {
    servers = Servers.start(directory);
    System.out.println("AgainstRedisTest: -Dredissim.against.seed=" + seed);
  }

  @AfterAll
  void stopBoth() {
    servers.close();
  }

  @Test
  void repliesAreTheSame() throws IOException {
    Report report = new Report();
    try (Pair control = servers.connect();
        Observer events = Observer.ofEvents(servers.connect(), control, random.nextBoolean());
        Observer monitor = Observer.ofCommands(servers.connect(), control);
        Session a = new Session("a", servers.connect());
        Session b = new Session("b", servers.connect());
        Session c = new Session("c", servers.connect())) {
      RandomCommands generator = new RandomCommands(random, Dumps.payloads(control));
      List<Session> sessions = List.of(a, b, c);
      List<Observer> observers = List.of(events, monitor);
      while (report.commands() < commands && !report.isFull()) {
        for (Session session : sessions) {
          session.reset(random.nextBoolean());
        }
        control.prepare("FLUSHALL");
        report.beginRound(Configuration.choose(control, random));
        generator.restart();
        round(generator, control, sessions, observers, report);
      }
    }
    assertThat(report.differences()).as("seed %d", seed).isEmpty();
  }

  private void round(
      RandomCommands generator,
      Pair control,
      List<Session> sessions,
      List<Observer> observers,
      Report report)
      throws IOException {
    for (int batches = BATCHES; batches > 0; batches--) {
      for (Observer observer : observers) {
        observer.skip();
      }
      Session session = sessions.get(random.nextInt(sessions.size()));
      List<Command> batch = new ArrayList<>();
      for (int i = 1 + random.nextInt(MAX_BATCH); i > 0 || generator.withinSequence(); i--) {
        batch.add(session.adapted(generator.next(), batch));
      }
      report.beginBatch();
      session.run(batch, report);
      for (Observer observer : observers) {
        observer.compare(report);
      }
      session.compareClientLine(control, report);
      if (!report.roundIsOver()) {
        Contents.compare(control, report);
      }
      if (report.roundIsOver()) {
        return;
      }
    }
    Scans.compare(control, random, report);
    Dumps.cross(control, report);
  }

  @Test
  void redisRestoresWhatWeDump() throws IOException {
    try (Pair pair = servers.connect()) {
      for (int i = 0; i < 200; i++) {
        byte[] value = value(i);
        pair.call(Command.of("SET", "dump").with(value));
        byte[] payload = Dumps.asVersion10(Dumps.dump(pair.ours(), "dump"));
        Command restore = Command.of("RESTORE", "restored", "0").with(payload);
        pair.theirs().send(restore.with(Ascii.bytes("REPLACE")).encoded());
        assertThat(Ascii.string(pair.theirs().reply())).isEqualTo("+OK\r\n");
        pair.theirs().send(Command.of("GET", "restored").encoded());
        assertThat(Ascii.string(pair.theirs().reply()))
            .isEqualTo("$" + value.length + "\r\n" + Ascii.string(value) + "\r\n");
      }
    }
  }

  /** Numbers around the sizes they are stored in, text that compresses and text that does not. */
  private byte[] value(int i) {
    if (i < 64) {
      return Ascii.bytes(Long.toString((1L << i) * (random.nextBoolean() ? 1 : -1) - i % 2));
    }
    byte[] value = new byte[random.nextInt(i % 2 == 0 ? 100 : 70_000)];
    for (int at = 0; at < value.length; at++) {
      value[at] = (byte) random.nextInt(i % 4 < 2 ? 3 : 256);
    }
    return value;
  }

  @Test
  void damagedRequestsGetTheSameAnswer() throws IOException {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < commands / 20 && differences.size() < MAX_DIFFERENCES; i++) {
      byte[] stream = damaged();
      try (Pair pair = servers.connect()) {
        pair.send(stream);
        byte[] expected = pair.theirs().finish();
        byte[] reply = pair.ours().finish();
        if (!Arrays.equals(expected, reply)) {
          differences.add(
              "\nstream "
                  + i
                  + ": "
                  + Wire.printable(stream)
                  + "\n  redis: "
                  + Wire.printable(expected)
                  + "\n  ours:  "
                  + Wire.printable(reply));
        }
      }
    }
    assertThat(differences).as("seed %d", seed).isEmpty();
  }

  /** A few requests that change nothing, with a byte changed, left out or put in here and there. */
  private byte[] damaged() {
    StringBuilder text = new StringBuilder();
    String[] requests = {
      "*1\r\n$4\r\nPING\r\n",
      "*2\r\n$4\r\nECHO\r\n$5\r\nworld\r\n",
      "*2\r\n$4\r\nECHO\r\n$0\r\n\r\n",
      "ECHO inline\r\n",
      "ECHO \"a \\x41 \\\"b\\\" \\n\" \r\n",
      "ECHO 'single \\' quote'\n",
      "*0\r\n",
      "\r\n",
      "*-1\r\n",
      "*3\r\n$6\r\nSTRLEN\r\n$1\r\nk\r\n$0\r\n\r\n",
      "GET nothing\r\n",
      "PING\n",
      "CLIENT REPLY OFF\r\n", // not SKIP, which redis-server spends on empty lines too
      "*3\r\n$6\r\nCLIENT\r\n$5\r\nREPLY\r\n$2\r\nON\r\n",
      "QUIT\r\n",
      "RESET\r\n",
      "SELECT 99\r\n",
      "AUTH default x\r\n",
      "POST / HTTP/1.1\r\n",
      "CLIENT SETNAME a\r\nCLIENT GETNAME\r\n",
    };
    for (int i = random.nextInt(6) + 1; i > 0; i--) {
      text.append(requests[random.nextInt(requests.length)]);
    }
    // No NUL: redis-server looks for the end of an inline command with strchr.
    String odd = "\r\n *$\"'\\-+0123456789x\u00ff";
    for (int i = random.nextInt(4); i > 0 && text.length() > 1; i--) {
      int at = random.nextInt(text.length());
      char put = odd.charAt(random.nextInt(odd.length()));
      switch (random.nextInt(3)) {
        case 0 -> text.setCharAt(at, put);
        case 1 -> text.insert(at, put);
        default -> text.deleteCharAt(at);
      }
    }
    return Ascii.bytes(text.toString());
  }
}
