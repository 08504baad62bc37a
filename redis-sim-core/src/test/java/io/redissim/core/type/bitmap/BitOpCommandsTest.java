package io.redissim.core.type.bitmap;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitOpCommandsTest extends BitmapTest {
  private static final String TAIL = "00112233445566778899";

  /** Every combination of three bits, twice: in words of eight bytes, and in the bytes after. */
  @ParameterizedTest
  @CsvSource({
    "AND, 01",
    "OR, 7f",
    "XOR, 69",
    "DIFF, 08",
    "DIFF1, 70",
    "ANDOR, 07",
    "ONE, 68",
    "and, 01"
  })
  void threeSources(String operation, String expected) {
    givenHex("x", "0f".repeat(11));
    givenHex("y", "33".repeat(11));
    givenHex("z", "55".repeat(11));
    run("BITOP", operation, "to", "x", "y", "z").isInteger(11);
    assertHex("to", expected.repeat(11));
    assertEffects("BITOP " + operation + " to x y z");
    assertEvents("$set to");
  }

  @ParameterizedTest
  @CsvSource({
    "AND, ff0000",
    "OR, ffffff",
    "XOR, 00ffff",
    "DIFF, 000000",
    "DIFF1, 00ffff",
    "ANDOR, ff0000",
    "ONE, 00ffff"
  })
  void aShorterSourceEndsInClearBits(String operation, String expected) {
    givenHex("x", "ff");
    givenHex("y", "ffffff");
    run("BITOP", operation, "to", "x", "y").isInteger(3);
    assertHex("to", expected);
  }

  @ParameterizedTest
  @CsvSource({
    "AND, 0000",
    "OR, ff01",
    "XOR, ff01",
    "DIFF, 0000",
    "DIFF1, ff01",
    "ANDOR, 0000",
    "ONE, ff01"
  })
  void aMissingSourceIsAllClearBits(String operation, String expected) {
    givenHex("y", "ff01");
    run("BITOP", operation, "to", "none", "y").isInteger(2);
    assertHex("to", expected);
  }

  @Test
  void thereMayBeManySources() {
    for (int i = 0; i < 8; i++) {
      givenHex("k" + i, "%02x".formatted(1 << i));
    }
    run("BITOP", "ONE", "to", "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7").isInteger(1);
    assertHex("to", "ff");
    run("BITOP", "AND", "to", "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7").isInteger(1);
    assertHex("to", "00");
    assertHex("k7", "80");
  }

  @Test
  void notFlipsEveryBit() {
    givenHex("x", TAIL);
    run("BITOP", "NOT", "x", "x").isInteger(10);
    assertHex("x", "ffeeddccbbaa99887766");
  }

  @Test
  void oneSourceIsCopied() {
    givenHex("x", TAIL);
    for (String operation : new String[] {"AND", "OR", "XOR", "ONE"}) {
      run("BITOP", operation, "to", "x").isInteger(10);
      assertHex("to", TAIL);
    }
  }

  @Test
  void numbersAreTheBytesOfTheirDigits() {
    given("SET", "a", "12");
    given("SET", "b", "34");
    run("BITOP", "OR", "to", "a", "b").isInteger(2);
    run("GET", "to").isBulk("36");
    run("OBJECT", "ENCODING", "to").isBulk("raw");
  }

  @Test
  void theResultReplacesWhatWasThere() {
    given("SET", "to", "something longer", "EX", "100");
    given("SET", "x", "a");
    run("BITOP", "OR", "to", "x").isInteger(1);
    run("GET", "to").isBulk("a");
    run("TTL", "to").isInteger(-1);
  }

  @Test
  void withoutSourcesTheTargetIsDeleted() {
    given("SET", "to", "x");
    run("BITOP", "OR", "to", "none", "none").isInteger(0);
    assertEffects("BITOP OR to none none");
    assertEvents("mkeymiss none", "mkeymiss none", "gdel to");
    run("EXISTS", "to").isInteger(0);
    run("BITOP", "NOT", "to", "none").isInteger(0);
    assertEffects();
  }

  @Test
  void largeSourcesGiveALargeResult() {
    run("SETBIT", "x", "200000", "1").isInteger(0);
    run("SETBIT", "y", "200001", "1").isInteger(0);
    run("BITOP", "XOR", "to", "x", "y").isInteger(25_001);
    run("BITPOS", "to", "1").isInteger(200_000);
    run("BITCOUNT", "to").isInteger(2);
  }

  @Test
  void notTakesOneSource() {
    run("BITOP", "NOT", "to", "a", "b")
        .isError("ERR BITOP NOT must be called with a single source key.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"DIFF", "DIFF1", "ANDOR"})
  void whatTellsTheFirstApartTakesTwo(String operation) {
    run("BITOP", operation.toLowerCase(Locale.ROOT), "to", "a")
        .isError("ERR BITOP " + operation + " must be called with at least two source keys.");
  }

  @Test
  void anotherOperationIsASyntaxError() {
    run("BITOP", "NAND", "to", "a").isError(SYNTAX);
  }
}
