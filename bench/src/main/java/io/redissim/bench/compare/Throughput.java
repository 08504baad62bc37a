package io.redissim.bench.compare;

import io.redissim.bench.load.KeySequence;
import io.redissim.bench.load.Load;
import io.redissim.bench.load.LoadResult;
import io.redissim.bench.load.Operation;
import io.redissim.bench.load.RequestTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Requests per second, CPU per request and latency, each operation at each depth. All servers run
 * the whole time, filled with the same keys, and take turns: A B C A B C. Ratios are formed within
 * a round, so that whatever else the machine does falls on both sides; then medians.
 */
final class Throughput {
  private static final int FILL_DEPTH = 64;

  private final Compare options;
  private final Report report;
  private final Path directory;
  private long seed;

  Throughput(Compare options, Report report, Path directory) {
    this.options = options;
    this.report = report;
    this.directory = directory;
  }

  /**
   * One measurement.
   *
   * @param cpuMicros of the server, per request
   * @param busy the server's CPU time over the wall time
   */
  private record Sample(LoadResult load, double cpuMicros, double busy) {}

  void measure(List<Contender> contenders) throws IOException, InterruptedException {
    List<ServerProcess> servers = new ArrayList<>();
    try {
      for (Contender contender : contenders) {
        servers.add(
            ServerProcess.start(
                contender,
                options.port + servers.size(),
                options.serverCpu,
                directory.resolve("throughput-" + contender.name()),
                ""));
      }
      for (ServerProcess server : servers) {
        fill(server);
        warmUp(server);
      }
      report.heading(
          "Throughput: "
              + options.keys
              + " keys, "
              + options.valueBytes
              + " bytes, "
              + options.clients
              + " connections, median of "
              + options.rounds
              + " rounds");
      List<String> columns = new ArrayList<>(List.of("operation", "depth", "server"));
      columns.addAll(List.of("requests/s", "CPU µs/request", "server busy"));
      columns.addAll(List.of("p50 µs", "p99 µs", "p99.9 µs"));
      columns.addAll(List.of("throughput ratio", "CPU ratio", "p99.9 ratio"));
      report.header(columns);
      for (Operation operation : options.operations) {
        for (int depth : options.depths) {
          compare(servers, operation, depth);
        }
      }
    } finally {
      servers.forEach(ServerProcess::close);
    }
  }

  /** Every state that an operation needs, each once. */
  private void fill(ServerProcess server) throws IOException {
    Map<String, Long> fills = new LinkedHashMap<>();
    for (Operation operation : options.operations) {
      fills.putAll(operation.fills());
    }
    for (Map.Entry<String, Long> fill : fills.entrySet()) {
      RequestTemplate request = RequestTemplate.of(fill.getKey(), options.valueBytes);
      long count = Operation.count(fill.getValue(), options.keys);
      try (Load load = new Load(server.address(), 1, request, FILL_DEPTH)) {
        require(load.runCount(count, KeySequence.ordered(count)), server, fill.getKey());
      }
    }
  }

  private void warmUp(ServerProcess server) throws IOException {
    for (int depth : options.depths) {
      for (Operation operation : options.operations) {
        try (Load load = load(server, operation, depth)) {
          load.runFor((long) (options.warmup * 1e9), random(operation));
        }
      }
    }
  }

  private KeySequence random(Operation operation) {
    return KeySequence.random(operation.keys(options.keys), ++seed);
  }

  private void compare(List<ServerProcess> servers, Operation operation, int depth)
      throws IOException {
    List<List<Sample>> samples = new ArrayList<>();
    List<Load> loads = new ArrayList<>();
    try {
      for (ServerProcess server : servers) {
        samples.add(new ArrayList<>());
        loads.add(load(server, operation, depth));
      }
      for (int round = 0; round < options.rounds; round++) {
        for (int i = 0; i < servers.size(); i++) {
          Sample sample = sample(servers.get(i), loads.get(i), operation);
          samples.get(i).add(sample);
          report.figure(
              "part",
              "throughput",
              "server",
              servers.get(i).name(),
              "operation",
              operation,
              "depth",
              depth,
              "round",
              round,
              "requestsPerSecond",
              sample.load.perSecond(),
              "cpuMicros",
              sample.cpuMicros,
              "busy",
              sample.busy,
              "p50Micros",
              sample.load.percentileMicros(50),
              "p99Micros",
              sample.load.percentileMicros(99),
              "p999Micros",
              sample.load.percentileMicros(99.9));
        }
      }
    } finally {
      for (Load load : loads) {
        load.close();
      }
    }
    for (int i = 0; i < servers.size(); i++) {
      row(operation, depth, servers.get(i).name(), samples.get(i), samples.get(0));
    }
  }

  private Sample sample(ServerProcess server, Load load, Operation operation) throws IOException {
    long before = server.cpuNanos();
    LoadResult result = load.runFor((long) (options.seconds * 1e9), random(operation));
    long cpu = server.cpuNanos() - before;
    require(result, server, operation.toString());
    return new Sample(result, cpu / 1e3 / result.requests(), (double) cpu / result.nanos());
  }

  private void row(
      Operation operation, int depth, String server, List<Sample> own, List<Sample> base) {
    double[] throughput = new double[own.size()];
    double[] cpu = new double[own.size()];
    double[] tail = new double[own.size()];
    for (int i = 0; i < own.size(); i++) {
      throughput[i] = own.get(i).load.perSecond() / base.get(i).load.perSecond();
      cpu[i] = own.get(i).cpuMicros / base.get(i).cpuMicros;
      tail[i] = own.get(i).load.percentileMicros(99.9) / base.get(i).load.percentileMicros(99.9);
    }
    report.row(
        List.of(
            operation.toString(),
            "" + depth,
            server,
            Report.fixed(0, Median.of(own, s -> s.load.perSecond())),
            Report.fixed(3, Median.of(own, Sample::cpuMicros)),
            Report.fixed(0, 100 * Median.of(own, Sample::busy)) + " %",
            Report.fixed(0, Median.of(own, s -> s.load.percentileMicros(50))),
            Report.fixed(0, Median.of(own, s -> s.load.percentileMicros(99))),
            Report.fixed(0, Median.of(own, s -> s.load.percentileMicros(99.9))),
            Report.fixed(2, Median.of(throughput)),
            Report.fixed(2, Median.of(cpu)),
            Report.fixed(2, Median.of(tail))));
  }

  private Load load(ServerProcess server, Operation operation, int depth) throws IOException {
    RequestTemplate request = operation.template(options.valueBytes);
    Load load = new Load(server.address(), options.clients, request, depth);
    load.subscribe(server.address(), operation.subscribers());
    return load;
  }

  private static void require(LoadResult result, ServerProcess server, String operation)
      throws IOException {
    if (result.errors() > 0 || result.nils() > 0) {
      throw new IOException(
          server.name()
              + " answered "
              + operation
              + " with "
              + result.errors()
              + " errors and "
              + result.nils()
              + " nils");
    }
  }
}
