package io.redissim.server.pipeline;

import io.redissim.core.resp.RespWriter;

/**
 * What the connections of one event loop share, because only one of them runs at a time: an idle
 * connection holds no buffer of its own.
 */
final class LoopBuffers {
  /** Also the size of one read from a socket. */
  static final int INPUT_BYTES = 64 * 1024;

  private final byte[] input = new byte[INPUT_BYTES];
  private final RespWriter output = new RespWriter();

  byte[] input() {
    return input;
  }

  RespWriter output() {
    return output;
  }
}
