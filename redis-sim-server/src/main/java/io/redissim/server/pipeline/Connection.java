package io.redissim.server.pipeline;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import io.redissim.core.client.Client;
import io.redissim.core.client.ClientTransport;
import io.redissim.core.engine.Engine;
import io.redissim.core.resp.RequestParser;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: the channel, the client behind it, and what its handlers share. Lives on the
 * channel's event loop but for the methods of {@link ClientTransport}, which anyone may call.
 */
final class Connection implements ClientTransport {
  /** What travels up the pipeline beside bytes. */
  enum Event {
    /** The client may go on. */
    RESUME
  }

  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

  private final Channel channel;
  private final Engine engine;
  private final LoopBuffers loop;
  private final ConnectionLimits limits;
  private final String remoteAddress;
  private final String localAddress;
  private final int descriptor;
  private final Client client;
  private final RequestParser parser;
  private final Outbox outbox = new Outbox();

  private volatile boolean ending;
  private volatile long queryBufferBytes;
  private long unaccountedIn;

  /** The caller is behind the engine's door. */
  Connection(
      Channel channel,
      Engine engine,
      LoopBuffers loop,
      ConnectionLimits limits,
      String remoteAddress,
      String localAddress,
      int descriptor) {
    this.channel = channel;
    this.engine = engine;
    this.loop = loop;
    this.limits = limits;
    this.remoteAddress = remoteAddress;
    this.localAddress = localAddress;
    this.descriptor = descriptor;
    this.parser = new RequestParser(engine.keyspace().keyHash());
    this.client = engine.connect(this);
  }

  Engine engine() {
    return engine;
  }

  Client client() {
    return client;
  }

  RequestParser parser() {
    return parser;
  }

  LoopBuffers loop() {
    return loop;
  }

  ConnectionLimits limits() {
    return limits;
  }

  /** Nothing more is run: the connection closes as soon as what was written is sent. */
  boolean ending() {
    return ending;
  }

  void received(int bytes) {
    unaccountedIn += bytes;
  }

  /** Tells the engine what came in and what goes out, behind its door. */
  void account(long bytesOut) {
    engine.traffic(client, unaccountedIn, bytesOut);
    unaccountedIn = 0;
  }

  void holds(long bytes) {
    queryBufferBytes = bytes;
  }

  void queryBufferExceeded() {
    LOG.warn("Closing client that reached max query buffer length: id={}", client.id());
    engine.door().enter();
    try {
      engine.statistics().inputLimitReached();
    } finally {
      engine.door().leave();
    }
    closeNow();
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }

  @Override
  public String localAddress() {
    return localAddress;
  }

  @Override
  public int descriptor() {
    return descriptor;
  }

  @Override
  public void closeAfterReplies() {
    ending = true;
    channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  @Override
  public void closeNow() {
    ending = true;
    outbox.close();
    channel.close();
  }

  @Override
  public void send(byte[] messages) {
    if (outbox.add(messages)) {
      loop.drainSoon(this);
    }
  }

  Outbox outbox() {
    return outbox;
  }

  /** Writes what was sent to this client as far as its peer reads. On its loop. */
  void drain() {
    while (outbox.writeTo(channel)) {
      channel.flush();
    }
  }

  @Override
  public void resume() {
    channel.eventLoop().execute(() -> channel.pipeline().fireUserEventTriggered(Event.RESUME));
  }

  @Override
  public boolean hasPeer() {
    return true;
  }

  @Override
  public long queryBufferBytes() {
    return queryBufferBytes;
  }

  @Override
  public long outputBufferBytes() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return outbox.bytes() + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
  }

  @Override
  public int outputBuffers() {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return outbox.size() + (buffer == null ? 0 : buffer.size());
  }
}
