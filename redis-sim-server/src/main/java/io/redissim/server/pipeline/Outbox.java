package io.redissim.server.pipeline;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.redissim.core.resp.RespWriter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What was sent to one connection beside the replies of its batches and was not written yet:
 * messages that other connections may hold as well. Filled by whoever is behind the engine's door,
 * written on the connection's own event loop, and only as fast as the peer reads.
 */
final class Outbox {
  /** Short messages are joined to buffers of about this size. */
  private static final int JOINED_BYTES = 64 * 1024;

  private final ArrayDeque<byte[]> messages = new ArrayDeque<>(0);
  private boolean closed;

  /** Read without the lock: whoever is behind the door sees what was sent before. */
  private volatile long bytes;

  /** Bytes that wait here, as if nobody else held them. */
  long bytes() {
    return bytes;
  }

  /** The messages that wait here. */
  synchronized int size() {
    return messages.size();
  }

  boolean isEmpty() {
    return bytes == 0;
  }

  /** True: it was empty, so nobody is about to write from it. */
  synchronized boolean add(byte[] message) {
    if (closed || message.length == 0) {
      return false;
    }
    messages.add(message);
    long before = bytes;
    bytes = before + message.length;
    return before == 0;
  }

  /** What waits is lost, and so is what comes. */
  synchronized void close() {
    closed = true;
    messages.clear();
    bytes = 0;
  }

  /**
   * Writes until nothing is left or the channel is not writable, without flushing; whether it wrote
   * anything. What it leaves is written once the channel is writable again.
   */
  boolean writeTo(Channel channel) {
    boolean wrote = false;
    while (!isEmpty() && channel.isWritable()) {
      ByteBuf buffer = next(channel);
      if (buffer == null) {
        break;
      }
      channel.write(buffer, channel.voidPromise());
      wrote = true;
    }
    return wrote;
  }

  /** A long message as it is, or a copy of short ones; null: none. */
  private synchronized @Nullable ByteBuf next(Channel channel) {
    byte[] first = messages.peek();
    if (first == null) {
      return null;
    }
    if (first.length >= RespWriter.BY_REFERENCE) {
      return Unpooled.wrappedBuffer(take());
    }
    int size = (int) Math.min(JOINED_BYTES, bytes);
    ByteBuf joined = channel.alloc().ioBuffer(size);
    byte[] message = first;
    while (message != null
        && message.length < RespWriter.BY_REFERENCE
        && joined.writableBytes() >= message.length) {
      joined.writeBytes(take());
      message = messages.peek();
    }
    return joined;
  }

  private byte[] take() {
    byte[] message = messages.remove();
    long before = bytes; // written under the lock alone
    bytes = before - message.length;
    return message;
  }
}
