package io.redissim.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: every connection sends a pipeline of requests, waits for all its replies, and
 * sends the next. One thread, non-blocking sockets, no allocation per pipeline, so that it costs
 * less than any server it drives.
 */
public final class Load implements AutoCloseable {
  private static final int READ_BUFFER = 256 * 1024;
  private static final long NO_ANSWER_NANOS = 30_000_000_000L;

  private final int commands;
  private final int depth;
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final List<SocketChannel> listeners = new ArrayList<>();
  private final ByteBuffer readBuffer = ByteBuffer.allocateDirect(READ_BUFFER);
  private final Histogram latency = new Histogram(60_000_000_000L, 3);

  private KeySequence keys = KeySequence.ordered(1);
  private long unsent;
  private long deadline;
  private long outstanding;

  /** Connects; nothing is sent yet. */
  public Load(InetSocketAddress server, int clients, RequestTemplate request, int depth)
      throws IOException {
    this.commands = request.commands();
    this.depth = depth;
    selector = Selector.open();
    try {
      for (int i = 0; i < clients; i++) {
        connections.add(new Connection(server, new RequestBuffer(request, depth), selector));
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Connects more clients, which listen to the channel {@code news} and throw away what comes. */
  public void subscribe(InetSocketAddress server, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      SocketChannel channel = SocketChannel.open(server);
      listeners.add(channel);
      channel.write(ByteBuffer.wrap("SUBSCRIBE news\r\n".getBytes(StandardCharsets.US_ASCII)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Listener(channel));
    }
  }

  /** Sends for this long, then waits for the last replies. */
  public LoadResult runFor(long nanos, KeySequence sequence) throws IOException {
    return run(Long.MAX_VALUE, nanos, sequence);
  }

  /** Sends this many requests and waits for all replies. */
  public LoadResult runCount(long requests, KeySequence sequence) throws IOException {
    return run(requests, Long.MAX_VALUE / 2, sequence);
  }

  private LoadResult run(long requests, long nanos, KeySequence sequence) throws IOException {
    keys = sequence;
    unsent = requests;
    outstanding = 0;
    latency.reset();
    long repliesBefore = sum(Count.REPLIES);
    long nilsBefore = sum(Count.NILS);
    long errorsBefore = sum(Count.ERRORS);
    long start = System.nanoTime();
    deadline = start + nanos;
    for (Connection connection : connections) {
      connection.sendNext();
    }
    while (outstanding > 0) {
      if (selector.select(Load::ready, NO_ANSWER_NANOS / 1_000_000) == 0) {
        throw new IOException("no answer for 30 seconds, " + outstanding + " pipelines open");
      }
    }
    long end = System.nanoTime();
    return new LoadResult(
        sum(Count.REPLIES) - repliesBefore,
        end - start,
        sum(Count.NILS) - nilsBefore,
        sum(Count.ERRORS) - errorsBefore,
        latency.copy());
  }

  private static void ready(SelectionKey key) {
    try {
      ((Ready) key.attachment()).ready(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is called when a socket can be read or written. */
  private interface Ready {
    void ready(SelectionKey key) throws IOException;
  }

  private enum Count {
    REPLIES,
    NILS,
    ERRORS
  }

  private long sum(Count what) {
    long sum = 0;
    for (Connection connection : connections) {
      sum +=
          switch (what) {
            case REPLIES -> connection.replies.replies();
            case NILS -> connection.replies.nils();
            case ERRORS -> connection.replies.errors();
          };
    }
    return sum;
  }

  @Override
  public void close() throws IOException {
    for (Connection connection : connections) {
      connection.channel.close();
    }
    for (SocketChannel listener : listeners) {
      listener.close();
    }
    selector.close();
  }

  /** A subscriber, who reads and forgets. */
  private final class Listener implements Ready {
    private final SocketChannel channel;

    Listener(SocketChannel channel) {
      this.channel = channel;
    }

    @Override
    public void ready(SelectionKey key) throws IOException {
      if (channel.read(readBuffer.clear()) < 0) {
        throw new EOFException("the server closed a subscriber");
      }
    }
  }

  /** One socket and its open pipeline. */
  private final class Connection implements Ready {
    private final SocketChannel channel;
    private final RequestBuffer requests;
    private final ReplyCounter replies = new ReplyCounter();
    private final SelectionKey key;
    private ByteBuffer sending = ByteBuffer.allocate(0);
    private long expected;
    private long sentAt;

    Connection(InetSocketAddress server, RequestBuffer requests, Selector selector)
        throws IOException {
      this.requests = requests;
      channel = SocketChannel.open(server);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      key = channel.register(selector, SelectionKey.OP_READ, this);
    }

    void sendNext() throws IOException {
      long now = System.nanoTime();
      if (unsent == 0 || now >= deadline) {
        return;
      }
      int count = (int) Math.min(unsent, depth);
      unsent -= count;
      outstanding++;
      sending = requests.next(keys, count);
      expected = replies.replies() + (long) count * commands;
      sentAt = now;
      write();
    }

    private void write() throws IOException {
      channel.write(sending);
      int interest = sending.hasRemaining() ? SelectionKey.OP_WRITE : 0;
      if (key.interestOps() != (interest | SelectionKey.OP_READ)) {
        key.interestOps(interest | SelectionKey.OP_READ);
      }
    }

    @Override
    public void ready(SelectionKey ready) throws IOException {
      if (ready.isWritable()) {
        write();
      }
      if (ready.isReadable()) {
        read();
      }
    }

    private void read() throws IOException {
      ByteBuffer in = readBuffer.clear();
      if (channel.read(in) < 0) {
        throw new EOFException("the server closed a connection");
      }
      replies.count(in.flip());
      if (replies.replies() == expected && expected > 0) {
        latency.recordValue(System.nanoTime() - sentAt);
        outstanding--;
        sendNext();
      }
    }
  }
}
