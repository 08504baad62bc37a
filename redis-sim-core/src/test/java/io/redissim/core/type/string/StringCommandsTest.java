package io.redissim.core.type.string;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StringCommandsTest extends StringTest {
  private static final String SYNTAX = "ERR syntax error";
  private static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";

  // ---- GET and SET

  @Test
  void getAnswersNilForAMissingKeyInEitherProtocol() {
    run("GET", "k").onWire("$-1\r\n");
    run("HELLO", "3");
    run("GET", "k").onWire("_\r\n");
  }

  @Test
  void setKeepsEveryByte() {
    byte[] value = new byte[256];
    for (int i = 0; i < value.length; i++) {
      value[i] = (byte) i;
    }
    run(Ascii.bytes("SET"), Ascii.bytes("k"), value).isOk();
    run("GET", "k").onWire("$256\r\n" + Ascii.string(value) + "\r\n");
  }

  @Test
  void setIsItsOwnEffectAndOneEvent() {
    run("SET", "k", "v").isOk();
    assertEffects("SET k v");
    assertEvents("$set k");
  }

  @Test
  void setForgetsTheDeadline() {
    given("SET", "k", "v", "EX", "1");
    run("SET", "k", "w").isOk();
    clock.advance(ofMillis(1001));
    run("GET", "k").isBulk("w");
  }

  @Test
  void keyLivesThroughItsLastMillisecond() {
    given("SET", "k", "v", "PX", "100");
    clock.advance(ofMillis(100));
    run("GET", "k").isBulk("v");
    clock.advance(ofMillis(1));
    run("GET", "k").isNil();
    assertEffects("UNLINK k");
    assertEvents("xexpired k", "mkeymiss k");
  }

  @ParameterizedTest
  @CsvSource({"EX, 10, 10", "PX, 10000, 10", "exat, 1767225610, 10"})
  void setPropagatesTheDeadlineItself(String unit, String time, long seconds) {
    run("SET", "k", "v", "NX", unit, time).isOk();
    assertEffects("SET k v PXAT " + after(seconds));
    assertEvents("$set k", "gexpire k");
  }

  @Test
  void setWithADeadlineInMillisecondsPropagatesItsOwnWords() {
    run("SET", "k", "v", "nx", "pxat", "1767225610000").isOk();
    assertEffects("SET k v nx pxat 1767225610000");
  }

  @Test
  void onlyReadingCountsHitsAndMisses() {
    given("SET", "k", "v", "NX");
    run("MGET", "k", "none", "k").isArrayOf("v", null, "v");
    run("SET", "k", "w", "GET").isBulk("v");
    assertThat(engine.context().keyspaceHits()).isEqualTo(3);
    assertThat(engine.context().keyspaceMisses()).isEqualTo(1);
    assertEvents("mkeymiss none", "$set k");
  }

  @Test
  void setUntilThePastRemovesTheKey() {
    given("SET", "k", "v");
    run("SET", "k", "w", "EXAT", "1").isOk();
    run("GET", "k").isNil();
    assertEffects("UNLINK k");
    assertEvents("gdel k", "mkeymiss k");
  }

  @Test
  void setUntilThePastOfAMissingKeyDoesNothing() {
    run("SET", "k", "w", "PXAT", "1").isOk();
    assertEffects();
    assertEvents();
  }

  @Test
  void setKeepTtlKeepsTheDeadline() {
    given("SET", "k", "v", "PX", "100");
    run("SET", "k", "w", "KEEPTTL").isOk();
    assertEffects("SET k w KEEPTTL");
    clock.advance(ofMillis(101));
    run("GET", "k").isNil();
  }

  @Test
  void setNxAndXxAnswerNilAndHaveNoEffectWhereTheyDoNotHold() {
    run("SET", "k", "v", "XX").isNil();
    run("SET", "k", "v", "NX").isOk();
    run("SET", "k", "w", "NX").isNil();
    run("SET", "k", "x", "XX").isOk();
    assertEffects("SET k v NX", "SET k x XX");
  }

  @Test
  void setGetAnswersTheOldValueWhetherItSetOrNot() {
    run("SET", "k", "a", "GET").isNil();
    run("SET", "k", "b", "GET", "KEEPTTL").isBulk("a");
    run("SET", "k", "c", "NX", "GET").isBulk("b");
    run("GET", "k").isBulk("b");
    assertEffects("SET k a", "SET k b KEEPTTL");
  }

  @Test
  void setComparesTheOldValue() {
    run("SET", "k", "v", "IFEQ", "v").isNil();
    run("SET", "k", "v", "IFNE", "v").isOk();
    run("SET", "k", "12", "IFEQ", "v").isOk();
    run("SET", "k", "w", "IFNE", "12").isNil();
    run("SET", "k", "w", "IFEQ", "12", "GET").isBulk("12");
    assertEffects("SET k v", "SET k 12", "SET k w");
  }

  @Test
  void setComparesTheDigestInAnyCase() {
    given("SET", "k", "Hello world");
    run("SET", "k", "w", "IFDNE", "B6ACB9D84A38FF74").isNil();
    run("SET", "k", "w", "IFDEQ", "b6acb9d84a38ff75").isNil();
    run("SET", "k", "w", "IFDEQ", "B6acb9d84a38ff74").isOk();
  }

  @Test
  void setLooksAtTheLengthOfADigestOnlyIfThereIsAValue() {
    run("SET", "k", "v", "IFDEQ", "abc").isNil();
    run("SET", "k", "v", "IFDNE", "abc").isOk();
    run("SET", "k", "v", "IFDNE", "abc").isError("ERR must be exactly 16 hexadecimal characters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NX XX",
        "XX NX",
        "NX IFEQ v",
        "IFEQ v IFNE v",
        "EX 1 PX 1",
        "EX 1 KEEPTTL",
        "KEEPTTL PXAT 1",
        "EX",
        "IFEQ",
        "PERSIST",
        "BAD",
        "EX x BAD"
      })
  void setRefusesOptionsThatDoNotGoTogether(String options) {
    run(("SET k v " + options).split(" ")).isError(SYNTAX);
  }

  @Test
  void theLastOfTwoEqualOptionsCounts() {
    run("SET", "k", "v", "EX", "x", "NX", "NX", "EX", "5").isOk();
    assertEffects("SET k v PXAT " + after(5));
  }

  @ParameterizedTest
  @CsvSource({
    "EX, 0",
    "EX, -1",
    "PX, 0",
    "EXAT, 0",
    "PXAT, -5",
    "EX, 9223372036854775807",
    "EX, 9223372036854775",
    "PX, 9223372036854775807",
    "EXAT, 9223372036854776"
  })
  void setRefusesATimeThatIsNotPositiveOrTooFar(String unit, String time) {
    run("SET", "k", "v", unit, time).isError("ERR invalid expire time in 'set' command");
  }

  @Test
  void setRefusesATimeThatIsNoInteger() {
    run("SET", "k", "v", "EX", "1.5").isError(NOT_AN_INTEGER);
  }

  // ---- SETNX, SETEX, PSETEX

  @Test
  void setNxSetsOnlyAMissingKey() {
    run("SETNX", "k", "v").isInteger(1);
    run("SETNX", "k", "w").isInteger(0);
    assertEffects("SETNX k v");
    assertEvents("$set k");
  }

  @Test
  void setExAndPsetExPropagateTheDeadline() {
    run("SETEX", "k", "10", "v").isOk();
    run("PSETEX", "k", "5000", "w").isOk();
    assertEffects("SET k v PXAT " + after(10), "SET k w PXAT " + after(5));
    assertEvents("$set k", "gexpire k", "$set k", "gexpire k");
  }

  @Test
  void setExNamesItselfInItsErrors() {
    run("SETEX", "k", "0", "v").isError("ERR invalid expire time in 'setex' command");
    run("PSETEX", "k", "-1", "v").isError("ERR invalid expire time in 'psetex' command");
    run("SETEX", "k", "x", "v").isError(NOT_AN_INTEGER);
  }

  // ---- GETSET, GETDEL, GETEX

  @Test
  void getSetAnswersTheOldValueAndForgetsTheDeadline() {
    given("SET", "k", "v", "EX", "1");
    run("GETSET", "k", "w").isBulk("v");
    assertEffects("SET k w");
    assertEvents("$set k");
    clock.advance(ofMillis(1001));
    run("GET", "k").isBulk("w");
  }

  @Test
  void getDelRemovesWhatItAnswers() {
    given("SET", "k", "v");
    run("GETDEL", "k").isBulk("v");
    run("GETDEL", "k").isNil();
    assertEffects("DEL k");
    assertEvents("gdel k", "mkeymiss k");
  }

  @Test
  void getExWithoutOptionsOnlyReads() {
    given("SET", "k", "v", "EX", "10");
    run("GETEX", "k").isBulk("v");
    run("GETEX", "missing", "EX", "10").isNil();
    assertEffects();
    assertEvents("mkeymiss missing");
  }

  @Test
  void getExGivesADeadline() {
    given("SET", "k", "v");
    run("GETEX", "k", "PX", "100").isBulk("v");
    assertEffects("PEXPIREAT k " + (after(0) + 100));
    assertEvents("gexpire k");
    clock.advance(ofMillis(101));
    run("GET", "k").isNil();
  }

  @Test
  void getExPersistTakesTheDeadlineAwayOnce() {
    given("SET", "k", "v", "EX", "1");
    run("GETEX", "k", "PERSIST").isBulk("v");
    run("GETEX", "k", "PERSIST").isBulk("v");
    assertEffects("PERSIST k");
    assertEvents("gpersist k");
  }

  @Test
  void getExUntilThePastAnswersAndRemoves() {
    given("SET", "k", "v");
    run("GETEX", "k", "EXAT", "1").isBulk("v");
    assertEffects("UNLINK k");
    assertEvents("gdel k");
  }

  @Test
  void getExJudgesTheTimeOnlyIfThereIsAValue() {
    run("GETEX", "k", "EX", "0").isNil();
    given("SET", "k", "v");
    run("GETEX", "k", "EX", "0").isError("ERR invalid expire time in 'getex' command");
    run("GETEX", "k", "PERSIST", "EX", "1").isError(SYNTAX);
    run("GETEX", "k", "KEEPTTL").isError(SYNTAX);
  }

  // ---- many keys

  @Test
  void mgetAnswersInOrderAndNilForWhatIsMissing() {
    given("MSET", "a", "1", "b", "x");
    run("MGET", "b", "none", "a").isArrayOf("x", null, "1");
  }

  @Test
  void msetSetsTheLastValueOfAKeyGivenTwice() {
    run("MSET", "a", "1", "a", "2").isOk();
    run("GET", "a").isBulk("2");
    assertEffects("MSET a 1 a 2");
    assertEvents("$set a", "$set a");
  }

  @Test
  void msetWithoutALastValueIsRefused() {
    run("MSET", "a", "1", "b").isError("ERR wrong number of arguments for 'mset' command");
    run("MSETNX", "a", "1", "b").isError("ERR wrong number of arguments for 'msetnx' command");
  }

  @Test
  void msetNxSetsAllOrNone() {
    run("MSETNX", "a", "1", "b", "2").isInteger(1);
    run("MSETNX", "c", "3", "b", "4").isInteger(0);
    run("GET", "c").isNil();
    assertEffects("MSETNX a 1 b 2");
  }

  @Test
  void msetExSetsAllUntilOneDeadline() {
    run("MSETEX", "2", "a", "1", "b", "2", "EX", "10", "NX").isInteger(1);
    assertEffects("MSETEX 2 a 1 b 2 PXAT " + after(10));
    assertEvents("$set a", "gexpire a", "$set b", "gexpire b");
  }

  @Test
  void msetExKeepsEachDeadline() {
    given("SET", "a", "1", "PX", "100");
    run("MSETEX", "2", "a", "x", "b", "y", "KEEPTTL").isInteger(1);
    clock.advance(ofMillis(101));
    run("MGET", "a", "b").isArrayOf(null, "y");
  }

  @Test
  void msetExSetsNoneWhereTheConditionDoesNotHold() {
    given("SET", "a", "1");
    run("MSETEX", "2", "a", "x", "b", "y", "NX").isInteger(0);
    run("MSETEX", "2", "a", "x", "b", "y", "XX").isInteger(0);
    assertEffects();
  }

  @Test
  void msetExUntilThePastRemovesTheKeys() {
    given("SET", "a", "1");
    run("MSETEX", "2", "a", "x", "b", "y", "PXAT", "1").isInteger(1);
    assertEffects("UNLINK a");
    assertEvents("gdel a");
    run("MGET", "a", "b").isArrayOf(null, null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "x", "2147483648"})
  void msetExRefusesANumberOfKeysOutOfRange(String count) {
    run("MSETEX", count, "a", "1").isError("ERR invalid numkeys value or out of range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2 a 1", "1 a 1 b", "2147483647 a 1", "1 a 1 NX XX", "1 a 1 GET"})
  void msetExRefusesWordsThatAreNoPairsAndNoOptions(String words) {
    run(("MSETEX " + words).split(" ")).isError(SYNTAX);
  }

  // ---- large values

  @Test
  void aReplyKeepsTheOldBytesOfALargeValue() {
    String large = "x".repeat(40_000);
    given("SET", "k", large);
    byte[] request =
        Ascii.bytes("GET k\r\nSETRANGE k 0 y\r\nAPPEND k z\r\nGETRANGE k 39999 -1\r\n");

    String wire = Ascii.string(client.exchange(request));

    assertThat(wire).isEqualTo("$40000\r\n" + large + "\r\n:40000\r\n:40001\r\n$2\r\nxz\r\n");
  }
}
