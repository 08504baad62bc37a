package io.redissim.cli.benchmark;

import io.netty.channel.ChannelFuture;
import io.redissim.cli.ByteText;
import io.redissim.cli.Exit;
import io.redissim.cli.Host;
import io.redissim.cli.LinkException;
import io.redissim.cli.Network;
import io.redissim.cli.Numbers;
import io.redissim.cli.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * One test: a request, sent over and over by all connections until the number of replies is
 * reached. Connections call it from their event loops; {@link #execute} waits for the end.
 */
final class LoadRun {
  static final String RANDOM = "__rand_int__";

  private static final long TICK_MILLIS = 250;
  private static final long SHORTEST_MICROS = 10;
  private static final long LONGEST_MICROS = 3_000_000;

  private final BenchmarkOptions options;
  private final Network network;
  private final Host host;
  private final String title;
  private final byte[] round;
  private final int[] randomOffsets;
  private final byte[] prefix;
  private final int prefixReplies;

  private final Histogram latencies;
  private final LongAdder totalMicros = new LongAdder();
  private final LongAdder intervalMicros = new LongAdder();
  private final LongAdder intervalReplies = new LongAdder();
  private final AtomicInteger issued = new AtomicInteger();
  private final AtomicInteger finished = new AtomicInteger();
  private final Set<LoadConnection> connections = ConcurrentHashMap.newKeySet();
  private final CountDownLatch connecting;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile @Nullable String failure;
  private int printedBytes;

  LoadRun(BenchmarkOptions options, Network network, Host host, String title, ByteText request) {
    this.options = options;
    this.network = network;
    this.host = host;
    this.title = title;
    ByteText rounds = new ByteText();
    for (int i = 0; i < options.pipeline; i++) {
      rounds.append(request);
    }
    this.round = rounds.toBytes();
    this.randomOffsets = options.randomKeys ? randomOffsets(rounds.toString()) : new int[0];
    List<ByteText> first = prefix(options);
    ByteText all = new ByteText();
    first.forEach(all::append);
    this.prefix = all.toBytes();
    this.prefixReplies = first.size();
    this.connecting = new CountDownLatch(options.clients);
    this.latencies =
        options.threads > 1
            ? new ConcurrentHistogram(SHORTEST_MICROS, LONGEST_MICROS, options.digits)
            : new Histogram(SHORTEST_MICROS, LONGEST_MICROS, options.digits);
  }

  private static int[] randomOffsets(String round) {
    List<Integer> offsets = new ArrayList<>();
    for (int at = round.indexOf(RANDOM); at >= 0; at = round.indexOf(RANDOM, at + 1)) {
      offsets.add(at);
    }
    return offsets.stream().mapToInt(Integer::intValue).toArray();
  }

  /** What each connection says before its first request. */
  private static List<ByteText> prefix(BenchmarkOptions options) {
    List<ByteText> commands = new ArrayList<>();
    if (options.password != null) {
      commands.add(
          options.user == null
              ? Requests.encode("AUTH", options.password)
              : Requests.encode("AUTH", options.user, options.password));
    }
    if (options.tracking) {
      commands.add(Requests.encode("CLIENT", "TRACKING", "on"));
    }
    if (options.database != 0) {
      commands.add(Requests.encode("SELECT", Integer.toString(options.database)));
    }
    if (options.resp3) {
      commands.add(Requests.encode("HELLO", "3"));
    }
    return commands;
  }

  // --- for the thread that runs the test --------------------------------------------------------

  /** Runs the test and returns how long it took in milliseconds. */
  long execute() {
    connectAll();
    long start = System.nanoTime();
    for (LoadConnection connection : connections) {
      connection.start();
    }
    long lastTick = start;
    while (!await(over, TICK_MILLIS)) {
      long now = System.nanoTime();
      if (!options.csv) {
        printProgress((now - lastTick) / 1e9, (now - start) / 1e9);
      }
      lastTick = now;
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    connections.forEach(LoadConnection::close);
    endIfFailed();
    return millis;
  }

  /** Opens the connections and never ends. */
  void idle() {
    connectAll();
    while (!await(over, TICK_MILLIS)) {
      host.out().print("clients: " + connections.size() + "\r");
      host.out().flush();
    }
    endIfFailed();
  }

  private void connectAll() {
    for (int i = 0; i < options.clients; i++) {
      connect(false);
    }
    while (!await(connecting, TICK_MILLIS)) {
      endIfFailed();
    }
    endIfFailed();
  }

  private void endIfFailed() {
    String text = failure;
    if (text != null) {
      host.out().flush();
      host.err().print(text + "\n");
      throw new Exit(1);
    }
  }

  private static boolean await(CountDownLatch latch, long millis) {
    try {
      return latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new Exit(1);
    }
  }

  private void printProgress(double tickSeconds, double seconds) {
    long count = intervalReplies.sumThenReset();
    long micros = intervalMicros.sumThenReset();
    long all = finished.get();
    clearProgress();
    String text =
        title
            + ": rps="
            + Numbers.fixed(count / tickSeconds, 1)
            + " (overall: "
            + Numbers.fixed(all / seconds, 1)
            + ") avg_msec="
            + Numbers.fixed(micros / 1000.0 / count, 3)
            + " (overall: "
            + Numbers.fixed(totalMicros.sum() / 1000.0 / all, 3)
            + ")\r";
    host.out().print(text);
    host.out().flush();
    printedBytes = text.length();
  }

  /** Blanks over the progress line. */
  void clearProgress() {
    host.out().print(" ".repeat(Math.max(1, printedBytes)) + "\r");
  }

  String title() {
    return title;
  }

  int finished() {
    return finished.get();
  }

  Histogram latencies() {
    return latencies;
  }

  // --- for the connections ----------------------------------------------------------------------

  private void connect(boolean startsAtOnce) {
    try {
      ChannelFuture unused =
          network
              .connect(options.endpoint(), new LoadConnection(this, startsAtOnce))
              .addListener(
                  connected -> {
                    if (!connected.isSuccess()) {
                      fail(couldNotConnect(Network.reason(connected.cause())));
                    }
                  });
    } catch (LinkException e) {
      fail(couldNotConnect(String.valueOf(e.getMessage())));
    }
  }

  private String couldNotConnect(String reason) {
    return "Could not connect to Redis at " + options.endpoint() + ": " + reason;
  }

  void connected(LoadConnection connection) {
    connections.add(connection);
    connecting.countDown();
  }

  /** The connection has done its request and is gone; another one takes its place. */
  void replace(LoadConnection gone) {
    connections.remove(gone);
    connect(true);
  }

  void fail(String text) {
    if (failure == null && !isOver()) {
      failure = text;
      over.countDown();
    }
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Whether there are requests left to send. */
  boolean takeRound() {
    return issued.getAndAdd(options.pipeline) < options.requests;
  }

  void answered(int replies, long micros) {
    int before = finished.getAndAdd(replies);
    int counted = Math.min(replies, options.requests - before);
    if (counted > 0) {
      latencies.recordValueWithCount(Math.min(micros, LONGEST_MICROS), counted);
    }
    totalMicros.add(micros * replies);
    intervalMicros.add(micros * replies);
    intervalReplies.add(replies);
    if (before + replies >= options.requests) {
      over.countDown();
    }
  }

  byte[] round() {
    return round;
  }

  int[] randomOffsets() {
    return randomOffsets;
  }

  int keyspace() {
    return options.keyspace;
  }

  int pipeline() {
    return options.pipeline;
  }

  boolean keepAlive() {
    return options.keepAlive;
  }

  byte[] prefix() {
    return prefix;
  }

  int prefixReplies() {
    return prefixReplies;
  }
}
