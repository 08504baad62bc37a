package io.redissim.core.type.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NackCommandsTest extends CommandTest {
  private static final String MAX = Long.toString(Long.MAX_VALUE);

  private void threePending() {
    for (int i = 1; i <= 3; i++) {
      run("XADD", "s", i + "-0", "f", "v" + i);
    }
    run("XGROUP", "CREATE", "s", "g", "0");
    run("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
  }

  private String pending() {
    return run("XPENDING", "s", "g", "-", "+", "10").tree().toString();
  }

  @Test
  void whatIsGivenBackHasNoOwnerAndIsIdleForNoTimeAtAll() {
    threePending();
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "2-0").isInteger(1);
    run("XPENDING", "s", "g", "2", "2", "10")
        .onWire("*1\r\n*4\r\n$3\r\n2-0\r\n$0\r\n\r\n:-1\r\n:1\r\n");
    run("XPENDING", "s", "g")
        .onWire("*4\r\n:3\r\n$3\r\n1-0\r\n$3\r\n3-0\r\n*1\r\n*2\r\n$1\r\nc\r\n$1\r\n2\r\n");
    run("XPENDING", "s", "g", "-", "+", "10", "c")
        .onWire(
            "*2\r\n*4\r\n$3\r\n1-0\r\n$1\r\nc\r\n:0\r\n:1\r\n*4\r\n$3\r\n3-0\r\n$1\r\nc\r\n:0\r\n:1\r\n");
  }

  @Test
  void theModeSaysWhatBecomesOfTheDeliveries() {
    threePending();
    run("XNACK", "s", "g", "silent", "IDS", "1", "1-0").isInteger(1);
    run("XNACK", "s", "g", "fail", "IDS", "1", "2-0").isInteger(1);
    run("XNACK", "s", "g", "fatal", "IDS", "1", "3-0").isInteger(1);
    assertThat(pending()).contains("0").contains(MAX);
    run("XPENDING", "s", "g", "1", "1", "1")
        .onWire("*1\r\n*4\r\n$3\r\n1-0\r\n$0\r\n\r\n:-1\r\n:0\r\n");
    run("XPENDING", "s", "g", "3", "3", "1")
        .onWire("*1\r\n*4\r\n$3\r\n3-0\r\n$0\r\n\r\n:-1\r\n:" + MAX + "\r\n");
    run("XNACK", "s", "g", "SILENT", "IDS", "1", "1-0", "RETRYCOUNT", "7").isInteger(1);
    run("XPENDING", "s", "g", "1", "1", "1")
        .onWire("*1\r\n*4\r\n$3\r\n1-0\r\n$0\r\n\r\n:-1\r\n:7\r\n");
  }

  @Test
  void whatIsNotPendingDoesNotCountUnlessForced() {
    run("XADD", "s", "1-0", "f", "v");
    run("XGROUP", "CREATE", "s", "g", "0");
    run("XNACK", "s", "g", "FAIL", "IDS", "2", "1-0", "9-0").isInteger(0);
    run("XNACK", "s", "g", "FAIL", "IDS", "2", "1-0", "9-0", "FORCE").isInteger(1);
    run("XPENDING", "s", "g", "-", "+", "9")
        .onWire("*1\r\n*4\r\n$3\r\n1-0\r\n$0\r\n\r\n:-1\r\n:0\r\n");
    assertThat(effects().get(effects().size() - 1))
        .isEqualTo("XNACK s g FAIL IDS 1 1-0 RETRYCOUNT 0 FORCE");
  }

  @Test
  void whatWasGivenBackMayBeClaimedAtOnce() {
    threePending();
    run("XNACK", "s", "g", "FATAL", "IDS", "2", "1-0", "3-0").isInteger(2);
    run("XCLAIM", "s", "g", "d", "100000", "1-0", "2-0", "JUSTID").isArrayOf("1-0");
    run("XAUTOCLAIM", "s", "g", "d", "100000", "0", "JUSTID")
        .onWire("*3\r\n$3\r\n0-0\r\n*1\r\n$3\r\n3-0\r\n*0\r\n");
    run("XNACK", "s", "g", "FATAL", "IDS", "1", "1-0").isInteger(1);
    run("XCLAIM", "s", "g", "d", "5", "1-0").tree();
    run("XPENDING", "s", "g", "1", "1", "1")
        .onWire("*1\r\n*4\r\n$3\r\n1-0\r\n$1\r\nd\r\n:0\r\n:" + MAX + "\r\n");
  }

  @Test
  void whatWasGivenBackMayBeAcknowledgedOrLoseItsEntry() {
    threePending();
    run("XNACK", "s", "g", "FAIL", "IDS", "3", "1-0", "2-0", "3-0").isInteger(3);
    run("XACK", "s", "g", "2-0").isInteger(1);
    run("XDEL", "s", "1-0").isInteger(1);
    run("XAUTOCLAIM", "s", "g", "d", "0", "0", "JUSTID")
        .onWire("*3\r\n$3\r\n0-0\r\n*1\r\n$3\r\n3-0\r\n*1\r\n$3\r\n1-0\r\n");
    run("XGROUP", "DELCONSUMER", "s", "g", "c").isInteger(0);
  }

  @Test
  void infoTellsHowManyWereGivenBackWhereThereAreSome() {
    threePending();
    assertThat(run("XINFO", "STREAM", "s", "FULL").tree().toString()).doesNotContain("nacked");
    run("XNACK", "s", "g", "FAIL", "IDS", "2", "1-0", "3-0").isInteger(2);
    assertThat(run("XINFO", "STREAM", "s", "FULL").tree().toString()).contains("nacked-count");
    run("DEBUG", "RELOAD");
    run("XPENDING", "s", "g", "3", "3", "1")
        .onWire("*1\r\n*4\r\n$3\r\n3-0\r\n$0\r\n\r\n:-1\r\n:1\r\n");
  }

  @Test
  void refusals() {
    threePending();
    run("XNACK", "s", "g", "BOGUS", "IDS", "1", "1-0")
        .isError("ERR mode must be SILENT, FAIL, or FATAL");
    run("XNACK", "s", "none", "FAIL", "IDS", "1", "1-0")
        .isError("NOGROUP No such key 's' or consumer group 'none'");
    run("XNACK", "none", "g", "FAIL", "IDS", "1", "1-0")
        .isError("NOGROUP No such key 'none' or consumer group 'g'");
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "x")
        .isError("ERR Invalid stream ID specified as stream command argument");
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "1-0", "2-0").isError("ERR syntax error");
    run("XNACK", "s", "g", "FAIL", "IDS", "2", "1-0")
        .isError("ERR The `numids` parameter must match the number of arguments");
    run("SET", "str", "v");
    run("XNACK", "str", "g", "FAIL", "IDS", "1", "1-0")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
  }

  // ---- XREADGROUP CLAIM

  private static String entry(int id, long idle, long deliveries) {
    return "*4\r\n$3\r\n"
        + id
        + "-0\r\n*2\r\n$1\r\nf\r\n$2\r\nv"
        + id
        + "\r\n:"
        + idle
        + "\r\n:"
        + deliveries
        + "\r\n";
  }

  @Test
  void claimGivesWhatHasBeenPendingForLongBeforeWhatIsNew() {
    threePending();
    clock.advance(Duration.ofMillis(50));
    run("XCLAIM", "s", "g", "c", "0", "1-0", "JUSTID");
    clock.advance(Duration.ofMillis(60));
    run("XADD", "s", "4-0", "f", "v4");
    run("XREADGROUP", "GROUP", "g", "d", "CLAIM", "100", "STREAMS", "s", ">")
        .onWire(
            "*1\r\n*2\r\n$1\r\ns\r\n*3\r\n" + entry(2, 110, 1) + entry(3, 110, 1) + entry(4, 0, 0));
    run("XPENDING", "s", "g", "2", "2", "1")
        .onWire("*1\r\n*4\r\n$3\r\n2-0\r\n$1\r\nd\r\n:0\r\n:2\r\n");
    run("XREADGROUP", "GROUP", "g", "d", "CLAIM", "100", "STREAMS", "s", ">").onWire("*-1\r\n");
  }

  @Test
  void claimTakesWhatWasGivenBackFirstInItsOrder() {
    threePending();
    clock.advance(Duration.ofMillis(5));
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "3-0");
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "2-0");
    run("XREADGROUP", "GROUP", "g", "d", "COUNT", "2", "CLAIM", "60000", "STREAMS", "s", ">")
        .onWire(
            "*1\r\n*2\r\n$1\r\ns\r\n*2\r\n"
                + entry(3, clock.millis(), 1)
                + entry(2, clock.millis(), 1));
  }

  @Test
  void countHoldsForWhatIsClaimedAndWhatIsNewTogether() {
    threePending();
    run("XADD", "s", "4-0", "f", "v4");
    run("XADD", "s", "5-0", "f", "v5");
    run("XREADGROUP", "GROUP", "g", "d", "COUNT", "4", "CLAIM", "0", "STREAMS", "s", ">")
        .onWire(
            "*1\r\n*2\r\n$1\r\ns\r\n*4\r\n"
                + entry(1, 0, 1)
                + entry(2, 0, 1)
                + entry(3, 0, 1)
                + entry(4, 0, 0));
  }

  @Test
  void claimLeavesWhatIsGoneAndCountsForNothingInHistory() {
    threePending();
    run("XDEL", "s", "2-0");
    run("XREADGROUP", "GROUP", "g", "d", "CLAIM", "0", "STREAMS", "s", ">")
        .onWire("*1\r\n*2\r\n$1\r\ns\r\n*2\r\n" + entry(1, 0, 1) + entry(3, 0, 1));
    run("XPENDING", "s", "g", "2", "2", "1")
        .onWire("*1\r\n*4\r\n$3\r\n2-0\r\n$1\r\nc\r\n:0\r\n:1\r\n");
    run("XREADGROUP", "GROUP", "g", "d", "CLAIM", "0", "STREAMS", "s", "1")
        .onWire("*1\r\n*2\r\n$1\r\ns\r\n*1\r\n*2\r\n$3\r\n3-0\r\n*2\r\n$1\r\nf\r\n$2\r\nv3\r\n");
  }

  @Test
  void noAckDoesNotHoldForWhatIsClaimed() {
    threePending();
    run("XADD", "s", "4-0", "f", "v4");
    run("XREADGROUP", "GROUP", "g", "d", "NOACK", "CLAIM", "0", "STREAMS", "s", ">").tree();
    assertThat(run("XPENDING", "s", "g").tree().element(0).integer()).isEqualTo(3);
  }

  @Test
  void claimRefusals() {
    threePending();
    run("XREADGROUP", "GROUP", "g", "d", "CLAIM", "-1", "STREAMS", "s", ">")
        .isError("ERR min-idle-time must be a positive integer");
    run("XREADGROUP", "GROUP", "g", "d", "CLAIM", "x", "STREAMS", "s", ">")
        .isError("ERR value is not an integer or out of range");
    run("XREAD", "CLAIM", "0", "STREAMS", "s", "0").isError("ERR syntax error");
  }

  @Test
  void whoWaitsToClaimIsServedWhenSomethingHasBeenIdleForSoLong() {
    threePending();
    run("XACK", "s", "g", "2-0", "3-0").isInteger(2);
    LocalClient waiter = client.another();
    String request = "XREADGROUP GROUP g d BLOCK 1000 CLAIM 50 STREAMS s >\r\n";
    assertThat(waiter.exchange(Ascii.bytes(request))).isEmpty();
    clock.advance(Duration.ofMillis(49));
    tick();
    assertThat(waiter.received()).isEmpty();
    clock.advance(Duration.ofMillis(1));
    tick();
    assertThat(Ascii.string(waiter.received()))
        .isEqualTo("*1\r\n*2\r\n$1\r\ns\r\n*1\r\n" + entry(1, 50, 1));
  }

  @Test
  void whoWaitsToClaimIsServedByWhatIsGivenBack() {
    threePending();
    LocalClient waiter = client.another();
    String request = "XREADGROUP GROUP g d BLOCK 0 CLAIM 100000 STREAMS s >\r\n";
    assertThat(waiter.exchange(Ascii.bytes(request))).isEmpty();
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "2-0").isInteger(1);
    assertThat(Ascii.string(waiter.received()))
        .isEqualTo("*1\r\n*2\r\n$1\r\ns\r\n*1\r\n" + entry(2, clock.millis(), 1));
  }

  @Test
  void whoWaitsToClaimIsServedByWhatOthersAreGivenMeanwhileOrGivesUp() {
    threePending();
    run("XACK", "s", "g", "1-0", "2-0", "3-0").isInteger(3);
    LocalClient waiter = client.another();
    String request = "XREADGROUP GROUP g d BLOCK 1000 CLAIM 300 STREAMS s >\r\n";
    assertThat(waiter.exchange(Ascii.bytes(request))).isEmpty();
    clock.advance(Duration.ofMillis(100));
    tick();
    run("XNACK", "s", "g", "FAIL", "IDS", "1", "2-0", "FORCE").isInteger(1);
    assertThat(Ascii.string(waiter.received())).endsWith(":0\r\n");
    run("XCLAIM", "s", "g", "e", "0", "2-0", "JUSTID").isArrayOf("2-0");
    assertThat(waiter.exchange(Ascii.bytes(request))).isEmpty();
    for (int i = 0; i < 30; i++) {
      clock.advance(Duration.ofMillis(10));
      tick();
    }
    assertThat(Ascii.string(waiter.received()))
        .isEqualTo("*1\r\n*2\r\n$1\r\ns\r\n*1\r\n" + entry(2, 300, 1));
    assertThat(waiter.exchange(Ascii.bytes(request.replace("300", "5000")))).isEmpty();
    clock.advance(Duration.ofMillis(1001));
    tick();
    assertThat(Ascii.string(waiter.received())).isEqualTo("*-1\r\n");
  }
}
