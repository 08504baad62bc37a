package io.redissim.server.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.redissim.core.io.Link;
import io.redissim.core.io.LinkException;
import io.redissim.core.io.LinkException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SocketLinksTest {
  private static final long SOON = 20;
  private static final long NEVER = Long.MAX_VALUE;

  private final SocketLinks links = new SocketLinks();
  private ServerSocket peer = unbound();
  private final byte[] bytes = new byte[16];

  private static ServerSocket unbound() {
    try {
      return new ServerSocket();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @BeforeEach
  void listen() throws IOException {
    peer.close();
    peer = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    peer.close();
    links.close();
  }

  private Link open() throws LinkException {
    return links.open("127.0.0.1", peer.getLocalPort(), NEVER);
  }

  private static LinkException failureOf(ThrowingCallable action) {
    return catchThrowableOfType(LinkException.class, action);
  }

  @Test
  void bytesGoThereAndBack() throws IOException {
    try (Link link = open();
        Socket accepted = peer.accept()) {
      link.write(new byte[] {1, 2, 3}, 1, 2, NEVER);
      assertThat(accepted.getInputStream().readNBytes(2)).containsExactly(2, 3);
      accepted.getOutputStream().write(new byte[] {4, 5});
      assertThat(link.read(bytes, 3, 1, NEVER)).isEqualTo(1);
      assertThat(link.read(bytes, 4, 12, NEVER)).isEqualTo(1);
      assertThat(bytes).startsWith(0, 0, 0, 4, 5, 0);
    }
  }

  @Test
  void aNameIsLookedUp() throws IOException {
    try (Link link = links.open("localhost", peer.getLocalPort(), NEVER);
        Socket accepted = peer.accept()) {
      link.write(bytes, 0, 1, NEVER);
      assertThat(accepted.getInputStream().read()).isZero();
    }
  }

  @Test
  void whereNobodyListensThereIsNoLink() throws IOException {
    int port = peer.getLocalPort();
    peer.close();
    for (int wrong : new int[] {port, 0, 65_536, Integer.MAX_VALUE}) {
      assertThat(failureOf(() -> links.open("127.0.0.1", wrong, NEVER)).reason())
          .isEqualTo(Reason.BROKEN);
    }
    for (String host : new String[] {"", "no such host", "no-such-host.invalid"}) {
      assertThat(failureOf(() -> links.open(host, port, NEVER)).reason())
          .isEqualTo(Reason.UNREACHABLE);
    }
  }

  @Test
  void aPeerThatSaysNothingTakesTooLong() throws IOException {
    try (Link link = open()) {
      assertThat(failureOf(() -> link.read(bytes, 0, 1, SOON)).reason())
          .isEqualTo(Reason.TIMED_OUT);
    }
  }

  @Test
  void aPeerThatReadsNothingTakesTooLong() throws IOException {
    byte[] much = new byte[1024 * 1024];
    try (Link link = open()) {
      ThrowingCallable writeOn =
          () -> {
            while (true) {
              link.write(much, 0, much.length, SOON);
            }
          };
      assertThat(failureOf(writeOn).reason()).isEqualTo(Reason.TIMED_OUT);
    }
  }

  @Test
  void aSlowPeerGetsAll() throws Exception {
    byte[] much = new byte[16 * 1024 * 1024];
    try (Link link = open();
        Socket accepted = peer.accept()) {
      CompletableFuture<LinkException> writing =
          CompletableFuture.supplyAsync(
              () -> failureOf(() -> link.write(much, 0, much.length, NEVER)));
      assertThat(accepted.getInputStream().readNBytes(much.length)).isEqualTo(much);
      assertThat(writing.get()).isNull();
    }
  }

  @Test
  void aPeerThatIsGoneHasNotTakenTooLong() throws IOException {
    try (Link link = open()) {
      peer.accept().close();
      assertThat(failureOf(() -> link.read(bytes, 0, 1, NEVER)).reason()).isEqualTo(Reason.BROKEN);
    }
  }

  @Test
  void closingALinkTellsThePeer() throws IOException {
    try (Socket accepted = openedAndClosed()) {
      assertThat(accepted.getInputStream().read()).isEqualTo(-1);
    }
  }

  private Socket openedAndClosed() throws IOException {
    try (Link link = open()) {
      assertThat(failureOf(() -> link.read(bytes, 0, 1, SOON))).isNotNull();
      return peer.accept();
    }
  }

  @Test
  void closingEndsTheWaitOfAnotherThread() throws Exception {
    try (Link link = open()) {
      CompletableFuture<LinkException> reading =
          CompletableFuture.supplyAsync(() -> failureOf(() -> link.read(bytes, 0, 1, NEVER)));
      links.close(); // before it waits or while it does
      assertThat(reading.get().reason()).isEqualTo(Reason.BROKEN);
    }
    assertThatThrownBy(() -> open().read(bytes, 0, 1, NEVER)).isInstanceOf(LinkException.class);
  }

  @Test
  void whoIsInterruptedWaitsNoLonger() throws IOException {
    try (Link link = open()) {
      Thread.currentThread().interrupt();
      assertThat(failureOf(() -> link.read(bytes, 0, 1, NEVER)).reason()).isEqualTo(Reason.BROKEN);
      assertThat(Thread.interrupted()).isTrue();
    }
  }
}
