package io.redissim.core.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class IdempotenceTest extends CommandTest {
  private String add(String... options) {
    String[] words = new String[options.length + 5];
    words[0] = "XADD";
    words[1] = "s";
    System.arraycopy(options, 0, words, 2, options.length);
    words[words.length - 3] = "*";
    words[words.length - 2] = "f";
    words[words.length - 1] = "v";
    return run(words).tree().text();
  }

  @Test
  void aProducerThatAddsTheSameAgainIsToldTheFirstId() {
    String first = add("IDMP", "p", "1");
    clock.advance(Duration.ofSeconds(1));
    assertThat(add("IDMP", "p", "1")).isEqualTo(first);
    assertThat(add("IDMP", "p", "2")).isNotEqualTo(first);
    assertThat(add("IDMP", "q", "1")).isNotEqualTo(first);
    run("XLEN", "s").isInteger(3);
    run("XDEL", "s", first).isInteger(1);
    assertThat(add("IDMP", "p", "1")).isEqualTo(first);
  }

  @Test
  void theIdMayFollowFromWhatIsAdded() {
    String first = add("IDMPAUTO", "p");
    assertThat(add("IDMPAUTO", "p")).isEqualTo(first);
    assertThat(add("IDMPAUTO", "q")).isNotEqualTo(first);
    run("XADD", "s", "IDMPAUTO", "p", "*", "fv", "").tree();
    run("XLEN", "s").isInteger(3);
  }

  @Test
  void whatIsRememberedIsForgottenInTime() {
    String first = add("IDMP", "p", "1");
    clock.advance(Duration.ofMillis(99_999));
    assertThat(add("IDMP", "p", "1")).isEqualTo(first);
    clock.advance(Duration.ofMillis(1));
    assertThat(add("IDMP", "p", "1")).isNotEqualTo(first);
  }

  @Test
  void theOldestGoWhenThereAreTooMany() {
    run("XGROUP", "CREATE", "s", "g", "0", "MKSTREAM").isOk();
    run("XCFGSET", "s", "IDMP-MAXSIZE", "2").isOk();
    String first = add("IDMP", "p", "1");
    String second = add("IDMP", "p", "2");
    add("IDMP", "p", "3");
    assertThat(add("IDMP", "p", "2")).isEqualTo(second);
    assertThat(add("IDMP", "p", "1")).isNotEqualTo(first);
    run("XLEN", "s").isInteger(4);
  }

  @Test
  void anotherLimitForgetsEverythingAndTheSameOneNothing() {
    String first = add("IDMP", "p", "1");
    run("XCFGSET", "s", "IDMP-DURATION", "100", "IDMP-MAXSIZE", "100").isOk();
    assertThat(add("IDMP", "p", "1")).isEqualTo(first);
    run("XCFGSET", "s", "idmp-duration", "7").isOk();
    assertThat(add("IDMP", "p", "1")).isNotEqualTo(first);
  }

  @Test
  void infoTellsOfItWhereItIsUsed() {
    run("XADD", "s", "1-0", "f", "v");
    assertThat(run("XINFO", "STREAM", "s").tree().size()).isEqualTo(20);
    add("IDMP", "p", "1");
    add("IDMP", "p", "1");
    add("IDMP", "q", "1");
    assertThat(run("XINFO", "STREAM", "s").tree().toString())
        .contains(
            "idmp-duration, 100, idmp-maxsize, 100, pids-tracked, 2, iids-tracked, 2,"
                + " iids-added, 2, iids-duplicates, 1, groups");
    clock.advance(Duration.ofSeconds(100));
    assertThat(run("XINFO", "STREAM", "s", "FULL").tree().toString())
        .contains("pids-tracked, 0, iids-tracked, 0, iids-added, 2, iids-duplicates, 1, entries");
  }

  @Test
  void producersThatAreSilentAreForgottenBySomeoneElse() {
    for (int i = 0; i < 50; i++) {
      add("IDMP", "p" + i, "1");
    }
    clock.advance(Duration.ofSeconds(200));
    long before = run("MEMORY", "USAGE", "s", "SAMPLES", "0").tree().integer();
    for (int i = 0; i < 60; i++) {
      add("IDMP", "q", "" + i);
    }
    assertThat(run("MEMORY", "USAGE", "s", "SAMPLES", "0").tree().integer()).isLessThan(before);
  }

  @Test
  void theEffectRecordsTheId() {
    String id = add("IDMP", "p", "1");
    add("IDMP", "p", "1");
    assertThat(effects()).containsExactly("XADD s " + id + " f v", "XIDMPRECORD s p 1 " + id);
    run("COPY", "s", "t").isInteger(1);
    run("XADD", "t", "IDMP", "p", "1", "*", "f", "v").isBulk(id);
  }

  @Test
  void whatIsTrimmedAtOnceIsNotRecorded() {
    add("MAXLEN", "0", "IDMP", "p", "1");
    assertThat(effects()).hasSize(1);
  }

  @Test
  void aRecordIsTakenOnceAndForWhatThereIs() {
    run("XADD", "s", "1-0", "f", "v");
    run("XADD", "s", "2-0", "f", "v");
    run("XIDMPRECORD", "s", "p", "1", "1-0").isOk();
    run("XIDMPRECORD", "none", "p", "1", "1-0").isError("ERR no such key");
    run("XIDMPRECORD", "s", "p", "1", "9-0")
        .isError("ERR The specified stream ID was deleted or doesn't exist");
    run("SET", "str", "v");
    run("XIDMPRECORD", "str", "p", "1", "1-0")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    String id = add("IDMP", "p", "2");
    run("XIDMPRECORD", "s", "p", "2", id).isOk();
    run("XIDMPRECORD", "s", "p", "2", "1-0")
        .isError(
            "ERR The specified IDMP producer-id/idempotent-id pair maps to a different stream ID");
  }

  @Test
  void refusals() {
    run("XADD", "s", "IDMP", "p", "1", "1-1", "f", "v")
        .isError("ERR IDMP/IDMPAUTO can be used only with auto-generated IDs");
    run("XADD", "s", "IDMP", "p", "1", "IDMP", "p", "2", "*", "f", "v")
        .isError("ERR IDMP/IDMPAUTO specified multiple times");
    run("XADD", "s", "IDMPAUTO", "p", "IDMP", "p", "2", "*", "f", "v")
        .isError("ERR IDMP/IDMPAUTO specified multiple times");
    run("XADD", "s", "IDMP", "", "1", "*", "f", "v")
        .isError("ERR IDMP requires a non-empty producer ID");
    run("XADD", "s", "IDMP", "p", "", "*", "f", "v")
        .isError("ERR IDMP requires a non-empty idempotent ID");
    run("XADD", "s", "IDMPAUTO", "", "*", "f", "v")
        .isError("ERR IDMPAUTO requires a non-empty producer ID");
    run("XADD", "s", "IDMP", "p", "*", "f", "v")
        .isError("ERR Invalid stream ID specified as stream command argument");
    run("XCFGSET", "s", "IDMP-DURATION", "1").isError("ERR no such key");
    run("XADD", "s", "1-0", "f", "v");
    run("XCFGSET", "s").isError("ERR syntax error");
    run("XCFGSET", "s", "DURATION", "1").isError("ERR syntax error");
    run("XCFGSET", "s", "IDMP-DURATION", "86401")
        .isError("ERR IDMP-DURATION must be between 1 and 86400 seconds");
    run("XCFGSET", "s", "IDMP-MAXSIZE", "0")
        .isError("ERR IDMP-MAXSIZE must be between 1 and 10000 entries");
  }
}
