package io.redissim.core.type.stream;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GroupCommandsTest extends CommandTest {
  private static final long NOW = START.toEpochMilli();

  @BeforeEach
  void threeEntriesAndAGroup() {
    for (int i = 1; i <= 3; i++) {
      run("XADD", "s", i + "-0", "f", Integer.toString(i));
    }
    run("XGROUP", "CREATE", "s", "g", "0").isOk();
  }

  private Reply read(String consumer, String count) {
    return run("XREADGROUP", "GROUP", "g", consumer, "COUNT", count, "STREAMS", "s", ">").tree();
  }

  @Test
  void everyEntryGoesToOneConsumer() {
    assertThat(read("a", "2").toString()).contains("1-0", "2-0").doesNotContain("3-0");
    assertThat(read("b", "9").toString()).contains("3-0").doesNotContain("2-0");
    run("XREADGROUP", "GROUP", "g", "b", "STREAMS", "s", ">").onWire("*-1\r\n");
    run("XPENDING", "s", "g")
        .onWire(
            "*4\r\n:3\r\n$3\r\n1-0\r\n$3\r\n3-0\r\n*2\r\n"
                + "*2\r\n$1\r\na\r\n$1\r\n2\r\n*2\r\n$1\r\nb\r\n$1\r\n1\r\n");
    run("XACK", "s", "g", "1-0", "1-0").isInteger(1);
    run("XACK", "s", "g", "1-0", "oops")
        .isError("ERR Invalid stream ID specified as stream command argument");
  }

  @Test
  void whatIsDeliveredIsToldAsAClaim() {
    read("a", "1");
    assertThat(effects())
        .endsWith(
            "XCLAIM s g a 0 1-0 TIME " + NOW + " RETRYCOUNT 1 FORCE JUSTID LASTID 1-0",
            "XGROUP SETID s g 1-0 ENTRIESREAD 1");
  }

  @Test
  void aConsumerThatGetsNothingIsToldAllTheSame() {
    run("XGROUP", "SETID", "s", "g", "$").isOk();
    run("XREADGROUP", "GROUP", "g", "idler", "STREAMS", "s", ">").onWire("*-1\r\n");
    assertThat(effects()).last().isEqualTo("XGROUP CREATECONSUMER s g idler");
  }

  @Test
  void theHistoryShowsWhatIsGoneAsNil() {
    read("a", "2");
    run("XDEL", "s", "1-0");
    run("XREADGROUP", "GROUP", "g", "a", "STREAMS", "s", "0")
        .onWire(
            "*1\r\n*2\r\n$1\r\ns\r\n*2\r\n*2\r\n$3\r\n1-0\r\n*-1\r\n"
                + "*2\r\n$3\r\n2-0\r\n*2\r\n$1\r\nf\r\n$1\r\n2\r\n");
    run("XPENDING", "s", "g", "2-0", "2-0", "1")
        .onWire("*1\r\n*4\r\n$3\r\n2-0\r\n$1\r\na\r\n:0\r\n:2\r\n");
  }

  @Test
  void anEntryIsClaimedOnceItIsIdleForSoLong() {
    read("a", "3");
    clock.advance(ofMillis(50));
    run("XCLAIM", "s", "g", "b", "51", "1-0").onWire("*0\r\n");
    run("XCLAIM", "s", "g", "b", "50", "1-0", "JUSTID").isArrayOf("1-0");
    run("XPENDING", "s", "g", "-", "+", "9", "b")
        .onWire("*1\r\n*4\r\n$3\r\n1-0\r\n$1\r\nb\r\n:0\r\n:1\r\n");
    run("XCLAIM", "s", "g", "b", "0", "9-9", "FORCE").onWire("*0\r\n");
    run("XCLAIM", "s", "g", "b", "0", "1-0", "FOO").isError("ERR Unrecognized XCLAIM option 'FOO'");
  }

  @Test
  void anAutomaticClaimGoesOnWhereItStoppedAndForgetsWhatIsGone() {
    read("a", "3");
    run("XDEL", "s", "2-0");
    run("XAUTOCLAIM", "s", "g", "b", "0", "-", "COUNT", "1", "JUSTID")
        .onWire("*3\r\n$3\r\n2-0\r\n*1\r\n$3\r\n1-0\r\n*0\r\n");
    run("XAUTOCLAIM", "s", "g", "b", "0", "2-0", "JUSTID")
        .onWire("*3\r\n$3\r\n0-0\r\n*1\r\n$3\r\n3-0\r\n*1\r\n$3\r\n2-0\r\n");
    run("XAUTOCLAIM", "s", "g", "b", "0", "-", "COUNT", "0").isError("ERR COUNT must be > 0");
  }

  @Test
  void aConsumerTakesItsPendingEntriesWithIt() {
    read("a", "2");
    read("b", "1");
    run("XGROUP", "DELCONSUMER", "s", "g", "a").isInteger(2);
    run("XGROUP", "CREATECONSUMER", "s", "g", "c").isInteger(1);
    run("XCLAIM", "s", "g", "c", "0", "1-0", "2-0", "3-0", "JUSTID").isArrayOf("3-0");
    run("XGROUP", "DESTROY", "s", "g").isInteger(1);
    run("XGROUP", "DESTROY", "s", "g").isInteger(0);
  }

  @Test
  void theLagIsKnownUntilAnEntryInTheMiddleIsDeleted() {
    read("a", "1");
    Reply before = run("XINFO", "GROUPS", "s").tree().element(0);
    assertThat(before.element(9).integer()).as("entries-read").isEqualTo(1);
    assertThat(before.element(11).integer()).as("lag").isEqualTo(2);
    run("XDEL", "s", "2-0");
    Reply after = run("XINFO", "GROUPS", "s").tree().element(0);
    assertThat(after.element(11).is(Reply.Type.NIL)).isTrue();
  }

  @Test
  void aGroupNeedsItsStream() {
    run("XGROUP", "CREATE", "none", "g", "$")
        .isError(
            "ERR The XGROUP subcommand requires the key to exist. Note that for CREATE you may want"
                + " to use the MKSTREAM option to create an empty stream automatically.");
    run("XGROUP", "CREATE", "s", "g", "$").isError("BUSYGROUP Consumer Group name already exists");
    run("XGROUP", "CREATE", "none", "g", "$", "MKSTREAM").isOk();
    run("XLEN", "none").isInteger(0);
    run("XREADGROUP", "GROUP", "x", "c", "STREAMS", "s", ">")
        .isError("NOGROUP No such key 's' or consumer group 'x' in XREADGROUP with GROUP option");
  }

  @Test
  void aDumpBringsGroupsAndPendingEntriesBack() {
    read("a", "2");
    byte[] payload = client.call("DUMP", "s").bytes();
    run(
            "RESTORE".getBytes(java.nio.charset.StandardCharsets.US_ASCII),
            new byte[] {'t'},
            new byte[] {'0'},
            payload)
        .isOk();
    assertThat(run("XINFO", "STREAM", "t", "FULL").tree().toString())
        .isEqualTo(run("XINFO", "STREAM", "s", "FULL").tree().toString());
    run("XACK", "t", "g", "2-0").isInteger(1);
  }

  @Test
  void anEntryGoesWhenEveryGroupHasAcknowledgedIt() {
    read("a", "2");
    run("XDELEX", "s", "ACKED", "IDS", "3", "1-0", "3-0", "9-0")
        .onWire("*3\r\n:2\r\n:2\r\n:-1\r\n");
    run("XGROUP", "CREATE", "s", "h", "0").isOk();
    run("XACKDEL", "s", "g", "ACKED", "IDS", "1", "1-0").onWire("*1\r\n:2\r\n");
    run("XGROUP", "DESTROY", "s", "h").isInteger(1);
    run("XDELEX", "s", "ACKED", "IDS", "1", "1-0").onWire("*1\r\n:1\r\n");
    run("XDELEX", "s", "DELREF", "IDS", "1", "2-0").onWire("*1\r\n:1\r\n");
    run("XPENDING", "s", "g").onWire("*4\r\n:0\r\n$-1\r\n$-1\r\n*-1\r\n");
    run("XACKDEL", "s", "g", "IDS", "1", "2-0").onWire("*1\r\n:-1\r\n");
    run("XDELEX", "s", "IDS", "2", "2-0")
        .isError("ERR The `numids` parameter must match the number of arguments");
    run("XDELEX", "s", "IDS", "x", "2-0").isError("ERR Number of IDs must be a positive integer");
    run("XDELEX", "s", "ACKED", "DELREF", "IDS", "1", "2-0").isError("ERR syntax error");
  }
}
