package io.redissim.bench.jmh;

import io.redissim.bench.load.Operation;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.resp.RequestParser;
import io.redissim.core.resp.RespWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Bytes to requests and replies to bytes, 64 at a time; figures are per request. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@OperationsPerInvocation(CodecBenchmark.DEPTH)
public class CodecBenchmark {
  static final int DEPTH = 64;

  @Param({"GET", "SET"})
  Operation operation = Operation.GET;

  private final RequestParser parser = new RequestParser(new KeyHash(42));
  private final byte[] input = new byte[64 * 1024];
  private final RespWriter writer = new RespWriter();
  private final byte[] value = "v".repeat(32).getBytes(StandardCharsets.US_ASCII);
  private Requests requests = new Requests(operation, DEPTH, 1);

  @Setup
  public void lay() {
    requests = new Requests(operation, DEPTH, 1);
  }

  @Benchmark
  public int parse() {
    requests.feed(parser, input);
    parser.parse(Integer.MAX_VALUE);
    int count = 0;
    while (parser.batch().hasNext()) {
      count += parser.batch().request(parser.batch().next()).count();
      parser.batch().done();
    }
    parser.settle();
    return count;
  }

  @Benchmark
  public int reply() {
    writer.clear();
    for (int i = 0; i < DEPTH; i++) {
      if (operation == Operation.GET) {
        writer.bulk(value, 0, value.length);
      } else {
        writer.ok();
      }
    }
    return writer.size();
  }
}
