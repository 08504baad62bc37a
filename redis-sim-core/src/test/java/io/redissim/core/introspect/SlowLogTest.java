package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SlowLogTest extends CommandTest {
  @BeforeEach
  void logEverything() {
    run("CONFIG", "SET", "slowlog-log-slower-than", "0").isOk();
  }

  @Test
  void theYoungestEntryComesFirst() {
    run("SLOWLOG", "RESET").isOk();
    run("CLIENT", "SETNAME", "bob");
    run("PING");
    Reply entry = run("SLOWLOG", "GET", "1").tree().element(0);
    assertThat(entry.element(0).integer()).isEqualTo(3);
    assertThat(entry.element(1).integer()).isEqualTo(START.getEpochSecond());
    assertThat(entry.element(2).integer()).isZero();
    assertThat(entry.element(3).element(0).text()).isEqualTo("PING");
    assertThat(entry.element(4).text()).isEqualTo("local:0");
    assertThat(entry.element(5).text()).isEqualTo("bob");
    run("SLOWLOG", "LEN").isInteger(4);
  }

  @Test
  void longCommandsAreCut() {
    String[] words = new String[40];
    Arrays.fill(words, "k");
    words[0] = "MGET";
    words[1] = "x".repeat(200);
    run(words);
    Reply kept = run("SLOWLOG", "GET", "1").tree().element(0).element(3);
    assertThat(kept.size()).isEqualTo(32);
    assertThat(kept.element(1).text()).isEqualTo("x".repeat(128) + "... (72 more bytes)");
    assertThat(kept.element(31).text()).isEqualTo("... (9 more arguments)");
  }

  @Test
  void secretsAreNotKept() {
    run("CONFIG", "SET", "requirepass", "secret", "maxmemory", "0").isOk();
    Reply kept = run("SLOWLOG", "GET", "1").tree().element(0).element(3);
    assertThat(kept.element(3).text()).isEqualTo("(redacted)");
    assertThat(kept.element(5).text()).isEqualTo("0");
    run("AUTH", "secret").isOk();
    kept = run("SLOWLOG", "GET", "1").tree().element(0).element(3);
    assertThat(kept.element(1).text()).isEqualTo("(redacted)");
  }

  @Test
  void theLogHasALimitAndCanBeTurnedOff() {
    run("CONFIG", "SET", "slowlog-max-len", "2").isOk();
    run("SLOWLOG", "LEN").isInteger(2);
    run("CONFIG", "SET", "slowlog-log-slower-than", "-1").isOk();
    run("SLOWLOG", "RESET").isOk();
    run("SLOWLOG", "LEN").isInteger(0);
  }

  @Test
  void countsAreChecked() {
    run("SLOWLOG", "GET", "-2").isError("ERR count should be greater than or equal to -1");
    run("SLOWLOG", "GET", "x").isError("ERR count should be greater than or equal to -1");
  }
}
