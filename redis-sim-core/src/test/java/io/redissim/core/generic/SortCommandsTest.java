package io.redissim.core.generic;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.Test;

class SortCommandsTest extends CommandTest {
  @Test
  void listsAreSortedByNumber() {
    run("RPUSH", "l", "10", "9", "-1.5", "1e1", "2").isInteger(5);
    run("SORT", "l").isArrayOf("-1.5", "2", "9", "10", "1e1");
    run("SORT", "l", "DESC", "LIMIT", "1", "2").isArrayOf("10", "9");
    run("SORT_RO", "l", "LIMIT", "-1", "2").isArrayOf("-1.5", "2");
    run("SORT", "l", "LIMIT", "5", "1").onWire("*0\r\n");
    run("SORT", "none").onWire("*0\r\n");
    run("RPUSH", "l", "x").isInteger(6);
    run("SORT", "l").isError("ERR One or more scores can't be converted into double");
    run("SORT", "l", "ALPHA").isArrayOf("-1.5", "10", "1e1", "2", "9", "x");
  }

  @Test
  void sortedSetsKeepTheirOrderUnlessAsked() {
    run("ZADD", "z", "1", "c", "2", "a", "3", "b").isInteger(3);
    run("SORT", "z", "BY", "nosort").isArrayOf("c", "a", "b");
    run("SORT", "z", "BY", "nosort", "DESC", "LIMIT", "0", "2").isArrayOf("b", "a");
    run("SORT", "z", "ALPHA", "DESC").isArrayOf("c", "b", "a");
  }

  @Test
  void aSortedSetThatWasSortedIsNoListpackAnyMore() {
    run("ZADD", "z", "2", "b", "1", "a").isInteger(2);
    run("WATCH", "z").isOk();
    run("SORT_RO", "z", "ALPHA", "DESC").isArrayOf("b", "a");
    run("OBJECT", "ENCODING", "z").isBulk("skiplist");
    run("ZRANGE", "z", "0", "-1").isArrayOf("a", "b");
    run("MULTI").isOk();
    run("EXEC").onWire("*0\r\n");
  }

  @Test
  void setsThatAreStoredHaveAnOrder() {
    run("SADD", "s", "3", "1", "2").isInteger(3);
    run("SORT", "s", "DESC").isArrayOf("3", "2", "1");
    run("SADD", "s", "b", "a").isInteger(2);
    run("SORT", "s", "BY", "nosort", "STORE", "to").isInteger(5);
    run("LRANGE", "to", "0", "-1").isArrayOf("1", "2", "3", "a", "b");
    assertThat(run("SORT", "s", "BY", "nosort", "LIMIT", "1", "3").tree().size()).isEqualTo(3);
  }

  @Test
  void keysAndFieldsWeighAndAreFetched() {
    run("RPUSH", "l", "1", "2", "3").isInteger(3);
    run("MSET", "w_1", "30", "w_3", "10", "name_1", "one").isOk();
    run("HSET", "h_1", "f", "b").isInteger(1);
    run("HSET", "h_2", "f", "a").isInteger(1);
    run("SORT", "l", "BY", "w_*").isArrayOf("2", "3", "1");
    run("SORT", "l", "BY", "h_*->f", "ALPHA").isArrayOf("3", "2", "1");
    run("SORT", "l", "GET", "#", "GET", "name_*", "GET", "h_*->f")
        .isArrayOf("1", "one", "b", "2", null, "a", "3", null, null);
    run("SORT", "l", "GET", "nostar", "LIMIT", "0", "1").isArrayOf((String) null);
    run("SORT", "l", "BY", "name_*")
        .isError("ERR One or more scores can't be converted into double");
  }

  @Test
  void theResultCanBeStored() {
    run("RPUSH", "l", "3", "1", "2").isInteger(3);
    run("SORT", "l", "STORE", "to").isInteger(3);
    run("LRANGE", "to", "0", "-1").isArrayOf("1", "2", "3");
    run("SORT", "l", "GET", "none_*", "STORE", "to", "LIMIT", "0", "1").isInteger(1);
    run("LRANGE", "to", "0", "-1").isArrayOf("");
    run("SORT", "l", "DESC", "STORE", "l").isInteger(3);
    run("LRANGE", "l", "0", "-1").isArrayOf("3", "2", "1");
    run("SORT", "none", "STORE", "to").isInteger(0);
    run("EXISTS", "to").isInteger(0);
    assertThat(effects()).hasSize(5);
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    run("SET", "s", "x").isOk();
    run("SORT", "s").isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("SORT", "s", "what").isError("ERR syntax error");
    run("SORT", "s", "LIMIT", "1").isError("ERR syntax error");
    run("SORT", "s", "LIMIT", "x", "1").isError("ERR value is not an integer or out of range");
    run("SORT_RO", "s", "STORE", "to").isError("ERR syntax error");
    run("COMMAND", "GETKEYS", "SORT", "a", "BY", "STORE", "STORE", "b").isArrayOf("a", "b");
  }
}
