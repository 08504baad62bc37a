package io.redissim.core.generic;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyCommandsTest extends CommandTest {
  private final List<String> events = new ArrayList<>();

  private void listen() {
    engine
        .context()
        .sendEventsTo((kind, event, db, key) -> events.add(kind.letter() + event + " " + db + key));
  }

  @Test
  void delCountsWhatItRemoved() {
    run("SET", "a", "1").isOk();
    run("SET", "b", "2").isOk();
    run("DEL", "a", "b", "c", "a").isInteger(2);
    run("EXISTS", "a", "b").isInteger(0);
  }

  @Test
  void unlinkIsDel() {
    run("SET", "a", "1").isOk();
    run("UNLINK", "a").isInteger(1);
    run("GET", "a").isNil();
  }

  @Test
  void delOfNothingHasNoEffect() {
    run("DEL", "a").isInteger(0);
    assertThat(effects()).isEmpty();
  }

  @Test
  void delDoesNotCountAKeyPastItsDeadline() {
    run("SET", "a", "1", "PX", "10").isOk();
    clock.advance(ofMillis(11));
    run("DEL", "a").isInteger(0);
  }

  @Test
  void existsCountsAKeyAsOftenAsItIsNamed() {
    run("SET", "a", "1").isOk();
    run("EXISTS", "a", "a", "b").isInteger(2);
  }

  @Test
  void touchCountsKeys() {
    run("SET", "a", "1").isOk();
    run("TOUCH", "a", "b").isInteger(1);
  }

  @Test
  void touchIsAnAccessEvenWithNoTouch() {
    run("SET", "a", "1").isOk();
    run("CLIENT", "NO-TOUCH", "ON").isOk();
    clock.advance(ofSeconds(7));
    run("GET", "a").isBulk("1");
    run("OBJECT", "IDLETIME", "a").isInteger(7);
    run("TOUCH", "a").isInteger(1);
    run("OBJECT", "IDLETIME", "a").isInteger(0);
  }

  @Test
  void typeNamesTheTypeOrNone() {
    run("SET", "a", "1").isOk();
    run("TYPE", "a").onWire("+string\r\n");
    run("TYPE", "b").onWire("+none\r\n");
  }

  @Test
  void renameTakesTheDeadlineAlongAndReplaces() {
    run("SET", "a", "1", "PX", "5000").isOk();
    run("SET", "b", "2").isOk();
    run("RENAME", "a", "b").isOk();
    run("GET", "b").isBulk("1");
    run("PTTL", "b").isInteger(5000);
    run("EXISTS", "a").isInteger(0);
  }

  @Test
  void renameOntoItselfChangesNothing() {
    run("SET", "a", "1").isOk();
    int before = effects().size();
    run("RENAME", "a", "a").isOk();
    run("RENAMENX", "a", "a").isInteger(0);
    assertThat(effects()).hasSize(before);
  }

  @Test
  void renameOfNothingIsAnError() {
    run("RENAME", "a", "b").isError("ERR no such key");
    run("RENAMENX", "a", "a").isError("ERR no such key");
  }

  @Test
  void renameNxLeavesAnExistingKeyAlone() {
    run("SET", "a", "1").isOk();
    run("SET", "b", "2").isOk();
    run("RENAMENX", "a", "b").isInteger(0);
    run("GET", "b").isBulk("2");
    run("RENAMENX", "a", "c").isInteger(1);
    run("GET", "c").isBulk("1");
  }

  @Test
  void renameTellsBothNames() {
    run("SET", "a", "1").isOk();
    listen();
    run("RENAME", "a", "b").isOk();
    assertThat(events).containsExactly("nnew 0b", "grename_from 0a", "grename_to 0b");
  }

  @Test
  void copyKeepsTheSource() {
    run("SET", "a", "1", "PX", "5000").isOk();
    run("COPY", "a", "b").isInteger(1);
    run("GET", "a").isBulk("1");
    run("GET", "b").isBulk("1");
    run("PTTL", "b").isInteger(5000);
  }

  @Test
  void copyReplacesOnlyOnRequest() {
    run("SET", "a", "1").isOk();
    run("SET", "b", "2").isOk();
    run("COPY", "a", "b").isInteger(0);
    run("GET", "b").isBulk("2");
    run("COPY", "a", "b", "REPLACE").isInteger(1);
    run("GET", "b").isBulk("1");
  }

  @Test
  void copyReachesAnotherDatabase() {
    run("SET", "a", "1").isOk();
    listen();
    run("COPY", "a", "a", "DB", "3").isInteger(1);
    run("SELECT", "3").isOk();
    run("GET", "a").isBulk("1");
    assertThat(events).containsExactly("nnew 3a", "gcopy_to 3a");
  }

  @Test
  void copyRefusesWhatMakesNoSense() {
    run("SET", "a", "1").isOk();
    run("COPY", "a", "a").isError("ERR source and destination objects are the same");
    run("COPY", "a", "b", "DB", "16").isError("ERR DB index is out of range");
    run("COPY", "a", "b", "DB", "x").isError("ERR value is not an integer or out of range");
    run("COPY", "a", "b", "DB", "2147483648")
        .isError("ERR value is out of range, value must between -2147483648 and 2147483647");
    run("COPY", "a", "b", "DB").isError("ERR syntax error");
    run("COPY", "no", "b").isInteger(0);
  }

  @Test
  void moveTakesTheDeadlineToTheOtherDatabase() {
    run("SET", "a", "1", "PX", "5000").isOk();
    listen();
    run("MOVE", "a", "9").isInteger(1);
    assertThat(events).containsExactly("nnew 9a", "gmove_from 0a", "gmove_to 9a");
    run("EXISTS", "a").isInteger(0);
    run("SELECT", "9").isOk();
    run("PTTL", "a").isInteger(5000);
  }

  @Test
  void moveDoesNotReplace() {
    run("SET", "a", "1").isOk();
    run("COPY", "a", "a", "DB", "9").isInteger(1);
    run("MOVE", "a", "9").isInteger(0);
    run("MOVE", "none", "9").isInteger(0);
    run("MOVE", "a", "0").isError("ERR source and destination objects are the same");
    run("MOVE", "a", "16").isError("ERR DB index is out of range");
  }
}
