package io.redissim.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;

class ConfigLoaderTest {
  private final FakeConfigFiles files = new FakeConfigFiles();
  private final Config config = new Config(files);

  private Config load(String... args) throws FatalConfigException {
    new ConfigLoader(config).load(LaunchArguments.of(args));
    return config;
  }

  private FatalConfigException loadFails(String... args) {
    return catchThrowableOfType(FatalConfigException.class, () -> load(args));
  }

  private void lineFails(String line, String why) {
    files.with("/srv/a.conf", "# first", line);
    assertThat(loadFails("a.conf").report("Redis 7.0.15"))
        .isEqualTo(
            "\n*** FATAL CONFIG FILE ERROR (Redis 7.0.15) ***\n"
                + "Reading the configuration file, at line 2\n>>> '"
                + line
                + "'\n"
                + why
                + "\n");
  }

  @Test
  void fileThenStandardInputThenOptionsAreReadAndTheLastWins() throws Exception {
    files.with("/srv/a.conf", "port 1", "timeout 1", "tcp-backlog 1");
    files.standardInput = "timeout 2\ntcp-backlog 2\n";
    load("a.conf", "--tcp-backlog", "3", "-");
    assertThat(config.number("port")).isEqualTo(1);
    assertThat(config.number("timeout")).isEqualTo(2);
    assertThat(config.number("tcp-backlog")).isEqualTo(3);
    assertThat(config.file()).isEqualTo("/srv/a.conf");
  }

  @Test
  void commentsBlankLinesQuotesAndCaseAreUnderstood() throws Exception {
    files.with(
        "/srv/a.conf", "# x", "", "  PORT\t\"6380\" \r", "requirepass 'a b'", "bind a \"b\"");
    load("a.conf");
    assertThat(config.number("port")).isEqualTo(6380);
    assertThat(config.text("requirepass")).isEqualTo("a b");
    assertThat(config.words("bind")).containsExactly("a", "b");
  }

  @Test
  void saveLinesAddUpUntilAnEmptyOne() throws Exception {
    load("--save", "900 1", "--save", "300", "10");
    assertThat(config.text("save")).isEqualTo("900 1 300 10");
    load("--save", "");
    assertThat(config.text("save")).isEmpty();
  }

  @Test
  void outputBufferLimitsChangeOnlyTheNamedClasses() throws Exception {
    load(
        "--client-output-buffer-limit",
        "replica 1mb 1k 5",
        "--client-output-buffer-limit",
        "normal",
        "1",
        "2",
        "3");
    assertThat(config.outputBufferLimits().replica())
        .isEqualTo(new OutputBufferLimits.Limit(1 << 20, 1000, 5));
    assertThat(config.text("client-output-buffer-limit"))
        .isEqualTo("normal 1 2 3 slave 1048576 1000 5 pubsub 33554432 8388608 60");
  }

  @Test
  void includeReadsRelativeToTheDirectoryInForce() throws Exception {
    files.directories.add("/srv/sub");
    files.with("/srv/a.conf", "dir sub", "include b.conf", "timeout 3");
    files.with("/srv/sub/b.conf", "timeout 1", "tcp-backlog 7");
    load("a.conf");
    assertThat(config.number("timeout")).isEqualTo(3);
    assertThat(config.number("tcp-backlog")).isEqualTo(7);
    assertThat(config.directory()).isEqualTo("/srv/sub");
  }

  @Test
  void includePatternReadsAllThatMatchInOrderAndMayMatchNone() throws Exception {
    files.with("/srv/a.conf", "include /srv/*.inc", "include /srv/none/*.conf");
    files.with("/srv/2.inc", "timeout 2").with("/srv/1.inc", "timeout 1\n");
    load("a.conf");
    assertThat(config.number("timeout")).isEqualTo(2);
  }

  @Test
  void missingFilesAreLoggedNotReported() {
    FatalConfigException missing = loadFails("none.conf");
    assertThat(missing.isLogged()).isTrue();
    assertThat(missing)
        .hasMessage(
            "Fatal error, can't open config file '/srv/none.conf': No such file or directory");
    files.with("/srv/a.conf", "include b.conf");
    assertThat(loadFails("a.conf"))
        .hasMessage("Fatal error, can't open config file 'b.conf': No such file or directory");
  }

  @Test
  void fileThatIncludesItselfIsRefused() {
    files.with("/srv/a.conf", "include a.conf");
    assertThat(loadFails("a.conf")).hasMessage("Files are included more than 64 levels deep");
  }

  @Test
  void badLinesAreReportedWithTheirNumber() {
    lineFails("foo bar", "Bad directive or wrong number of arguments");
    lineFails("port", "wrong number of arguments");
    lineFails("port 1 2", "wrong number of arguments");
    lineFails("port abc", "argument couldn't be parsed into an integer");
    lineFails("port 65536", "argument must be between 0 and 65535 inclusive");
    lineFails("requirepass \"a", "Unbalanced quotes in configuration line");
    lineFails("appendonly maybe", "argument must be 'yes' or 'no'");
    lineFails(
        "loglevel loud",
        "argument(s) must be one of the following: debug, verbose, notice, warning, nothing");
  }

  @Test
  void whatIsMissingIsRefusedByName() {
    lineFails("appendonly yes", "'appendonly yes' is not supported yet by redis-sim");
    lineFails("slaveof h 1", "'replicaof h 1' is not supported yet by redis-sim");
    lineFails("user bob >secret", "'user' is not supported yet by redis-sim");
    lineFails("loadmodule x.so", "'loadmodule x.so' is not supported yet by redis-sim");
  }

  @Test
  void defaultsOfWhatIsMissingAreFine() throws Exception {
    load(
        "--appendonly", "no", "--cluster-enabled", "no", "--tls-port", "0", "--supervised", "auto");
    assertThat(config.flag("appendonly")).isFalse();
  }

  @Test
  void optionErrorsCountLinesAfterTheFile() {
    files.with("/srv/a.conf", "# one", "# two", "");
    assertThat(loadFails("a.conf", "--invalid").report("v")).contains("at line 4\n>>> 'invalid'\n");
    assertThat(loadFails("--port", "6379", "6380").report("v"))
        .contains("at line 2\n>>> 'port \"6379\" \"6380\"'\nwrong number of arguments\n");
  }

  @Test
  void logFileMustBeWritable() {
    FatalConfigException failure = loadFails("--logfile", "/none/log");
    assertThat(failure.report("v"))
        .isEqualTo(
            """

            *** FATAL CONFIG FILE ERROR (v) ***
            Can't open the log file: No such file or directory
            """);
  }

  @Test
  void suiteDefaultsAreAccepted() throws Exception {
    files.with(
        "/srv/a.conf",
        "always-show-logo yes",
        "notify-keyspace-events KEA",
        "daemonize no",
        "pidfile /var/run/valkey.pid",
        "bind 127.0.0.1",
        "loglevel verbose",
        "logfile ''",
        "latency-monitor-threshold 1",
        "repl-diskless-sync-delay 0",
        "save ''",
        "dir ./",
        "slave-serve-stale-data yes",
        "appendonly no",
        "enable-protected-configs yes",
        "enable-debug-command yes",
        "enable-module-command yes",
        "propagation-error-behavior panic",
        "shutdown-on-sigterm force",
        "enable-debug-assert yes",
        "hide-user-data-from-log no");
    load("a.conf");
    assertThat(config.text("notify-keyspace-events")).isEqualTo("AKE");
    assertThat(config.directory()).isEqualTo("/srv");
  }
}
