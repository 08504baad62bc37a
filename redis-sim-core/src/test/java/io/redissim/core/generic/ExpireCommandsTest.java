package io.redissim.core.generic;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExpireCommandsTest extends CommandTest {
  private static final long NOW = START.toEpochMilli();

  @Test
  void expireCountsSecondsFromNow() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "10").isInteger(1);
    run("PTTL", "k").isInteger(10_000);
    run("TTL", "k").isInteger(10);
    run("PEXPIRETIME", "k").isInteger(NOW + 10_000);
    run("EXPIRETIME", "k").isInteger(NOW / 1000 + 10);
  }

  @Test
  void everyFormPropagatesTheDeadlineInMilliseconds() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "10", "NX").isInteger(1);
    run("PEXPIRE", "k", "11").isInteger(1);
    run("EXPIREAT", "k", Long.toString(NOW / 1000 + 12)).isInteger(1);
    run("PEXPIREAT", "k", Long.toString(NOW + 13), "LT").isInteger(1);
    assertThat(effects())
        .endsWith(
            "PEXPIREAT k " + (NOW + 10_000),
            "PEXPIREAT k " + (NOW + 11),
            "PEXPIREAT k " + (NOW + 12_000),
            "PEXPIREAT k " + (NOW + 13));
  }

  @Test
  void aDeadlineThatIsNotInTheFutureRemovesTheKey() {
    List<String> events = new ArrayList<>();
    run("SET", "k", "v").isOk();
    engine.context().sendEventsTo((kind, event, db, key) -> events.add(event));
    run("PEXPIREAT", "k", Long.toString(NOW)).isInteger(1);
    assertThat(events).containsExactly("del");
    assertThat(effects()).endsWith("UNLINK k");
    run("EXISTS", "k").isInteger(0);
  }

  @Test
  void aNegativeTimeToLiveRemovesTheKey() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "-1").isInteger(1);
    run("EXISTS", "k").isInteger(0);
  }

  @Test
  void aMissingKeyCannotExpire() {
    run("EXPIRE", "k", "10").isInteger(0);
    run("PERSIST", "k").isInteger(0);
    run("TTL", "k").isInteger(-2);
    run("PEXPIRETIME", "k").isInteger(-2);
    assertThat(effects()).isEmpty();
  }

  @Test
  void nxNeedsAKeyWithoutADeadline() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "10", "NX").isInteger(1);
    run("EXPIRE", "k", "20", "nx").isInteger(0);
    run("TTL", "k").isInteger(10);
  }

  @Test
  void xxNeedsAKeyWithADeadline() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "10", "XX").isInteger(0);
    run("TTL", "k").isInteger(-1);
    run("EXPIRE", "k", "10").isInteger(1);
    run("EXPIRE", "k", "20", "XX").isInteger(1);
  }

  @Test
  void gtTakesAKeyWithoutADeadlineForEternal() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "10", "GT").isInteger(0);
    run("EXPIRE", "k", "10").isInteger(1);
    run("EXPIRE", "k", "10", "GT").isInteger(0);
    run("EXPIRE", "k", "11", "GT").isInteger(1);
  }

  @Test
  void ltTakesAKeyWithoutADeadlineForEternal() {
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "10", "LT").isInteger(1);
    run("EXPIRE", "k", "10", "LT").isInteger(0);
    run("EXPIRE", "k", "9", "LT").isInteger(1);
    run("SET", "k", "v").isOk();
    run("EXPIRE", "k", "9", "LT", "XX").isInteger(0);
  }

  @Test
  void conditionsThatExcludeEachOtherAreRefused() {
    String nx = "ERR NX and XX, GT or LT options at the same time are not compatible";
    run("EXPIRE", "k", "1", "NX", "XX").isError(nx);
    run("EXPIRE", "k", "1", "GT", "NX").isError(nx);
    run("EXPIRE", "k", "1", "NX", "LT").isError(nx);
    run("EXPIRE", "k", "1", "GT", "LT")
        .isError("ERR GT and LT options at the same time are not compatible");
    run("EXPIRE", "k", "1", "AB").isError("ERR Unsupported option AB");
  }

  @Test
  void timesOutOfRangeAreRefusedByTheNameOfTheCommand() {
    run("EXPIRE", "k", "9223372036854775807")
        .isError("ERR invalid expire time in 'expire' command");
    run("PEXPIRE", "k", "9223372036854775807")
        .isError("ERR invalid expire time in 'pexpire' command");
    run("EXPIREAT", "k", "-9223372036854775808")
        .isError("ERR invalid expire time in 'expireat' command");
    run("PEXPIREAT", "k", "9223372036854775807").isInteger(0);
    run("EXPIRE", "k", "1.5").isError("ERR value is not an integer or out of range");
  }

  @Test
  void theFarthestDeadlineIsRoundedWithoutOverflow() {
    run("SET", "k", "v").isOk();
    run("PEXPIREAT", "k", "9223372036854775807").isInteger(1);
    run("EXPIRETIME", "k").isInteger(9223372036854776L);
  }

  @Test
  void secondsAreRoundedToTheNearest() {
    run("SET", "k", "v", "PX", "1500").isOk();
    run("TTL", "k").isInteger(2);
    clock.advance(ofMillis(1));
    run("TTL", "k").isInteger(1);
  }

  @Test
  void aKeyLivesThroughItsLastMillisecond() {
    run("SET", "k", "v", "PX", "100").isOk();
    clock.advance(ofMillis(100));
    run("PTTL", "k").isInteger(0);
    clock.advance(ofMillis(1));
    run("PTTL", "k").isInteger(-2);
  }

  @Test
  void persistTakesTheDeadlineAway() {
    run("SET", "k", "v", "PX", "100").isOk();
    run("PERSIST", "k").isInteger(1);
    run("PERSIST", "k").isInteger(0);
    run("TTL", "k").isInteger(-1);
  }

  @Test
  void aKeyThatNobodyAsksForIsRemovedOnTime() {
    List<String> events = new ArrayList<>();
    run("SET", "k", "v", "PX", "100").isOk();
    engine.context().sendEventsTo((kind, event, db, key) -> events.add(event + " " + key));
    clock.advance(ofMillis(120));
    tick();
    assertThat(events).containsExactly("expired k");
    assertThat(effects()).endsWith("UNLINK k");
    run("DBSIZE").isInteger(0);
  }
}
