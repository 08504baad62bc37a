package io.redissim.core.type.string;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StringRangeCommandsTest extends StringTest {
  private static final String TOO_LONG =
      "ERR string exceeds maximum allowed size (proto-max-bulk-len)";

  // ---- APPEND, STRLEN

  @Test
  void appendCreatesAndThenExtends() {
    run("APPEND", "k", "ab").isInteger(2);
    run("APPEND", "k", "cd").isInteger(4);
    run("GET", "k").isBulk("abcd");
    assertEffects("APPEND k ab", "APPEND k cd");
    assertEvents("$append k", "$append k");
  }

  @Test
  void appendOfNothingStillCreatesTheKey() {
    run("APPEND", "k", "").isInteger(0);
    run("GET", "k").isBulk("");
  }

  @Test
  void appendToANumberExtendsItsDigits() {
    given("SET", "k", "12");
    run("APPEND", "k", "3").isInteger(3);
    run("INCR", "k").isInteger(124);
  }

  @Test
  void appendRefusesWhatExceedsTheLimit() {
    given("CONFIG", "SET", "proto-max-bulk-len", "1mb");
    given("SETRANGE", "k", "1048575", "x");
    run("APPEND", "k", "y").isError(TOO_LONG);
    run("STRLEN", "k").isInteger(1_048_576);
  }

  @Test
  void strlenCountsBytesNotCharacters() {
    given("SET", "k", "é");
    run("STRLEN", "k").isInteger(2);
    given("SET", "k", "-555");
    run("STRLEN", "k").isInteger(4);
    run("STRLEN", "none").isInteger(0);
  }

  // ---- GETRANGE

  @ParameterizedTest
  @CsvSource({
    "0, 3, Hell",
    "0, -1, Hello",
    "-4, -1, ello",
    "3, 1, ''",
    "1, 5000, ello",
    "-5000, 10000, Hello",
    "-1, -3, ''",
    "5, 9, ''",
    "-100, -99, H",
    "0, -9223372036854775808, H"
  })
  void getRangeCountsFromEitherEnd(String start, String end, String expected) {
    given("SET", "k", "Hello");
    run("GETRANGE", "k", start, end).isBulk(expected);
    run("SUBSTR", "k", start, end).isBulk(expected);
  }

  @Test
  void getRangeOfANumberOrOfNothing() {
    given("SET", "k", "1234");
    run("GETRANGE", "k", "1", "2").isBulk("23");
    run("GETRANGE", "none", "0", "-1").isBulk("");
    run("GETRANGE", "k", "a", "1").isError("ERR value is not an integer or out of range");
  }

  // ---- SETRANGE

  @Test
  void setRangePadsWithZeros() {
    run("SETRANGE", "k", "2", "ab").isInteger(4);
    run("GET", "k").isBulk("\0\0ab");
    assertEffects("SETRANGE k 2 ab");
    assertEvents("$setrange k");
  }

  @Test
  void setRangeOverwritesInside() {
    given("SET", "k", "1234");
    run("SETRANGE", "k", "1", "99").isInteger(4);
    run("GET", "k").isBulk("1994");
  }

  @Test
  void setRangeOfNothingChangesNothing() {
    run("SETRANGE", "k", "10", "").isInteger(0);
    given("SET", "k", "abc");
    run("SETRANGE", "k", "10", "").isInteger(3);
    assertEffects();
    assertEvents();
  }

  @Test
  void setRangeRefusesOffsetsOutOfRange() {
    run("SETRANGE", "k", "-1", "x").isError("ERR offset is out of range");
    run("SETRANGE", "k", "536870912", "x").isError(TOO_LONG);
    run("SETRANGE", "k", "9223372036854775807", "x").isError(TOO_LONG);
    run("SETRANGE", "k", "1.0", "x").isError("ERR value is not an integer or out of range");
  }

  // ---- LCS

  @Test
  void lcsAnswersTheSubsequenceOrItsLength() {
    given("MSET", "a", "ohmytext", "b", "mynewtext");
    run("LCS", "a", "b").isBulk("mytext");
    run("LCS", "a", "b", "LEN").isInteger(6);
    run("LCS", "a", "none").isBulk("");
  }

  @Test
  void lcsIdxAnswersTheRangesLastFirst() {
    given("MSET", "a", "ohmytext", "b", "mynewtext");
    String pairs =
        wire("$7 matches *2")
            + wire("*2 *2 :4 :7 *2 :5 :8")
            + wire("*2 *2 :2 :3 *2 :0 :1")
            + wire("$3 len :6");
    run("LCS", "a", "b", "IDX").onWire("*4\r\n" + pairs);
    run("HELLO", "3");
    run("LCS", "a", "b", "IDX").onWire("%2\r\n" + pairs);
  }

  @Test
  void lcsIdxLeavesShortMatchesOutAndTellsLengths() {
    given("MSET", "a", "ohmytext", "b", "mynewtext");
    run("LCS", "a", "b", "IDX", "MINMATCHLEN", "4", "WITHMATCHLEN")
        .onWire(wire("*4 $7 matches *1 *3 *2 :4 :7 *2 :5 :8 :4 $3 len :6"));
  }

  @Test
  void lcsRefusesLengthAndIndexesTogether() {
    run("LCS", "a", "b", "LEN", "IDX")
        .isError("ERR If you want both the length and indexes, please just use IDX.");
    run("LCS", "a", "b", "MINMATCHLEN").isError("ERR syntax error");
  }

  /** (2^14 + 1)^2 cells of 4 bytes are more than 1 MiB. */
  @Test
  void lcsRefusesATableOverTheLimit() {
    given("CONFIG", "SET", "proto-max-bulk-len", "1mb");
    given("SETRANGE", "a", "16383", "x");
    run("LCS", "a", "a", "LEN")
        .isError("ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
  }

  /** The words, each on a line of the protocol. */
  private static String wire(String words) {
    return words.replace(" ", "\r\n") + "\r\n";
  }
}
