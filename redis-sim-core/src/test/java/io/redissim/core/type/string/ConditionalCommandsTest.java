package io.redissim.core.type.string;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionalCommandsTest extends StringTest {
  @Test
  void digestIsXxh3In16Digits() {
    given("SET", "k", "Hello world");
    run("DIGEST", "k").isBulk("b6acb9d84a38ff74");
    run("DIGEST", "none").isNil();
  }

  @Test
  void digestKeepsItsLeadingZeros() {
    given(
        "SET",
        "k",
        "v8lf0c11xh8ymlqztfd3eeq16kfn4sspw7fqmnuuq3k3t75em5wdizgcdw7uc26nnf961u2jkfzkjytls2kwlj7626sd");
    run("DIGEST", "k").isBulk("00006c38adf31777");
  }

  @Test
  void delExWithoutAConditionRemovesTheKey() {
    given("SET", "k", "v");
    run("DELEX", "k").isInteger(1);
    run("DELEX", "k").isInteger(0);
    assertEffects("DEL k");
    assertEvents("gdel k");
  }

  @ParameterizedTest
  @CsvSource({
    "IFEQ, Hello world, 1",
    "IFEQ, x, 0",
    "IFNE, Hello world, 0",
    "ifne, x, 1",
    "IFDEQ, B6ACB9D84A38FF74, 1",
    "IFDEQ, 0000000000000000, 0",
    "IFDNE, b6acb9d84a38ff74, 0",
    "IFDNE, zzzzzzzzzzzzzzzz, 1"
  })
  void delExRemovesWhereTheConditionHolds(String condition, String operand, int removed) {
    given("SET", "k", "Hello world");
    run("DELEX", "k", condition, operand).isInteger(removed);
    run("STRLEN", "k").isInteger(removed == 1 ? 0 : 11);
  }

  @Test
  void delExJudgesItsConditionOnlyIfThereIsAKey() {
    run("DELEX", "k", "FOO", "x").isInteger(0);
    run("DELEX", "k", "IFDEQ", "1").isInteger(0);
    run("DELEX", "k", "IFEQ").isError("ERR wrong number of arguments for 'delex' command");
    given("SET", "k", "v");
    run("DELEX", "k", "FOO", "x").isError("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE");
    run("DELEX", "k", "IFDEQ", "1").isError("ERR must be exactly 16 hexadecimal characters");
  }

  @Test
  void delIfEqRemovesOnlyTheExpectedValue() {
    given("SET", "k", "12");
    run("DELIFEQ", "k", "13").isInteger(0);
    run("DELIFEQ", "k", "12").isInteger(1);
    run("DELIFEQ", "k", "12").isInteger(0);
    assertEffects("DEL k");
    assertEvents("gdel k");
  }
}
