package io.redissim.core.type.zset;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ZSetRangeCommandsTest extends CommandTest {
  @BeforeEach
  void someElements() {
    run("ZADD", "z", "1", "a", "2", "b", "3", "c", "4", "d").isInteger(4);
    run("ZADD", "lex", "0", "a", "0", "b", "0", "bb", "0", "c").isInteger(4);
  }

  @Test
  void ranksMayCountFromTheEnd() {
    run("ZRANGE", "z", "1", "-2").isArrayOf("b", "c");
    run("ZRANGE", "z", "0", "1", "REV").isArrayOf("d", "c");
    run("ZREVRANGE", "z", "-2", "-1").isArrayOf("b", "a");
    run("ZRANGE", "z", "3", "1").isArrayOf();
    run("ZRANGE", "z", "0", "99999999999").isArrayOf("a", "b", "c", "d");
  }

  @Test
  void scoresMayBeOpenOrInfinite() {
    run("ZRANGEBYSCORE", "z", "(1", "3").isArrayOf("b", "c");
    run("ZRANGEBYSCORE", "z", "-inf", "(2", "WITHSCORES").isArrayOf("a", "1");
    run("ZRANGE", "z", "+inf", "(2", "BYSCORE", "REV").isArrayOf("d", "c");
    run("ZCOUNT", "z", "3", "2").isInteger(0);
    run("ZRANGEBYSCORE", "z", "x", "2").isError("ERR min or max is not a float");
  }

  @Test
  void membersMayBeOpenOrWithoutEnd() {
    run("ZRANGEBYLEX", "lex", "-", "[b").isArrayOf("a", "b");
    run("ZRANGEBYLEX", "lex", "(b", "+").isArrayOf("bb", "c");
    run("ZREVRANGEBYLEX", "lex", "+", "(b").isArrayOf("c", "bb");
    run("ZLEXCOUNT", "lex", "[b", "(c").isInteger(2);
    run("ZREMRANGEBYLEX", "lex", "[b", "(c").isInteger(2);
    run("ZRANGEBYLEX", "lex", "b", "+").isError("ERR min or max not valid string range item");
  }

  @Test
  void limitCutsARangeFromItsFirstElement() {
    run("ZRANGEBYSCORE", "z", "-inf", "+inf", "LIMIT", "1", "2").isArrayOf("b", "c");
    run("ZREVRANGEBYSCORE", "z", "+inf", "-inf", "LIMIT", "1", "2").isArrayOf("c", "b");
    run("ZRANGEBYSCORE", "z", "-inf", "+inf", "LIMIT", "1", "-1").isArrayOf("b", "c", "d");
    run("ZRANGEBYSCORE", "z", "-inf", "+inf", "LIMIT", "-1", "2").isArrayOf();
    run("ZRANGE", "z", "0", "1", "LIMIT", "0", "1")
        .isError(
            "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or"
                + " BYLEX");
    run("ZRANGE", "lex", "-", "+", "BYLEX", "WITHSCORES")
        .isError("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  }

  @Test
  void aRangeMayBeStoredOverItsSource() {
    run("ZRANGESTORE", "z", "z", "1", "2").isInteger(2);
    run("ZRANGE", "z", "0", "-1", "WITHSCORES").isArrayOf("b", "2", "c", "3");
    run("ZRANGESTORE", "z", "z", "(3", "+inf", "BYSCORE").isInteger(0);
    run("EXISTS", "z").isInteger(0);
  }

  @Test
  void unionsWeighAndAggregate() {
    run("ZADD", "y", "10", "a", "20", "x");
    run("ZUNIONSTORE", "out", "2", "z", "y", "WEIGHTS", "2", "1", "AGGREGATE", "MAX").isInteger(5);
    run("ZRANGE", "out", "0", "-1", "WITHSCORES")
        .isArrayOf("b", "4", "c", "6", "d", "8", "a", "10", "x", "20");
    run("ZINTER", "2", "z", "y", "WITHSCORES").isArrayOf("a", "11");
    run("ZDIFF", "2", "z", "y").isArrayOf("b", "c", "d");
    run("ZINTERCARD", "2", "z", "y").isInteger(1);
    run("ZINTERSTORE", "out", "2", "z", "nothing").isInteger(0);
    run("EXISTS", "out").isInteger(0);
    run("ZUNION", "0", "z").isError("ERR at least 1 input key is needed for 'zunion' command");
    run("ZUNION", "3", "z", "y").isError("ERR syntax error");
  }

  @Test
  void randomMembersAreDifferentUnlessMoreAreWanted() {
    run("ZRANDMEMBER", "z", "10").isArrayOf("a", "b", "c", "d");
    org.assertj.core.api.Assertions.assertThat(
            run("ZRANDMEMBER", "z", "-10", "WITHSCORES").tree().elements())
        .hasSize(20);
    run("ZRANDMEMBER", "z", "-999999999999").isError("ERR value is out of range");
    run("ZRANDMEMBER", "nothing").isNil();
  }

  @Test
  void aScanReturnsEveryElementOnce() {
    run("ZSCAN", "z", "0", "MATCH", "[ab]")
        .onWire("*2\r\n$1\r\n0\r\n*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n");
    run("ZSCAN", "nothing", "0").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
  }

  @Test
  void countTellsHowManyInputsHaveAMember() {
    run("ZADD", "a", "5", "x", "inf", "y");
    run("ZADD", "b", "7", "x", "-3", "z");
    run("ZUNION", "2", "a", "b", "AGGREGATE", "COUNT", "WITHSCORES")
        .isArrayOf("y", "1", "z", "1", "x", "2");
    run("ZUNION", "2", "a", "b", "WEIGHTS", "2", "0.5", "AGGREGATE", "count", "WITHSCORES")
        .isArrayOf("z", "0.5", "y", "2", "x", "2.5");
    run("ZINTER", "2", "a", "b", "WEIGHTS", "2", "3", "AGGREGATE", "COUNT", "WITHSCORES")
        .isArrayOf("x", "5");
    run("ZINTERSTORE", "c", "2", "a", "b", "AGGREGATE", "COUNT").isInteger(1);
    run("ZSCORE", "c", "x").isBulk("2");
    run("ZUNION", "1", "a", "AGGREGATE", "NONE").isError("ERR syntax error");
  }
}
