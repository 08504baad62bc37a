package io.redissim.bench;

import io.redissim.bench.compare.Compare;
import java.io.IOException;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code compare …} measures servers; {@code jmh …} hands the rest of the line to JMH. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    subcommands = {Compare.class, ExpiryCommand.class, LoadCommand.class},
    description = "Measures servers; 'jmh ARGUMENTS' runs the benchmarks of single stages.")
public final class Main {
  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals("jmh")) {
      org.openjdk.jmh.Main.main(Arrays.copyOfRange(args, 1, args.length));
      return;
    }
    System.exit(
        new CommandLine(new Main()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }
}
