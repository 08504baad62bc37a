package io.redissim.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redissim.core.engine.Engine;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.time.VirtualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** {@code rename-command}. */
class RenameCommandTest {
  private static LocalClient client(String lines) throws FatalConfigException {
    Config config = new Config(new DiskConfigFiles());
    new ConfigLoader(config).loadText(lines);
    return new LocalClient(new Engine(config, new VirtualClock(Instant.EPOCH), 1));
  }

  @Test
  void aRenamedCommandIsFoundByItsNewNameAlone() throws Exception {
    LocalClient client = client("rename-command FLUSHDB badger\n");
    assertThat(client.call("flushdb").text())
        .isEqualTo("ERR unknown command 'flushdb', with args beginning with: ");
    assertThat(client.call("BADGER").text()).isEqualTo("OK");
    assertThat(client.call("badger", "a", "b").text()).isEqualTo("ERR syntax error");
    assertThat(client.call("COMMAND", "INFO", "badger").elements().get(0).elements().get(0).text())
        .isEqualTo("flushdb");
  }

  @Test
  void aContainerIsRenamedWithItsSubcommands() throws Exception {
    LocalClient client = client("rename-command CONFIG hidden\n");
    assertThat(client.call("HIDDEN", "GET", "port").elements()).hasSize(2);
    assertThat(client.call("hidden", "get").text())
        .isEqualTo("ERR wrong number of arguments for 'config|get' command");
    assertThat(client.call("CONFIG", "GET", "port").text()).startsWith("ERR unknown command");
  }

  @Test
  void anEmptyNameTakesTheCommandAway() throws Exception {
    LocalClient client = client("rename-command FLUSHALL \"\"\nrename-command NOPE \"\"\n");
    assertThat(client.call("FLUSHALL").text()).startsWith("ERR unknown command 'FLUSHALL'");
    assertThat(client.call("PING").text()).isEqualTo("PONG");
  }

  @Test
  void namesCanBeExchangedOneAfterTheOther() throws Exception {
    LocalClient client =
        client("rename-command GET x\nrename-command STRLEN get\nrename-command x strlen\n");
    client.call("SET", "k", "value");
    assertThat(client.call("GET", "k").integer()).isEqualTo(5);
    assertThat(client.call("STRLEN", "k").text()).isEqualTo("value");
  }

  @Test
  void noCommandTakesTheNameOfAnother() {
    assertThatThrownBy(() -> client("rename-command GET set\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Target command name already exists");
  }
}
