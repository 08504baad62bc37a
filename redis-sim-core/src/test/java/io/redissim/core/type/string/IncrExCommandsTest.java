package io.redissim.core.type.string;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IncrExCommandsTest extends StringTest {
  private static final String MAX = "9223372036854775807";
  private static final String MIN = "-9223372036854775808";

  @Test
  void answersTheValueAndTheIncrement() {
    run("INCREX", "k").onWire("*2\r\n:1\r\n:1\r\n");
    run("INCREX", "k", "BYINT", "-5").onWire("*2\r\n:-4\r\n:-5\r\n");
    assertEffects("SET k 1 KEEPTTL", "SET k -4 KEEPTTL");
    assertEvents("$incrby k", "$incrby k");
  }

  @Test
  void floatsAreBulkStringsOrDoubles() {
    run("INCREX", "k", "BYFLOAT", "2.5").onWire("*2\r\n$3\r\n2.5\r\n$3\r\n2.5\r\n");
    assertEffects("SET k 2.5 KEEPTTL");
    assertEvents("$incrbyfloat k");
    run("HELLO", "3");
    run("INCREX", "k", "BYFLOAT", "-3").onWire("*2\r\n,-0.5\r\n,-3\r\n");
  }

  @ParameterizedTest
  @CsvSource({
    "10, BYINT 10 UBOUND 15, 10, 0",
    "10, BYINT 10 UBOUND 15 SATURATE, 15, 5",
    "10, BYINT -10 LBOUND 5, 10, 0",
    "10, BYINT -10 LBOUND 5 SATURATE, 5, -5",
    "5, BYINT 5 UBOUND 10, 10, 5",
    "50, BYINT 5 UBOUND 30 SATURATE, 30, -20",
    "50, BYINT -25 UBOUND 30, 25, -25",
    "9223372036854775800, BYINT 100, 9223372036854775800, 0",
    "9223372036854775800, BYINT 100 SATURATE, 9223372036854775807, 7",
    "5, BYINT 9223372036854775807 UBOUND 10 SATURATE, 10, 5",
    "-9223372036854775800, SATURATE BYINT -100, -9223372036854775808, -8"
  })
  void aResultOutOfBoundsIsRefusedOrBecomesTheBound(
      String value, String options, String result, String applied) {
    given("SET", "k", value);
    run(("INCREX k " + options).split(" ")).onWire("*2\r\n:" + result + "\r\n:" + applied + "\r\n");
    run("GET", "k").isBulk(result);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0, BYFLOAT 10 UBOUND 15.5, 10, 0",
    "10.0, BYFLOAT 10 UBOUND 15.5 SATURATE, 15.5, 5.5",
    "-50.5, BYFLOAT -5.5 LBOUND -30 SATURATE, -30, 20.5"
  })
  void floatsHaveBoundsToo(String value, String options, String result, String applied) {
    given("SET", "k", value);
    run(("INCREX k " + options).split(" ")).isArrayOf(result, applied);
  }

  @Test
  void anInfiniteSumIsRefused() {
    given("SET", "k", "1e4932");
    String applied = run("INCREX", "k", "BYFLOAT", "1e4932").tree().elements().get(1).text();
    assertThat(applied).isEqualTo("0");
    run("GET", "k").isBulk("1e4932");
  }

  @Test
  void aRefusedIncrementTouchesNothing() {
    run("INCREX", "k", "BYINT", "5", "LBOUND", "10", "EX", "9").onWire("*2\r\n:0\r\n:0\r\n");
    assertEffects();
    assertEvents();
    run("GET", "k").isNil();
  }

  @Test
  void anIncrementThatNoLongHoldsIsAnError() {
    given("SET", "k", MIN);
    run("INCREX", "k", "LBOUND", MAX, "SATURATE").isError("ERR applied increment would overflow");
    run("GET", "k").isBulk(MIN);
  }

  @Test
  void expiresAsAsked() {
    run("INCREX", "k", "EX", "10").onWire("*2\r\n:1\r\n:1\r\n");
    assertEffects("SET k 1 PXAT " + after(10));
    assertEvents("$incrby k", "gexpire k");
    run("INCREX", "k", "EX", "99", "ENX").onWire("*2\r\n:2\r\n:1\r\n");
    assertEffects("SET k 2 KEEPTTL");
    assertEvents("$incrby k");
    run("INCREX", "k", "PERSIST").onWire("*2\r\n:3\r\n:1\r\n");
    assertEffects("SET k 3");
    assertEvents("$incrby k", "gpersist k");
    clock.advance(ofMillis(10_001));
    run("GET", "k").isBulk("3");
  }

  @Test
  void aDeadlineInThePastRemovesTheKey() {
    given("SET", "k", "10");
    run("INCREX", "k", "EXAT", "1").onWire("*2\r\n:11\r\n:1\r\n");
    assertEffects("UNLINK k");
    assertEvents("gdel k");
    run("INCREX", "none", "PXAT", "1").onWire("*2\r\n:1\r\n:1\r\n");
    assertEffects();
  }

  @Test
  void conditionsThatDoNotHoldApplyNothing() {
    run("INCREX", "k", "XX").onWire("*2\r\n$-1\r\n:0\r\n");
    run("INCREX", "k", "XX", "BYFLOAT", "1").onWire("*2\r\n$-1\r\n$1\r\n0\r\n");
    run("INCREX", "k", "NX").onWire("*2\r\n:1\r\n:1\r\n");
    run("INCREX", "k", "NX").onWire("*2\r\n:1\r\n:0\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FOO",
        "BYINT",
        "BYINT 1 BYFLOAT 1",
        "BYINT 1 BYINT 2",
        "EX 1 PX 1",
        "EX 1 EX 2",
        "PERSIST EX 1",
        "PERSIST ENX",
        "SATURATE SATURATE",
        "LBOUND 0 LBOUND 1",
        "NX XX"
      })
  void refusesOptionsThatDoNotGoTogether(String options) {
    run(("INCREX k " + options).split(" ")).isError("ERR syntax error");
  }

  @ParameterizedTest
  @CsvSource({
    "ENX, ENX flag requires an expiration",
    "BYINT 1.5, Increment is not an integer or out of range",
    "BYFLOAT x, Increment is not a valid float",
    "BYFLOAT inf, BYFLOAT increment cannot be Infinity",
    "LBOUND 1.5, LBOUND is not an integer or out of range",
    "BYFLOAT 1 UBOUND x, UBOUND is not a valid float",
    "LBOUND 10 UBOUND 5, LBOUND can't be greater than UBOUND",
    "EX 0, invalid expire time in 'increx' command",
    "BYFLOAT 1, value cannot be Infinity",
    "BYINT 1, value is not an integer or out of range"
  })
  void namesWhatIsWrong(String options, String error) {
    given("SET", "k", "inf");
    run(("INCREX k " + options).split(" ")).isError("ERR " + error);
  }
}
