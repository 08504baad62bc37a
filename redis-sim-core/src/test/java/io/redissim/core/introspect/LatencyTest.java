package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LatencyTest extends CommandTest {
  private final LatencyMonitor monitor = new LatencyMonitor();

  @Test
  void ofOneSecondTheWorstIsKept() {
    monitor.threshold(20);
    monitor.took("command", 25_000, 1_000_000);
    monitor.took("command", 40_000, 1_900_000);
    monitor.took("command", 30_000, 1_999_999);
    monitor.took("command", 19_999, 2_000_000);
    monitor.took("command", 21_000, 3_000_000);
    LatencyMonitor.Series series = series();
    assertThat(series.size()).isEqualTo(2);
    assertThat(series.seconds(0)).isEqualTo(1);
    assertThat(series.millis(0)).isEqualTo(40);
    assertThat(series.millis(1)).isEqualTo(21);
    assertThat(series.worst()).isEqualTo(40);
  }

  @Test
  void theOldestSamplesAreForgotten() {
    monitor.threshold(1);
    for (long second = 1; second <= 200; second++) {
      monitor.took("command", 5000 + second * 1000, second * 1_000_000);
    }
    LatencyMonitor.Series series = series();
    assertThat(series.size()).isEqualTo(LatencyMonitor.Series.LENGTH);
    assertThat(series.seconds(0)).isEqualTo(41);
    assertThat(series.seconds(159)).isEqualTo(200);
  }

  @Test
  void aGraphShowsSamplesAsColumns() {
    monitor.threshold(1);
    monitor.took("command", 1000, 1_000_000);
    monitor.took("command", 13_000, 2_000_000);
    String graph = LatencyGraph.draw("command", series(), 100);
    assertThat(graph.lines())
        .containsExactly(
            "command - high 13 ms, low 1 ms (all time high 13 ms)",
            "-".repeat(80),
            " #",
            " |",
            " |",
            "_|",
            "  ",
            "11",
            "mm");
  }

  private LatencyMonitor.Series series() {
    return Objects.requireNonNull(monitor.series("command"));
  }

  @Test
  void eventsThatNeverWereAreToldSo() {
    run("LATENCY", "LATEST").onWire("*0\r\n");
    run("LATENCY", "HISTORY", "command").onWire("*0\r\n");
    run("LATENCY", "GRAPH", "command").isError("ERR No samples available for event 'command'");
    run("LATENCY", "RESET").isInteger(0);
    assertThat(run("LATENCY", "DOCTOR").tree().text()).contains("latency-monitor-threshold");
  }

  @Test
  void histogramsAreByCommandAndSubcommand() {
    run("CONFIG", "RESETSTAT").isOk();
    run("CLIENT", "ID");
    run("CLIENT", "GETNAME");
    run("SET", "k", "v");
    run("LATENCY", "HISTOGRAM", "set", "nope", "get")
        .onWire(
            """
            *2
            $3
            set
            *4
            $5
            calls
            :1
            $14
            histogram_usec
            *2
            :1
            :1
            """
                .replace("\n", "\r\n"));
    assertThat(run("LATENCY", "HISTOGRAM", "client").tree().size()).isEqualTo(4);
    assertThat(run("INFO", "latencystats").tree().text())
        .contains("\r\nlatency_percentiles_usec_client|id:p50=0.001,p99=0.001,p99.9=0.001\r\n");
    run("CONFIG", "SET", "latency-tracking", "no").isOk();
    assertThat(run("INFO", "latencystats").tree().text()).isEqualTo("# Latencystats\r\n");
  }
}
