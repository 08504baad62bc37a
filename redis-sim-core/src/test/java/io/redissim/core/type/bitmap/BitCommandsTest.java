package io.redissim.core.type.bitmap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitCommandsTest extends BitmapTest {
  private static final String BAD_BIT = "ERR bit is not an integer or out of range";

  // ---- SETBIT, GETBIT

  @Test
  void setBitCountsFromTheHighestBitOfTheFirstByte() {
    run("SETBIT", "k", "1", "1").isInteger(0);
    assertHex("k", "40");
    run("SETBIT", "k", "15", "1").isInteger(0);
    assertHex("k", "4001");
    run("SETBIT", "k", "1", "0").isInteger(1);
    assertHex("k", "0001");
    assertEffects("SETBIT k 1 1", "SETBIT k 15 1", "SETBIT k 1 0");
    assertEvents("$setbit k", "$setbit k", "$setbit k");
  }

  @Test
  void aBitThatIsAlreadySoChangesNothing() {
    givenHex("k", "40");
    run("SETBIT", "k", "1", "1").isInteger(1);
    run("SETBIT", "k", "2", "0").isInteger(0);
    assertEffects();
    assertEvents();
    run("SETBIT", "k", "9", "0").isInteger(0);
    assertHex("k", "4000");
    assertEffects("SETBIT k 9 0");
    assertEvents("$setbit k");
  }

  @Test
  void aClearBitCreatesTheKey() {
    run("SETBIT", "k", "20", "0").isInteger(0);
    assertHex("k", "000000");
  }

  @Test
  void aNumberIsTheBytesOfItsDigits() {
    given("SET", "k", "1");
    run("GETBIT", "k", "2").isInteger(1);
    run("GETBIT", "k", "6").isInteger(0);
    run("SETBIT", "k", "6", "1").isInteger(0);
    run("GET", "k").isBulk("3");
    run("GETBIT", "k", "800").isInteger(0);
  }

  @Test
  void setBitKeepsTheDeadline() {
    given("SET", "k", "a", "EX", "100");
    run("SETBIT", "k", "100", "1").isInteger(0);
    run("TTL", "k").isInteger(100);
  }

  @Test
  void bitsFarOutAreKeptInAnArrayThatGrows() {
    run("SETBIT", "k", "1000000", "1").isInteger(0);
    run("SETBIT", "k", "3000000", "1").isInteger(0);
    run("STRLEN", "k").isInteger(375_001);
    run("BITCOUNT", "k").isInteger(2);
    run("BITPOS", "k", "1").isInteger(1_000_000);
    run("BITPOS", "k", "1", "1000001", "-1", "BIT").isInteger(3_000_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "a", "", "1.0", "#1", "4294967296", "9223372036854775808"})
  void offsetsOutOfRangeAreRefused(String offset) {
    run("SETBIT", "k", offset, "1").isError(BAD_OFFSET);
    run("GETBIT", "k", offset).isError(BAD_OFFSET);
  }

  @Test
  void theOffsetIsLimitedAsALengthIs() {
    given("CONFIG", "SET", "proto-max-bulk-len", "1mb");
    run("SETBIT", "k", "8388607", "1").isInteger(0);
    run("STRLEN", "k").isInteger(1_048_576);
    run("SETBIT", "k", "8388608", "1").isError(BAD_OFFSET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "x", "", "10"})
  void setBitRefusesWhatIsNoBit(String bit) {
    run("SETBIT", "k", "0", bit).isError(BAD_BIT);
    run("SETBIT", "k", "x", bit).isError(BAD_OFFSET);
  }

  // ---- BITCOUNT

  @ParameterizedTest
  @CsvSource({
    "'', 26",
    "0, 26",
    "2, 16",
    "0 0, 4",
    "1 1, 6",
    "5 30, 4",
    "-2 -1, 7",
    "-1 -2, 0",
    "3 1, 0",
    "9223372036854775807 -1, 0",
    "-9223372036854775808 0, 4",
    "5 30 BIT, 17",
    "5 30 bit, 17",
    "1 1 BYTE, 6",
    "-8 -1 BIT, 4",
    "3 3 BIT, 0",
    "1 2 BIT, 2",
    "47 47 BIT, 0",
    "0 100 BIT, 26"
  })
  void bitCountCountsInARange(String range, long expected) {
    given("SET", "k", "foobar");
    run(words("BITCOUNT k", range)).isInteger(expected);
  }

  @Test
  void bitCountOfNothingIsZero() {
    run("BITCOUNT", "none").isInteger(0);
    run("BITCOUNT", "none", "0", "-1", "BIT").isInteger(0);
    given("SET", "k", "");
    run("BITCOUNT", "k").isInteger(0);
    given("SET", "k", "1");
    run("BITCOUNT", "k").isInteger(3);
  }

  @Test
  void bitCountRefusesWhatIsNoRange() {
    run("BITCOUNT", "k", "0", "x").isError(NOT_AN_INTEGER);
    run("BITCOUNT", "k", "x").isError(NOT_AN_INTEGER);
    run("BITCOUNT", "k", "0", "1", "WORD").isError(SYNTAX);
    run("BITCOUNT", "k", "0", "x", "WORD").isError(SYNTAX);
    run("BITCOUNT", "k", "0", "1", "BIT", "BIT").isError(SYNTAX);
  }

  // ---- BITPOS

  @ParameterizedTest
  @CsvSource({
    "fff000, 0, '', 12",
    "00fff0, 1, '', 8",
    "00fff0, 1, 2, 16",
    "00fff0, 1, 0 0, -1",
    "ffffff, 0, '', 24",
    "ffffff, 0, 1, 24",
    "ffffff, 0, 3, -1",
    "ffffff, 0, 0 -1, -1",
    "000000, 1, '', -1",
    "00fff0, 1, 7 15 BIT, 8",
    "00fff0, 1, 9 9 BIT, 9",
    "00fff0, 0, 9 19 BIT, -1",
    "00fff0, 0, 9 20 BIT, 20",
    "00fff0, 1, -5 -1 BIT, 19",
    "00fff0, 1, -4 -1 BIT, -1",
    "00fff0, 0, 9 -1 BIT, 20",
    "ff00ff, 0, 1 1 BYTE, 8",
    "ffffffffffffffffffffffffffffff7f, 0, '', 120",
    "000000000000000000000000000000000000000001, 1, '', 167",
    "000000000000000000000000000000000000000001, 1, 3 166 BIT, -1"
  })
  void bitPosFindsTheFirst(String hex, String bit, String range, long expected) {
    givenHex("k", hex);
    run(words("BITPOS k " + bit, range)).isInteger(expected);
  }

  @Test
  void aBitThatIsSetAlreadyMakesTheValueRaw() {
    given("SET", "k", "1");
    run("SETBIT", "k", "2", "1").isInteger(1);
    run("OBJECT", "ENCODING", "k").isBulk("raw");
    run("GET", "k").isBulk("1");
  }

  @Test
  void withoutAKeyAllBitsAreClear() {
    run("BITPOS", "none", "0").isInteger(0);
    run("BITPOS", "none", "1").isInteger(-1);
    run("BITPOS", "none", "0", "5", "9").isInteger(0);
    given("SET", "k", "");
    run("BITPOS", "k", "0").isInteger(-1);
  }

  @Test
  void bitPosRefusesWhatIsNoBit() {
    run("BITPOS", "k", "2").isError("ERR The bit argument must be 1 or 0.");
    run("BITPOS", "k", "x").isError(NOT_AN_INTEGER);
    run("BITPOS", "k", "0", "1", "2", "WORD").isError(SYNTAX);
    run("BITPOS", "k", "0", "1", "2", "BIT", "x").isError(SYNTAX);
  }

  private static String[] words(String command, String more) {
    return (command + " " + more).strip().split(" ", -1);
  }
}
