package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import org.junit.jupiter.api.Test;

class MonitorTest extends CommandTest {
  private static final String TIME = "+1767225600.000000 ";

  private final LocalClient monitor = client.another();

  @Test
  void everyCommandIsALineWithItsWordsQuoted() {
    monitor.call("MONITOR");
    run("SELECT", "3");
    run("set", "k", "a\n\"\u0001");
    assertThat(seen())
        .isEqualTo(
            TIME
                + "[3 local:0] \"SELECT\" \"3\"\r\n"
                + TIME
                + "[3 local:0] \"set\" \"k\" \"a\\n\\\"\\x01\"\r\n");
    assertThat(run("CLIENT", "LIST").tree().text()).contains(" flags=O ");
  }

  @Test
  void adminCommandsAndSecretsAreNotShown() {
    monitor.call("MONITOR");
    run("CONFIG", "GET", "port");
    run("AUTH", "bob", "secret");
    assertThat(seen()).isEqualTo(TIME + "[0 local:0] \"AUTH\" \"(redacted)\" \"(redacted)\"\r\n");
  }

  @Test
  void whatIsNoLogInIsNoSecret() {
    monitor.call("MONITOR");
    run("AUTH", "a", "b", "c").isError("ERR syntax error");
    assertThat(seen()).isEqualTo(TIME + "[0 local:0] \"AUTH\" \"a\" \"b\" \"c\"\r\n");
  }

  @Test
  void anExecThatIsRefusedEndsTheTransactionThatWasShown() {
    monitor.call("MONITOR");
    run("MULTI").isOk();
    run("GET").isError("ERR wrong number of arguments for 'get' command");
    run("EXEC", "x")
        .isError(
            "EXECABORT Transaction discarded because of:"
                + " wrong number of arguments for 'exec' command");
    assertThat(seen())
        .isEqualTo(TIME + "[0 local:0] \"MULTI\"\r\n" + TIME + "[0 local:0] \"EXEC\" \"x\"\r\n");
  }

  @Test
  void theSecondTimeThereIsNoReply() {
    monitor.call("MONITOR");
    assertThat(monitor.callForBytes(Ascii.bytes("MONITOR"))).isEmpty();
  }

  @Test
  void aMonitorMayNotTouchKeysUntilItResets() {
    monitor.call("MONITOR");
    assertThat(monitor.call("GET", "k").text())
        .isEqualTo("ERR Replica can't interact with the keyspace");
    monitor.call("RESET");
    run("PING");
    assertThat(seen()).isEmpty();
    assertThat(monitor.call("GET", "k").text()).isEmpty();
  }

  private String seen() {
    return Ascii.string(monitor.received());
  }
}
