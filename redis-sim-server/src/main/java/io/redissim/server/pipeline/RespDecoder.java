package io.redissim.server.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.redissim.core.resp.RequestParser;

/**
 * The only reader of {@link ByteBuf}: moves what was read to the connection's bytes, releases it,
 * and fires one event a read: the {@link RequestParser} with the batch of complete requests.
 */
final class RespDecoder extends ChannelInboundHandlerAdapter {
  private final Connection connection;
  private final RequestParser parser;

  RespDecoder(Connection connection) {
    this.connection = connection;
    this.parser = connection.parser();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf read = (ByteBuf) message;
    int bytes = read.readableBytes();
    try {
      if (connection.ending()) {
        return; // nothing that arrives after the last reply counts
      }
      parser.lend(connection.loop().input());
      take(read);
    } finally {
      read.release();
    }
    connection.received(bytes);
    long limit = connection.limits().maxQueryBufferBytes();
    if (parser.unparsedBytes() > limit) { // before they are parsed, as in Redis
      connection.queryBufferExceeded();
      return;
    }
    parseAndFire(ctx);
    // Redis does not count what was parsed of an open request, but it takes memory all the same.
    if (parser.heldBytes() - LoopBuffers.INPUT_BYTES > limit) {
      connection.queryBufferExceeded();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Connection.Event.RESUME) {
      if (!connection.ending()) {
        parseAndFire(ctx);
      }
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  private void take(ByteBuf read) {
    while (read.isReadable()) {
      byte[] to = parser.writeArray(read.readableBytes());
      int at = parser.writeOffset();
      int count = Math.min(to.length - at, read.readableBytes());
      read.readBytes(to, at, count);
      parser.wrote(count);
    }
  }

  /** Parses what is there and lets it run, until bytes are missing or the client has to wait. */
  private void parseAndFire(ChannelHandlerContext ctx) {
    parser.maxBulkLength(connection.limits().maxBulkLength());
    boolean restricted;
    do {
      // Who has yet to authenticate is read one request at a time: AUTH lifts the limits.
      restricted =
          !connection.client().authenticated() && connection.engine().authentication().required();
      parser.authenticationRequired(restricted);
      int before = parser.batch().size();
      parser.parse(restricted ? 1 : Integer.MAX_VALUE);
      boolean parsed = parser.batch().size() > before;
      ctx.fireChannelRead(parser);
      restricted &= parsed && !parser.batch().hasNext() && !connection.ending();
    } while (restricted);
    parser.settle();
    connection.holds(parser.allocatedBytes());
  }
}
