package io.redissim.server;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.SplitArgs;
import io.redissim.core.config.Config;
import io.redissim.core.config.ConfigLoader;
import io.redissim.core.config.ConfigRefusal;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.config.FatalConfigException;
import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.io.Links;
import io.redissim.core.time.Clock;
import io.redissim.core.time.VirtualClock;
import io.redissim.server.link.SocketLinks;
import io.redissim.server.pipeline.ConnectionInitializer;
import io.redissim.server.pipeline.ConnectionLimits;
import io.redissim.server.transport.ListenException;
import io.redissim.server.transport.Listeners;
import io.redissim.server.transport.Transport;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server. {@code start()} returns once it accepts connections; {@code close()} once
 * nothing of it is left: no thread, no socket, no buffer. Any number may run in one JVM.
 *
 * <pre>{@code
 * try (RedisSimServer server = RedisSimServer.start()) {
 *   RedisClient client = RedisClient.create(server.uri());
 *   ...
 * }
 * }</pre>
 */
public final class RedisSimServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RedisSimServer.class);
  private static final int TICK_MILLIS = 100;

  private final Engine engine;
  private final List<Thread> threads = new CopyOnWriteArrayList<>();
  private final EventLoopGroup acceptor;
  private final EventLoopGroup loops;
  private final Listeners listeners;
  private final SocketLinks links = new SocketLinks();

  /** Whether port 0 means any free one; else, as in Redis, that there is no TCP socket. */
  private final boolean anyPort;

  /** The addresses of {@code bind} that it listens on now. */
  private List<String> boundTo = List.of();

  /** Guarded by this; null: it runs, or there is none. */
  private @Nullable ScheduledFuture<?> nextTick;

  /** When that is, by {@link System#nanoTime}. */
  private long nextTickNanos;

  private volatile boolean closed;
  private volatile Runnable onShutdown = this::close;

  /** What a virtual clock runs when it is moved: what waited for it happens before that returns. */
  private final Runnable advanced = this::catchUp;

  private RedisSimServer(
      Config config, Clock clock, long seed, Transport transport, boolean anyPort) {
    this.anyPort = anyPort;
    engine = new Engine(config, clock, seed);
    acceptor = group(transport, "redis-sim-accept", 1);
    loops = group(transport, "redis-sim-io", (int) config.number("io-threads"));
    ConnectionLimits limits = new ConnectionLimits();
    config.followLong("proto-max-bulk-len", limits::maxBulkLength);
    config.followLong("client-query-buffer-limit", limits::maxQueryBufferBytes);
    config.followLong("maxclients", limits::maxClients);
    config.followFlag("protected-mode", limits::protectedMode);
    listeners =
        new Listeners(transport, acceptor, loops, new ConnectionInitializer(engine, limits));
    engine.onSooner(this::tickIn);
    engine.host(new ServerHost(config, transport, this::portOrNone, this::shutDown));
    engine.links(links);
    listeners.backlog((int) config.number("tcp-backlog"));
    config.followLong("tcp-keepalive", seconds -> listeners.keepAlive((int) seconds));
  }

  private EventLoopGroup group(Transport transport, String name, int size) {
    return new MultiThreadIoEventLoopGroup(
        size,
        new DefaultThreadFactory(name, true) {
          @Override
          protected Thread newThread(Runnable task, String threadName) {
            Thread thread = super.newThread(task, threadName);
            threads.add(thread);
            return thread;
          }
        },
        transport.handlers());
  }

  /** A server on a free port of the loopback address. */
  public static RedisSimServer start() {
    return builder().start();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** A server as configured, which may listen nowhere else than on a unix socket. */
  static RedisSimServer start(Config config, Clock clock, long seed) throws ListenException {
    return start(config, clock, seed, Transport.best(), false);
  }

  private static RedisSimServer start(
      Config config, Clock clock, long seed, Transport transport, boolean anyPort)
      throws ListenException {
    RedisSimServer server = new RedisSimServer(config, clock, seed, transport, anyPort);
    try {
      server.listen();
    } catch (ListenException e) {
      server.close();
      throw e;
    }
    if (clock instanceof VirtualClock virtual) {
      virtual.onAdvance(server.advanced);
    }
    server.tickIn(TICK_MILLIS);
    return server;
  }

  private void listen() throws ListenException {
    Config config = engine.config();
    listenTcp(config);
    String path = config.path("unixsocket");
    if (path != null) {
      listeners.unix(path, (int) config.number("unixsocketperm"), config.text("unixsocketgroup"));
    }
    Config.ChangeHook relisten = this::relisten; // one, so that CONFIG SET of both runs it once
    config.onChange("port", relisten);
    config.onChange("bind", relisten);
  }

  private void listenTcp(Config config) throws ListenException {
    int port = (int) config.number("port");
    List<String> bind = config.words("bind");
    listeners.tcp(port == 0 && !anyPort ? List.of() : bind, port);
    boundTo = bind;
  }

  /** CONFIG SET of {@code bind}, {@code port} or both. */
  private void relisten(Config config) throws ConfigRefusal {
    boolean elsewhere = !config.words("bind").equals(boundTo);
    try {
      listenTcp(config);
    } catch (ListenException e) {
      LOG.warn(
          "Warning: Could not create server TCP listening socket {}: {}",
          e.address(),
          e.getMessage());
      throw new ConfigRefusal(
          elsewhere
              ? "Failed to bind to specified addresses."
              : "Unable to listen on this port. Check server logs.");
    }
  }

  public String host() {
    return address().getAddress().isAnyLocalAddress()
        ? "127.0.0.1"
        : NetUtil.toAddressString(address().getAddress());
  }

  public int port() {
    return address().getPort();
  }

  private int portOrNone() {
    InetSocketAddress address = listeners.address();
    return address == null ? 0 : address.getPort();
  }

  /** Who ends the server when a client says SHUTDOWN; without this it closes itself. */
  void onShutdown(Runnable action) {
    onShutdown = action;
  }

  private void shutDown() {
    new Thread(onShutdown, "redis-sim-shutdown").start();
  }

  /** The first address it listens on. */
  public InetSocketAddress address() {
    InetSocketAddress address = listeners.address();
    if (address == null) {
      throw new IllegalStateException("this server listens on no TCP port");
    }
    return address;
  }

  /** {@code redis://host:port}. */
  public String uri() {
    String host = host();
    return "redis://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port();
  }

  public Engine engine() {
    return engine;
  }

  /** Bytes that the store has taken from the heap. */
  long reservedBytes() {
    engine.door().enter();
    try {
      return engine.keyspace().reservedBytes();
    } finally {
      engine.door().leave();
    }
  }

  /** A client of this server that needs no socket. */
  public LocalClient localClient() {
    return new LocalClient(engine);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (engine.clock() instanceof VirtualClock virtual) {
      virtual.forget(advanced);
    }
    synchronized (this) {
      if (nextTick != null) {
        nextTick.cancel(false);
      }
    }
    links.close(); // a command may wait for its peer
    listeners.close();
    loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    acceptor.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    joinThreads();
    engine.door().enter();
    try {
      engine.links(Links.NONE);
    } finally {
      engine.door().leave();
    }
  }

  /** A loop says that it has ended a moment before its thread has. */
  private void joinThreads() {
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    synchronized (this) {
      nextTick = null;
    }
    long delayMillis = TICK_MILLIS;
    try {
      delayMillis = catchUp();
    } catch (RuntimeException | Error bug) {
      LOG.error("internal error in what the server does between commands", bug);
    } finally {
      tickIn(delayMillis);
    }
  }

  /** Never later than what was asked for before; one tick is waiting at a time. */
  private synchronized void tickIn(long delayMillis) {
    long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(delayMillis);
    if (closed || (nextTick != null && at - nextTickNanos >= 0)) {
      return;
    }
    if (nextTick != null) {
      nextTick.cancel(false);
    }
    nextTickNanos = at;
    nextTick = loops.next().schedule(this::tick, delayMillis, TimeUnit.MILLISECONDS);
  }

  /** Has the engine do what is due; returns when it wants to be asked again, in milliseconds. */
  private long catchUp() {
    engine.door().enter();
    try {
      return engine.tick();
    } finally {
      engine.door().leave();
    }
  }

  /** What an embedded server is started with. */
  public static final class Builder {
    private final StringBuilder options = new StringBuilder("bind 127.0.0.1\nport 0\nsave \"\"\n");
    private @Nullable Clock clock;
    private @Nullable Long seed;
    private Transport transport = Transport.best();

    private Builder() {}

    /** 0, the default: a free one. */
    public Builder port(int port) {
      return option("port", Integer.toString(port));
    }

    /**
     * One directive as in redis.conf: {@code option("maxmemory", "100mb")}. The value may hold any
     * character; several values stand in it with spaces between: {@code option("save", "900 1")}.
     */
    public Builder option(String name, String value) {
      String bytes = Ascii.string(value.getBytes(StandardCharsets.UTF_8));
      options.append(name).append(' ').append(SplitArgs.quoted(bytes)).append('\n');
      return this;
    }

    /** The server's time; the machine's if none is given. */
    public Builder clock(Clock clock) {
      this.clock = clock;
      return this;
    }

    /** Makes the order of SCAN and every random choice the same in each run. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /** For tests of what is not the best here. */
    Builder transport(Transport transport) {
      this.transport = transport;
      return this;
    }

    /**
     * Starts the server.
     *
     * @throws ServerStartException if an option is wrong or the port is taken
     */
    public RedisSimServer start() {
      Config config = new Config(new DiskConfigFiles());
      try {
        new ConfigLoader(config).loadText(options.toString());
        return RedisSimServer.start(
            config,
            clock == null ? new SystemClock() : clock,
            seed == null ? new SecureRandom().nextLong() : seed,
            transport,
            true);
      } catch (FatalConfigException | IllegalArgumentException e) {
        throw new ServerStartException(String.valueOf(e.getMessage()), e);
      } catch (ListenException e) {
        throw new ServerStartException(e.address() + ": " + e.getMessage(), e);
      }
    }
  }
}
