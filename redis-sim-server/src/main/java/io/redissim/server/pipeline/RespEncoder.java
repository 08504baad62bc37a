package io.redissim.server.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.redissim.core.resp.RespWriter;

/**
 * The only writer of {@link ByteBuf}: the replies of a batch become one buffer by one bulk copy,
 * but for values held by reference, which are wrapped where they belong.
 */
final class RespEncoder extends ChannelOutboundHandlerAdapter {

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (!(message instanceof RespWriter replies)) {
      ctx.write(message, promise);
      return;
    }
    try {
      writeParts(ctx, replies, promise);
    } finally {
      // The writer is the event loop's: what could not be sent must not reach the next connection.
      replies.clear();
    }
  }

  private static void writeParts(
      ChannelHandlerContext ctx, RespWriter replies, ChannelPromise promise) {
    int from = 0;
    for (int i = 0; i < replies.references(); i++) {
      int to = replies.referencePosition(i);
      ctx.write(copy(ctx, replies, from, to), ctx.voidPromise());
      ctx.write(
          Unpooled.wrappedBuffer(
              replies.reference(i), replies.referenceOffset(i), replies.referenceLength(i)),
          ctx.voidPromise());
      from = to;
    }
    ctx.write(copy(ctx, replies, from, replies.size()), promise);
  }

  private static ByteBuf copy(ChannelHandlerContext ctx, RespWriter replies, int from, int to) {
    ByteBuf buffer = ctx.alloc().ioBuffer(to - from);
    buffer.writeBytes(replies.array(), from, to - from);
    return buffer;
  }
}
