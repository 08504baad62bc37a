package io.redissim.core.type.hash;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.command.EventClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HashExpireCommandsTest extends CommandTest {
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void listen() {
    engine
        .context()
        .sendEventsTo(
            (kind, event, db, key) -> {
              if (kind != EventClass.KEY_MISS) {
                events.add(event + " " + db + key);
              }
            });
  }

  @Test
  void aFieldLivesThroughItsLastMillisecond() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HPEXPIRE", "h", "100", "FIELDS", "1", "a").onWire("*1\r\n:1\r\n");
    clock.advance(ofMillis(100));
    run("HGET", "h", "a").isBulk("1");
    clock.advance(ofMillis(1));
    run("HGET", "h", "a").isNil();
    run("HLEN", "h").isInteger(1);
    run("HGETALL", "h").isArrayOf("b", "2");
  }

  @Test
  void everyFieldHasAnAnswerOfItsOwn() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HEXPIRE", "h", "100", "FIELDS", "3", "a", "none", "b").onWire("*3\r\n:1\r\n:-2\r\n:1\r\n");
    run("HEXPIRE", "none", "100", "FIELDS", "2", "a", "b").onWire("*2\r\n:-2\r\n:-2\r\n");
    run("HTTL", "h", "FIELDS", "2", "a", "none").onWire("*2\r\n:100\r\n:-2\r\n");
    run("HPERSIST", "h", "FIELDS", "3", "a", "a", "none").onWire("*3\r\n:1\r\n:-1\r\n:-2\r\n");
    run("HPTTL", "h", "FIELDS", "2", "a", "b").onWire("*2\r\n:-1\r\n:100000\r\n");
    long deadline = START.getEpochSecond() + 100;
    run("HEXPIRETIME", "h", "FIELDS", "1", "b").onWire("*1\r\n:" + deadline + "\r\n");
    run("HPEXPIRETIME", "h", "FIELDS", "1", "b").onWire("*1\r\n:" + deadline + "000\r\n");
    clock.advance(ofMillis(1));
    run("HTTL", "h", "FIELDS", "1", "b").onWire("*1\r\n:100\r\n");
    run("HTTL", "none", "FIELDS", "1", "b").onWire("*1\r\n:-2\r\n");
    run("HPERSIST", "none", "FIELDS", "1", "b").onWire("*1\r\n:-2\r\n");
  }

  @Test
  void conditionsTakeAFieldWithoutDeadlineForImmortal() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HEXPIRE", "h", "100", "XX", "FIELDS", "1", "a").onWire("*1\r\n:0\r\n");
    run("HEXPIRE", "h", "100", "GT", "FIELDS", "1", "a").onWire("*1\r\n:0\r\n");
    run("HEXPIRE", "h", "100", "NX", "FIELDS", "1", "a").onWire("*1\r\n:1\r\n");
    run("HEXPIRE", "h", "100", "NX", "FIELDS", "2", "a", "b").onWire("*2\r\n:0\r\n:1\r\n");
    run("HEXPIRE", "h", "50", "GT", "FIELDS", "1", "a").onWire("*1\r\n:0\r\n");
    run("HEXPIRE", "h", "150", "GT", "FIELDS", "1", "a").onWire("*1\r\n:1\r\n");
    run("HEXPIRE", "h", "150", "LT", "FIELDS", "2", "a", "b").onWire("*2\r\n:0\r\n:0\r\n");
    run("HEXPIRE", "h", "20", "LT", "FIELDS", "2", "a", "b").onWire("*2\r\n:1\r\n:1\r\n");
  }

  @Test
  void aDeadlineInThePastRemovesTheFields() {
    run("HSET", "h", "a", "1", "b", "2", "c", "3");
    events.clear();
    run("HEXPIREAT", "h", "1", "FIELDS", "3", "a", "none", "b").onWire("*3\r\n:2\r\n:-2\r\n:2\r\n");
    assertThat(events).containsExactly("hdel 0h");
    run("HPEXPIRE", "h", "0", "FIELDS", "1", "c").onWire("*1\r\n:2\r\n");
    run("EXISTS", "h").isInteger(0);
    assertThat(events).containsExactly("hdel 0h", "hdel 0h", "del 0h");
    assertThat(effects()).endsWith("HDEL h a b", "HDEL h c");
  }

  @Test
  void badArgumentsAreRefusedInRedisOrder() {
    run("HSET", "h", "a", "1");
    run("HEXPIRE", "h", "x", "FIELDS", "1", "a")
        .isError("ERR value is not an integer or out of range");
    run("HEXPIRE", "h", "-1", "FIELDS", "1", "a").isError("ERR invalid expire time, must be >= 0");
    run("HEXPIRE", "h", "70368744178", "FIELDS", "1", "a")
        .isError("ERR invalid expire time in 'hexpire' command");
    run("HPEXPIREAT", "h", "70368744177664", "FIELDS", "1", "a")
        .isError("ERR invalid expire time in 'hpexpireat' command");
    run("HEXPIRE", "h", "1", "NX", "XX", "FIELDS", "1", "a")
        .isError("ERR Mandatory argument FIELDS is missing or not at the right position");
    run("HEXPIRE", "h", "1", "FIELDS", "0", "a")
        .isError("ERR Parameter `numFields` should be greater than 0");
    run("HEXPIRE", "h", "1", "FIELDS", "2", "a")
        .isError("ERR The `numfields` parameter must match the number of arguments");
    run("HTTL", "h", "FIELDS", "0", "a").isError("ERR Number of fields must be a positive integer");
    run("HTTL", "h", "FIELD", "1", "a")
        .isError("ERR Mandatory argument FIELDS is missing or not at the right position");
    run("HPERSIST", "h", "FIELDS", "1", "a", "b")
        .isError("ERR The `numfields` parameter must match the number of arguments");
  }

  @Test
  void fieldsGoOnTimeThoughNobodyAsks() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HSET", "g", "a", "1");
    run("HPEXPIRE", "h", "50", "FIELDS", "1", "a");
    run("HPEXPIRE", "g", "70", "FIELDS", "1", "a");
    assertThat(engine.keyspace().database(0).subexpiries()).isEqualTo(2);
    events.clear();
    clock.advance(ofMillis(100));
    tick();
    assertThat(events).containsExactly("hexpired 0h", "hexpired 0g", "del 0g");
    assertThat(effects()).endsWith("HDEL h a", "HDEL g a");
    assertThat(engine.keyspace().database(0).subexpiries()).isZero();
    assertThat(engine.keyspace().database(0).size()).isEqualTo(1);
    assertThat(engine.statistics().expiredSubkeys()).isEqualTo(2);
  }

  @Test
  void aReaderIsTheFirstToTellOfFieldsThatAreGone() {
    run("HSET", "h", "a", "1", "b", "2", "c", "3");
    run("HPEXPIRE", "h", "10", "FIELDS", "2", "a", "b");
    run("HPEXPIRE", "h", "20", "FIELDS", "1", "c");
    events.clear();
    clock.advance(ofMillis(11));
    run("HMGET", "h", "a", "b", "c").isArrayOf(null, null, "3");
    assertThat(events).containsExactly("hexpired 0h");
    clock.advance(ofMillis(10));
    run("EXISTS", "h").isInteger(0);
    assertThat(events).containsExactly("hexpired 0h", "hexpired 0h", "del 0h");
  }

  @Test
  void settingAValueTakesTheDeadlineAwayButCountingKeepsIt() {
    run("HSET", "h", "a", "1", "b", "2", "c", "3");
    run("HEXPIRE", "h", "100", "FIELDS", "3", "a", "b", "c");
    run("HSET", "h", "a", "5");
    run("HINCRBY", "h", "b", "1").isInteger(3);
    run("HINCRBYFLOAT", "h", "c", "0.5").isBulk("3.5");
    run("HTTL", "h", "FIELDS", "3", "a", "b", "c").onWire("*3\r\n:-1\r\n:100\r\n:100\r\n");
  }

  @Test
  void removedFieldsLeaveNoDeadlineBehind() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HEXPIRE", "h", "100", "FIELDS", "1", "a");
    run("HDEL", "h", "a");
    run("HSET", "h", "a", "new");
    run("HTTL", "h", "FIELDS", "1", "a").onWire("*1\r\n:-1\r\n");
    assertThat(engine.keyspace().database(0).subexpiries()).isZero();
    clock.advance(ofSeconds(101));
    tick();
    run("HGET", "h", "a").isBulk("new");
  }

  @Test
  void deadlinesGoWhereTheHashGoes() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HEXPIRE", "h", "100", "FIELDS", "1", "a");
    run("COPY", "h", "copy");
    run("RENAME", "h", "moved");
    run("MOVE", "moved", "3");
    run("SWAPDB", "0", "5");
    run("SELECT", "5");
    run("HTTL", "copy", "FIELDS", "2", "a", "b").onWire("*2\r\n:100\r\n:-1\r\n");
    assertThat(engine.keyspace().database(5).subexpiries()).isEqualTo(1);
    assertThat(engine.keyspace().database(3).subexpiries()).isEqualTo(1);
    assertThat(engine.keyspace().database(0).subexpiries()).isZero();
    events.clear();
    clock.advance(ofMillis(100_050));
    tick();
    assertThat(events).containsExactlyInAnyOrder("hexpired 3moved", "hexpired 5copy");
    run("HLEN", "copy").isInteger(1);
  }

  @Test
  void whatReplacesAHashForgetsItsDeadlines() {
    for (String key : new String[] {"a", "b", "c"}) {
      run("HSET", key, "f", "1");
      run("HEXPIRE", key, "100", "FIELDS", "1", "f");
    }
    run("SET", "a", "v");
    run("DEL", "b");
    run("HSET", "d", "f", "1");
    run("RENAME", "d", "c");
    assertThat(engine.keyspace().database(0).subexpiries()).isZero();
    run("HSET", "e", "f", "1");
    run("HEXPIRE", "e", "100", "FIELDS", "1", "f");
    run("FLUSHALL").isOk();
    assertThat(engine.keyspace().database(0).subexpiries()).isZero();
    clock.advance(ofSeconds(200));
    tick();
  }

  @Test
  void aKeysOwnDeadlineIsAnotherThing() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HPEXPIRE", "h", "50", "FIELDS", "1", "a");
    run("PEXPIRE", "h", "100");
    clock.advance(ofMillis(60));
    tick();
    run("HLEN", "h").isInteger(1);
    run("PTTL", "h").isInteger(40);
    clock.advance(ofMillis(60));
    tick();
    run("EXISTS", "h").isInteger(0);
  }

  @Test
  void manyFieldsOfManyHashesGoInTheirTurn() {
    for (int i = 0; i < 50; i++) {
      for (int f = 0; f < 40; f++) {
        run("HSET", "h" + i, "f" + f, "v");
        run(
            "HPEXPIRE",
            "h" + i,
            Integer.toString(10 + (i * 7 + f * 13) % 500),
            "FIELDS",
            "1",
            "f" + f);
      }
    }
    for (int step = 0; step < 30; step++) {
      clock.advance(ofMillis(20));
      tick();
    }
    run("DBSIZE").isInteger(0);
    assertThat(engine.statistics().expiredSubkeys()).isEqualTo(2000);
  }

  @Test
  void recordsOfDeadlinesThatWereTakenBackAreSweptAway() {
    for (int i = 0; i < 5000; i++) {
      run("HSET", "h", "f", "v");
      run("HEXPIRE", "h", "1000000", "FIELDS", "1", "f");
      run("DEL", "h");
    }
    run("HSET", "h", "f", "v", "g", "v");
    run("HEXPIRE", "h", "1000", "FIELDS", "1", "f");
    tick();
    assertThat(engine.keyspace().database(0).usedBytes()).isLessThan(40_000);
    clock.advance(ofDays(1));
    tick();
    run("HLEN", "h").isInteger(1);
  }

  @Test
  void dumpTakesTheDeadlinesAlong() {
    run("HSET", "h", "a", "1", "b", "2", "c", "3");
    run("HEXPIRE", "h", "100", "FIELDS", "1", "a");
    run("HEXPIRE", "h", "200", "FIELDS", "1", "b");
    byte[] payload = run("DUMP", "h").tree().bytes();
    run(Ascii.bytes("RESTORE"), Ascii.bytes("g"), Ascii.bytes("0"), payload).isOk();
    run("HTTL", "g", "FIELDS", "3", "a", "b", "c").onWire("*3\r\n:100\r\n:200\r\n:-1\r\n");
    assertThat(engine.keyspace().database(0).subexpiries()).isEqualTo(2);
  }
}
