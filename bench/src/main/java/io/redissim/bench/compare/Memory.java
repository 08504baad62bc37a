package io.redissim.bench.compare;

import io.redissim.bench.load.KeySequence;
import io.redissim.bench.load.Load;
import io.redissim.bench.load.LoadResult;
import io.redissim.bench.load.Operation;
import io.redissim.bench.load.RequestTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Resident memory per key after a fill and after two random overwrites per key, then a steady load
 * on the full store with the stops that the JVM's own log reports meanwhile. One server at a time.
 */
final class Memory {
  private static final int DEPTH = 16;
  private static final long SETTLE_MILLIS = 3000;

  private final Compare options;
  private final Report report;
  private final Path directory;

  Memory(Compare options, Report report, Path directory) {
    this.options = options;
    this.report = report;
    this.directory = directory;
  }

  void measure(List<Contender> servers) throws IOException, InterruptedException {
    report.heading(
        "Memory: " + options.memoryKeys + " keys of 16 bytes, values of " + options.valueBytes);
    report.header(
        List.of(
            "server",
            "RSS MiB after start",
            "bytes/key filled",
            "ratio",
            "bytes/key after 2 overwrites each",
            "ratio",
            "overwrite CPU µs",
            "steady GET p99.9 µs",
            "steady SET p99.9 µs",
            "stops",
            "longest ms"));
    double[] base = new double[2];
    for (Contender server : servers) {
      measure(server, base);
    }
  }

  private void measure(Contender contender, double[] base)
      throws IOException, InterruptedException {
    Path own = directory.resolve("memory-" + contender.name());
    Path log = own.resolve("jvm.log");
    try (ServerProcess server =
        ServerProcess.start(contender, options.port, options.serverCpu, own, Pauses.options(log))) {
      Thread.sleep(SETTLE_MILLIS);
      long start = server.rssBytes();
      long startOnce = server.pssBytes();
      run(server, Operation.SET, options.memoryKeys, KeySequence.ordered(options.memoryKeys));
      Thread.sleep(SETTLE_MILLIS);
      double filled = (double) (server.rssBytes() - start) / options.memoryKeys;

      long cpu = server.cpuNanos();
      KeySequence random = KeySequence.random(options.memoryKeys, 7);
      run(server, Operation.SET, 2 * options.memoryKeys, random);
      double overwriteMicros = (server.cpuNanos() - cpu) / 1e3 / (2 * options.memoryKeys);
      Thread.sleep(SETTLE_MILLIS);
      double overwritten = (double) (server.rssBytes() - start) / options.memoryKeys;
      double overwrittenOnce = (double) (server.pssBytes() - startOnce) / options.memoryKeys;

      int skip = Pauses.lines(log);
      long half = (long) (options.steadySeconds * 1e9 / 2);
      LoadResult get = runFor(server, Operation.GET, half, random);
      LoadResult set = runFor(server, Operation.SET, half, random);
      Pauses pauses = Files.exists(log) ? Pauses.read(log, skip) : new Pauses(0, 0, 0);

      if (base[0] == 0) {
        base[0] = filled;
        base[1] = overwritten;
      }
      report.row(
          List.of(
              contender.name(),
              Report.fixed(1, start / 1048576.0),
              Report.fixed(1, filled),
              Report.fixed(2, filled / base[0]),
              Report.fixed(1, overwritten),
              Report.fixed(2, overwritten / base[1]),
              Report.fixed(3, overwriteMicros),
              Report.fixed(0, get.percentileMicros(99.9)),
              Report.fixed(0, set.percentileMicros(99.9)),
              "" + pauses.count(),
              Report.fixed(2, pauses.longestMillis())));
      report.figure(
          "part",
          "memory",
          "server",
          contender.name(),
          "keys",
          options.memoryKeys,
          "startMiB",
          start / 1048576.0,
          "filledBytesPerKey",
          filled,
          "overwrittenBytesPerKey",
          overwritten,
          "overwrittenPssBytesPerKey",
          overwrittenOnce,
          "overwriteCpuMicros",
          overwriteMicros,
          "getP999Micros",
          get.percentileMicros(99.9),
          "getMaxMicros",
          get.percentileMicros(100),
          "setP999Micros",
          set.percentileMicros(99.9),
          "setMaxMicros",
          set.percentileMicros(100),
          "pauses",
          pauses.count(),
          "longestPauseMillis",
          pauses.longestMillis(),
          "totalPauseMillis",
          pauses.totalMillis());
    }
  }

  private void run(ServerProcess server, Operation operation, long requests, KeySequence keys)
      throws IOException {
    try (Load load = load(server, operation)) {
      require(load.runCount(requests, keys), server);
    }
  }

  private LoadResult runFor(ServerProcess server, Operation operation, long nanos, KeySequence keys)
      throws IOException {
    try (Load load = load(server, operation)) {
      LoadResult result = load.runFor(nanos, keys);
      require(result, server);
      return result;
    }
  }

  private Load load(ServerProcess server, Operation operation) throws IOException {
    RequestTemplate request = operation.template(options.valueBytes);
    return new Load(server.address(), options.clients, request, DEPTH);
  }

  private static void require(LoadResult result, ServerProcess server) throws IOException {
    if (result.errors() > 0 || result.nils() > 0) {
      throw new IOException(
          server.name() + " answered " + result.errors() + " errors, " + result.nils() + " nils");
    }
  }
}
