package io.redissim.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redissim.core.resp.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same configuration told to ours and to a real redis-server, compared to the byte. */
class ConfigAgainstRedisTest {
  /** Where we mean to differ, and why. */
  private static final Map<String, String> DIFFERENT_DEFAULTS =
      Map.of(
          "save", "nothing is saved by itself yet",
          "lazyfree-lazy-eviction", "as Valkey 8.0.1 has it",
          "lazyfree-lazy-expire", "as Valkey 8.0.1 has it",
          "lazyfree-lazy-server-del", "as Valkey 8.0.1 has it",
          "lazyfree-lazy-user-del", "as Valkey 8.0.1 has it",
          "lazyfree-lazy-user-flush", "as Valkey 8.0.1 has it");

  /** Where Valkey 8.0.1, which we follow, differs from Redis 7.0 in what it accepts. */
  private static final Set<String> DIFFERENT_ANSWERS =
      Set.of("maxmemory-samples", "dbfilename", "loglevel", "cluster-config-file");

  private static final Set<String> TOLD_AT_START = Set.of("port", "bind", "dir");

  /** What would end the comparison, ask the operating system, or needs a build option of Redis. */
  private static final Set<String> NOT_COMPARED =
      Set.of(
          "port",
          "bind",
          "dir",
          "requirepass",
          "maxclients",
          "oom-score-adj",
          "oom-score-adj-values",
          "watchdog-period",
          "tls-port",
          "tls-cluster",
          "tls-replication",
          "activedefrag",
          "maxmemory",
          "maxmemory-clients",
          "timeout",
          "appendonly",
          "use-exit-on-panic",
          "client-output-buffer-limit",
          "proto-max-bulk-len");

  private static final List<String> VALUES =
      List.of(
          "",
          "abc",
          "-1",
          "0",
          "1",
          "2",
          "007",
          "64",
          "65535",
          "65536",
          "99999999999999999999",
          "9223372036854775807",
          "9223372036854775808",
          "2147483648",
          "4294967296",
          "1k",
          "1KB",
          "3mb",
          "1gb",
          "1tb",
          "1.5",
          "10%",
          "200%",
          "-5%",
          "yes",
          "no",
          "YES",
          "maybe",
          " 1",
          "1 ",
          "+1",
          "a b",
          "1 2",
          "1 2 3",
          "1  2",
          "100 -1",
          "0 5",
          "AKE",
          "KEA",
          "Kx",
          "zzz",
          "50 99.9",
          "50.123456789",
          "101",
          "1e1",
          "nan",
          "inf",
          "0.0 100.0",
          "a/b",
          "a\\b",
          "always",
          "debug",
          "notice",
          "allkeys-lru",
          "VOLATILE-TTL",
          "swapdb",
          "hostname",
          "local",
          "clients",
          "panic",
          "save",
          "nosave now",
          "save nosave",
          "default",
          "force now save",
          "{title}",
          "{port}",
          "x{",
          "{{x",
          "{bad}",
          "host_name",
          "a.b-c",
          "allchannels",
          "optional",
          "x".repeat(256));

  private final Path directory;

  ConfigAgainstRedisTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  static void needsRedis() {
    assumeTrue(RealRedis.isInstalled(), "redis-server " + RealRedis.VERSION + " is not installed");
  }

  @Test
  void defaultsAreTheSame() throws Exception {
    Config config = new Config(new DiskConfigFiles());
    Map<String, String> different = new TreeMap<>();
    List<String> unknown = new ArrayList<>();
    try (RealRedis redis = RealRedis.start(directory)) {
      Reply all = redis.command("CONFIG", "GET", "*");
      assertThat(all.size()).isGreaterThan(300);
      for (int i = 0; i < all.size(); i += 2) {
        String name = all.element(i).text();
        String value = all.element(i + 1).text();
        Config.Entry entry = config.find(name);
        if (entry == null) {
          unknown.add(name);
        } else if (!TOLD_AT_START.contains(name) && !config.show(entry.directive()).equals(value)) {
          different.put(name, value);
        }
      }
    }
    assertThat(unknown).isEmpty();
    assertThat(different.keySet()).isEqualTo(DIFFERENT_DEFAULTS.keySet());
  }

  @Test
  void setAnswersTheSame() throws Exception {
    Config config = new Config(new DiskConfigFiles());
    List<String> differences = new ArrayList<>();
    int compared = 0;
    try (RealRedis redis = RealRedis.start(directory, "--enable-protected-configs", "yes")) {
      for (Config.Entry entry : config.entries()) {
        String name = entry.name();
        if (NOT_COMPARED.contains(entry.directive().name())
            || DIFFERENT_ANSWERS.contains(name)
            || redis.command("CONFIG", "GET", name).size() == 0) {
          continue;
        }
        for (String value : VALUES) {
          String ours = set(config, name, value);
          String theirs = redis.command("CONFIG", "SET", name, value).text();
          if (ours.contains("is not supported yet")) {
            assertThat(theirs).as(name + ' ' + value).isEqualTo("OK");
            redis.command("CONFIG", "SET", name, config.show(entry.directive()));
            continue;
          }
          String shown = config.show(entry.directive());
          String theirShown = redis.command("CONFIG", "GET", name).element(1).text();
          if (!ours.equals(theirs) || (ours.equals("OK") && !shown.equals(theirShown))) {
            differences.add(
                name
                    + " '"
                    + value
                    + "': "
                    + ours
                    + " "
                    + shown
                    + " | "
                    + theirs
                    + " "
                    + theirShown);
          }
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(10_000);
    assertThat(differences).isEmpty();
  }

  @Test
  void setOfSeveralAnswersTheSame() throws Exception {
    List<List<String>> cases =
        List.of(
            List.of("timeout", "5", "timeout", "6"),
            List.of("timeout", "5", "TIMEOUT", "6"),
            List.of("min-slaves-max-lag", "5", "min-replicas-max-lag", "6"),
            List.of("foo", "5", "timeout", "x"),
            List.of("timeout", "x", "foo", "5"),
            List.of("databases", "5", "foo", "x"),
            List.of("Timeout", "x", "hz", "5"),
            List.of("timeout", "7", "Hz", "x"),
            List.of("client-output-buffer-limit", "normal 1 2 3 slave 1mb 2 3"),
            List.of("client-output-buffer-limit", "normal 1 2 -3"),
            List.of("client-output-buffer-limit", "normal 1 2"),
            List.of("client-output-buffer-limit", "master 1 2 3"),
            List.of("client-output-buffer-limit", "NORMAL x 2 3"),
            List.of("client-output-buffer-limit", ""),
            List.of("maxmemory", ""),
            List.of("maxmemory", "100gb"),
            List.of("maxmemory", "99999999999999999999"),
            List.of("maxmemory", "0"),
            List.of("maxmemory-clients", "101%"),
            List.of("maxmemory-clients", "50%"),
            List.of("maxmemory-clients", "1gb"),
            List.of("maxmemory-clients", "x"),
            List.of("maxmemory-clients", "0%"),
            List.of("proto-max-bulk-len", "1"),
            List.of("proto-max-bulk-len", "18446744073709551615"),
            List.of("slaveof", "no one"),
            List.of("dir", "/does/not/exist"),
            List.of("dir", "/etc/hostname"),
            List.of("hz", "100000"));
    Config config = new Config(new DiskConfigFiles());
    List<String> differences = new ArrayList<>();
    try (RealRedis redis = RealRedis.start(directory, "--enable-protected-configs", "yes")) {
      for (List<String> one : cases) {
        String ours = set(config, one.toArray(String[]::new));
        List<String> command = new ArrayList<>(List.of("CONFIG", "SET"));
        command.addAll(one);
        String theirs = redis.command(command.toArray(String[]::new)).text();
        if (!ours.equals(theirs)) {
          differences.add(one + ": " + ours + " | " + theirs);
        }
        for (int i = 0; i < one.size(); i += 2) {
          Config.Entry entry = config.find(one.get(i));
          if (entry != null && !entry.name().equals("dir")) {
            String shown = redis.command("CONFIG", "GET", one.get(i)).element(1).text();
            assertThat(config.show(entry.directive())).as(one.toString()).isEqualTo(shown);
          }
        }
      }
    }
    assertThat(differences).isEmpty();
  }

  @Test
  void fatalErrorsAreTheSame() throws Exception {
    Path file = directory.resolve("bad.conf");
    List<String> lines =
        List.of(
            "foo bar",
            "port",
            "port 1 2",
            "port abc",
            "port -1",
            "port 65536",
            "  PORT  x  ",
            "requirepass \"a",
            "requirepass 'a'b",
            "requirepass \"a\"b",
            "daemonize maybe",
            "databases 0",
            "loglevel",
            "loglevel debug verbose",
            "save 1",
            "save a b",
            "save 0 1",
            "save \"1 2 3\"",
            "maxmemory 1x",
            "maxmemory-policy x",
            "maxmemory-clients 101%",
            "maxmemory-clients x%",
            "unixsocketperm 1000",
            "unixsocketperm 9",
            "tcp-backlog 2147483648",
            "client-output-buffer-limit normal 1 2",
            "client-output-buffer-limit foo 1 2 3",
            "client-output-buffer-limit normal x 2 3",
            "shutdown-on-sigint",
            "shutdown-on-sigint save nosave",
            "shutdown-on-sigint x",
            "oom-score-adj-values 1 2",
            "oom-score-adj-values 1 2 2001",
            "notify-keyspace-events Q",
            "notify-keyspace-events",
            "replicaof a",
            "replicaof a b",
            "slaveof a 65536",
            "latency-tracking-info-percentiles x",
            "latency-tracking-info-percentiles 101",
            "include",
            "include a b",
            "user",
            "rename-command a",
            "rename-command",
            "loadmodule",
            "dbfilename a/b",
            "appenddirname a/b",
            "dir",
            "dir /does/not/exist",
            "proc-title-template {x}",
            "a.b",
            "include\tx y",
            "\"\"",
            "'por't 1",
            "port \"6\\x33\" 1",
            "bind 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17",
            "logfile /does/not/exist/x",
            "cluster-announce-hostname a_b",
            "sentinel monitor x");
    List<String> differences = new ArrayList<>();
    for (String line : lines) {
      Files.writeString(file, "# a comment\nport 0\n" + line + "\n\n");
      compareStart(differences, file.toString());
    }
    List<List<String>> commands =
        List.of(
            List.of("--invalid"),
            List.of("--port"),
            List.of("--port", "6380", "--loglevel"),
            List.of("--port", "6379", "6380"),
            List.of("--port", "--loglevel", "verbose"),
            List.of("--port", "--bla", "--loglevel", "verbose"),
            List.of("--logfile", "/dev/null", "--appendfsync", "--bla"),
            List.of("--shutdown-on-sigint", "now force", "--shutdown-on-sigterm"),
            List.of("--replicaof", "127.0.0.1", "abc"),
            List.of("--replicaof", "--127.0.0.1", "--abc"),
            List.of("--timeout 5 6"),
            List.of("--timeout '5"),
            List.of("timeout", "x"),
            List.of(file.toString(), "timeout", "x"),
            List.of("--timeout", "a\tb\u0001\""),
            List.of("/does/not/exist.conf"));
    Files.writeString(file, "timeout 1\nhz 20");
    for (List<String> command : commands) {
      compareStart(differences, command.toArray(String[]::new));
    }
    Files.writeString(file, "timeout 1\ninclude /does/not/exist\nfoo");
    compareStart(differences, file.toString());
    Path included = directory.resolve("included");
    Files.writeString(included, "\n\nfoo");
    Files.writeString(file, "include " + included);
    compareStart(differences, file.toString());
    Files.writeString(file, "include " + directory + "/inc?ude[d]\n");
    compareStart(differences, file.toString());
    assertThat(differences).isEmpty();
  }

  @Test
  void rewriteWritesTheSameLines() throws Exception {
    Path file = directory.resolve("redis.conf");
    String old =
        """
        # my server

        TIMEOUT 3
        slave-priority 7
        \t maxmemory 1024\t

        foo.bar 1

        # twice
        save 900 1
        requirepass "a \\x01b"
        client-output-buffer-limit normal 1 2 3
        client-output-buffer-limit pubsub 1kb 2kb 3
        hash-max-ziplist-entries 5
        notify-keyspace-events KEx
        # the end
        """;
    Files.writeString(file, old.replace("foo.bar 1\n", ""));
    Config config = new Config(new DiskConfigFiles());
    new ConfigLoader(config).load(LaunchArguments.of(file.toString()));
    String theirs;
    try (RealRedis redis = RealRedis.start(directory, file.toString())) {
      Files.writeString(file, old);
      redis.command("AUTH", "a \u0001b");
      int port = Integer.parseInt(redis.command("CONFIG", "GET", "port").element(1).text());
      set(config, "port", Integer.toString(port), "bind", "127.0.0.1");
      set(config, "dir", directory.toString());
      String[] sets = {"requirepass", "", "loglevel", "debug", "repl-backlog-size", "3mb"};
      set(config, sets);
      for (int i = 0; i < sets.length; i += 2) {
        redis.command("CONFIG", "SET", sets[i], sets[i + 1]);
      }
      assertThat(redis.command("CONFIG", "REWRITE").text()).isEqualTo("OK");
      theirs = Files.readString(file);
    }
    String ours = ConfigRewrite.rewrite(config, old, false);
    assertThat(kept(ours)).isEqualTo(kept(theirs));
    assertThat(added(ours)).isEqualTo(added(theirs));
  }

  private static String kept(String text) {
    return text.substring(0, text.indexOf(ConfigRewrite.SIGNATURE));
  }

  /** Redis appends in the order of a hash table; ACL users are not written by us yet. */
  private static List<String> added(String text) {
    return text.substring(text.indexOf(ConfigRewrite.SIGNATURE))
        .lines()
        .filter(line -> !line.startsWith("user default "))
        .sorted()
        .toList();
  }

  private static void compareStart(List<String> differences, String... args) throws Exception {
    String theirs = RealRedis.output(args);
    String ours = "";
    try {
      ConfigFiles noInput = new DiskConfigFiles();
      new ConfigLoader(new Config(noInput)).load(LaunchArguments.of(args));
    } catch (FatalConfigException e) {
      ours = e.isLogged() ? e.getMessage() : e.report("Redis " + RealRedis.VERSION);
      theirs = e.isLogged() ? theirs.replaceAll("(?s).* # |\n$", "") : theirs;
      theirs = theirs.replaceAll("(?m)^\\d+:C .*\n", "");
    }
    if (!theirs.equals(ours)) {
      differences.add(List.of(args) + ": " + ours + " | " + theirs);
    }
  }

  private static String set(Config config, String... namesAndValues) {
    try {
      config.set(List.of(namesAndValues), true);
      return "OK";
    } catch (ConfigRefusal e) {
      return "ERR " + e.text();
    }
  }
}
