package io.redissim.bench.jmh;

import io.redissim.core.client.Client;
import io.redissim.core.client.NoTransport;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.Engine;
import io.redissim.core.resp.RequestParser;
import io.redissim.core.resp.RespWriter;
import io.redissim.server.SystemClock;

/** The path of a batch without Netty: what decoder, dispatcher and encoder do, on arrays. */
final class LocalPath {
  final Engine engine = new Engine(new Config(new DiskConfigFiles()), new SystemClock(), 42);

  private final Client client;
  private final RequestParser parser = new RequestParser(engine.keyspace().keyHash());
  private final RespWriter out = new RespWriter();
  private final byte[] input = new byte[64 * 1024];

  LocalPath() {
    engine.door().enter();
    client = engine.connect(new NoTransport());
    engine.door().leave();
  }

  /** Runs one batch; returns how many bytes were replied. */
  int run(Requests requests) {
    requests.feed(parser, input);
    parser.parse(Integer.MAX_VALUE);
    out.clear();
    engine.door().enter();
    try {
      engine.run(client, parser.batch(), out);
    } finally {
      engine.door().leave();
    }
    parser.settle();
    return out.size();
  }
}
