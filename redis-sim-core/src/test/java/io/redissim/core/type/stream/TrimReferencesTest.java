package io.redissim.core.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import org.junit.jupiter.api.Test;

/** KEEPREF, DELREF and ACKED of XADD and XTRIM: what a trim does to what groups have pending. */
class TrimReferencesTest extends CommandTest {
  /** Entries 1 to 6 in nodes of two, of which the group was given the first four. */
  private void sixEntries() {
    run("CONFIG", "SET", "stream-node-max-entries", "2").isOk();
    for (int i = 1; i <= 6; i++) {
      run("XADD", "s", i + "-0", "f", "v");
    }
    run("XGROUP", "CREATE", "s", "g", "0").isOk();
    run("XREADGROUP", "GROUP", "g", "c", "COUNT", "4", "STREAMS", "s", ">").tree();
  }

  private String left() {
    StringBuilder ids = new StringBuilder();
    run("XRANGE", "s", "-", "+")
        .tree()
        .elements()
        .forEach(e -> ids.append(e.element(0)).append(' '));
    return ids.toString().replace("-0", "").strip();
  }

  private String pending() {
    StringBuilder ids = new StringBuilder();
    run("XPENDING", "s", "g", "-", "+", "9")
        .tree()
        .elements()
        .forEach(e -> ids.append(e.element(0)).append(' '));
    return ids.toString().replace("-0", "").strip();
  }

  @Test
  void referencesAreKeptUnlessAskedFor() {
    sixEntries();
    run("XTRIM", "s", "MAXLEN", "5").isInteger(1);
    run("XTRIM", "s", "KEEPREF", "MAXLEN", "3").isInteger(2);
    assertThat(left()).isEqualTo("4 5 6");
    assertThat(pending()).isEqualTo("1 2 3 4");
  }

  @Test
  void delrefTakesThemAwayWithTheEntries() {
    sixEntries();
    run("XTRIM", "s", "MAXLEN", "3", "DELREF").isInteger(3);
    assertThat(left()).isEqualTo("4 5 6");
    assertThat(pending()).isEqualTo("4");
    run("XTRIM", "s", "MINID", "~", "5", "LIMIT", "10", "DELREF").isInteger(1);
    assertThat(pending()).isEmpty();
    assertThat(effects().get(effects().size() - 1)).isEqualTo("XTRIM s DELREF MINID = 5-0");
  }

  @Test
  void ackedTakesOnlyWhatNoGroupWants() {
    sixEntries();
    run("XACK", "s", "g", "1-0", "3-0").isInteger(2);
    run("XTRIM", "s", "MAXLEN", "1", "ACKED").isInteger(2);
    assertThat(left()).isEqualTo("2 4 5 6");
    assertThat(pending()).isEqualTo("2 4");
    assertThat(run("XINFO", "STREAM", "s").tree().toString())
        .contains("max-deleted-entry-id, 3-0")
        .contains("recorded-first-entry-id, 2-0");
    run("XACK", "s", "g", "2-0", "4-0").isInteger(2);
    run("XTRIM", "s", "MAXLEN", "3", "ACKED").isInteger(1);
    assertThat(left()).isEqualTo("4 5 6");
    run("XTRIM", "s", "MINID", "9", "ACKED").isInteger(1);
    assertThat(left()).isEqualTo("5 6");
  }

  @Test
  void ackedWithoutTheNeedToBeExactStopsAtANodeThatIsWanted() {
    sixEntries();
    run("XACK", "s", "g", "1-0", "2-0", "3-0").isInteger(3);
    run("XTRIM", "s", "MAXLEN", "~", "0", "ACKED").isInteger(2);
    assertThat(left()).isEqualTo("3 4 5 6");
    assertThat(effects().get(effects().size() - 1)).isEqualTo("XTRIM s ACKED MAXLEN = 4");
  }

  @Test
  void xaddTrimsTheSameWay() {
    sixEntries();
    run("XACK", "s", "g", "1-0").isInteger(1);
    run("XADD", "s", "ACKED", "MAXLEN", "2", "7-0", "f", "v").isBulk("7-0");
    assertThat(left()).isEqualTo("2 3 4 5 6 7");
    run("XADD", "s", "NOMKSTREAM", "DELREF", "MAXLEN", "~", "4", "8-*", "f", "v").isBulk("8-0");
    assertThat(left()).isEqualTo("5 6 7 8");
    assertThat(effects().get(effects().size() - 1))
        .isEqualTo("XADD s NOMKSTREAM DELREF MAXLEN = 4 8-0 f v");
    assertThat(pending()).isEmpty();
  }

  @Test
  void withoutGroupsTheyDoNothing() {
    run("XADD", "s", "1-0", "f", "v");
    run("XADD", "s", "2-0", "f", "v");
    run("XADD", "s", "ACKED", "MAXLEN", "2", "3-0", "f", "v").isBulk("3-0");
    assertThat(left()).isEqualTo("2 3");
    run("XTRIM", "s", "MAXLEN", "0", "ACKED").isInteger(2);
    run("XTRIM", "s", "ACKED").isError("ERR wrong number of arguments for 'xtrim' command");
    run("XTRIM", "s", "MAXLEN", "0", "ACKED", "DELREF").isError("ERR syntax error");
  }
}
