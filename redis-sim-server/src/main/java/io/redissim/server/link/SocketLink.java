package io.redissim.server.link;

import io.redissim.core.io.Link;
import io.redissim.core.io.LinkException;
import io.redissim.core.io.LinkException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A connection whose channel does not block: waiting, which has an end, is done beside it. */
final class SocketLink implements Link {
  private final SocketChannel channel;
  private final SocketLinks links;

  SocketLink(SocketChannel channel, SocketLinks links) {
    this.channel = channel;
    this.links = links;
  }

  @Override
  public void write(byte[] array, int offset, int length, long timeoutMillis) throws LinkException {
    ByteBuffer bytes = ByteBuffer.wrap(array, offset, length);
    long deadline = SocketLinks.deadline(timeoutMillis);
    try {
      channel.write(bytes);
      while (bytes.hasRemaining()) {
        links.await(channel, SelectionKey.OP_WRITE, deadline);
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw SocketLinks.failure(Reason.BROKEN, e);
    }
  }

  @Override
  public int read(byte[] array, int offset, int length, long timeoutMillis) throws LinkException {
    ByteBuffer bytes = ByteBuffer.wrap(array, offset, length);
    long deadline = SocketLinks.deadline(timeoutMillis);
    try {
      int count = channel.read(bytes);
      while (count == 0) {
        links.await(channel, SelectionKey.OP_READ, deadline);
        count = channel.read(bytes);
      }
      if (count < 0) {
        throw new LinkException(Reason.BROKEN, "the peer has closed");
      }
      return count;
    } catch (IOException e) {
      throw SocketLinks.failure(Reason.BROKEN, e);
    }
  }

  @Override
  public void close() {
    links.close(channel);
  }
}
