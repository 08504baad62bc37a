package io.redissim.bench.jmh;

import io.redissim.bench.load.Operation;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The whole path but the sockets: a batch is parsed, run on a store full of such keys, and
 * answered. One invocation is one batch of {@code depth} requests.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PathBenchmark {
  private static final int FILL_DEPTH = 50;

  @Param({"GET", "SET", "INCR"})
  Operation operation = Operation.GET;

  @Param({"1", "16", "64"})
  int depth;

  @Param("1000000")
  int keys;

  private final LocalPath path = new LocalPath();
  private Requests requests = new Requests(operation, 1, 1);

  @Setup
  public void fill() {
    Operation filling = operation == Operation.INCR ? Operation.INCR : Operation.SET;
    Requests all = new Requests(filling, FILL_DEPTH, keys);
    for (int i = 0; i < keys; i += FILL_DEPTH) {
      path.run(all.ordered());
    }
    requests = new Requests(operation, depth, keys);
  }

  @Benchmark
  public int batch() {
    return path.run(requests.random());
  }
}
