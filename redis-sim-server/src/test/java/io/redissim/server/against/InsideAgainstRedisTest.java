package io.redissim.server.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import io.redissim.server.RedisSimServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What redis-server 7.0 and ours tell of themselves after the same commands: INFO, MONITOR,
 * SLOWLOG, COMMAND DOCS, HELP. Figures that are the machine's are left out.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class InsideAgainstRedisTest {
  /** Of how redis-server was built, of its main thread, and counters of what we never do. */
  private static final Set<String> NOT_OURS =
      Set.of(
          "redis_build_id",
          "monotonic_clock",
          "atomicvar_api",
          "gcc_version",
          "used_cpu_sys_main_thread",
          "used_cpu_user_main_thread",
          "dump_payload_sanitizations",
          "io_threaded_reads_processed",
          "io_threaded_writes_processed");

  /** Errors, transactions, all that redacts; no replies that are random or tell of time. */
  private static final List<String> COMMANDS =
      List.of(
          "SET k 1",
          "get k",
          "GET none",
          "INCR k",
          "LPUSH k 1",
          "LLEN k",
          "OBJECT ENCODING k",
          "OBJECT ENCODING none",
          "GET",
          "NOSUCH a b",
          "MULTI",
          "SET k 2",
          "LPUSH k 1",
          "EXEC",
          "MULTI",
          "NOSUCH",
          "EXEC",
          "WATCH k",
          "UNWATCH",
          "AUTH user password",
          "AUTH password",
          "CONFIG SET requirepass secret",
          "CONFIG SET requirepass ",
          "CONFIG SET nosuch 1",
          "CLIENT SETNAME me",
          "SELECT 3",
          "SELECT 99",
          "SADD s 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31",
          "ECHO " + "x".repeat(200),
          "SMOVE s",
          "EXPIRE s 100",
          "XGROUP CREATE s g 0",
          "SLOWLOG GET 0",
          "RESET",
          "PING");

  private final RedisProcess redis;
  private final RedisSimServer server;
  private final Side theirs;
  private final Side ours;

  /** A connection to one of the two. */
  private static final class Side {
    final Peer peer;

    Side(int port) throws IOException {
      peer = new Peer(port);
    }

    Reply ask(String command) throws IOException {
      StringBuilder request = new StringBuilder();
      String[] words = command.split(" ", -1);
      request.append('*').append(words.length).append("\r\n");
      for (String word : words) {
        request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
      }
      peer.send(Ascii.bytes(request.toString()));
      return next();
    }

    Reply next() throws IOException {
      byte[] wire = peer.reply();
      ReplyParser parser = new ReplyParser();
      parser.feed(wire, 0, wire.length);
      try {
        Reply reply = parser.next();
        if (reply == null) {
          throw new IOException("no whole reply");
        }
        return reply;
      } catch (ReplyFormatException e) {
        throw new IOException(e);
      }
    }
  }

  InsideAgainstRedisTest(@TempDir Path directory) throws IOException, InterruptedException {
    assumeTrue(RedisProcess.version().contains("v=7.0."), "it is for redis-server 7.0");
    redis = RedisProcess.start(directory);
    server = RedisSimServer.start();
    theirs = new Side(redis.port());
    ours = new Side(server.port());
  }

  @AfterAll
  void stopBoth() throws IOException {
    theirs.peer.close();
    ours.peer.close();
    redis.close();
    server.close();
  }

  @BeforeEach
  void startAfresh() throws IOException {
    for (Side side : List.of(theirs, ours)) {
      side.ask("RESET");
      side.ask("FLUSHALL");
      side.ask("CONFIG RESETSTAT");
    }
  }

  private void runAll() throws IOException {
    for (String command : COMMANDS) {
      assertThat(ours.ask(command).toString())
          .as(command)
          .isEqualTo(theirs.ask(command).toString());
    }
  }

  @Test
  void infoHasTheFieldsOfRedisInItsOrder() throws IOException {
    Map<String, List<String>> real = sections(theirs.ask("INFO everything").text());
    Map<String, List<String>> told = sections(ours.ask("INFO everything").text());
    assertThat(told.keySet()).containsExactlyElementsOf(real.keySet());
    real.forEach(
        (section, fields) -> {
          List<String> expected = new ArrayList<>(fields);
          expected.removeAll(NOT_OURS);
          expected.removeIf(field -> field.startsWith("cmdstat_") || field.startsWith("latency_"));
          if (!expected.isEmpty()) {
            assertThat(told.get(section)).as(section).containsSubsequence(expected);
          }
        });
  }

  /** The names of the fields by section. */
  private static Map<String, List<String>> sections(String info) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    List<String> fields = new ArrayList<>();
    for (String line : info.split("\r\n", -1)) {
      if (line.startsWith("# ")) {
        fields = new ArrayList<>();
        sections.put(line, fields);
      } else if (!line.isEmpty()) {
        fields.add(line.substring(0, line.indexOf(':')));
      }
    }
    return sections;
  }

  @Test
  void statisticsCountTheSame() throws IOException {
    runAll();
    for (String section : List.of("commandstats", "errorstats")) {
      assertThat(counts(ours, section)).isEqualTo(counts(theirs, section));
    }
    for (String field : List.of("keyspace_hits", "keyspace_misses", "total_error_replies")) {
      assertThat(counts(ours, "stats").get(field)).isEqualTo(counts(theirs, "stats").get(field));
    }
  }

  private static Map<String, String> counts(Side side, String section) throws IOException {
    Map<String, String> counts = new TreeMap<>();
    for (String line : side.ask("INFO " + section).text().split("\r\n", -1)) {
      if (line.contains(":") && !line.startsWith("cmdstat_info")) {
        String[] field = line.split(":", 2);
        counts.put(field[0], field[1].replaceAll("usec=[0-9]+,usec_per_call=[0-9.]+", "TIME"));
      }
    }
    return counts;
  }

  @Test
  void monitorShowsTheSameLines() throws IOException {
    try (Peer real = new Peer(redis.port());
        Peer told = new Peer(server.port())) {
      for (Peer monitor : List.of(real, told)) {
        monitor.send(Ascii.bytes("MONITOR\r\n"));
        monitor.reply();
      }
      runAll();
      ours.ask("ECHO end");
      theirs.ask("ECHO end");
      assertThat(lines(told)).isEqualTo(lines(real));
    }
  }

  /** Without time and address. */
  private static List<String> lines(Peer monitor) throws IOException {
    List<String> lines = new ArrayList<>();
    do {
      String line = Ascii.string(monitor.reply());
      lines.add(line.replaceFirst("^\\+[0-9]+\\.[0-9]{6} \\[([0-9]+) [^]]*\\]", "$1"));
    } while (!lines.get(lines.size() - 1).contains("\"end\""));
    return lines;
  }

  @Test
  void slowLogKeepsTheSame() throws IOException {
    for (Side side : List.of(theirs, ours)) {
      side.ask("CONFIG SET slowlog-log-slower-than 0");
      side.ask("SLOWLOG RESET");
    }
    runAll();
    List<String> kept = slow(ours);
    assertThat(kept).hasSizeGreaterThan(20).isEqualTo(slow(theirs));
    for (Side side : List.of(theirs, ours)) {
      side.ask("CONFIG SET slowlog-log-slower-than 10000");
    }
  }

  private static List<String> slow(Side side) throws IOException {
    List<String> kept = new ArrayList<>();
    for (Reply entry : side.ask("SLOWLOG GET -1").elements()) {
      kept.add(entry.element(3) + " of " + entry.element(5).text());
    }
    return kept;
  }

  @Test
  void commandsAreDocumentedInTheSameGroupsAndSinceTheSameVersions() throws IOException {
    Map<String, String> real = documented(theirs);
    Map<String, String> told = documented(ours);
    real.remove("client|pause"); // 7.0 says 2.9.50, which was 3.0's way to it
    real.keySet().retainAll(told.keySet());
    assertThat(real).hasSizeGreaterThan(200);
    told.keySet().retainAll(real.keySet());
    assertThat(told).isEqualTo(real);
  }

  private static Map<String, String> documented(Side side) throws IOException {
    Map<String, String> all = new TreeMap<>();
    Reply docs = side.ask("COMMAND DOCS");
    for (int i = 0; i < docs.size(); i += 2) {
      document(docs.element(i).text(), docs.element(i + 1), all);
    }
    return all;
  }

  private static void document(String name, Reply doc, Map<String, String> to) {
    StringBuilder told = new StringBuilder();
    for (int i = 0; i < doc.size(); i += 2) {
      switch (doc.element(i).text()) {
        case "group", "since" -> told.append(doc.element(i + 1)).append(' ');
        case "subcommands" -> {
          Reply subcommands = doc.element(i + 1);
          for (int j = 0; j < subcommands.size(); j += 2) {
            document(subcommands.element(j).text(), subcommands.element(j + 1), to);
          }
        }
        default -> {} // said in other words, or of a newer version
      }
    }
    to.put(name, told.toString());
  }

  @Test
  void helpNamesEveryForm() throws IOException {
    Set<String> newer = Set.of("LIST", "LIST [options ...]"); // they take more by now
    Set<String> missing = Set.of("CACHING (YES|NO)");
    for (String container :
        List.of(
            "COMMAND", "CONFIG", "LATENCY", "OBJECT", "XINFO", "XGROUP", "MEMORY", "SLOWLOG",
            "PUBSUB", "CLIENT")) {
      List<String> forms = forms(theirs, container);
      forms.removeIf(
          form -> newer.contains(form) || missing.contains(form) || form.startsWith("TRACKING ("));
      assertThat(forms(ours, container)).as(container).containsAll(forms);
    }
  }

  private static List<String> forms(Side side, String container) throws IOException {
    List<String> forms = new ArrayList<>();
    for (Reply line : side.ask(container + " HELP").elements()) {
      if (!line.text().startsWith(" ")) {
        forms.add(line.text());
      }
    }
    return forms;
  }
}
