package io.redissim.core.blocking;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one client may do, a hundred thousand may do at the same time. */
class ManyWaitingClientsTest extends CommandTest {
  private static final int CLIENTS = 100_000;
  private static final int KEYS = 100;

  @Test
  void aHundredThousandWaitAndEachIsServedOnceInItsTurn() {
    List<LocalClient> waiting = new ArrayList<>(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
      LocalClient one = client.another();
      byte[] request = Ascii.bytes("BLPOP k" + i % KEYS + " " + (i % 2 == 0 ? 0 : 1) + "\r\n");
      assertThat(one.exchange(request)).isEmpty();
      waiting.add(one);
    }
    assertThat(blocked()).isEqualTo(CLIENTS);
    for (int i = 0; i < KEYS; i++) {
      run("RPUSH", "k" + i, "a", "b").isInteger(2);
    }
    for (int i = 0; i < 2 * KEYS; i++) {
      String element = i < KEYS ? "a" : "b";
      assertThat(Ascii.string(waiting.get(i).received()))
          .endsWith("k" + i % KEYS + "\r\n$1\r\n" + element + "\r\n");
    }
    assertThat(blocked()).isEqualTo(CLIENTS - 2 * KEYS);
    clock.advance(Duration.ofMillis(1001));
    tick();
    for (int i = 2 * KEYS; i < CLIENTS; i++) {
      String reply = Ascii.string(waiting.get(i).received());
      assertThat(reply).isEqualTo(i % 2 == 0 ? "" : "*-1\r\n");
    }
    for (LocalClient one : waiting) {
      one.close();
    }
    assertThat(blocked()).isZero();
    run("RPUSH", "k0", "c").isInteger(1);
    run("LLEN", "k0").isInteger(1); // nobody is left to take it
  }

  private int blocked() {
    String info = run("INFO", "clients").tree().text();
    int from = info.indexOf("blocked_clients:") + "blocked_clients:".length();
    return Integer.parseInt(info.substring(from, info.indexOf('\r', from)));
  }
}
