package io.redissim.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.Clock;
import io.redissim.server.pipeline.ConnectionInitializer;
import io.redissim.server.pipeline.ConnectionLimits;
import io.redissim.server.transport.Transport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running server. {@code start()} returns once it accepts connections; {@code close()} once
 * nothing of it is left: no thread, no socket, no buffer.
 */
public final class RedisSimServer implements AutoCloseable {
  private static final int TICK_MILLIS = 100;

  /** One read takes at most this much; smaller reads cost more calls per request. */
  private static final int READ_BYTES = 64 * 1024;

  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);

  private final Engine engine;
  private final MultiThreadIoEventLoopGroup loops;
  private final Channel listener;
  private volatile @Nullable ScheduledFuture<?> ticking;

  private RedisSimServer(Engine engine, MultiThreadIoEventLoopGroup loops, Channel listener) {
    this.engine = engine;
    this.loops = loops;
    this.listener = listener;
  }

  /** A server on a free port of the loopback address. */
  public static RedisSimServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  public String host() {
    return address().getAddress().getHostAddress();
  }

  public int port() {
    return address().getPort();
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** {@code redis://host:port}. */
  public String uri() {
    return "redis://" + host() + ":" + port();
  }

  public Engine engine() {
    return engine;
  }

  /** A client of this server that needs no socket. */
  public LocalClient localClient() {
    return new LocalClient(engine);
  }

  @Override
  public void close() {
    listener.close().syncUninterruptibly();
    ScheduledFuture<?> next = ticking;
    if (next != null) {
      next.cancel(false);
    }
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private void tick() {
    engine.door().enter();
    try {
      engine.tick();
    } finally {
      engine.door().leave();
    }
    tickLater();
  }

  private void tickLater() {
    ticking = listener.eventLoop().schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** What a server is started with. */
  public static final class Builder {
    private int port;
    private Clock clock = new SystemClock();

    private Builder() {}

    /** 0, the default: a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    public RedisSimServer start() {
      Engine engine =
          new Engine(new Config(new DiskConfigFiles()), clock, new SecureRandom().nextLong());
      Transport transport = Transport.best();
      MultiThreadIoEventLoopGroup loops =
          new MultiThreadIoEventLoopGroup(
              1, new DefaultThreadFactory("redis-sim", true), transport.handlers());
      Channel listener =
          new ServerBootstrap()
              .group(loops)
              .channel(transport.serverChannel())
              .option(ChannelOption.SO_REUSEADDR, true)
              .option(ChannelOption.SO_BACKLOG, 511)
              .childOption(ChannelOption.TCP_NODELAY, true)
              .childOption(
                  ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
              .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
              .childHandler(new ConnectionInitializer(engine, new ConnectionLimits()))
              .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
              .syncUninterruptibly()
              .channel();
      RedisSimServer server = new RedisSimServer(engine, loops, listener);
      server.tickLater();
      return server;
    }
  }
}
