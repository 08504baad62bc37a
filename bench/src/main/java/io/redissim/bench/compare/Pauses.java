package io.redissim.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM's own log ({@code -Xlog:safepoint,gc}) says about its stops.
 *
 * @param count safepoints, the collector's and others
 * @param longestMillis the longest, from asking all threads to stop until they run again
 * @param totalMillis all of them together
 */
record Pauses(int count, double longestMillis, double totalMillis) {
  private static final Pattern TOTAL = Pattern.compile("Total:\\s*(\\d+) ns");

  /** Java options that write the log this class reads. */
  static String options(Path log) {
    return "-Xlog:safepoint,gc:file=" + log + ":uptimemillis:filecount=0";
  }

  /** Of the lines from {@code skip} on. */
  static Pauses read(Path log, int skip) throws IOException {
    int count = 0;
    double longest = 0;
    double total = 0;
    for (String line : Files.readAllLines(log).stream().skip(skip).toList()) {
      Matcher matcher = TOTAL.matcher(line);
      if (line.contains("Safepoint \"") && matcher.find()) {
        double millis = Long.parseLong(matcher.group(1)) / 1e6;
        count++;
        total += millis;
        longest = Math.max(longest, millis);
      }
    }
    return new Pauses(count, longest, total);
  }

  static int lines(Path log) throws IOException {
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }
}
