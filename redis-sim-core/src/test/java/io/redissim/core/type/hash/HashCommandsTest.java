package io.redissim.core.type.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.command.EventClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HashCommandsTest extends CommandTest {
  private static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";

  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void listen() {
    engine
        .context()
        .sendEventsTo(
            (kind, event, db, key) -> {
              if (kind != EventClass.KEY_MISS) {
                events.add(kind.letter() + event);
              }
            });
  }

  @Test
  void hsetCountsTheFieldsThatAreNew() {
    run("HSET", "h", "a", "1", "b", "2").isInteger(2);
    run("HSET", "h", "a", "3", "c", "4", "c", "5").isInteger(1);
    run("HMGET", "h", "a", "b", "c", "d").isArrayOf("3", "2", "5", null);
    assertThat(events).containsExactly("nnew", "hhset", "hhset");
  }

  @Test
  void fieldsAndValuesComeInPairs() {
    run("HSET", "h", "a", "1", "b").isError("ERR wrong number of arguments for 'hset' command");
    run("HMSET", "h", "a", "1", "b").isError("ERR wrong number of arguments for 'hmset' command");
    run("HMSET", "h", "a", "1").isOk();
  }

  @Test
  void numbersAndBytesComeBackAsTheyWent() {
    run("HSET", "h", "", "", "007", "-0", "9223372036854775807", "-9223372036854775808");
    run("HMGET", "h", "", "007", "9223372036854775807").isArrayOf("", "-0", "-9223372036854775808");
    run("HSTRLEN", "h", "9223372036854775807").isInteger(20);
    run("HSTRLEN", "h", "none").isInteger(0);
    run("HEXISTS", "h", "").isInteger(1);
    run("HEXISTS", "h", "7").isInteger(0);
  }

  @Test
  void aWholeHashIsAMapInResp3() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HGETALL", "h").isArrayOf("a", "1", "b", "2");
    run("HKEYS", "h").isArrayOf("a", "b");
    run("HVALS", "h").isArrayOf("1", "2");
    run("HELLO", "3");
    run("HGETALL", "h").onWire("%2\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n");
    run("HGETALL", "none").onWire("%0\r\n");
    run("HKEYS", "none").onWire("*0\r\n");
  }

  @Test
  void theLastFieldTakesTheKeyWithIt() {
    run("HSET", "h", "a", "1", "b", "2");
    events.clear();
    run("HDEL", "h", "none").isInteger(0);
    run("HDEL", "h", "a", "a", "b", "c").isInteger(2);
    run("EXISTS", "h").isInteger(0);
    assertThat(events).containsExactly("hhdel", "gdel");
  }

  @Test
  void hsetnxSetsOnlyWhatIsMissing() {
    run("HSETNX", "h", "a", "1").isInteger(1);
    run("HSETNX", "h", "a", "2").isInteger(0);
    run("HGET", "h", "a").isBulk("1");
    assertThat(events).containsExactly("nnew", "hhset");
    assertThat(effects()).containsExactly("HSETNX h a 1");
  }

  @Test
  void anotherTypeIsRefused() {
    run("SET", "s", "v");
    for (String[] command :
        new String[][] {
          {"HSET", "s", "a", "1"},
          {"HGET", "s", "a"},
          {"HDEL", "s", "a"},
          {"HLEN", "s"},
          {"HGETALL", "s"},
          {"HINCRBY", "s", "a", "1"},
          {"HSCAN", "s", "0"},
          {"HRANDFIELD", "s"},
          {"HTTL", "s", "FIELDS", "1", "a"},
          {"HEXPIRE", "s", "1", "FIELDS", "1", "a"},
          {"HGETEX", "s", "FIELDS", "1", "a"},
          {"HSETEX", "s", "FIELDS", "1", "a", "b"}
        }) {
      run(command).isError(WRONG_TYPE);
    }
    run("HSET", "h", "a", "1");
    run("GET", "h").isError(WRONG_TYPE);
    run("TYPE", "h").onWire("+hash\r\n");
  }

  @Test
  void manyFieldsOrLongOnesMakeATable() {
    run("CONFIG", "SET", "hash-max-listpack-entries", "3", "hash-max-listpack-value", "8").isOk();
    run("HSET", "h", "a", "1", "b", "2", "c", "12345678").isInteger(3);
    run("OBJECT", "ENCODING", "h").isBulk("listpack");
    run("HSET", "h", "a", "2").isInteger(0);
    run("OBJECT", "ENCODING", "h").isBulk("listpack");
    run("HSET", "h", "d", "4").isInteger(1);
    run("OBJECT", "ENCODING", "h").isBulk("hashtable");
    run("HMGET", "h", "a", "b", "c", "d").isArrayOf("2", "2", "12345678", "4");
    run("HSET", "g", "a", "123456789");
    run("OBJECT", "ENCODING", "g").isBulk("hashtable");
    run("HSET", "g2", "123456789", "a");
    run("OBJECT", "ENCODING", "g2").isBulk("hashtable");
    run("HDEL", "h", "b", "c", "d").isInteger(3);
    run("OBJECT", "ENCODING", "h").isBulk("hashtable");
  }

  @Test
  void countingKeepsTheRulesOfIntegers() {
    run("HINCRBY", "h", "n", "5").isInteger(5);
    run("HINCRBY", "h", "n", "-7").isInteger(-2);
    run("HSET", "h", "max", "9223372036854775807", "text", "abc", "space", " 1");
    events.clear();
    run("HINCRBY", "h", "max", "1").isError("ERR increment or decrement would overflow");
    run("HINCRBY", "h", "text", "1").isError("ERR hash value is not an integer");
    run("HINCRBY", "h", "space", "1").isError("ERR hash value is not an integer");
    run("HINCRBY", "h", "n", "x").isError("ERR value is not an integer or out of range");
    assertThat(events).isEmpty();
    run("HINCRBY", "h", "max", "-1").isInteger(Long.MAX_VALUE - 1);
    assertThat(events).containsExactly("hhincrby");
  }

  @Test
  void countingWithFloatsIsPropagatedAsItsResult() {
    run("HSET", "h", "f", "10.50");
    run("HINCRBYFLOAT", "h", "f", "0.1").isBulk("10.6");
    run("HINCRBYFLOAT", "h", "none", "3").isBulk("3");
    run("HINCRBYFLOAT", "h", "f", "x").isError("ERR value is not a valid float");
    run("HINCRBYFLOAT", "h", "f", "inf").isError("ERR value is NaN or Infinity");
    run("HSET", "h", "t", "abc");
    run("HINCRBYFLOAT", "h", "t", "1").isError("ERR hash value is not a float");
    assertThat(effects()).contains("HSET h f 10.6", "HSET h none 3");
  }

  @Test
  void aKeyKeepsItsDeadlineWhenItsFieldsChange() {
    run("HSET", "h", "a", "1");
    run("EXPIRE", "h", "100");
    run("HSET", "h", "b", "2");
    run("HDEL", "h", "a");
    run("TTL", "h").isInteger(100);
  }
}
