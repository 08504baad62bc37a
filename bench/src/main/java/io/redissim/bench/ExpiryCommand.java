package io.redissim.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What other clients notice while many keys die at once: fills a running server with keys whose
 * deadlines lie in one second, then sends PING after PING until all are gone, and asks for DBSIZE
 * every 10 ms. A key "past due" is one that DBSIZE still counts after the last deadline.
 */
@Command(
    name = "expiry",
    mixinStandardHelpOptions = true,
    description = "Measures PINGs while many keys expire in the same second.")
final class ExpiryCommand implements Callable<Integer> {
  private static final int BATCH = 1000;
  private static final long MILLI = 1_000_000;

  @Option(names = "--port", description = "${DEFAULT-VALUE}")
  int port = 6379;

  @Option(names = "--keys", description = "${DEFAULT-VALUE}")
  int keys = 1_000_000;

  @Option(names = "--delay", description = "Seconds from the start to the first deadline.")
  int delaySeconds = 15;

  @Option(names = "--max-wait", description = "Seconds to wait for the last key. ${DEFAULT-VALUE}")
  int maxWaitSeconds = 60;

  private long[] latencies = new long[1 << 20];
  private int count;

  @Override
  public Integer call() throws IOException {
    try (Connection client = new Connection(port);
        Connection counter = new Connection(port)) {
      client.call("FLUSHALL");
      long first = System.currentTimeMillis() + delaySeconds * 1000L;
      fill(client, first);
      pingUntil(client, first - 3000);
      forget();
      pingUntil(client, first);
      print("before");
      forget();
      long last = first + 1000;
      long lateMillis = pingWhileDying(client, counter, last);
      print("while dying");
      System.out.printf(Locale.ROOT, "last key gone %d ms after the last deadline%n", lateMillis);
    }
    return 0;
  }

  private void fill(Connection client, long first) throws IOException {
    ByteArrayOutputStream batch = new ByteArrayOutputStream();
    for (int i = 0; i < keys; ) {
      batch.reset();
      int end = Math.min(keys, i + BATCH);
      int sent = end - i;
      for (; i < end; i++) {
        long deadline = first + i * 7919L % 1000;
        batch.write(
            request("SET", String.format("key:%012d", i), "v".repeat(32), "PXAT", "" + deadline));
      }
      client.send(batch.toByteArray());
      for (int r = 0; r < sent; r++) {
        client.reply();
      }
    }
    if (System.currentTimeMillis() > first - 3000) {
      throw new IOException("filling took too long: raise --delay");
    }
  }

  private void pingUntil(Connection client, long epochMillis) throws IOException {
    while (System.currentTimeMillis() < epochMillis) {
      ping(client);
    }
  }

  /** Returns how many milliseconds after the last deadline the last key was gone. */
  private long pingWhileDying(Connection client, Connection counter, long last) throws IOException {
    long asked = 0;
    long left = keys;
    while (left > 0 && System.currentTimeMillis() < last + maxWaitSeconds * 1000L) {
      ping(client);
      long now = System.currentTimeMillis();
      if (now - asked >= 10) {
        asked = now;
        left = Long.parseLong(counter.call("DBSIZE").substring(1));
        for (int after : new int[] {0, 100, 1000}) {
          if (now >= last + after && now < last + after + 10) {
            System.out.printf(
                Locale.ROOT, "%d keys past due %d ms after the last deadline%n", left, after);
          }
        }
      }
    }
    return System.currentTimeMillis() - last;
  }

  private void ping(Connection client) throws IOException {
    long start = System.nanoTime();
    client.call("PING");
    if (count == latencies.length) {
      latencies = Arrays.copyOf(latencies, count * 2);
    }
    latencies[count++] = System.nanoTime() - start;
  }

  private void forget() {
    count = 0;
  }

  private void print(String when) {
    long[] sorted = Arrays.copyOf(latencies, count);
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "%s: %d pings, p50 %.3f p99 %.3f p99.9 %.3f max %.3f ms%n",
        when,
        count,
        millis(sorted, 0.5),
        millis(sorted, 0.99),
        millis(sorted, 0.999),
        millis(sorted, 1));
  }

  private static double millis(long[] sorted, double quantile) {
    int at = (int) Math.min(sorted.length - 1, quantile * sorted.length);
    return sorted.length == 0 ? 0 : (double) sorted[at] / MILLI;
  }

  private static byte[] request(String... words) {
    StringBuilder text = new StringBuilder("*").append(words.length).append("\r\n");
    for (String word : words) {
      text.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** One blocking connection; replies are single lines. */
  private static final class Connection implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Connection(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    String call(String... words) throws IOException {
      send(request(words));
      return reply();
    }

    String reply() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b; (b = in.read()) != '\r'; ) {
        if (b < 0) {
          throw new IOException("the server has closed the connection");
        }
        line.append((char) b);
      }
      if (in.read() != '\n' || line.charAt(0) == '-') {
        throw new IOException(line.toString());
      }
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
