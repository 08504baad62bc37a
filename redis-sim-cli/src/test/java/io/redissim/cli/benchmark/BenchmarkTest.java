package io.redissim.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.cli.FakeServer;
import io.redissim.cli.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkTest {
  private static String answer(List<String> command) {
    return command.get(0).equals("CONFIG")
        ? "*2\r\n$1\r\nx\r\n$2\r\nno\r\n"
        : command.get(0).equals("BAD") ? "-ERR bad\r\n" : "+OK\r\n";
  }

  private static Run benchmark(FakeServer server, String... words) {
    String[] all = new String[words.length + 3];
    all[0] = "benchmark";
    all[1] = "-p";
    all[2] = Integer.toString(server.port());
    System.arraycopy(words, 0, all, 3, words.length);
    return Run.of("", Map.of(), all);
  }

  /** Figures vary. */
  private static String masked(String text) {
    return text.replaceAll("[^\r\n]*\r", "").replaceAll("[0-9]+\\.[0-9]+|inf", "F");
  }

  @Test
  void reportsOneLinePerTestWhenQuiet() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "-q", "-n", "200", "-c", "4", "-t", "set,GET");
      assertThat(run.status()).isZero();
      assertThat(masked(run.out()))
          .isEqualTo(
              "SET: F requests per second, p50=F msec\nGET: F requests per second, p50=F msec\n\n");
      assertThat(run.err()).isEmpty();
    }
  }

  @Test
  void sendsAsManyRequestsAsAskedForAndCountsThem() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "-n", "1000", "-c", "3", "-P", "10", "set", "k", "v");
      assertThat(server.commands()).filteredOn(c -> c.get(0).equals("set")).hasSize(1000);
      assertThat(run.out())
          .contains("====== set k v ======\n  1000 requests completed in ")
          .contains("  3 parallel clients\n  27 bytes payload\n  keep alive: 1\n")
          .contains("  host configuration \"save\": no\n")
          .contains("100.000% <= ")
          .contains("(cumulative count 1000)\n\nSummary:\n  throughput summary: ");
    }
  }

  @Test
  void replacesTheRandomNumberInEachRequest() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      benchmark(
          server, "-q", "-r", "1000", "-n", "100", "-c", "2", "-P", "5", "get", "k__rand_int__");
      assertThat(server.commands())
          .filteredOn(c -> c.get(0).equals("get"))
          .hasSize(100)
          .allMatch(c -> c.get(1).matches("k000000000[0-9]{3}"))
          .satisfies(c -> assertThat(c.stream().distinct().count()).isGreaterThan(50));
    }
  }

  @Test
  void greetsOncePerConnectionAndDoesNotCountIt() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run =
          benchmark(server, "-q", "-a", "p", "--dbnum", "3", "-3", "-n", "50", "-c", "2", "ping");
      assertThat(run.status()).isZero();
      assertThat(server.commands()).filteredOn(c -> c.equals(List.of("SELECT", "3"))).hasSize(2);
      assertThat(server.commands()).filteredOn(c -> c.equals(List.of("ping"))).hasSize(50);
    }
  }

  @Test
  void makesAConnectionPerRequestWhenAskedTo() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "-q", "-k", "0", "-n", "60", "-c", "3", "ping");
      assertThat(run.status()).isZero();
      assertThat(server.commands()).filteredOn(c -> c.equals(List.of("ping"))).hasSize(60);
      assertThat(run.err()).startsWith("WARNING: Keepalive disabled.");
    }
  }

  @Test
  void sharesTheWorkBetweenThreads() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "-n", "500", "-c", "4", "--threads", "2", "ping");
      assertThat(run.out()).contains("  multi-thread: yes\n  threads: 2\n");
      assertThat(run.out()).contains("(cumulative count 500)");
    }
  }

  @Test
  void printsCsv() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "--csv", "-n", "50", "-c", "1", "-t", "ping_mbulk");
      assertThat(masked(run.out()))
          .isEqualTo(
              "\"test\",\"rps\",\"avg_latency_ms\",\"min_latency_ms\",\"p50_latency_ms\","
                  + "\"p95_latency_ms\",\"p99_latency_ms\",\"max_latency_ms\"\n"
                  + "\"PING_MBULK\",\"F\",\"F\",\"F\",\"F\",\"F\",\"F\",\"F\"\n");
    }
  }

  @Test
  void anErrorReplyEndsTheRun() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "-n", "50", "-c", "2", "BAD");
      assertThat(run).isEqualTo(new Run(1, "", "Error from server: ERR bad\n"));
    }
  }

  @Test
  void anUnknownOptionIsNamed() throws Exception {
    try (FakeServer server = new FakeServer(BenchmarkTest::answer)) {
      Run run = benchmark(server, "-n");
      assertThat(run.status()).isEqualTo(1);
      assertThat(run.out())
          .startsWith("Invalid option \"-n\" or option argument missing\n\nUsage: ");
    }
  }
}
