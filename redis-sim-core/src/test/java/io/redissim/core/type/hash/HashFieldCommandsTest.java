package io.redissim.core.type.hash;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.command.EventClass;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HashFieldCommandsTest extends CommandTest {
  private final List<String> events = new ArrayList<>();

  @BeforeEach
  void listen() {
    engine
        .context()
        .sendEventsTo(
            (kind, event, db, key) -> {
              if (kind != EventClass.KEY_MISS) {
                events.add(event);
              }
            });
  }

  @Test
  void hgetdelGivesTheValuesItRemoves() {
    run("HSET", "h", "a", "1", "b", "2");
    events.clear();
    run("HGETDEL", "h", "FIELDS", "3", "a", "a", "none").isArrayOf("1", null, null);
    run("HGETDEL", "h", "FIELDS", "1", "none").isArrayOf((String) null);
    run("HGETDEL", "h", "FIELDS", "1", "b").isArrayOf("2");
    run("HGETDEL", "h", "FIELDS", "1", "b").isArrayOf((String) null);
    assertThat(events).containsExactly("hdel", "hdel", "del");
    assertThat(effects()).endsWith("HDEL h a", "HDEL h b");
  }

  @Test
  void hgetexChangesTheDeadlinesOfWhatItGives() {
    run("HSET", "h", "a", "1", "b", "2");
    events.clear();
    run("HGETEX", "h", "FIELDS", "2", "a", "none").isArrayOf("1", null);
    run("HGETEX", "h", "EX", "10", "FIELDS", "2", "a", "none").isArrayOf("1", null);
    run("HPTTL", "h", "FIELDS", "2", "a", "b").onWire("*2\r\n:10000\r\n:-1\r\n");
    run("HGETEX", "h", "PERSIST", "FIELDS", "2", "a", "b").isArrayOf("1", "2");
    run("HGETEX", "h", "PERSIST", "FIELDS", "1", "a").isArrayOf("1");
    run("HTTL", "h", "FIELDS", "1", "a").onWire("*1\r\n:-1\r\n");
    run("HGETEX", "h", "PXAT", "1", "FIELDS", "2", "a", "b").isArrayOf("1", "2");
    run("EXISTS", "h").isInteger(0);
    assertThat(events).containsExactly("hexpire", "hpersist", "hdel", "del");
    assertThat(effects())
        .endsWith(
            "HPEXPIREAT h " + (START.toEpochMilli() + 10_000) + " FIELDS 1 a",
            "HPERSIST h FIELDS 1 a",
            "HDEL h a b");
  }

  @Test
  void hgetexRefusesWhatItDoesNotKnow() {
    run("HGETEX", "h", "KEEPTTL", "FIELDS", "1", "a")
        .isError("ERR Mandatory argument FIELDS is missing or not at the right position");
    run("HGETEX", "h", "PERSIST", "1", "FIELDS", "1", "a")
        .isError("ERR Mandatory argument FIELDS is missing or not at the right position");
    run("HGETEX", "h", "PX", "-1", "FIELDS", "1", "a")
        .isError("ERR invalid expire time, must be >= 0");
    run("HGETEX", "h", "EX", "x", "FIELDS", "1", "a")
        .isError("ERR value is not an integer or out of range");
    run("HGETEX", "h", "EX", "281474976710656", "FIELDS", "1", "a")
        .isError("ERR invalid expire time in 'hgetex' command");
    run("HGETEX", "h", "FIELDS", "0", "a")
        .isError("ERR Number of fields must be a positive integer");
  }

  @Test
  void hsetexSetsAllOrNothing() {
    run("HSETEX", "h", "FXX", "FIELDS", "1", "a", "1").isInteger(0);
    run("EXISTS", "h").isInteger(0);
    run("HSETEX", "h", "FNX", "FIELDS", "1", "a", "1").isInteger(1);
    run("HSETEX", "h", "FNX", "FIELDS", "2", "a", "2", "b", "2").isInteger(0);
    run("HSETEX", "h", "FXX", "FIELDS", "2", "a", "2", "b", "2").isInteger(0);
    run("HGETALL", "h").isArrayOf("a", "1");
    run("HSETEX", "h", "EX", "10", "FXX", "FIELDS", "1", "a", "3").isInteger(1);
    run("HTTL", "h", "FIELDS", "1", "a").onWire("*1\r\n:10\r\n");
    run("HSETEX", "h", "KEEPTTL", "FIELDS", "2", "a", "4", "b", "5").isInteger(1);
    run("HTTL", "h", "FIELDS", "2", "a", "b").onWire("*2\r\n:10\r\n:-1\r\n");
    run("HSETEX", "h", "FIELDS", "1", "a", "6").isInteger(1);
    run("HTTL", "h", "FIELDS", "1", "a").onWire("*1\r\n:-1\r\n");
  }

  @Test
  void hsetexIsPropagatedWithItsDeadline() {
    run("HSETEX", "h", "FNX", "PX", "500", "FIELDS", "2", "a", "1", "b", "2").isInteger(1);
    assertThat(events).containsExactly("new", "hset", "hexpire");
    assertThat(effects())
        .containsExactly("HSETEX h PXAT " + (START.toEpochMilli() + 500) + " FIELDS 2 a 1 b 2");
    clock.advance(ofMillis(501));
    run("HLEN", "h").isInteger(0);
  }

  @Test
  void hsetexWithADeadlineInThePastRemoves() {
    run("HSET", "h", "a", "1", "b", "2");
    events.clear();
    run("HSETEX", "h", "PX", "0", "FIELDS", "1", "a", "9").isInteger(1);
    run("HGETALL", "h").isArrayOf("b", "2");
    assertThat(events).containsExactly("hset", "hdel");
    run("HSETEX", "none", "EXAT", "1", "FIELDS", "1", "a", "9").isInteger(1);
    run("EXISTS", "none").isInteger(0);
  }

  @Test
  void hsetexRefusesWhatExcludesItself() {
    run("HSETEX", "h", "FXX", "FNX", "FIELDS", "1", "a", "1")
        .isError("ERR Only one of FXX or FNX arguments can be specified");
    run("HSETEX", "h", "EX", "1", "KEEPTTL", "FIELDS", "1", "a", "1")
        .isError("ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified");
    run("HSETEX", "h", "NX", "FIELDS", "1", "a", "1").isError("ERR unknown argument: NX");
    run("HSETEX", "h", "FIELDS", "x", "a", "1").isError("ERR invalid number of fields");
    run("HSETEX", "h", "FIELDS", "0", "a", "1").isError("ERR invalid number of fields");
    run("HSETEX", "h", "FIELDS", "2", "a", "1")
        .isError("ERR wrong number of arguments for 'hsetex' command");
    run("HSETEX", "h", "EX", "-5", "FIELDS", "1", "a", "1")
        .isError("ERR invalid expire time, must be >= 0");
  }
}
