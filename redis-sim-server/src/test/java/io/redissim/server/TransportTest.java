package io.redissim.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.redissim.core.bytes.Ascii;
import io.redissim.core.config.Config;
import io.redissim.core.config.ConfigLoader;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.VirtualClock;
import io.redissim.server.transport.Transport;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every way in: TCP and unix sockets, IPv6, each transport. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class TransportTest {

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyTransportServesTcp(Transport transport) throws IOException {
    assumeTrue(transport == Transport.NIO || Epoll.isAvailable(), "epoll is a Linux thing");
    try (RedisSimServer server = RedisSimServer.builder().transport(transport).start();
        RawClient client = new RawClient(server)) {
      String value = "x".repeat(1_000_000);
      client.exchange("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1000000\r\n" + value + "\r\n", "+OK\r\n");
      client.exchange("GET k\r\nPING\r\n", "$1000000\r\n" + value + "\r\n+PONG\r\n");
      client.exchange("QUIT\r\n", "+OK\r\n");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void everyTransportServesAUnixSocket(Transport transport, @TempDir Path directory)
      throws IOException {
    assumeTrue(transport == Transport.NIO || Epoll.isAvailable(), "epoll is a Linux thing");
    Path path = directory.resolve("redis.sock");
    try (RedisSimServer server =
            RedisSimServer.builder()
                .transport(transport)
                .option("unixsocket", path.toString())
                .option("unixsocketperm", "700")
                .start();
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        LocalClient local = server.localClient()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rwx------");
      channel.write(ByteBuffer.wrap(Ascii.bytes("SET k v\r\n")));
      assertThat(read(channel, 5)).isEqualTo("+OK\r\n");
      assertThat(local.call("CLIENT", "LIST").text())
          .contains(" addr=" + path + ":0 laddr=" + path + ":0 ")
          .contains(" flags=U ");
    }
    assertThat(path).doesNotExist();
  }

  private static String read(SocketChannel channel, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count);
    while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
      // Until all is there.
    }
    return Ascii.string(buffer.array());
  }

  @Test
  void listensOnIpVersionSix() throws IOException {
    try (RedisSimServer server = RedisSimServer.builder().option("bind", "::1").start();
        RawClient client = new RawClient(server)) {
      assertThat(server.uri()).isEqualTo("redis://[::1]:" + server.port());
      client.exchange("PING\r\n", "+PONG\r\n");
      assertThat(client.send("CLIENT INFO\r\n").readLine()).startsWith("$");
      assertThat(client.readLine()).contains("laddr=[::1]:" + server.port() + " ");
    }
  }

  @Test
  void otherAddressesOnTheSamePortTakeOver() throws IOException {
    int port;
    try (RedisSimServer free = RedisSimServer.start()) {
      port = free.port();
    }
    try (RedisSimServer server = RedisSimServer.builder().port(port).start();
        LocalClient local = server.localClient()) {
      assertThat(local.call("CONFIG", "SET", "bind", "127.0.0.1 -::1").text()).isEqualTo("OK");
      assertThat(local.call("CONFIG", "SET", "bind", "*").text()).isEqualTo("OK");
      assertThat(local.call("CONFIG", "SET", "bind", "203.0.113.1").text())
          .isEqualTo(
              "ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to"
                  + " specified addresses.");
      try (RedisSimServer taken = RedisSimServer.start()) {
        String other = Integer.toString(taken.port());
        local.call("CONFIG", "SET", "bind", "127.0.0.1");
        assertThat(local.call("CONFIG", "SET", "port", other).text())
            .isEqualTo(
                "ERR CONFIG SET failed (possibly related to argument 'port') - Unable to listen"
                    + " on this port. Check server logs.");
      }
      assertThat(server.port()).isEqualTo(port);
      try (RawClient client = new RawClient(server)) {
        client.exchange("PING\r\n", "+PONG\r\n");
      }
    }
  }

  @Test
  void aConfiguredPortOfZeroIsNoTcpSocket(@TempDir Path directory) throws Exception {
    Config config = new Config(new DiskConfigFiles());
    String socket = directory.resolve("redis.sock").toString();
    new ConfigLoader(config).loadText("port 0\nunixsocket " + socket + "\n");
    try (RedisSimServer server = RedisSimServer.start(config, new SystemClock(), 1);
        LocalClient local = server.localClient()) {
      assertThat(local.call("INFO", "server").text()).contains("tcp_port:0\r\n");
      assertThatThrownBy(server::port).hasMessage("this server listens on no TCP port");
    }
  }

  @Test
  void aPausedClientGoesOnWhereItWaited() throws IOException {
    VirtualClock clock = new VirtualClock(Instant.ofEpochSecond(1_700_000_000));
    try (RedisSimServer server = RedisSimServer.builder().clock(clock).start();
        RawClient pausing = new RawClient(server);
        RawClient writing = new RawClient(server);
        RawClient reading = new RawClient(server)) {
      pausing.exchange("SET k old\r\nCLIENT PAUSE 1000 WRITE\r\n", "+OK\r\n+OK\r\n");
      writing.send("GET k\r\nSET k new\r\nGET k\r\n");
      assertThat(writing.read(9)).isEqualTo("$3\r\nold\r\n");
      reading.exchange("GET k\r\n", "$3\r\nold\r\n");
      clock.advance(Duration.ofSeconds(1));
      assertThat(writing.read(14)).isEqualTo("+OK\r\n$3\r\nnew\r\n");
      pausing.exchange("CLIENT PAUSE 100000 WRITE\r\n", "+OK\r\n");
      writing.send("DEL k\r\n");
      pausing.exchange("GET k\r\nCLIENT UNPAUSE\r\n", "$3\r\nnew\r\n+OK\r\n");
      assertThat(writing.read(4)).isEqualTo(":1\r\n");
    }
  }

  @Test
  void aLongPipelineWithoutRepliesRuns() throws IOException {
    try (RedisSimServer server = RedisSimServer.start();
        RawClient client = new RawClient(server)) {
      StringBuilder requests = new StringBuilder("CLIENT REPLY OFF\r\n");
      for (int i = 0; i < 100_000; i++) {
        requests.append("SET key:").append(i).append(" value\r\n");
      }
      client.send(requests.append("CLIENT REPLY ON\r\nDBSIZE\r\n").toString());
      assertThat(client.read(14)).isEqualTo("+OK\r\n:100000\r\n");
    }
  }
}
