package io.redissim.server.pipeline;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.redissim.core.engine.Door;
import io.redissim.core.engine.Engine;
import io.redissim.core.resp.RequestParser;
import io.redissim.core.resp.RespWriter;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a batch: enters the engine's door once, lets the engine run the requests in order, and sends
 * the replies as one message. While a client has to wait, or does not read what it asked for,
 * nothing more is read from it.
 */
final class CommandDispatcher extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(CommandDispatcher.class);

  /** What a client may send while it waits. */
  private static final int MAX_AHEAD_BYTES = 1024 * 1024;

  private final Connection connection;
  private final Engine engine;
  private final Door door;

  /**
   * Sending may make the channel writable again in the middle of a batch, which changes nothing.
   */
  private boolean running;

  /** Reading stopped because the peer does not read. */
  private boolean stalled;

  CommandDispatcher(Connection connection) {
    this.connection = connection;
    this.engine = connection.engine();
    this.door = engine.door();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    RequestParser parser = (RequestParser) message;
    if (running) {
      return;
    }
    if (connection.client().waiting()) {
      readAhead(ctx, parser);
      return;
    }
    running = true;
    try {
      run(ctx, parser);
    } finally {
      running = false;
      // Empty but after an error; the next client of this loop must not read this one's replies.
      connection.loop().output().clear();
    }
  }

  private void run(ChannelHandlerContext ctx, RequestParser parser) {
    RespWriter out = connection.loop().output();
    Outbox outbox = connection.outbox();
    while (true) {
      // What others have sent goes before the replies to what runs now.
      boolean wrote = outbox.writeTo(ctx.channel());
      Engine.Progress progress;
      door.enter();
      try {
        wrote |= outbox.writeTo(ctx.channel()); // the little that came while we were waiting
        progress = outbox.isEmpty() ? run(parser, out) : Engine.Progress.OUTPUT_FULL;
      } finally {
        door.leave();
      }
      if (out.totalSize() > 0) {
        ctx.write(out, ctx.voidPromise());
        wrote = true;
      }
      if (wrote) {
        ctx.flush();
      }
      if (progress == Engine.Progress.CLOSING) {
        connection.closeAfterReplies();
        return;
      }
      if (progress == Engine.Progress.WAITING) {
        readAhead(ctx, parser);
        return;
      }
      if (!ctx.channel().isWritable()) {
        stalled = true;
        read(ctx, false);
        return;
      }
      if (progress == Engine.Progress.DONE) {
        read(ctx, true);
        return;
      }
    }
  }

  private Engine.Progress run(RequestParser parser, RespWriter out) {
    Engine.Progress progress = engine.run(connection.client(), parser.batch(), out);
    if (progress == Engine.Progress.DONE && parser.error() != null) {
      engine.protocolError(connection.client(), parser.error(), out);
      progress = Engine.Progress.CLOSING;
    }
    connection.account(out.totalSize());
    return progress;
  }

  /** Who waits is read from, so that we see it leave; but not without end. */
  private static void readAhead(ChannelHandlerContext ctx, RequestParser parser) {
    read(ctx, parser.heldBytes() < MAX_AHEAD_BYTES);
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (running || !ctx.channel().isWritable()) {
      return;
    }
    connection.drain();
    if (stalled && ctx.channel().isWritable() && connection.outbox().isEmpty()) {
      stalled = false;
      ctx.pipeline().fireUserEventTriggered(Connection.Event.RESUME);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    connection.outbox().close();
    door.enter();
    try {
      engine.disconnect(connection.client());
    } finally {
      door.leave();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("connection of client {} broke: {}", connection.client().id(), cause.toString());
    } else {
      LOG.error("closing client {} after an internal error", connection.client().id(), cause);
    }
    ctx.close();
  }

  private static void read(ChannelHandlerContext ctx, boolean on) {
    if (ctx.channel().config().isAutoRead() != on) {
      ctx.channel().config().setAutoRead(on);
    }
  }
}
