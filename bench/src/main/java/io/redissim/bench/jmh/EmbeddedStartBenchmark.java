package io.redissim.bench.jmh;

import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import io.redissim.server.RedisSimServer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A server in a JVM that has started one before: what each test of a suite pays. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 10)
@Measurement(iterations = 30)
@Fork(1)
public class EmbeddedStartBenchmark {
  /** Listening on a port of its own, one command run. */
  @Benchmark
  public Reply startAndClose() {
    try (RedisSimServer server = RedisSimServer.start();
        LocalClient client = server.localClient()) {
      return client.call("PING");
    }
  }
}
