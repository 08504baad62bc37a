package io.redissim.cli.benchmark;

import io.redissim.cli.Host;
import java.util.List;

/** The load generator. */
public final class Benchmark {
  private Benchmark() {}

  /** TODO: until the load generator lands, says that it is missing. */
  public static int run(List<String> words, Host host) {
    host.err().print("redis-sim-cli: benchmark is not there yet\n");
    return 1;
  }
}
