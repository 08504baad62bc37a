package io.redissim.server.pipeline;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import io.redissim.core.bytes.Ascii;
import io.redissim.core.engine.Engine;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Turns an accepted channel into a client: decoder, encoder, dispatcher. */
@Sharable
public final class ConnectionInitializer extends ChannelInitializer<Channel> {
  private static final byte[] TOO_MANY = Ascii.bytes("-ERR max number of clients reached\r\n");

  // The text of Redis, so that whoever looks it up finds the same advice.
  private static final byte[] PROTECTED =
      Ascii.bytes(
          "-DENIED Redis is running in protected mode because protected mode is enabled and no"
              + " password is set for the default user. In this mode connections are only accepted"
              + " from the loopback interface. If you want to connect from external computers to"
              + " Redis you may adopt one of the following solutions: 1) Just disable protected"
              + " mode sending the command 'CONFIG SET protected-mode no' from the loopback"
              + " interface by connecting to Redis from the same host the server is running,"
              + " however MAKE SURE Redis is not publicly accessible from internet if you do so."
              + " Use CONFIG REWRITE to make this change permanent. 2) Alternatively you can just"
              + " disable the protected mode by editing the Redis configuration file, and setting"
              + " the protected mode option to 'no', and then restarting the server. 3) If you"
              + " started the server manually just for testing, restart it with the"
              + " '--protected-mode no' option. 4) Set up an authentication password for the"
              + " default user. NOTE: You only need to do one of the above things in order for the"
              + " server to start accepting connections from the outside.\r\n");

  private final Engine engine;
  private final ConnectionLimits limits;
  private final Map<EventLoop, LoopBuffers> loops = new ConcurrentHashMap<>();
  private final AtomicInteger nextDescriptor = new AtomicInteger(8);

  public ConnectionInitializer(Engine engine, ConnectionLimits limits) {
    this.engine = engine;
    this.limits = limits;
  }

  @Override
  protected void initChannel(Channel channel) {
    LoopBuffers loop = loops.computeIfAbsent(channel.eventLoop(), LoopBuffers::new);
    Connection connection = null;
    byte[] refusal;
    engine.door().enter();
    try {
      refusal = refusal(channel.remoteAddress());
      if (refusal == null) {
        connection =
            new Connection(
                channel,
                engine,
                loop,
                limits,
                text(nameOfPeer(channel)),
                text(channel.localAddress()),
                nextDescriptor.getAndIncrement());
      } else {
        engine.statistics().connectionRejected();
      }
    } finally {
      engine.door().leave();
    }
    if (connection == null) {
      channel
          .writeAndFlush(Unpooled.wrappedBuffer(refusal))
          .addListener(ChannelFutureListener.CLOSE);
      return;
    }
    channel
        .pipeline()
        .addLast(new RespDecoder(connection), new RespEncoder(), new CommandDispatcher(connection));
  }

  /** Why this peer may not connect; null: it may. */
  private byte @Nullable [] refusal(SocketAddress peer) {
    if (engine.clients().count() >= limits.maxClients()) {
      return TOO_MANY;
    }
    boolean remote =
        peer instanceof InetSocketAddress inet && !inet.getAddress().isLoopbackAddress();
    if (remote && limits.protectedMode() && engine.config().text("requirepass").isEmpty()) {
      return PROTECTED;
    }
    return null;
  }

  /** The other end of a unix socket has no name: it is shown as ours. */
  private static SocketAddress nameOfPeer(Channel channel) {
    SocketAddress remote = channel.remoteAddress();
    return remote instanceof InetSocketAddress ? remote : channel.localAddress();
  }

  /** As CLIENT LIST prints addresses. */
  private static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      String host = NetUtil.toAddressString(inet.getAddress()); // ::1, and no zone
      boolean six = inet.getAddress() instanceof Inet6Address;
      return (six ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
    return address + ":0";
  }
}
