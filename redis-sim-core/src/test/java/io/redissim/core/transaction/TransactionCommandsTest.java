package io.redissim.core.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransactionCommandsTest extends CommandTest {
  private static final String ABORTED =
      "EXECABORT Transaction discarded because of previous errors.";

  private final LocalClient other = client.another();

  private void queued(String... words) {
    run(words).onWire("+QUEUED\r\n");
  }

  private String line() {
    return other.call("CLIENT", "LIST", "ID", "1").text();
  }

  @Test
  void commandsRunTogetherAtExec() {
    run("MULTI").isOk();
    queued("SET", "k", "1");
    queued("INCR", "k");
    assertThat(other.call("EXISTS", "k").integer()).isZero();
    run("EXEC").onWire("*2\r\n+OK\r\n:2\r\n");
    assertThat(effects()).containsExactly("MULTI", "SET k 1", "INCR k", "EXEC");
    run("EXEC").isError("ERR EXEC without MULTI");
  }

  @Test
  void oneEffectNeedsNoTransaction() {
    run("MULTI").isOk();
    queued("GET", "k");
    queued("SET", "k", "1");
    queued("SETNX", "k", "1");
    run("EXEC").onWire("*3\r\n$-1\r\n+OK\r\n:0\r\n");
    assertThat(effects()).containsExactly("SET k 1");
  }

  @Test
  void anEmptyTransactionHasNoRepliesAndNoEffects() {
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    assertThat(effects()).isEmpty();
  }

  @Test
  void aCommandThatFailsAtExecDoesNotStopTheOthers() {
    run("MULTI").isOk();
    queued("SET", "k", "x");
    queued("INCR", "k");
    queued("APPEND", "k", "y");
    run("EXEC").onWire("*3\r\n+OK\r\n-ERR value is not an integer or out of range\r\n:2\r\n");
  }

  @Test
  void aCommandThatIsRefusedWhenQueuedSpoilsExec() {
    run("MULTI").isOk();
    queued("SET", "k", "x");
    run("NONE").isError("ERR unknown command 'NONE', with args beginning with: ");
    queued("SET", "k", "y");
    assertThat(line()).contains(" multi=0 ");
    run("EXEC").isError(ABORTED);
    run("GET", "k").isNil();
    run("MULTI").isOk();
    run("GET").isError("ERR wrong number of arguments for 'get' command");
    run("EXEC").isError(ABORTED);
    run("MULTI").isOk();
    run("CONFIG", "NONE").tree();
    run("EXEC").isError(ABORTED);
  }

  @Test
  void neitherMultiNorWatchIsAllowedInside() {
    run("MULTI").isOk();
    run("MULTI").isError("ERR Command not allowed inside a transaction");
    run("EXEC").isError(ABORTED);
    run("MULTI").isOk();
    run("WATCH", "k").isError("ERR Command not allowed inside a transaction");
    run("DISCARD").isOk();
    run("DISCARD").isError("ERR DISCARD without MULTI");
  }

  @Test
  void execWithArgumentsAbortsWithItsReason() {
    String text =
        "EXECABORT Transaction discarded because of: wrong number of arguments for 'exec' command";
    run("EXEC", "x").isError(text);
    run("MULTI").isOk();
    run("EXEC", "x").isError(text);
    run("EXEC").isError("ERR EXEC without MULTI");
  }

  @Test
  void execOfCommandsThatNeedMemoryIsRefusedWithoutIt() {
    run("SET", "k", "x").isOk();
    run("MULTI").isOk();
    queued("SET", "k", "y");
    other.call("CONFIG", "SET", "maxmemory", "1");
    run("EXEC")
        .isError(
            "EXECABORT Transaction discarded because of: OOM command not allowed when used memory"
                + " > 'maxmemory'.");
    run("MULTI").isOk();
    queued("GET", "k");
    run("EXEC").onWire("*1\r\n$1\r\nx\r\n");
    run("MULTI").isOk();
    run("SET", "k", "y").isError("OOM command not allowed when used memory > 'maxmemory'.");
    run("EXEC").isError(ABORTED);
  }

  @Test
  void aTouchedKeyMakesExecReplyNil() {
    run("WATCH", "k", "l").isOk();
    assertThat(line()).contains(" watch=2 ");
    other.call("SET", "l", "x");
    assertThat(line()).contains(" flags=d ").contains(" watch=0 ");
    run("MULTI").isOk();
    queued("SET", "k", "x");
    run("EXEC").onWire("*-1\r\n");
    run("MULTI").isOk();
    queued("SET", "k", "x");
    run("EXEC").onWire("*1\r\n+OK\r\n");
  }

  @Test
  void aTouchByOneselfCountsButNotOneInsideTheTransaction() {
    run("WATCH", "k").isOk();
    run("SET", "k", "x").isOk();
    run("MULTI").isOk();
    run("EXEC").onWire("*-1\r\n");
    run("WATCH", "k").isOk();
    run("MULTI").isOk();
    queued("SET", "k", "x");
    queued("SET", "k", "y");
    run("EXEC").onWire("*2\r\n+OK\r\n+OK\r\n");
  }

  @Test
  void unwatchAndDiscardForgetTouches() {
    run("WATCH", "k").isOk();
    other.call("SET", "k", "x");
    run("UNWATCH").isOk();
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    run("WATCH", "k").isOk();
    other.call("SET", "k", "x");
    run("MULTI").isOk();
    run("DISCARD").isOk();
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
  }

  @Test
  void aKeyOfAnotherDatabaseIsAnotherKey() {
    run("WATCH", "k").isOk();
    other.call("SELECT", "1");
    other.call("SET", "k", "x");
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
  }

  @Test
  void aKeyThatExpiresIsTouched() {
    run("SET", "k", "x", "PX", "10").isOk();
    run("WATCH", "k").isOk();
    clock.advance(Duration.ofMillis(11));
    run("MULTI").isOk();
    queued("PING");
    run("EXEC").onWire("*-1\r\n");
  }

  @Test
  void aKeyThatHadExpiredBeforeIsNotTouchedByItsRemoval() {
    run("DEBUG", "SET-ACTIVE-EXPIRE", "0").tree();
    run("SET", "k", "x", "PX", "10").isOk();
    clock.advance(Duration.ofMillis(11));
    run("WATCH", "k").isOk();
    assertThat(other.call("EXISTS", "k").integer()).isZero();
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    run("WATCH", "k").isOk();
    other.call("FLUSHALL");
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    run("WATCH", "k").isOk();
    other.call("SET", "k", "y");
    run("MULTI").isOk();
    run("EXEC").onWire("*-1\r\n");
  }

  @Test
  void flushingTouchesTheKeysThatWereThere() {
    run("WATCH", "k").isOk();
    other.call("FLUSHALL");
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    run("SET", "k", "x").isOk();
    run("WATCH", "k").isOk();
    other.call("FLUSHDB");
    run("MULTI").isOk();
    run("EXEC").onWire("*-1\r\n");
  }

  @Test
  void swappingTouchesKeysThatAreInOneOfTheDatabases() {
    run("SET", "k", "x").isOk();
    run("WATCH", "k").isOk();
    other.call("SWAPDB", "0", "1");
    run("MULTI").isOk();
    run("EXEC").onWire("*-1\r\n");
    run("WATCH", "none").isOk();
    other.call("SWAPDB", "0", "1");
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    run("WATCH", "k").isOk();
    other.call("SWAPDB", "0", "0");
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
  }

  @Test
  void resetAndDisconnectingEndATransaction() {
    run("WATCH", "k").isOk();
    run("MULTI").isOk();
    queued("SET", "k", "x");
    run("RESET").onWire("+RESET\r\n");
    run("EXEC").isError("ERR EXEC without MULTI");
    run("SELECT", "0").isOk();
    LocalClient leaving = client.another();
    leaving.call("WATCH", "k");
    leaving.call("MULTI");
    leaving.close();
    run("SET", "k", "x").isOk();
    assertThat(other.call("INFO", "clients").text())
        .contains("watching_clients:0")
        .contains("total_watched_keys:0");
  }

  @Test
  void theLineOfTheClientTellsOfTheTransaction() {
    assertThat(line()).contains(" multi=-1 ");
    run("MULTI").isOk();
    queued("SET", "k", "xyz");
    assertThat(line())
        .contains(" flags=x ")
        .contains(" multi=1 ")
        .contains(" multi-mem=31 ")
        .contains(" tot-mem=1055 ");
    run("EXEC").tree();
    assertThat(line()).contains(" flags=N ").contains(" multi=-1 ").contains(" multi-mem=0 ");
  }

  @Test
  void selectInsideHoldsForWhatFollows() {
    run("MULTI").isOk();
    queued("SET", "k", "0");
    queued("SELECT", "1");
    queued("SET", "k", "1");
    run("EXEC").onWire("*3\r\n+OK\r\n+OK\r\n+OK\r\n");
    run("GET", "k").isBulk("1");
  }

  @Test
  void repliesTurnedOffInsideEndTheArrayThere() {
    byte[] replies =
        client.exchange(
            Ascii.bytes(
                "MULTI\r\nPING\r\nCLIENT REPLY OFF\r\nPING\r\nEXEC\r\nPING\r\nCLIENT REPLY ON\r\n"));
    assertThat(Ascii.string(replies))
        .isEqualTo("+OK\r\n+QUEUED\r\n+QUEUED\r\n+QUEUED\r\n*3\r\n+PONG\r\n+OK\r\n");
  }

  @Test
  void helloInsideChangesTheProtocolOfWhatFollows() {
    run("MULTI").isOk();
    queued("GET", "k");
    queued("HELLO", "3");
    queued("GET", "k");
    assertThat(Ascii.string(client.exchange(Ascii.bytes("EXEC\r\n"))))
        .startsWith("*3\r\n$-1\r\n%7\r\n")
        .endsWith("_\r\n");
  }

  @Test
  void commandsThatWaitDoNot() {
    run("MULTI").isOk();
    queued("WAIT", "1", "0");
    run("EXEC").onWire("*1\r\n:0\r\n");
  }

  @Test
  void aPauseHoldsExecOfCommandsThatWrite() {
    run("MULTI").isOk();
    queued("SET", "k", "x");
    other.call("CLIENT", "PAUSE", "100", "WRITE");
    assertThat(client.exchange(Ascii.bytes("EXEC\r\n"))).isEmpty();
    clock.advance(Duration.ofMillis(100));
    tick();
    assertThat(Ascii.string(client.received())).isEqualTo("*1\r\n+OK\r\n");
  }

  @Test
  void everyCommandIsCounted() {
    run("MULTI").isOk();
    queued("SET", "k", "x");
    queued("INCR", "k");
    run("EXEC").tree();
    assertThat(other.call("INFO", "commandstats").text())
        .contains("cmdstat_set:calls=1,")
        .containsPattern("cmdstat_incr:calls=1,.*failed_calls=1")
        .contains("cmdstat_exec:calls=1,");
  }
}
