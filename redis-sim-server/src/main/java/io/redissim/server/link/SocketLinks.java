package io.redissim.server.link;

import io.redissim.core.io.Link;
import io.redissim.core.io.LinkException;
import io.redissim.core.io.LinkException.Reason;
import io.redissim.core.io.Links;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Links over TCP. Used by one thread at a time, which waits; {@link #close} may be called by any
 * other, and ends the wait.
 */
public final class SocketLinks implements Links, AutoCloseable {
  private static final int MAX_PORT = 65_535;

  /** Longer waits are as good as endless, and have room in nanoseconds. */
  private static final long MAX_WAIT_MILLIS = TimeUnit.DAYS.toMillis(1000);

  /** Guarded by this; null: nobody has waited yet. */
  private @Nullable Selector selector;

  private boolean closed;

  @Override
  public Link open(String host, int port, long timeoutMillis) throws LinkException {
    if (port > MAX_PORT) {
      throw new LinkException(Reason.BROKEN, "nobody listens there");
    }
    long deadline = deadline(timeoutMillis);
    LinkException last = null;
    for (InetAddress address : addresses(host)) {
      try {
        return connect(new InetSocketAddress(address, port), deadline);
      } catch (LinkException e) {
        last = e;
      }
    }
    throw last == null ? noSuchHost() : last;
  }

  private static InetAddress[] addresses(String host) throws LinkException {
    try {
      if (host.isEmpty()) { // which the Java platform takes for this machine
        throw noSuchHost();
      }
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      throw new LinkException(Reason.UNREACHABLE, e);
    }
  }

  private static LinkException noSuchHost() {
    return new LinkException(Reason.UNREACHABLE, "no such host");
  }

  private Link connect(InetSocketAddress address, long deadline) throws LinkException {
    SocketChannel channel = null;
    Reason reason = Reason.UNREACHABLE;
    try {
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      SocketLink link = new SocketLink(channel, this);
      if (!channel.connect(address)) {
        reason = Reason.BROKEN; // somebody must have said no
        await(channel, SelectionKey.OP_CONNECT, deadline);
        channel.finishConnect();
      }
      return link;
    } catch (IOException e) {
      close(channel);
      throw failure(reason, e);
    }
  }

  static long deadline(long timeoutMillis) {
    long millis = Math.min(timeoutMillis, MAX_WAIT_MILLIS);
    return System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
  }

  /** Waits until the channel can go on, at most until the deadline by {@link System#nanoTime}. */
  void await(SocketChannel channel, int operation, long deadline) throws IOException {
    Selector ready = selector();
    try {
      SelectionKey key = channel.register(ready, operation);
      for (int found = 0; found == 0; ) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          throw new LinkException(Reason.TIMED_OUT, "the peer takes too long");
        }
        found = ready.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(left)));
        if (found == 0 && Thread.currentThread().isInterrupted()) {
          throw new LinkException(Reason.BROKEN, "whoever waits was interrupted");
        }
      }
      ready.selectedKeys().clear();
      key.interestOps(0);
    } catch (ClosedSelectorException | CancelledKeyException e) {
      throw new LinkException(Reason.BROKEN, e);
    }
  }

  private synchronized Selector selector() throws IOException {
    if (closed) {
      throw new LinkException(Reason.BROKEN, "the server is closing");
    }
    if (selector == null) {
      selector = Selector.open();
    }
    return selector;
  }

  /** Nobody needs the channel any more. */
  synchronized void close(@Nullable SocketChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
      if (selector != null && selector.isOpen()) {
        selector.selectNow(); // only now the socket is gone
      }
    } catch (IOException e) {
      // It was of no use already.
    }
  }

  static LinkException failure(Reason reason, IOException e) {
    return e instanceof LinkException link ? link : new LinkException(reason, e);
  }

  /** Opens no more links; whoever waits gets to know. Links are closed by those who have them. */
  @Override
  public synchronized void close() {
    closed = true;
    try {
      if (selector != null) {
        selector.close();
      }
    } catch (IOException e) {
      // Nobody waits by it any more.
    }
  }
}
