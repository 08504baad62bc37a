package io.redissim.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.redissim.core.resp.RespWriter;
import org.junit.jupiter.api.Test;

class RespEncoderTest {
  @Test
  void repliesThatCannotBeSentDoNotStayForTheNextConnection() {
    EmbeddedChannel channel = new EmbeddedChannel(new RespEncoder());
    channel.config().setAllocator(new NoMemory());
    RespWriter replies = new RespWriter();
    replies.simple("a secret of this connection");
    assertThatThrownBy(() -> channel.writeOutbound(replies)).isInstanceOf(OutOfMemoryError.class);
    assertThat(replies.totalSize()).isZero();
    channel.finishAndReleaseAll();
  }

  /** As Netty's allocator behaves when direct memory is at its limit. */
  private static final class NoMemory extends AbstractByteBufAllocator {
    @Override
    protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("heap");
    }

    @Override
    protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
      throw new OutOfMemoryError("direct memory");
    }

    @Override
    public boolean isDirectBufferPooled() {
      return false;
    }
  }
}
