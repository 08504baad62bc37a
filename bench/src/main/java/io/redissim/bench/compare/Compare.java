package io.redissim.bench.compare;

import io.redissim.bench.load.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts servers side by side and prints what they cost, relative to the first. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Compares servers: throughput, CPU per request, latency, memory, start-up.")
public final class Compare implements Callable<Integer> {
  enum Part {
    STARTUP,
    THROUGHPUT,
    MEMORY,
    ELEMENTS
  }

  @Option(
      names = "--contender",
      paramLabel = "NAME=COMMAND",
      description = "A server; the first is what the others are compared with. May be repeated.")
  List<String> contenders = new ArrayList<>();

  @Option(names = "--redis", description = "Without --contender: the first. ${DEFAULT-VALUE}")
  String redis = "redis-server";

  @Option(names = "--valkey", description = "Without --contender: a second one; none if not given.")
  @Nullable String valkey;

  @Option(names = "--ours", description = "Without --contender: the last. ${DEFAULT-VALUE}")
  String ours = "bin/redis-sim-server";

  @Option(
      names = "--parts",
      split = ",",
      description = "Of: ${COMPLETION-CANDIDATES}. ${DEFAULT-VALUE}")
  List<Part> parts = List.of(Part.STARTUP, Part.THROUGHPUT, Part.MEMORY, Part.ELEMENTS);

  @Option(names = "--server-cpu", description = "The servers' core. ${DEFAULT-VALUE}")
  String serverCpu = "0";

  @Option(names = "--port", description = "The first of a few ports. ${DEFAULT-VALUE}")
  int port = 25000;

  @Option(names = "--clients", description = "Connections. ${DEFAULT-VALUE}")
  int clients = 50;

  @Option(
      names = "--operations",
      split = ",",
      description = "Of: ${COMPLETION-CANDIDATES}. ${DEFAULT-VALUE}")
  List<Operation> operations =
      List.of(Operation.GET, Operation.SET, Operation.INCR, Operation.MSET);

  @Option(names = "--depths", split = ",", description = "Pipeline depths. ${DEFAULT-VALUE}")
  List<Integer> depths = List.of(1, 16, 64);

  @Option(names = "--keys", description = "Keys in the throughput part. ${DEFAULT-VALUE}")
  long keys = 1_000_000;

  @Option(names = "--value-bytes", description = "${DEFAULT-VALUE}")
  int valueBytes = 32;

  @Option(names = "--rounds", description = "Measurements per figure. ${DEFAULT-VALUE}")
  int rounds = 5;

  @Option(names = "--seconds", description = "Length of a measurement. ${DEFAULT-VALUE}")
  double seconds = 2;

  @Option(
      names = "--warmup",
      description =
          "Seconds per operation, depth and server before it is measured. ${DEFAULT-VALUE}")
  double warmup = 4;

  @Option(names = "--memory-keys", description = "Keys in the memory part. ${DEFAULT-VALUE}")
  long memoryKeys = 5_000_000;

  @Option(names = "--elements", description = "Elements in that part. ${DEFAULT-VALUE}")
  long elements = 1_000_000;

  @Option(
      names = "--steady-seconds",
      description = "Load on the full store, over which pauses are counted. ${DEFAULT-VALUE}")
  double steadySeconds = 30;

  @Option(names = "--starts", description = "Starts per server. ${DEFAULT-VALUE}")
  int starts = 7;

  @Option(names = "--out", description = "Writes the report to this file too, as Markdown.")
  @Nullable Path out;

  @Option(names = "--json", description = "Writes every single figure to this file.")
  @Nullable Path json;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Contender> servers = servers();
    Path directory = Files.createTempDirectory("redis-sim-bench");
    Report report = new Report();
    report.text("Logs and data: " + directory);
    for (Part part : parts) {
      switch (part) {
        case STARTUP -> new StartUp(this, report, directory).measure(servers);
        case THROUGHPUT -> new Throughput(this, report, directory).measure(servers);
        case MEMORY -> new Memory(this, report, directory).measure(servers);
        case ELEMENTS -> new Elements(this, report, directory).measure(servers);
      }
      save(report);
    }
    return 0;
  }

  private List<Contender> servers() {
    if (!contenders.isEmpty()) {
      return contenders.stream().map(Contender::parse).toList();
    }
    List<Contender> servers = new ArrayList<>();
    servers.add(new Contender("redis", List.of(redis)));
    if (valkey != null) {
      servers.add(new Contender("valkey", List.of(valkey)));
    }
    servers.add(new Contender("redis-sim", List.of(ours)));
    return servers;
  }

  private void save(Report report) throws IOException {
    if (out != null) {
      Files.writeString(out, report.markdown());
    }
    if (json != null) {
      Files.writeString(json, report.json());
    }
  }
}
