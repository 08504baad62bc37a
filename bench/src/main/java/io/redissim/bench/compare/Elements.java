package io.redissim.bench.compare;

import io.redissim.bench.load.KeySequence;
import io.redissim.bench.load.Load;
import io.redissim.bench.load.LoadResult;
import io.redissim.bench.load.RequestTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Memory per element of collections: many small hashes, and one large value of each type. Told are
 * the growth of {@code used_memory}, which is what maxmemory limits, and that of the resident
 * memory, which for a JVM holds some 20 MiB of compiled code and young heap once, however much is
 * stored. A fresh server for each, one at a time.
 */
final class Elements {
  private static final int DEPTH = 16;
  private static final int FIELDS = 5;
  private static final long SETTLE_MILLIS = 3000;

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("hashes of 5 fields", "HSET h:#" + fields(), FIELDS),
          new Shape("a set", "SADD set m:#", 1),
          new Shape("a list", "RPUSH list m:#", 1),
          new Shape("a sorted set", "ZADD zset # m:@", 1),
          new Shape("a hash", "HSET hash m:# value:@", 1),
          new Shape("a stream", "XADD stream * field m:#", 1));

  private final Compare options;
  private final Report report;
  private final Path directory;

  Elements(Compare options, Report report, Path directory) {
    this.options = options;
    this.report = report;
    this.directory = directory;
  }

  /** {@code elements}: how many one request adds. */
  private record Shape(String name, String request, int elements) {}

  void measure(List<Contender> servers) throws IOException, InterruptedException {
    report.heading("Bytes per element: " + options.elements + " elements of 14 bytes");
    report.header(
        List.of(
            "value", "server", "used bytes/element", "ratio", "resident bytes/element", "ratio"));
    for (Shape shape : SHAPES) {
      double[] base = {};
      for (Contender contender : servers) {
        double[] bytes = measure(shape, contender);
        base = base.length == 0 ? bytes : base;
        report.row(
            List.of(
                shape.name,
                contender.name(),
                Report.fixed(1, bytes[0]),
                Report.fixed(2, bytes[0] / base[0]),
                Report.fixed(1, bytes[1]),
                Report.fixed(2, bytes[1] / base[1])));
        report.figure(
            "part",
            "elements",
            "value",
            shape.name,
            "server",
            contender.name(),
            "elements",
            options.elements,
            "usedBytesPerElement",
            bytes[0],
            "residentBytesPerElement",
            bytes[1]);
      }
    }
  }

  /** By used_memory, and by resident memory. */
  private double[] measure(Shape shape, Contender contender)
      throws IOException, InterruptedException {
    Path own = directory.resolve("elements-" + contender.name());
    try (ServerProcess server =
        ServerProcess.start(contender, options.port, options.serverCpu, own, "")) {
      Thread.sleep(SETTLE_MILLIS);
      long used = usedMemory(server);
      long resident = server.rssBytes();
      long requests = options.elements / shape.elements;
      RequestTemplate request = RequestTemplate.of(shape.request, options.valueBytes);
      try (Load load = new Load(server.address(), 1, request, DEPTH)) {
        LoadResult result = load.runCount(requests, KeySequence.ordered(requests));
        if (result.errors() > 0) {
          throw new IOException(contender.name() + " answered " + result.errors() + " errors");
        }
      }
      Thread.sleep(SETTLE_MILLIS);
      return new double[] {
        (double) (usedMemory(server) - used) / options.elements,
        (double) (server.rssBytes() - resident) / options.elements
      };
    }
  }

  private static long usedMemory(ServerProcess server) throws IOException {
    for (String line : server.ask("INFO memory").split("\r\n", -1)) {
      if (line.startsWith("used_memory:")) {
        return Long.parseLong(line.substring("used_memory:".length()));
      }
    }
    throw new IOException(server.name() + " tells no used_memory");
  }

  private static String fields() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < FIELDS; i++) {
      fields.append(" field-").append(i).append(" m:@");
    }
    return fields.toString();
  }
}
