package io.redissim.core.type.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.Test;

class ListMoveCommandsTest extends CommandTest {
  @Test
  void lmoveTakesFromOneEndAndAddsToAnother() {
    run("RPUSH", "a", "1", "2", "3");
    run("LMOVE", "a", "b", "LEFT", "RIGHT").isBulk("1");
    run("LMOVE", "a", "b", "right", "left").isBulk("3");
    run("RPOPLPUSH", "a", "b").isBulk("2");
    run("EXISTS", "a").isInteger(0);
    run("LRANGE", "b", "0", "-1").isArrayOf("2", "3", "1");
    run("LMOVE", "a", "b", "LEFT", "LEFT").isNil();
    run("LMOVE", "a", "b", "LEFT", "UP").isError("ERR syntax error");
  }

  @Test
  void aListMayBeMovedRoundItself() {
    run("RPUSH", "a", "1", "2", "3");
    run("RPOPLPUSH", "a", "a").isBulk("3");
    run("LRANGE", "a", "0", "-1").isArrayOf("3", "1", "2");
    run("LMOVE", "a", "a", "LEFT", "LEFT").isBulk("3");
    run("LMOVE", "a", "a", "RIGHT", "RIGHT").isBulk("2");
    run("LRANGE", "a", "0", "-1").isArrayOf("3", "1", "2");
    for (int i = 0; i < 40; i++) {
      run("RPUSH", "long", i + "x".repeat(1000));
    }
    run("LMOVE", "long", "long", "LEFT", "RIGHT").isBulk(0 + "x".repeat(1000));
    run("LINDEX", "long", "-1").isBulk(0 + "x".repeat(1000));
    run("LLEN", "long").isInteger(40);
  }

  @Test
  void aDestinationOfAnotherTypeLosesNothing() {
    run("RPUSH", "a", "1");
    run("SET", "s", "x");
    run("LMOVE", "a", "s", "LEFT", "LEFT")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("LRANGE", "a", "0", "-1").isArrayOf("1");
    run("LMOVE", "none", "s", "LEFT", "LEFT").isNil();
  }

  @Test
  void lmovemKeepsTheOrderOrPushesOneByOne() {
    for (String[] row :
        new String[][] {
          {"LEFT", "LEFT", "OBO", "b", "a", "b,a,x,y"},
          {"LEFT", "LEFT", "BULK", "a", "b", "a,b,x,y"},
          {"LEFT", "RIGHT", "OBO", "a", "b", "x,y,a,b"},
          {"RIGHT", "LEFT", "BULK", "c", "d", "c,d,x,y"},
          {"RIGHT", "RIGHT", "OBO", "d", "c", "x,y,d,c"},
          {"RIGHT", "RIGHT", "BULK", "c", "d", "x,y,c,d"},
        }) {
      run("DEL", "s", "d");
      run("RPUSH", "s", "a", "b", "c", "d");
      run("RPUSH", "d", "x", "y");
      run("LMOVEM", "s", "d", row[0], row[1], "COUNT", "2", row[2]).isArrayOf(row[3], row[4]);
      run("LRANGE", "d", "0", "-1").isArrayOf(row[5].split(","));
      run("LLEN", "s").isInteger(2);
    }
  }

  @Test
  void lmovemMovesOneUpToSoManyOrExactlySoMany() {
    run("RPUSH", "s", "1", "2", "3");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT").isArrayOf("1");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT", "EXACTLY", "3", "BULK").onWire("*-1\r\n");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT", "COUNT", "9", "BULK").isArrayOf("2", "3");
    run("EXISTS", "s").isInteger(0);
    run("LMOVEM", "s", "d", "LEFT", "RIGHT").onWire("*-1\r\n");
    run("LMOVEM", "d", "d", "LEFT", "RIGHT", "COUNT", "2", "BULK").isArrayOf("1", "2");
    run("LRANGE", "d", "0", "-1").isArrayOf("3", "1", "2");
    run("LMOVEM", "d", "d", "LEFT", "LEFT", "COUNT", "2", "OBO").isArrayOf("1", "3");
    run("LRANGE", "d", "0", "-1").isArrayOf("1", "3", "2");
  }

  @Test
  void lmovemChecksItsWords() {
    run("RPUSH", "s", "1");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT", "COUNT", "0", "OBO")
        .isError("ERR count should be greater than 0");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT", "COUNT", "2").isError("ERR syntax error");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT", "COUNT", "2", "OBO", "x").isError("ERR syntax error");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT", "COUNT", "2", "x").isError("ERR syntax error");
    run("LMOVEM", "s", "d", "UP", "RIGHT").isError("ERR syntax error");
    run("SET", "d", "x");
    run("LMOVEM", "s", "d", "LEFT", "RIGHT")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("LRANGE", "s", "0", "-1").isArrayOf("1");
  }

  @Test
  void lmpopTakesFromTheFirstListThereIs() {
    run("RPUSH", "b", "1", "2", "3");
    run("LMPOP", "2", "a", "b", "RIGHT", "COUNT", "2")
        .onWire("*2\r\n$1\r\nb\r\n*2\r\n$1\r\n3\r\n$1\r\n2\r\n");
    run("LMPOP", "2", "a", "b", "LEFT").onWire("*2\r\n$1\r\nb\r\n*1\r\n$1\r\n1\r\n");
    run("LMPOP", "2", "a", "b", "LEFT").onWire("*-1\r\n");
    assertThat(effects()).containsExactly("RPUSH b 1 2 3", "RPOP b 2", "LPOP b 1");
  }

  @Test
  void lmpopChecksItsWordsFirst() {
    run("SET", "s", "x");
    run("LMPOP", "0", "s", "LEFT").isError("ERR numkeys should be greater than 0");
    run("LMPOP", "x", "s", "LEFT").isError("ERR numkeys should be greater than 0");
    run("LMPOP", "9223372036854775807", "s", "LEFT").isError("ERR syntax error");
    run("LMPOP", "2", "s", "LEFT").isError("ERR syntax error");
    run("LMPOP", "1", "s", "LEFT", "COUNT", "0").isError("ERR count should be greater than 0");
    run("LMPOP", "1", "s", "LEFT", "COUNT", "1", "COUNT", "1").isError("ERR syntax error");
    run("LMPOP", "1", "s", "LEFT", "COUNT").isError("ERR syntax error");
  }

  @Test
  void lposCountsMatchesFromEitherEnd() {
    run("RPUSH", "k", "a", "b", "x", "1", "x", "x", "1");
    run("LPOS", "k", "x").isInteger(2);
    run("LPOS", "k", "1", "RANK", "-1").isInteger(6);
    run("LPOS", "k", "x", "RANK", "2").isInteger(4);
    run("LPOS", "k", "x", "RANK", "4").isNil();
    run("LPOS", "k", "x", "COUNT", "0").onWire("*3\r\n:2\r\n:4\r\n:5\r\n");
    run("LPOS", "k", "x", "RANK", "-2", "COUNT", "5").onWire("*2\r\n:4\r\n:2\r\n");
    run("LPOS", "k", "x", "MAXLEN", "2").isNil();
    run("LPOS", "none", "x", "COUNT", "1").onWire("*0\r\n");
    run("LPOS", "k", "x", "COUNT", "-1").isError("ERR COUNT can't be negative");
    run("LPOS", "k", "x", "MAXLEN", "-1").isError("ERR MAXLEN can't be negative");
    run("LPOS", "k", "x", "RANK", "0")
        .isError(
            "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or"
                + " use negative to start from the end of the list");
    run("LPOS", "k", "x", "RANK").isError("ERR syntax error");
  }
}
