package io.redissim.core.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.config.Config;
import io.redissim.core.config.DiskConfigFiles;
import io.redissim.core.time.VirtualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LocalClientTest {
  private final Engine engine =
      new Engine(new Config(new DiskConfigFiles()), new VirtualClock(Instant.EPOCH), 1);

  @Test
  void repliesReadAsTheyAre() {
    try (LocalClient client = new LocalClient(engine)) {
      assertThat(client.call("SET", "k", "v")).hasToString("OK");
      assertThat(client.call("MGET", "k", "missing")).hasToString("[v, nil]");
      assertThat(client.call("STRLEN", "k")).hasToString("1");
      assertThat(client.call("INCR", "k"))
          .hasToString("ERR value is not an integer or out of range");
    }
  }

  @Test
  void eachClientHasItsOwnDatabase() {
    try (LocalClient one = new LocalClient(engine);
        LocalClient other = one.another()) {
      one.call("SELECT", "1");
      one.call("SET", "k", "v");
      assertThat(other.call("GET", "k")).hasToString("nil");
    }
  }

  @Test
  void aCommandThatAPauseHoldsBackIsGivenUp() {
    try (LocalClient client = new LocalClient(engine);
        LocalClient other = client.another()) {
      other.call("CLIENT", "PAUSE", "1000", "WRITE");
      assertThatThrownBy(() -> client.call("SET", "k", "v"))
          .isInstanceOf(IllegalStateException.class);
      other.call("CLIENT", "UNPAUSE");
      assertThat(client.call("GET", "k")).hasToString("nil");
    }
  }

  @Test
  void aPauseDoesNotHoldBackARefusal() {
    try (LocalClient client = new LocalClient(engine)) {
      client.call("CLIENT", "PAUSE", "1000", "WRITE");
      assertThat(client.call("SET", "k"))
          .hasToString("ERR wrong number of arguments for 'set' command");
    }
  }
}
