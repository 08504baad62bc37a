package io.redissim.cli.benchmark;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.redissim.cli.Network;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One simulated client: sends the requests of one round, waits for all replies, begins the next
 * round. Everything happens on its event loop.
 */
final class LoadConnection extends ChannelInboundHandlerAdapter {
  private static final int RANDOM_DIGITS = 12;

  private final LoadRun run;
  private final boolean startsAtOnce;
  private final ByteBuf request;
  private final ReplyCounter replies = new ReplyCounter();
  private byte[] received = new byte[4096];
  private @Nullable ChannelHandlerContext context;
  private int pendingPrefix;
  private int pending;
  private boolean waiting;
  private long startNanos;
  private long latencyMicros;

  /**
   * @param startsAtOnce whether the first round is sent as soon as the connection is there
   */
  LoadConnection(LoadRun run, boolean startsAtOnce) {
    this.run = run;
    this.startsAtOnce = startsAtOnce;
    this.request = Unpooled.directBuffer(run.round().length).writeBytes(run.round());
    this.pendingPrefix = run.prefixReplies();
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    context = active;
    run.connected(this);
    if (startsAtOnce) {
      firstRound(active);
    }
  }

  /** Sends AUTH and the like, then the first round. May be called from any thread. */
  void start() {
    ChannelHandlerContext active = context();
    active.executor().execute(() -> firstRound(active));
  }

  private void firstRound(ChannelHandlerContext active) {
    if (pendingPrefix > 0) {
      active.write(Unpooled.wrappedBuffer(run.prefix()), active.voidPromise());
    }
    nextRound(active);
  }

  private void nextRound(ChannelHandlerContext active) {
    if (!run.takeRound()) {
      return;
    }
    randomize();
    pending = run.pipeline();
    waiting = true;
    startNanos = System.nanoTime();
    // The previous round has been answered, so nobody reads the buffer any more.
    active.writeAndFlush(request.retainedDuplicate(), active.voidPromise());
  }

  private void randomize() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    for (int offset : run.randomOffsets()) {
      int value = run.keyspace() == 0 ? 0 : random.nextInt(run.keyspace());
      for (int at = offset + RANDOM_DIGITS - 1; at >= offset; at--) {
        request.setByte(at, '0' + value % 10);
        value /= 10;
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext active, Object message) {
    ByteBuf buffer = (ByteBuf) message;
    try {
      if (waiting) {
        latencyMicros = (System.nanoTime() - startNanos) / 1000;
        waiting = false;
      }
      int length = buffer.readableBytes();
      if (received.length < length) {
        received = new byte[length];
      }
      buffer.readBytes(received, 0, length);
      took(active, replies.count(received, length));
    } finally {
      buffer.release();
    }
  }

  private void took(ChannelHandlerContext active, int count) {
    String failure = replies.failure();
    if (failure != null) {
      run.fail("Error from server: " + failure);
      return;
    }
    int prefix = Math.min(count, pendingPrefix);
    pendingPrefix -= prefix;
    int answered = count - prefix;
    if (answered == 0) {
      return;
    }
    run.answered(answered, latencyMicros);
    pending -= answered;
    if (pending > 0 || run.isOver()) {
      return;
    }
    if (run.keepAlive()) {
      nextRound(active);
    } else {
      ChannelFuture unused = active.close();
      run.replace(this);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext gone) {
    if (pending > 0) {
      run.fail("Error: Server closed the connection");
    }
  }

  /** The last event, also of a connection that was never made. */
  @Override
  public void handlerRemoved(ChannelHandlerContext gone) {
    request.release();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext failed, Throwable cause) {
    pending = 0;
    run.fail("Error: " + Network.reason(cause));
    ChannelFuture unused = failed.close();
  }

  void close() {
    ChannelFuture unused = context().close();
  }

  private ChannelHandlerContext context() {
    ChannelHandlerContext known = context;
    if (known == null) {
      throw new IllegalStateException("not connected");
    }
    return known;
  }
}
