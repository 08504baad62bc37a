package io.redissim.server.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sockets that connections come from: one per address of {@code bind}, and a unix socket.
 * Opened all or none.
 */
public final class Listeners {
  /** One read takes at most this much; smaller reads cost more calls per request. */
  private static final int READ_BYTES = 64 * 1024;

  /** A client that leaves more than the upper mark unread is not read from until the lower one. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(128 * 1024, 512 * 1024);

  private final Transport transport;
  private final EventLoopGroup acceptor;
  private final EventLoopGroup loops;
  private final ChannelHandler connections;
  private int backlog = 511;
  private int keepAliveSeconds = 300;

  private List<Channel> tcp = List.of();
  private @Nullable Channel unix;
  private @Nullable Path unixPath;

  public Listeners(
      Transport transport,
      EventLoopGroup acceptor,
      EventLoopGroup loops,
      ChannelHandler connections) {
    this.transport = transport;
    this.acceptor = acceptor;
    this.loops = loops;
    this.connections = connections;
  }

  /** {@code tcp-backlog}: for sockets opened from now on. */
  public void backlog(int backlog) {
    this.backlog = backlog;
  }

  /** {@code tcp-keepalive}: for connections accepted by sockets opened from now on; 0: off. */
  public void keepAlive(int seconds) {
    keepAliveSeconds = seconds;
  }

  /**
   * Listens on other addresses instead of those so far. Not from an acceptor's thread. On the port
   * that is in use the sockets so far close first, for a new address may overlap with theirs: after
   * a failure call this again with what was before.
   *
   * @param bind as in redis.conf: addresses, {@code *} and {@code ::*} for all, a leading {@code -}
   *     for those that may be missing
   * @param port 0: any free one, the same for all addresses
   */
  public void tcp(List<String> bind, int port) throws ListenException {
    InetSocketAddress before = address();
    if (before != null && before.getPort() == port) {
      tcp.forEach(Listeners::close);
      tcp = List.of();
    }
    List<Channel> opened = new ArrayList<>();
    try {
      int actual = port;
      for (String text : withoutTwins(bind)) {
        boolean optional = text.startsWith("-");
        String host = optional ? text.substring(1) : text;
        Channel channel = open(host, actual, optional);
        if (channel != null) {
          opened.add(channel);
          actual = ((InetSocketAddress) channel.localAddress()).getPort();
        }
      }
    } catch (ListenException e) {
      opened.forEach(Listeners::close);
      throw e;
    }
    tcp.forEach(Listeners::close);
    tcp = List.copyOf(opened);
  }

  /** One socket for all IPv4 and IPv6 addresses serves both wildcards. */
  private static List<String> withoutTwins(List<String> bind) {
    boolean both =
        (bind.contains("*") || bind.contains("-*"))
            && (bind.contains("::*") || bind.contains("-::*"));
    List<String> hosts = new ArrayList<>();
    for (String host : bind) {
      if (!both || !(host.equals("::*") || host.equals("-::*"))) {
        hosts.add(both && host.endsWith("*") ? "**" : host);
      }
    }
    return hosts;
  }

  private @Nullable Channel open(String host, int port, boolean optional) throws ListenException {
    String shown = (host.equals("**") ? "*" : host) + ":" + port;
    InetSocketAddress address;
    try {
      address =
          switch (host) {
            case "**" -> new InetSocketAddress(port);
            case "*" -> new InetSocketAddress(InetAddress.getByAddress(new byte[4]), port);
            case "::*" -> new InetSocketAddress(InetAddress.getByAddress(new byte[16]), port);
            default -> new InetSocketAddress(InetAddress.getAllByName(host)[0], port);
          };
    } catch (UnknownHostException e) {
      if (optional) {
        return null;
      }
      throw new ListenException(shown, "Name or service not known");
    }
    ServerBootstrap bootstrap =
        bootstrap()
            .channel(transport.tcpServer())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true);
    if (keepAliveSeconds > 0) {
      bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
      if (transport == Transport.EPOLL) {
        bootstrap
            .childOption(EpollChannelOption.TCP_KEEPIDLE, keepAliveSeconds)
            .childOption(EpollChannelOption.TCP_KEEPINTVL, Math.max(1, keepAliveSeconds / 3))
            .childOption(EpollChannelOption.TCP_KEEPCNT, 3);
      }
    }
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (bound.isSuccess()) {
      return bound.channel();
    }
    if (optional && !isInUse(bound.cause())) {
      return null; // no such address here, or no IPv6
    }
    throw new ListenException(shown, reason(bound.cause()));
  }

  /**
   * Listens on a unix socket; a file left behind by an earlier server is replaced.
   *
   * @param permissions as for chmod; 0: as the process makes files
   * @param group of the file; empty: the process' own
   */
  public void unix(String path, int permissions, String group) throws ListenException {
    Path file = Path.of(path);
    SocketAddress address = transport.unixAddress(path);
    try {
      Files.deleteIfExists(file);
      Channel channel =
          bootstrap().channel(transport.unixServer()).bind(address).syncUninterruptibly().channel();
      if (permissions != 0) {
        Files.setPosixFilePermissions(file, permissions(permissions));
      }
      if (!group.isEmpty()) {
        setGroup(file, group);
      }
      unix = channel;
      unixPath = file;
    } catch (IOException | UnsupportedOperationException e) {
      throw new ListenException(path, reason(e));
    }
  }

  private static void setGroup(Path file, String group) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    if (view == null) {
      throw new UnsupportedOperationException("files have no group here");
    }
    view.setGroup(
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group));
  }

  private ServerBootstrap bootstrap() {
    return new ServerBootstrap()
        .group(acceptor, loops)
        .option(ChannelOption.SO_BACKLOG, backlog)
        .childOption(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(READ_BYTES))
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
        .childHandler(connections);
  }

  /** The first TCP address; null: none. */
  public @Nullable InetSocketAddress address() {
    return tcp.isEmpty() ? null : (InetSocketAddress) tcp.get(0).localAddress();
  }

  public boolean any() {
    return !tcp.isEmpty() || unix != null;
  }

  /** Closes all; connections stay. */
  public void close() {
    tcp.forEach(Listeners::close);
    tcp = List.of();
    Channel socket = unix;
    if (socket != null) {
      close(socket);
      unix = null;
    }
    Path file = unixPath;
    if (file != null) {
      unixPath = null;
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        org.slf4j.LoggerFactory.getLogger(Listeners.class)
            .warn("Cannot remove the unix socket {}: {}", file, e.toString());
      }
    }
  }

  private static void close(Channel channel) {
    channel.close().syncUninterruptibly();
  }

  private static boolean isInUse(Throwable cause) {
    return reason(cause).contains("in use");
  }

  /** As the operating system says it: {@code bind: Address already in use}. */
  private static String reason(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    if (message.contains("assign requested address")) {
      return "bind: Cannot assign requested address";
    }
    if (message.contains("already in use") || cause instanceof BindException) {
      return "bind: Address already in use";
    }
    if (cause instanceof SocketException && message.contains("Permission denied")) {
      return "bind: Permission denied";
    }
    return message;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    PosixFilePermission[] bits = {
      PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_EXECUTE,
    };
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (int i = 0; i < bits.length; i++) {
      if ((mode >> (bits.length - 1 - i) & 1) != 0) {
        set.add(bits[i]);
      }
    }
    return set;
  }
}
