package io.redissim.core.introspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ServerCommandsTest extends CommandTest {
  @Test
  void flushAllEmptiesEveryDatabaseAndIsPropagatedInAnyCase() {
    run("SET", "a", "1").isOk();
    run("SELECT", "1").isOk();
    run("SET", "a", "1").isOk();
    run("FLUSHALL").isOk();
    run("DBSIZE").isInteger(0);
    run("SELECT", "0").isOk();
    run("DBSIZE").isInteger(0);
    run("FLUSHALL", "ASYNC").isOk();
    assertThat(effects()).containsExactly("SET a 1", "SET a 1", "FLUSHALL", "FLUSHALL ASYNC");
  }

  @Test
  void flushDbEmptiesTheSelectedDatabase() {
    run("SET", "a", "1").isOk();
    run("SELECT", "1").isOk();
    run("SET", "a", "1").isOk();
    run("FLUSHDB", "sync").isOk();
    run("DBSIZE").isInteger(0);
    run("SELECT", "0").isOk();
    run("DBSIZE").isInteger(1);
    run("FLUSHDB", "now").isError("ERR syntax error");
    run("FLUSHDB", "sync", "async").isError("ERR syntax error");
  }

  @Test
  void swapDbExchangesContents() {
    run("SET", "a", "1").isOk();
    run("SWAPDB", "0", "5").isOk();
    run("DBSIZE").isInteger(0);
    run("SELECT", "5").isOk();
    run("GET", "a").isBulk("1");
    run("SWAPDB", "x", "1").isError("ERR invalid first DB index");
    run("SWAPDB", "1", "x").isError("ERR invalid second DB index");
    run("SWAPDB", "1", "16").isError("ERR DB index is out of range");
    run("SWAPDB", "-1", "1").isError("ERR DB index is out of range");
  }

  @Test
  void timeIsTheClocks() {
    clock.advance(Duration.ofNanos(5_000));
    run("TIME").isArrayOf("1767225600", "5");
    run("LASTSAVE").isInteger(1767225600);
  }

  @Test
  void roleIsAMasterWithoutReplicas() {
    run("ROLE").onWire("*3\r\n$6\r\nmaster\r\n:0\r\n*0\r\n");
  }

  @Test
  void lolwutEndsWithTheVersion() {
    assertThat(run("LOLWUT").tree().text()).endsWith("Redis ver. 7.2.4\n");
    assertThat(run("LOLWUT", "VERSION", "30").tree().text()).contains("Rule 30.");
    run("LOLWUT", "VERSION", "x").isError("ERR value is not an integer or out of range");
  }

  @Test
  void shutdownAsksTheHostAndIsNotAnswered() {
    AtomicInteger asked = new AtomicInteger();
    engine.host(
        new Host() {
          @Override
          public boolean shutDown() {
            return asked.incrementAndGet() > 0;
          }
        });
    assertThat(client.exchange(Ascii.bytes("SHUTDOWN NOSAVE\r\nPING\r\n"))).isEmpty();
    assertThat(asked).hasValue(1);
  }

  @Test
  void shutdownRefusesWhatItCannotDo() {
    run("SHUTDOWN").isError("ERR Errors trying to SHUTDOWN. Check logs.");
    run("SHUTDOWN", "SAVE").isError("ERR Errors trying to SHUTDOWN. Check logs.");
    run("SHUTDOWN", "ABORT").isError("ERR No shutdown in progress.");
    run("SHUTDOWN", "SAVE", "NOSAVE").isError("ERR syntax error");
    run("SHUTDOWN", "ABORT", "NOW").isError("ERR syntax error");
    run("SHUTDOWN", "later").isError("ERR syntax error");
  }

  @Test
  void memoryIsReported() {
    run("MEMORY", "PURGE").isOk();
    assertThat(run("MEMORY", "DOCTOR").tree().text()).startsWith("There is too little data");
    run("SET", "a", "1").isOk();
    assertThat(run("MEMORY", "MALLOC-STATS").tree().text()).contains("db0: 1 keys, ");
    assertThat(run("MEMORY", "STATS").tree().size()).isEqualTo(2 * 32);
  }

  @Test
  void debugIsForbiddenByDefault() {
    run("DEBUG", "SLEEP", "0")
        .isError(
            "ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\","
                + " you can run it from a local connection, otherwise you need to set this option"
                + " in the configuration file, and then restart the server.");
  }
}
