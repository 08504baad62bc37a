package io.redissim.bench.compare;

import io.redissim.bench.load.KeySequence;
import io.redissim.bench.load.Load;
import io.redissim.bench.load.LoadResult;
import io.redissim.bench.load.RequestTemplate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Resident memory per element of collections: many small hashes, and one large value of each type.
 * A fresh server for each, one at a time.
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
    report.header(List.of("value", "server", "bytes/element", "ratio"));
    for (Shape shape : SHAPES) {
      double base = 0;
      for (Contender contender : servers) {
        double bytes = measure(shape, contender);
        base = base == 0 ? bytes : base;
        report.row(
            List.of(
                shape.name,
                contender.name(),
                Report.fixed(1, bytes),
                Report.fixed(2, bytes / base)));
        report.figure(
            "part",
            "elements",
            "value",
            shape.name,
            "server",
            contender.name(),
            "elements",
            options.elements,
            "bytesPerElement",
            bytes);
      }
    }
  }

  private double measure(Shape shape, Contender contender)
      throws IOException, InterruptedException {
    Path own = directory.resolve("elements-" + contender.name());
    try (ServerProcess server =
        ServerProcess.start(contender, options.port, options.serverCpu, own, "")) {
      Thread.sleep(SETTLE_MILLIS);
      long start = server.rssBytes();
      long requests = options.elements / shape.elements;
      RequestTemplate request = RequestTemplate.of(shape.request, options.valueBytes);
      try (Load load = new Load(server.address(), 1, request, DEPTH)) {
        LoadResult result = load.runCount(requests, KeySequence.ordered(requests));
        if (result.errors() > 0) {
          throw new IOException(contender.name() + " answered " + result.errors() + " errors");
        }
      }
      Thread.sleep(SETTLE_MILLIS);
      return (double) (server.rssBytes() - start) / options.elements;
    }
  }

  private static String fields() {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < FIELDS; i++) {
      fields.append(" field-").append(i).append(" m:@");
    }
    return fields.toString();
  }
}
