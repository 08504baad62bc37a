package io.redissim.core.type.string;

import static java.time.Duration.ofMillis;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberCommandsTest extends StringTest {
  private static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";
  private static final String NOT_A_FLOAT = "ERR value is not a valid float";
  private static final String OVERFLOW = "ERR increment or decrement would overflow";

  @Test
  void aMissingKeyCountsFromZero() {
    run("INCR", "a").isInteger(1);
    run("DECR", "b").isInteger(-1);
    run("INCRBY", "c", "5").isInteger(5);
    run("DECRBY", "d", "5").isInteger(-5);
    assertEffects("INCR a", "DECR b", "INCRBY c 5", "DECRBY d 5");
    assertEvents("$incrby a", "$incrby b", "$incrby c", "$incrby d");
  }

  @Test
  void countingKeepsTheDeadline() {
    given("SET", "k", "1", "PX", "100");
    run("INCR", "k").isInteger(2);
    run("INCRBYFLOAT", "k", "0.5").isBulk("2.5");
    clock.advance(ofMillis(101));
    run("GET", "k").isNil();
  }

  @Test
  void aWholeSumOfFloatsIsStoredAsText() {
    run("INCRBYFLOAT", "k", "2.0").isBulk("2");
    run("OBJECT", "ENCODING", "k").isBulk("embstr");
    run("INCR", "k").isInteger(3);
    run("OBJECT", "ENCODING", "k").isBulk("int");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", " 1", "1 ", "1.0", "01", "-0", "+1", "9223372036854775808"})
  void incrRefusesAValueThatIsNoInteger(String value) {
    given("SET", "k", value);
    run("INCR", "k").isError(NOT_AN_INTEGER);
    run("INCRBY", "new", value).isError(NOT_AN_INTEGER);
  }

  @Test
  void countingPastEitherEndIsRefused() {
    given("MSET", "max", "9223372036854775807", "min", "-9223372036854775808");
    run("INCR", "max").isError(OVERFLOW);
    run("DECR", "min").isError(OVERFLOW);
    run("INCRBY", "min", "-1").isError(OVERFLOW);
    run("DECRBY", "new", "-9223372036854775808").isError("ERR decrement would overflow");
    run("INCRBY", "max", "-9223372036854775808").isInteger(-1);
  }

  @ParameterizedTest
  @CsvSource({
    "10.50, 0.1, 10.6",
    "5.0e3, 2.0e2, 5200",
    "1, -1.1, -0.1",
    "3, 1e-20, 3",
    "0.024390243902439025, -0.024390243902439025, 0",
    "17179869184, 1.5, 17179869185.5",
    "0x10, 0x.8p1, 17"
  })
  void incrByFloatPrintsAtMost17Decimals(String value, String increment, String sum) {
    given("SET", "k", value);
    run("INCRBYFLOAT", "k", increment).isBulk(sum);
    run("GET", "k").isBulk(sum);
    assertEffects("SET k " + sum + " KEEPTTL");
    assertEvents("$incrbyfloat k");
  }

  @Test
  void incrByFloatRefusesWhatIsNoFloat() {
    run("INCRBYFLOAT", "k", "x").isError(NOT_A_FLOAT);
    run("INCRBYFLOAT", "k", "nan").isError(NOT_A_FLOAT);
    given("SET", "k", "1 ");
    run("INCRBYFLOAT", "k", "1").isError(NOT_A_FLOAT);
  }

  @Test
  void incrByFloatRefusesAnInfiniteSum() {
    run("INCRBYFLOAT", "k", "+inf").isError("ERR increment would produce NaN or Infinity");
    given("SET", "k", "1.1e4932");
    run("INCRBYFLOAT", "k", "1.1e4932").isError("ERR increment would produce NaN or Infinity");
  }
}
