package io.redissim.core.type.stream;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import org.junit.jupiter.api.Test;

class StreamCommandsTest extends CommandTest {
  private static final String NOW = Long.toString(START.toEpochMilli());

  private void entries(int count) {
    for (int i = 1; i <= count; i++) {
      run("XADD", "s", i + "-0", "f", Integer.toString(i));
    }
  }

  @Test
  void anIdIsTheTimeAndCountsOnWithinTheMillisecond() {
    run("XADD", "s", "*", "f", "v").isBulk(NOW + "-0");
    run("XADD", "s", "*", "f", "v").isBulk(NOW + "-1");
    clock.advance(ofMillis(1));
    run("XADD", "s", NOW + "-*", "f", "v").isBulk(NOW + "-2");
    assertThat(effects()).contains("XADD s " + NOW + "-2 f v");
  }

  @Test
  void anIdMustBeAboveAllBefore() {
    run("XADD", "s", "5-1", "f", "v").isBulk("5-1");
    run("XADD", "s", "5-1", "f", "v")
        .isError(
            "ERR The ID specified in XADD is equal or smaller than the target stream top item");
    run("XADD", "s", "0-0", "f", "v")
        .isError("ERR The ID specified in XADD must be greater than 0-0");
    run("XDEL", "s", "5-1").isInteger(1);
    run("XADD", "s", "5-0", "f", "v")
        .isError(
            "ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }

  @Test
  void anIdIsReadAsCReadsNumbers() {
    run("XADD", "s", "007-+3", "f", "v").isBulk("7-3");
    run("XRANGE", "s", " 7", "7").tree();
    run("XADD", "s", "8--1", "f", "v")
        .isError("ERR Invalid stream ID specified as stream command argument");
    run("XADD", "s", "18446744073709551616", "f", "v")
        .isError("ERR Invalid stream ID specified as stream command argument");
    run("XADD", "s", "18446744073709551615-18446744073709551615", "f", "v")
        .isBulk("18446744073709551615-18446744073709551615");
    run("XADD", "s", "*", "f", "v")
        .isError("ERR The stream has exhausted the last possible ID, unable to add more items");
  }

  @Test
  void aStreamIsNotMadeIfThatIsRefused() {
    run("XADD", "s", "NOMKSTREAM", "*", "f", "v").isNil();
    run("EXISTS", "s").isInteger(0);
  }

  @Test
  void aStreamLivesOnWithoutEntries() {
    entries(2);
    run("XDEL", "s", "1-0", "2-0", "3-0").isInteger(2);
    run("XLEN", "s").isInteger(0);
    run("EXISTS", "s").isInteger(1);
    run("OBJECT", "ENCODING", "s").isBulk("stream");
    run("TYPE", "s").onWire("+stream\r\n");
  }

  @Test
  void fieldsAndValuesComeBackAsTheyWereGiven() {
    run("XADD", "s", "1-1", "a", "1", "b", "007");
    run("XADD", "s", "2-0", "a", "", "b", "-9223372036854775808");
    run("XADD", "s", "3-0", "c", "x".repeat(5000));
    assertThat(run("XRANGE", "s", "-", "+").tree().toString())
        .isEqualTo(reversed(run("XREVRANGE", "s", "+", "-").tree()));
    run("XRANGE", "s", "(1-1", "2")
        .onWire(
            "*1\r\n*2\r\n$3\r\n2-0\r\n*4\r\n$1\r\na\r\n$0\r\n\r\n$1\r\nb\r\n"
                + "$20\r\n-9223372036854775808\r\n");
  }

  private static String reversed(Reply array) {
    java.util.List<Reply> elements = new java.util.ArrayList<>(array.elements());
    java.util.Collections.reverse(elements);
    return array.toString().replace(array.elements().toString(), elements.toString());
  }

  @Test
  void anApproximateTrimTakesWholeNodesAndTellsWhatItLedTo() {
    run("CONFIG", "SET", "stream-node-max-entries", "10");
    entries(25);
    run("XTRIM", "s", "MAXLEN", "~", "12").isInteger(10);
    run("XLEN", "s").isInteger(15);
    assertThat(effects()).last().isEqualTo("XTRIM s MAXLEN = 15");
    run("XADD", "s", "MINID", "~", "22", "LIMIT", "100", "26-0", "f", "v");
    assertThat(effects()).last().isEqualTo("XADD s MINID = 21-0 26-0 f v");
    run("CONFIG", "SET", "stream-node-max-entries", "100");
  }

  @Test
  void anExactTrimCutsWithinANode() {
    entries(5);
    run("XTRIM", "s", "MAXLEN", "=", "3").isInteger(2);
    run("XTRIM", "s", "MINID", "5").isInteger(2);
    run("XRANGE", "s", "-", "+", "COUNT", "10")
        .onWire("*1\r\n*2\r\n$3\r\n5-0\r\n*2\r\n$1\r\nf\r\n$1\r\n5\r\n");
    run("XTRIM", "s", "MAXLEN", "5", "LIMIT", "1")
        .isError("ERR syntax error, LIMIT cannot be used without the special ~ option");
  }

  @Test
  void theCountOfANodeMayOutgrowItsByte() {
    run("CONFIG", "SET", "stream-node-max-entries", "5000", "stream-node-max-bytes", "0");
    entries(4200);
    for (int i = 1; i <= 4200; i += 2) {
      run("XDEL", "s", i + "-0").isInteger(1);
    }
    run("XLEN", "s").isInteger(2100);
    assertThat(run("XRANGE", "s", "-", "+").tree().elements()).hasSize(2100);
    run("CONFIG", "SET", "stream-node-max-entries", "100", "stream-node-max-bytes", "4096");
  }

  @Test
  void anIdMayBeSetButNotBelowWhatThereIs() {
    entries(3);
    run("XSETID", "s", "2-0")
        .isError("ERR The ID specified in XSETID is smaller than the target stream top item");
    run("XSETID", "s", "9-0", "ENTRIESADDED", "2")
        .isError(
            "ERR The entries_added specified in XSETID is smaller than the target stream length");
    run("XSETID", "s", "9-0", "ENTRIESADDED", "12", "MAXDELETEDID", "8-0").isOk();
    run("XADD", "s", "9-0", "f", "v")
        .isError(
            "ERR The ID specified in XADD is equal or smaller than the target stream top item");
  }

  @Test
  void aReaderGetsWhatCameAfterAnId() {
    entries(3);
    run("XREAD", "COUNT", "1", "STREAMS", "s", "none", "1-0", "0")
        .onWire("*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n2-0\r\n*2\r\n$1\r\nf\r\n$1\r\n2\r\n");
    run("XREAD", "STREAMS", "s", "$").onWire("*-1\r\n");
    run("XREAD", "STREAMS", "s", "+")
        .onWire("*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n3-0\r\n*2\r\n$1\r\nf\r\n$1\r\n3\r\n");
    run("XREAD", "STREAMS", "s", "t", "0")
        .isError(
            "ERR Unbalanced 'xread' list of streams: for each stream key an ID or '$' must be"
                + " specified.");
  }

  @Test
  void infoTellsWhatTheStreamIsMadeOf() {
    run("CONFIG", "SET", "stream-node-max-entries", "1");
    entries(3);
    run("XDEL", "s", "2-0");
    Reply info = run("XINFO", "STREAM", "s").tree();
    assertThat(info.element(1).integer()).as("length").isEqualTo(2);
    assertThat(info.element(3).integer()).as("radix-tree-keys").isEqualTo(2);
    assertThat(info.element(5).integer()).as("radix-tree-nodes").isEqualTo(6);
    assertThat(info.element(7).text()).as("last-generated-id").isEqualTo("3-0");
    assertThat(info.element(9).text()).as("max-deleted-entry-id").isEqualTo("2-0");
    assertThat(info.element(11).integer()).as("entries-added").isEqualTo(3);
    assertThat(info.element(13).text()).as("recorded-first-entry-id").isEqualTo("1-0");
    run("CONFIG", "SET", "stream-node-max-entries", "100");
  }

  @Test
  void aCopyIsIndependent() {
    entries(3);
    run("XGROUP", "CREATE", "s", "g", "0");
    run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
    run("COPY", "s", "t").isInteger(1);
    run("XDEL", "s", "1-0");
    run("XGROUP", "DESTROY", "s", "g");
    run("XLEN", "t").isInteger(3);
    run("XACK", "t", "g", "1-0", "2-0", "7-7").isInteger(2);
  }
}
