package io.redissim.cli;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import java.util.ArrayDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection, used like a telephone by one thread: say something, wait for the reply. The event
 * loop only carries bytes in and out; they are parsed where they are wanted. When nobody takes what
 * arrives, reading stops.
 */
public final class Link implements AutoCloseable {
  private static final int STOP_READING_ABOVE = 4 << 20;

  private final Handler handler = new Handler();
  private final ReplyParser parser = new ReplyParser();

  // Shared with the event loop, guarded by this.
  private final ArrayDeque<byte[]> arrived = new ArrayDeque<>();
  private int arrivedBytes;
  private @Nullable LinkException ended;
  private boolean woken;

  private @Nullable Consumer<Reply> pushConsumer = push -> {};

  Link() {}

  ChannelHandler handler() {
    return handler;
  }

  /**
   * Who gets the pushes (RESP3) that come between replies; nobody at first. Null makes {@link
   * #receive} return them as replies.
   */
  void onPush(@Nullable Consumer<Reply> consumer) {
    pushConsumer = consumer;
  }

  /** Hands the bytes to the event loop. What goes wrong with them is told by {@link #receive}. */
  void send(byte[] bytes) {
    Channel channel = handler.channel();
    channel
        .writeAndFlush(Unpooled.wrappedBuffer(bytes))
        .addListener(
            written -> {
              if (!written.isSuccess()) {
                end(LinkException.broken(Network.reason(written.cause())));
              }
            });
  }

  void send(String... arguments) {
    send(Requests.encode(arguments).toBytes());
  }

  /** Whether what was sent so far has left, or nearly. */
  boolean isWritable() {
    return handler.channel().isWritable();
  }

  /** Sends a command and waits for its reply. */
  public Reply call(String... arguments) throws LinkException {
    send(arguments);
    return receive();
  }

  /** The next reply; waits for it. */
  Reply receive() throws LinkException {
    while (true) {
      Reply reply = poll();
      if (reply != null) {
        return reply;
      }
      awaitNews(0);
    }
  }

  /** The next reply if it is complete. */
  @Nullable Reply poll() throws LinkException {
    while (true) {
      Reply reply = parse();
      if (reply != null && reply.is(Reply.Type.PUSH) && pushConsumer != null) {
        pushConsumer.accept(reply);
        continue;
      }
      if (reply != null) {
        return reply;
      }
      byte[] bytes = take();
      if (bytes == null) {
        return null;
      }
      parser.feed(bytes, 0, bytes.length);
    }
  }

  private @Nullable Reply parse() throws LinkException {
    try {
      return parser.next();
    } catch (ReplyFormatException e) {
      throw LinkException.failed(String.valueOf(e.getMessage()));
    }
  }

  /**
   * Waits until something arrives, the link becomes writable or ends, or the time is over.
   *
   * @param millis 0 waits forever
   */
  synchronized void awaitNews(long millis) {
    long start = System.nanoTime();
    woken = false;
    while (arrived.isEmpty() && ended == null && !woken) {
      long left = millis == 0 ? 0 : millis - (System.nanoTime() - start) / 1_000_000;
      if (left < 0 || (left == 0 && millis > 0)) {
        return;
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        throw new Exit(1);
      }
    }
  }

  /** As {@link #awaitNews}, but returns at once if more can be sent. */
  synchronized void awaitNewsOrWritable(long millis) {
    if (!isWritable()) {
      awaitNews(millis);
    }
  }

  private synchronized byte @Nullable [] take() throws LinkException {
    byte[] bytes = arrived.poll();
    if (bytes == null) {
      if (ended != null) {
        throw ended;
      }
      return null;
    }
    arrivedBytes -= bytes.length;
    if (arrivedBytes <= STOP_READING_ABOVE / 2) {
      handler.channel().config().setAutoRead(true);
    }
    return bytes;
  }

  private synchronized void put(byte[] bytes) {
    arrived.add(bytes);
    arrivedBytes += bytes.length;
    if (arrivedBytes > STOP_READING_ABOVE) {
      handler.channel().config().setAutoRead(false);
    }
    notifyAll();
  }

  private synchronized void end(LinkException how) {
    if (ended == null) {
      ended = how;
    }
    notifyAll();
  }

  private synchronized void wake() {
    woken = true;
    notifyAll();
  }

  /** May be called from any thread; a {@link #receive} that waits then ends. */
  @Override
  public void close() {
    ChannelFuture unused = handler.channel().close();
  }

  private final class Handler extends ChannelInboundHandlerAdapter {
    private volatile @Nullable Channel channel;

    Channel channel() {
      Channel known = channel;
      if (known == null) {
        throw new IllegalStateException("not connected");
      }
      return known;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      channel = context.channel();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      ByteBuf buffer = (ByteBuf) message;
      try {
        byte[] bytes = new byte[buffer.readableBytes()];
        buffer.readBytes(bytes);
        put(bytes);
      } finally {
        buffer.release();
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      wake();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      end(LinkException.closed());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      end(LinkException.broken(Network.reason(cause)));
      ChannelFuture unused = context.close();
    }
  }
}
