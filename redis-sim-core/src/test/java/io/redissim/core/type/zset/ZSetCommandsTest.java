package io.redissim.core.type.zset;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ZSetCommandsTest extends CommandTest {
  @Test
  void zaddCountsNewElementsAndWithChChangedOnes() {
    run("ZADD", "z", "1", "a", "2", "b").isInteger(2);
    run("ZADD", "z", "3", "a", "4", "c").isInteger(1);
    run("ZADD", "z", "CH", "5", "a", "4", "c", "6", "d").isInteger(2);
    run("ZRANGE", "z", "0", "-1", "WITHSCORES").isArrayOf("b", "2", "c", "4", "a", "5", "d", "6");
  }

  @Test
  void zaddObeysItsConditions() {
    run("ZADD", "z", "XX", "1", "a").isInteger(0);
    run("EXISTS", "z").isInteger(0);
    run("ZADD", "z", "5", "a").isInteger(1);
    run("ZADD", "z", "NX", "6", "a").isInteger(0);
    run("ZADD", "z", "GT", "CH", "4", "a").isInteger(0);
    run("ZADD", "z", "LT", "CH", "4", "a", "1", "new").isInteger(2);
    run("ZADD", "z", "GT", "INCR", "-1", "a").isNil();
    run("ZADD", "z", "INCR", "2.5", "a").isBulk("6.5");
    run("ZADD", "z", "NX", "XX", "1", "a")
        .isError("ERR XX and NX options at the same time are not compatible");
    run("ZADD", "z", "GT", "LT", "1", "a")
        .isError("ERR GT, LT, and/or NX options at the same time are not compatible");
    run("ZADD", "z", "INCR", "1", "a", "2", "b")
        .isError("ERR INCR option supports a single increment-element pair");
    run("ZADD", "z", "1", "a", "b").isError("ERR syntax error");
    run("ZADD", "z", "x", "a").isError("ERR value is not a valid float");
  }

  @Test
  void infinitiesDoNotAddUpToNothing() {
    run("ZADD", "z", "inf", "a").isInteger(1);
    run("ZINCRBY", "z", "-inf", "a").isError("ERR resulting score is not a number (NaN)");
    run("ZSCORE", "z", "a").isBulk("inf");
    run("ZADD", "w", "0", "a").isInteger(1);
    run("ZUNION", "2", "z", "w", "WEIGHTS", "0", "1", "WITHSCORES").isArrayOf("a", "0");
  }

  @Test
  void scoresAreDoublesInTheThirdProtocol() {
    run("HELLO", "3");
    run("ZADD", "z", "1.5", "a");
    run("ZSCORE", "z", "a").onWire(",1.5\r\n");
    run("ZRANGE", "z", "0", "-1", "WITHSCORES").onWire("*1\r\n*2\r\n$1\r\na\r\n,1.5\r\n");
    run("ZPOPMIN", "z").onWire("*2\r\n$1\r\na\r\n,1.5\r\n");
    run("ZADD", "z", "1.5", "a");
    run("ZPOPMAX", "z", "2").onWire("*1\r\n*2\r\n$1\r\na\r\n,1.5\r\n");
  }

  @Test
  void theLastElementTakesTheKeyWithIt() {
    run("ZADD", "z", "1", "a", "2", "b");
    run("ZREM", "z", "a", "nothing").isInteger(1);
    run("ZREM", "z", "b").isInteger(1);
    run("EXISTS", "z").isInteger(0);
    run("ZADD", "z", "1", "a", "2", "b");
    run("ZREMRANGEBYSCORE", "z", "-inf", "+inf").isInteger(2);
    run("EXISTS", "z").isInteger(0);
  }

  @Test
  void ranksCountFromEitherEnd() {
    run("ZADD", "z", "1", "a", "2", "b", "3", "c");
    run("ZRANK", "z", "b").isInteger(1);
    run("ZREVRANK", "z", "c").isInteger(0);
    run("ZRANK", "z", "b", "WITHSCORE").onWire("*2\r\n:1\r\n$1\r\n2\r\n");
    run("ZRANK", "z", "x", "WITHSCORE").onWire("*-1\r\n");
    run("ZRANK", "z", "b", "WITHSCORES").isError("ERR syntax error");
  }

  @Test
  void otherTypesAreRefused() {
    run("SET", "s", "v");
    String wrong = "WRONGTYPE Operation against a key holding the wrong kind of value";
    run("ZADD", "s", "1", "a").isError(wrong);
    run("ZSCORE", "s", "a").isError(wrong);
    run("ZUNION", "1", "s").isError(wrong);
    run("ZPOPMIN", "s").isError(wrong);
    run("ZRANGESTORE", "s", "nothing", "0", "-1").isInteger(0);
    run("EXISTS", "s").isInteger(0);
  }

  @Test
  void aLargeSetAnswersLikeASmallOne() {
    run("CONFIG", "SET", "zset-max-listpack-entries", "8").isOk();
    for (int i = 0; i < 1000; i++) {
      run("ZADD", "z", Integer.toString(i / 10), "m" + i);
    }
    run("OBJECT", "ENCODING", "z").isBulk("skiplist");
    run("ZRANK", "z", "m500").isInteger(500);
    run("ZCOUNT", "z", "(10", "20").isInteger(100);
    run("ZRANGEBYSCORE", "z", "10", "20", "LIMIT", "5", "2").isArrayOf("m105", "m106");
    run("ZREVRANGEBYSCORE", "z", "20", "10", "LIMIT", "5", "2").isArrayOf("m204", "m203");
    run("ZINCRBY", "z", "100", "m0").isBulk("100");
    run("ZREVRANGE", "z", "0", "0").isArrayOf("m0");
    run("ZREMRANGEBYRANK", "z", "10", "-11").isInteger(980);
    run("ZPOPMAX", "z", "2").isArrayOf("m0", "100", "m999", "99");
    run("COPY", "z", "copy").isInteger(1);
    run("ZCARD", "copy").isInteger(18);
  }

  @Test
  void changesTellTheEffectThatRedoesThem() {
    run("ZADD", "z", "1", "a", "2", "b", "3", "c");
    run("ZMPOP", "2", "nothing", "z", "MAX", "COUNT", "2");
    run("BZPOPMIN", "z", "0");
    assertThat(effects()).containsExactly("ZADD z 1 a 2 b 3 c", "ZPOPMAX z 2", "ZPOPMIN z");
  }

  @Test
  void aDumpBringsBackEitherEncoding() {
    for (int count : new int[] {3, 300}) {
      for (int i = 0; i < count; i++) {
        run("ZADD", "z", i + ".5", "m" + i);
      }
      byte[] dump = run("DUMP", "z").tree().bytes();
      run("DEL", "z");
      byte[] restore = "RESTORE".getBytes(StandardCharsets.UTF_8);
      byte[] key = "z".getBytes(StandardCharsets.UTF_8);
      run(restore, key, "0".getBytes(StandardCharsets.UTF_8), dump).isOk();
      run("ZCARD", "z").isInteger(count);
      run("ZSCORE", "z", "m2").isBulk("2.5");
    }
  }
}
