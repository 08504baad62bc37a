package io.redissim.bench;

import io.redissim.bench.load.KeySequence;
import io.redissim.bench.load.Load;
import io.redissim.bench.load.LoadResult;
import io.redissim.bench.load.Operation;
import io.redissim.bench.load.RequestTemplate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One load on a server that runs already: for profiling it, and for trying the generator. */
@Command(name = "load", mixinStandardHelpOptions = true, description = "Loads a running server.")
final class LoadCommand implements Callable<Integer> {
  @Option(names = "--port", description = "${DEFAULT-VALUE}")
  int port = 6379;

  @Option(names = "--clients", description = "Connections. ${DEFAULT-VALUE}")
  int clients = 50;

  @Option(names = "--operation", description = "${COMPLETION-CANDIDATES}. ${DEFAULT-VALUE}")
  Operation operation = Operation.GET;

  @Option(names = "--depth", description = "${DEFAULT-VALUE}")
  int depth = 16;

  @Option(names = "--keys", description = "${DEFAULT-VALUE}")
  long keys = 1_000_000;

  @Option(names = "--value-bytes", description = "${DEFAULT-VALUE}")
  int valueBytes = 32;

  @Option(names = "--seconds", description = "${DEFAULT-VALUE}")
  double seconds = 10;

  @Option(names = "--fill", description = "Writes what the operation needs before.")
  boolean fill;

  @Override
  public Integer call() throws IOException {
    InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    if (fill) {
      for (Map.Entry<String, Long> one : operation.fills().entrySet()) {
        RequestTemplate request = RequestTemplate.of(one.getKey(), valueBytes);
        long count = Operation.count(one.getValue(), keys);
        try (Load load = new Load(server, 1, request, depth)) {
          load.runCount(count, KeySequence.ordered(count));
        }
      }
    }
    try (Load load = new Load(server, clients, operation.template(valueBytes), depth)) {
      load.subscribe(server, operation.subscribers());
      LoadResult result =
          load.runFor(
              (long) (seconds * 1e9), KeySequence.random(operation.keys(keys), System.nanoTime()));
      System.out.printf(
          Locale.ROOT,
          "%s depth %d: %.0f requests/s, p50 %.0f p99 %.0f p99.9 %.0f µs, %d nils, %d errors%n",
          operation,
          depth,
          result.perSecond(),
          result.percentileMicros(50),
          result.percentileMicros(99),
          result.percentileMicros(99.9),
          result.nils(),
          result.errors());
    }
    return 0;
  }
}
