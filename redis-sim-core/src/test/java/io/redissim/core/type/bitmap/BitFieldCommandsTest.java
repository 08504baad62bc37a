package io.redissim.core.type.bitmap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitFieldCommandsTest extends BitmapTest {
  private static final String BAD_TYPE =
      "ERR Invalid bitfield type. Use something like i16 u8."
          + " Note that u64 is not supported but i64 is.";

  @Test
  void fieldsAreReadAndWrittenInOrder() {
    run(words("BITFIELD k SET i8 0 100 GET u4 0 INCRBY u8 0 1 GET i64 0"))
        .onWire("*4\r\n:0\r\n:6\r\n:101\r\n:7277816997830721536\r\n");
    assertHex("k", "65");
    assertEffects("BITFIELD k SET i8 0 100 GET u4 0 INCRBY u8 0 1 GET i64 0");
    assertEvents("$setbit k");
  }

  @Test
  void whatChangesNothingIsNoChangeToWhoWatches() {
    givenHex("k", "ff");
    run("WATCH", "k").isOk();
    run(words("BITFIELD k SET u8 0 255")).onWire("*1\r\n:255\r\n");
    run("SETBIT", "k", "0", "1").isInteger(1);
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
    run("WATCH", "k").isOk();
    run(words("BITFIELD k SET u8 0 254")).onWire("*1\r\n:255\r\n");
    run("MULTI").isOk();
    run("EXEC").onWire("*-1\r\n");
  }

  @Test
  void aHashCountsInFields() {
    run(words("BITFIELD k SET u8 #1 255 SET u4 #1 15")).onWire("*2\r\n:0\r\n:0\r\n");
    assertHex("k", "0fff");
    run(words("BITFIELD_RO k GET u8 #1 GET u4 #0")).onWire("*2\r\n:255\r\n:0\r\n");
  }

  @Test
  void fieldsCrossBytes() {
    run(words("BITFIELD k SET i64 3 -2 GET i64 3 GET u63 3"))
        .onWire("*3\r\n:0\r\n:-2\r\n:9223372036854775807\r\n");
    assertHex("k", "1fffffffffffffffc0");
  }

  @ParameterizedTest
  @CsvSource({
    "WRAP, u2, 3, 1, 0",
    "WRAP, u2, 0, -1, 3",
    "SAT, u2, 2, 5, 3",
    "SAT, u2, 2, -5, 0",
    "WRAP, i8, 127, 1, -128",
    "WRAP, i8, -128, -1, 127",
    "SAT, i8, 100, 100, 127",
    "SAT, i8, -100, -100, -128",
    "WRAP, i64, 9223372036854775807, 1, -9223372036854775808",
    "SAT, i64, 9223372036854775807, 1, 9223372036854775807",
    "SAT, i64, -9223372036854775808, -1, -9223372036854775808",
    "SAT, i8, 5, 9223372036854775807, 127",
    "SAT, u63, 9223372036854775807, 1, 9223372036854775807",
    "WRAP, u63, 9223372036854775807, 1, 0"
  })
  void anIncrementThatDoesNotFit(
      String overflow, String type, String value, String increment, long expected) {
    given("BITFIELD", "k", "SET", type, "0", value);
    run("BITFIELD", "k", "OVERFLOW", overflow, "INCRBY", type, "0", increment)
        .onWire("*1\r\n:" + expected + "\r\n");
    run("BITFIELD", "k", "GET", type, "0").onWire("*1\r\n:" + expected + "\r\n");
  }

  @Test
  void aFailureIsNilAndLeavesTheFieldAlone() {
    given(words("BITFIELD k SET u2 0 3"));
    run(words("BITFIELD k OVERFLOW FAIL INCRBY u2 0 1 SET u2 0 4 OVERFLOW WRAP INCRBY u2 0 1"))
        .onWire("*3\r\n$-1\r\n$-1\r\n:0\r\n");
  }

  @Test
  void aFailureHasMadeRoomAllTheSame() {
    run(words("BITFIELD k OVERFLOW FAIL INCRBY u1 15 2")).onWire("*1\r\n$-1\r\n");
    assertHex("k", "0000");
    assertEvents();
    run(words("BITFIELD k OVERFLOW FAIL INCRBY u1 15 2 SET u4 0 0")).onWire("*2\r\n$-1\r\n:0\r\n");
    assertEffects("BITFIELD k OVERFLOW FAIL INCRBY u1 15 2");
  }

  @Test
  void readingCreatesNothing() {
    run(words("BITFIELD k GET u8 0 OVERFLOW SAT")).onWire("*1\r\n:0\r\n");
    run(words("BITFIELD_RO k GET i8 #100")).onWire("*1\r\n:0\r\n");
    run("BITFIELD", "k").onWire("*0\r\n");
    run("EXISTS", "k").isInteger(0);
    assertEffects();
  }

  @Test
  void aNumberIsTheBytesOfItsDigits() {
    given("SET", "k", "1");
    run(words("BITFIELD k GET u8 0 GET u8 #1")).onWire("*2\r\n:49\r\n:0\r\n");
    run(words("BITFIELD k INCRBY u8 0 1")).onWire("*1\r\n:50\r\n");
    run("GET", "k").isBulk("2");
  }

  @Test
  void anErrorAnywhereDoesNothing() {
    run(words("BITFIELD k SET u8 0 1 SET u8 0 x")).isError(NOT_AN_INTEGER);
    run(words("BITFIELD k SET u8 0 1 SET u8 -1 1")).isError(BAD_OFFSET);
    run(words("BITFIELD k SET u8 0 1 GET u8")).isError(SYNTAX);
    run(words("BITFIELD k SET u8 0")).isError(SYNTAX);
    run(words("BITFIELD k OVERFLOW")).isError(SYNTAX);
    run(words("BITFIELD k OVERFLOW NEVER")).isError("ERR Invalid OVERFLOW type specified");
    run(words("BITFIELD_RO k GET u8 0 SET u8 0 1"))
        .isError("ERR BITFIELD_RO only supports the GET subcommand");
    run("EXISTS", "k").isInteger(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"u64", "i65", "u0", "i0", "u-1", "x8", "u", "8", "u 8", "U8", ""})
  void otherTypesAreRefused(String type) {
    run("BITFIELD", "k", "GET", type, "0").isError(BAD_TYPE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"#", "#-1", "-1", "#x", "4294967296", "#536870912", "#4611686018427387904"})
  void offsetsOutOfRangeAreRefused(String offset) {
    run("BITFIELD", "k", "GET", "u8", offset).isError(BAD_OFFSET);
  }

  private static String[] words(String command) {
    return command.split(" ", -1);
  }
}
