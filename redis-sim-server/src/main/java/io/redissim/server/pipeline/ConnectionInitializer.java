package io.redissim.server.pipeline;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.redissim.core.engine.Engine;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Turns an accepted channel into a client: decoder, encoder, dispatcher. */
public final class ConnectionInitializer extends ChannelInitializer<Channel> {
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
    LoopBuffers loop = loops.computeIfAbsent(channel.eventLoop(), l -> new LoopBuffers());
    Connection connection;
    engine.door().enter();
    try {
      connection =
          new Connection(
              channel,
              engine,
              loop,
              limits,
              text(channel.remoteAddress()),
              text(channel.localAddress()),
              nextDescriptor.getAndIncrement());
    } finally {
      engine.door().leave();
    }
    channel
        .pipeline()
        .addLast(new RespDecoder(connection), new RespEncoder(), new CommandDispatcher(connection));
  }

  /** As CLIENT LIST prints addresses. */
  private static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress inet) {
      String host = inet.getAddress().getHostAddress();
      int zone = host.indexOf('%');
      if (zone >= 0) {
        host = host.substring(0, zone);
      }
      boolean six = inet.getAddress() instanceof Inet6Address;
      return (six ? "[" + host + "]" : host) + ":" + inet.getPort();
    }
    return address + ":0";
  }
}
