package io.redissim.core.type.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListCommandsTest extends CommandTest {
  private static final String WRONG_TYPE =
      "WRONGTYPE Operation against a key holding the wrong kind of value";
  private static final String NOT_AN_INTEGER = "ERR value is not an integer or out of range";

  private void push(String key, String... elements) {
    List<String> words = new ArrayList<>(List.of("RPUSH", key));
    words.addAll(List.of(elements));
    run(words.toArray(new String[0])).isInteger(elements.length);
  }

  /** A list of so many nodes of about 8 KiB. */
  private void pushLong(String key, int nodes) {
    for (int i = 0; i < nodes * 8; i++) {
      run("RPUSH", key, i + ":" + "x".repeat(1000));
    }
  }

  @Test
  void pushesTurnTheirElementsRoundAtTheHead() {
    run("LPUSH", "k", "a", "b", "c").isInteger(3);
    run("RPUSH", "k", "1", "").isInteger(5);
    run("LRANGE", "k", "0", "-1").isArrayOf("c", "b", "a", "1", "");
    run("LLEN", "k").isInteger(5);
    assertThat(effects()).containsExactly("LPUSH k a b c", "RPUSH k 1 ");
  }

  @Test
  void pushXNeedsAList() {
    run("LPUSHX", "k", "a").isInteger(0);
    run("RPUSHX", "k", "a").isInteger(0);
    run("EXISTS", "k").isInteger(0);
    push("k", "a");
    run("LPUSHX", "k", "b", "c").isInteger(3);
    run("RPUSHX", "k", "d").isInteger(4);
    run("LRANGE", "k", "0", "-1").isArrayOf("c", "b", "a", "d");
  }

  @Test
  void popTakesFromBothEndsAndTheKeyGoesWithTheLast() {
    push("k", "1", "2", "3", "4", "5");
    run("LPOP", "k").isBulk("1");
    run("RPOP", "k").isBulk("5");
    run("RPOP", "k", "2").isArrayOf("4", "3");
    run("LPOP", "k", "9").isArrayOf("2");
    run("EXISTS", "k").isInteger(0);
    run("LPOP", "k").onWire("$-1\r\n");
    run("LPOP", "k", "2").onWire("*-1\r\n");
  }

  @Test
  void popChecksItsCountBeforeTheKey() {
    push("k", "a");
    run("LPOP", "k", "0").onWire("*0\r\n");
    run("LPOP", "none", "0").onWire("*-1\r\n");
    run("LPOP", "k", "-1").isError("ERR value is out of range, must be positive");
    run("LPOP", "k", "x").isError("ERR value is out of range, must be positive");
    run("RPOP", "k", "1", "2").isError("ERR wrong number of arguments for 'rpop' command");
  }

  @Test
  void rangesAreCutToTheList() {
    push("k", "a", "b", "c", "d");
    run("LRANGE", "k", "1", "2").isArrayOf("b", "c");
    run("LRANGE", "k", "-3", "-2").isArrayOf("b", "c");
    run("LRANGE", "k", "-100", "100").isArrayOf("a", "b", "c", "d");
    run("LRANGE", "k", "3", "1").onWire("*0\r\n");
    run("LRANGE", "k", "4", "9").onWire("*0\r\n");
    run("LRANGE", "none", "0", "-1").onWire("*0\r\n");
    run("LRANGE", "none", "x", "-1").isError(NOT_AN_INTEGER);
    run("LRANGE", "k", "-9223372036854775808", "9223372036854775807").isArrayOf("a", "b", "c", "d");
  }

  @Test
  void indexesCountFromBothEnds() {
    push("k", "a", "b", "c");
    run("LINDEX", "k", "0").isBulk("a");
    run("LINDEX", "k", "-1").isBulk("c");
    run("LINDEX", "k", "3").isNil();
    run("LINDEX", "k", "-4").isNil();
    run("LINDEX", "none", "x").isNil();
    run("LINDEX", "k", "x").isError(NOT_AN_INTEGER);
    run("LSET", "k", "-2", "77").isOk();
    run("LSET", "k", "3", "y").isError("ERR index out of range");
    run("LSET", "none", "x", "y").isError("ERR no such key");
    run("LRANGE", "k", "0", "-1").isArrayOf("a", "77", "c");
  }

  @Test
  void linsertStandsBesideTheFirstPivot() {
    push("k", "a", "p", "b", "p");
    run("LINSERT", "k", "before", "p", "x").isInteger(5);
    run("LINSERT", "k", "AFTER", "p", "y").isInteger(6);
    run("LINSERT", "k", "AFTER", "nope", "z").isInteger(-1);
    run("LINSERT", "none", "AFTER", "p", "z").isInteger(0);
    run("LINSERT", "k", "BESIDE", "p", "z").isError("ERR syntax error");
    run("LRANGE", "k", "0", "-1").isArrayOf("a", "x", "p", "y", "b", "p");
  }

  @Test
  void lremGoesForwardsBackwardsOrThroughAll() {
    push("k", "x", "a", "x", "b", "x", "x");
    run("LREM", "k", "1", "x").isInteger(1);
    run("LREM", "k", "-2", "x").isInteger(2);
    run("LRANGE", "k", "0", "-1").isArrayOf("a", "x", "b");
    run("LREM", "k", "0", "x").isInteger(1);
    run("LREM", "k", "0", "x").isInteger(0);
    run("LREM", "k", "0", "a").isInteger(1);
    run("LREM", "k", "5", "b").isInteger(1);
    run("EXISTS", "k").isInteger(0);
    run("LREM", "k", "-9223372036854775808", "b")
        .isError(
            "ERR value is out of range, value must between -9223372036854775807 and"
                + " 9223372036854775807");
  }

  @Test
  void ltrimKeepsWhatIsBetween() {
    push("k", "1", "2", "3", "4", "5");
    run("LTRIM", "k", "1", "-2").isOk();
    run("LRANGE", "k", "0", "-1").isArrayOf("2", "3", "4");
    run("LTRIM", "k", "0", "100").isOk();
    run("LLEN", "k").isInteger(3);
    run("LTRIM", "k", "5", "9").isOk();
    run("EXISTS", "k").isInteger(0);
    run("LTRIM", "k", "0", "1").isOk();
  }

  @Test
  void everyCommandRefusesAString() {
    run("SET", "s", "x");
    for (String command :
        List.of(
            "LPUSH s a",
            "RPUSHX s a",
            "LPOP s",
            "LPOP s 0",
            "LLEN s",
            "LINDEX s x",
            "LRANGE s 0 1",
            "LSET s x a",
            "LINSERT s before a b",
            "LREM s 0 a",
            "LTRIM s 0 1",
            "LPOS s a",
            "LMPOP 2 none s LEFT",
            "RPOPLPUSH s other")) {
      run(command.split(" ")).isError(WRONG_TYPE);
    }
  }

  @Test
  void aLongListIsAQuicklistUntilItIsHalfAsLongAsItMayBe() {
    run("CONFIG", "SET", "list-max-listpack-size", "4").isOk();
    push("k", "1", "2", "3", "4");
    run("OBJECT", "ENCODING", "k").isBulk("listpack");
    run("RPUSH", "k", "5").isInteger(5);
    run("OBJECT", "ENCODING", "k").isBulk("quicklist");
    run("RPOP", "k", "2");
    run("OBJECT", "ENCODING", "k").isBulk("quicklist");
    run("RPOP", "k");
    run("OBJECT", "ENCODING", "k").isBulk("listpack");
    run("LRANGE", "k", "0", "-1").isArrayOf("1", "2");
  }

  @Test
  void longListsDoAllThatShortOnesDo() {
    pushLong("k", 5);
    run("OBJECT", "ENCODING", "k").isBulk("quicklist");
    run("LINDEX", "k", "20").isBulk("20:" + "x".repeat(1000));
    run("LSET", "k", "20", "twenty").isOk();
    run("LINSERT", "k", "BEFORE", "twenty", "before").isInteger(41);
    run("LREM", "k", "-1", "twenty").isInteger(1);
    run("LRANGE", "k", "20", "20").isArrayOf("before");
    run("LTRIM", "k", "10", "-10").isOk();
    run("LLEN", "k").isInteger(21);
    run("LPUSH", "k", "y".repeat(20_000)).isInteger(22);
    run("LINDEX", "k", "0").isBulk("y".repeat(20_000));
    run("LPOS", "k", "before").isInteger(11);
    run("RENAME", "k", "k2").isOk();
    run("COPY", "k2", "k3").isInteger(1);
    run("LPOP", "k2").isBulk("y".repeat(20_000));
    run("LLEN", "k3").isInteger(22);
    run("RPOP", "k2", "1000").tree();
    run("EXISTS", "k2").isInteger(0);
  }

  @Test
  void aDumpIsRestoredAsItWas() {
    pushLong("k", 3);
    run("RPUSH", "k", "z".repeat(9000));
    byte[] payload = run("DUMP", "k").tree().bytes();
    run(bytes("RESTORE"), bytes("copy"), bytes("0"), payload).isOk();
    assertThat(client.callForBytes(bytes("LRANGE"), bytes("copy"), bytes("0"), bytes("-1")))
        .isEqualTo(client.callForBytes(bytes("LRANGE"), bytes("k"), bytes("0"), bytes("-1")));
    run("OBJECT", "ENCODING", "copy").isBulk("quicklist");
    push("short", "1", "two");
    payload = run("DUMP", "short").tree().bytes();
    run(bytes("RESTORE"), bytes("copy"), bytes("0"), payload, bytes("REPLACE")).isOk();
    run("LRANGE", "copy", "0", "-1").isArrayOf("1", "two");
    run("OBJECT", "ENCODING", "copy").isBulk("listpack");
  }

  private static byte[] bytes(String text) {
    return Ascii.bytes(text);
  }
}
