package io.redissim.bench.jmh;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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

/** From a request's name to its command. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CommandTableBenchmark {
  @Param({"GET", "set", "CLIENT ID"})
  String request = "GET";

  private final CommandTable table = new LocalPath().engine.table();
  private Args args = Args.of(new KeyHash(42));

  @Setup
  public void lay() {
    String[] words = request.split(" ", -1);
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = words[i].getBytes(StandardCharsets.US_ASCII);
    }
    args = Args.of(new KeyHash(42), bytes);
  }

  @Benchmark
  public @Nullable CommandSpec find() {
    return table.find(args);
  }
}
