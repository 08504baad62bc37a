package io.redissim.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From starting the process to the first PONG, on one core and on all, and the memory then. */
final class StartUp {
  private final Compare options;
  private final Report report;
  private final Path directory;

  StartUp(Compare options, Report report, Path directory) {
    this.options = options;
    this.report = report;
    this.directory = directory;
  }

  void measure(List<Contender> servers) throws IOException, InterruptedException {
    Map<String, double[][]> millis = new LinkedHashMap<>();
    for (Contender server : servers) {
      millis.put(server.name(), new double[3][options.starts]);
      start(server, options.serverCpu).close(); // what is built or cached the first time
    }
    for (int i = 0; i < options.starts; i++) {
      for (Contender server : servers) {
        double[][] own = millis.getOrDefault(server.name(), new double[3][options.starts]);
        try (ServerProcess pinned = start(server, options.serverCpu)) {
          own[0][i] = pinned.startNanos() / 1e6;
          Thread.sleep(1000);
          own[2][i] = pinned.rssBytes() / 1048576.0;
        }
        try (ServerProcess free = start(server, "")) {
          own[1][i] = free.startNanos() / 1e6;
        }
      }
    }
    report.heading("Start-up: milliseconds to the first PONG");
    report.header(List.of("server", "one core", "all cores", "RSS MiB a second later"));
    millis.forEach(
        (name, own) -> {
          report.row(
              List.of(
                  name,
                  Report.fixed(0, Median.of(own[0])),
                  Report.fixed(0, Median.of(own[1])),
                  Report.fixed(1, Median.of(own[2]))));
          report.figure(
              "part",
              "startup",
              "server",
              name,
              "oneCoreMillis",
              Median.of(own[0]),
              "allCoresMillis",
              Median.of(own[1]),
              "rssMiB",
              Median.of(own[2]));
        });
  }

  private ServerProcess start(Contender server, String cpus)
      throws IOException, InterruptedException {
    return ServerProcess.start(
        server, options.port, cpus, directory.resolve("startup-" + server.name()), "");
  }
}
