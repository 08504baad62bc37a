package io.redissim.server.transport;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** A way to wait for sockets: epoll where the machine has it, NIO everywhere else. */
public enum Transport {
  EPOLL {
    @Override
    public IoHandlerFactory handlers() {
      return EpollIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerChannel> tcpServer() {
      return EpollServerSocketChannel.class;
    }

    @Override
    public Class<? extends ServerChannel> unixServer() {
      return EpollServerDomainSocketChannel.class;
    }

    @Override
    public SocketAddress unixAddress(String path) {
      return new DomainSocketAddress(path);
    }
  },
  NIO {
    @Override
    public IoHandlerFactory handlers() {
      return NioIoHandler.newFactory();
    }

    @Override
    public Class<? extends ServerChannel> tcpServer() {
      return NioServerSocketChannel.class;
    }

    @Override
    public Class<? extends ServerChannel> unixServer() {
      return NioServerDomainSocketChannel.class;
    }

    @Override
    public SocketAddress unixAddress(String path) {
      return UnixDomainSocketAddress.of(path);
    }
  };

  /** The fastest that works here. */
  public static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  public abstract IoHandlerFactory handlers();

  public abstract Class<? extends ServerChannel> tcpServer();

  public abstract Class<? extends ServerChannel> unixServer();

  public abstract SocketAddress unixAddress(String path);
}
