package io.redissim.cli;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.concurrent.TimeUnit;

/** The event loops of the program, and the way to a connection. Plain NIO: it starts fastest. */
public final class Network implements AutoCloseable {
  private static final int PORT_BITS = 0xffff;

  private final EventLoopGroup loops;
  private final int connectTimeoutMillis;

  /**
   * @param connectTimeoutMillis 0 waits as long as the system does
   */
  public Network(int threads, int connectTimeoutMillis) {
    this.connectTimeoutMillis = connectTimeoutMillis;
    loops =
        new MultiThreadIoEventLoopGroup(
            threads, new DefaultThreadFactory("redis-sim-cli", true), NioIoHandler.newFactory());
  }

  public EventLoopGroup loops() {
    return loops;
  }

  /** Connects and waits for it. */
  public Link connect(Endpoint endpoint) throws LinkException {
    Link link = new Link();
    ChannelFuture connecting = bootstrap(endpoint).handler(link.handler()).connect();
    connecting.awaitUninterruptibly();
    if (!connecting.isSuccess()) {
      throw LinkException.failed(reason(connecting.cause()));
    }
    return link;
  }

  /** Starts to connect, with the given handler in the pipeline. */
  public ChannelFuture connect(Endpoint endpoint, ChannelHandler handler) throws LinkException {
    return bootstrap(endpoint).handler(handler).connect();
  }

  private Bootstrap bootstrap(Endpoint endpoint) throws LinkException {
    // Without a resolver: a host name is looked up here, so that its error is the system's.
    Bootstrap bootstrap =
        new Bootstrap()
            .group(loops)
            .disableResolver()
            .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, connectTimeoutMillis);
    if (endpoint.socketPath() != null) {
      SocketAddress address = unixAddress(endpoint.socketPath());
      return bootstrap.channel(NioDomainSocketChannel.class).remoteAddress(address);
    }
    return bootstrap
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.SO_KEEPALIVE, true)
        .remoteAddress(resolve(endpoint));
  }

  private static SocketAddress unixAddress(String path) throws LinkException {
    try {
      return UnixDomainSocketAddress.of(
          new String(path.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    } catch (InvalidPathException e) {
      throw LinkException.failed("Invalid argument");
    }
  }

  private static InetSocketAddress resolve(Endpoint endpoint) throws LinkException {
    try {
      InetAddress[] addresses = InetAddress.getAllByName(endpoint.host());
      InetAddress chosen = addresses[0];
      for (InetAddress address : addresses) {
        if (address instanceof Inet4Address) {
          chosen = address;
          break;
        }
      }
      // A number that is no port is cut to one, as the C library does.
      return new InetSocketAddress(chosen, endpoint.port() & PORT_BITS);
    } catch (UnknownHostException e) {
      throw LinkException.failed(reason(e));
    }
  }

  /** The system's words for the failure, without the address that Java puts beside them. */
  public static String reason(Throwable failure) {
    String message = failure.getMessage();
    if (message == null) {
      return failure.getClass().getSimpleName();
    }
    if (failure instanceof UnknownHostException) {
      // Java tells the reason once, and only the name for as long as it remembers the failure.
      int reason = message.lastIndexOf(": ");
      return reason < 0 ? "Name or service not known" : message.substring(reason + 2);
    }
    int address = message.indexOf(": ");
    return address < 0 ? message : message.substring(0, address);
  }

  @Override
  public void close() {
    // Not waited for: the threads are daemons, and the program is at its end.
    Future<?> unused = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }
}
