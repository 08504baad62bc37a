package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.command.CommandTest;
import io.redissim.core.command.EventClass;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages to clients: here every keyspace event is one, to everybody. */
class ClientSendTest extends CommandTest {
  private final LocalClient other = client.another();

  private void tellEverybody() {
    engine
        .context()
        .sendEventsTo(
            (kind, event, database, key) -> {
              if (kind != EventClass.NEW) {
                byte[] message = Ascii.bytes("+" + event + "\r\n");
                List.copyOf(engine.clients().all()).forEach(client -> client.send(message));
              }
            });
  }

  private static String text(byte[] bytes) {
    return Ascii.string(bytes);
  }

  @Test
  void aMessageToAnotherClientIsSentAtOnce() {
    tellEverybody();
    client.call("SET", "k", "v");
    client.call("DEL", "k");
    assertThat(text(other.received())).isEqualTo("+set\r\n+del\r\n");
    assertThat(other.received()).isEmpty();
  }

  @Test
  void aMessageToTheClientWhoseCommandRunsComesBehindItsReply() {
    tellEverybody();
    byte[] replies = client.exchange(Ascii.bytes("SET k v\r\nGET k\r\nDEL k\r\n"));
    assertThat(text(replies)).isEqualTo("+OK\r\n+set\r\n$1\r\nv\r\n:1\r\n+del\r\n");
    assertThat(client.received()).isEmpty();
  }

  @Test
  void aMessageIsSentEvenIfRepliesAreNot() {
    tellEverybody();
    assertThat(text(client.exchange(Ascii.bytes("CLIENT REPLY OFF\r\nSET k v\r\nPING\r\n"))))
        .isEqualTo("+set\r\n");
  }

  @Test
  void aClientThatClosesGetsNothingMore() {
    assertThat(text(other.exchange(Ascii.bytes("QUIT\r\n")))).isEqualTo("+OK\r\n");
    tellEverybody();
    client.call("SET", "k", "v");
    assertThat(other.received()).isEmpty();
  }

  @Test
  void messagesCountAsTraffic() {
    tellEverybody();
    client.call("SET", "k", "v");
    assertThat(engine.clients().all())
        .extracting(Client::bytesOut)
        .containsExactly(0L, (long) "+set\r\n".length());
  }
}
