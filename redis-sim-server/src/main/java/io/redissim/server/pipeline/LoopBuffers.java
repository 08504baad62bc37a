package io.redissim.server.pipeline;

import io.netty.channel.EventLoop;
import io.redissim.core.resp.RespWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What the connections of one event loop share, because only one of them runs at a time: an idle
 * connection holds no buffer of its own.
 */
final class LoopBuffers {
  /** Also the size of one read from a socket. */
  static final int INPUT_BYTES = 64 * 1024;

  private final byte[] input = new byte[INPUT_BYTES];
  private final RespWriter output = new RespWriter();

  private final EventLoop loop;

  /** Connections of this loop that have something to write; empty: no task will look. */
  private List<Connection> toDrain = new ArrayList<>();

  LoopBuffers(EventLoop loop) {
    this.loop = loop;
  }

  /** Has the loop write what was sent to this connection: one task for all that come meanwhile. */
  void drainSoon(Connection connection) {
    boolean first;
    synchronized (this) {
      first = toDrain.isEmpty();
      toDrain.add(connection);
    }
    if (first) {
      loop.execute(this::drain);
    }
  }

  private void drain() {
    List<Connection> connections;
    synchronized (this) {
      connections = toDrain;
      toDrain = new ArrayList<>();
    }
    for (Connection connection : connections) {
      connection.drain();
    }
  }

  byte[] input() {
    return input;
  }

  RespWriter output() {
    return output;
  }
}
