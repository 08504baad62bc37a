package io.redissim.core.connection;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import org.junit.jupiter.api.Test;

class ClientCommandsTest extends CommandTest {
  @Test
  void theLineHasTheFieldsOfValkeyInTheirOrder() {
    clock.advance(ofSeconds(7));
    run("CLIENT", "SETNAME", "me").isOk();
    run("CLIENT", "SETINFO", "lib-name", "jedis").isOk();
    run("CLIENT", "SETINFO", "LIB-VER", "5.1").isOk();
    clock.advance(ofSeconds(2));
    assertThat(run("CLIENT", "INFO").tree().text())
        .isEqualTo(
            "id=1 addr=local:0 laddr=local:0 fd=-1 name=me age=9 idle=0 flags=N db=0 sub=0 psub=0"
                + " ssub=0 multi=-1 watch=0 qbuf=0 qbuf-free=0 argv-mem=10 multi-mem=0 rbs=0 rbp=0"
                + " obl=0 oll=0 omem=0 tot-mem=1034 events=r cmd=client|info user=default redir=-1"
                + " resp=2 lib-name=jedis lib-ver=5.1 tot-net-in=0 tot-net-out=0 tot-cmds=3\n");
  }

  @Test
  void theLineTellsTheCommandThatWasRefusedToo() {
    try (LocalClient other = client.another()) {
      other.call("GET");
      assertThat(run("CLIENT", "LIST", "ID", "2").tree().text()).contains(" cmd=get ");
      other.call("OBJECT");
      assertThat(run("CLIENT", "LIST", "ID", "2").tree().text()).contains(" cmd=object ");
      other.call("FOO");
      assertThat(run("CLIENT", "LIST", "ID", "2").tree().text()).contains(" cmd=NULL ");
      other.call("OBJECT", "FOO");
      assertThat(run("CLIENT", "LIST", "ID", "2").tree().text()).contains(" cmd=NULL ");
    }
  }

  @Test
  void inResp3TheLinesAreVerbatimText() {
    run("HELLO", "3");
    assertThat(Ascii.string(run("CLIENT", "LIST").tree().bytes())).startsWith("id=1 ");
  }

  @Test
  void listTakesATypeOrIds() {
    try (LocalClient other = client.another()) {
      assertThat(run("CLIENT", "LIST").tree().text().lines()).hasSize(2);
      assertThat(run("CLIENT", "LIST", "TYPE", "normal").tree().text().lines()).hasSize(2);
      assertThat(run("CLIENT", "LIST", "TYPE", "replica").tree().text()).isEmpty();
      assertThat(run("CLIENT", "LIST", "ID", "2", "99").tree().text()).startsWith("id=2 ");
      assertThat(other.call("CLIENT", "ID").integer()).isEqualTo(2);
    }
    assertThat(run("CLIENT", "LIST").tree().text().lines()).hasSize(1);
    run("CLIENT", "LIST", "TYPE", "x").isError("ERR Unknown client type 'x'");
    run("CLIENT", "LIST", "ID", "x").isError("ERR Invalid client ID");
    run("CLIENT", "LIST", "ID").isError("ERR syntax error");
  }

  @Test
  void namesAreForOneFieldOfALine() {
    run("CLIENT", "SETNAME", "a b")
        .isError("ERR Client names cannot contain spaces, newlines or special characters.");
    run("CLIENT", "SETINFO", "lib-name", "a\nb")
        .isError("ERR lib-name cannot contain spaces, newlines or special characters.");
    run("CLIENT", "SETINFO", "lib-foo", "a").isError("ERR Unrecognized option 'lib-foo'");
    run("CLIENT", "SETNAME", "x").isOk();
    run("CLIENT", "GETNAME").isBulk("x");
    run("CLIENT", "SETNAME", "").isOk();
    run("CLIENT", "GETNAME").isNil();
  }

  @Test
  void aKilledClientIsGoneAtOnce() {
    try (LocalClient other = client.another()) {
      run("CLIENT", "KILL", "ID", "2").isInteger(1);
      assertThat(run("CLIENT", "LIST").tree().text().lines()).hasSize(1);
      assertThat(other.exchange(Ascii.bytes("PING\r\n"))).isEmpty();
    }
  }

  @Test
  void theCallerIsSparedUnlessItAsks() {
    run("CLIENT", "KILL", "TYPE", "normal").isInteger(0);
    run("CLIENT", "KILL", "ID", "1", "SKIPME", "yes").isInteger(0);
    run("CLIENT", "KILL", "ID", "1", "SKIPME", "no").isInteger(1);
    assertThat(client.exchange(Ascii.bytes("PING\r\n"))).isEmpty();
  }

  @Test
  void killFiltersByAge() {
    clock.advance(ofSeconds(10));
    try (LocalClient young = client.another()) {
      assertThat(young.call("CLIENT", "KILL", "MAXAGE", "11").integer()).isZero();
      assertThat(young.call("CLIENT", "KILL", "MAXAGE", "10").integer()).isEqualTo(1);
    }
  }

  @Test
  void killRefusesWhatItDoesNotUnderstand() {
    run("CLIENT", "KILL", "1.2.3.4:5").isError("ERR No such client");
    run("CLIENT", "KILL", "ID", "0").isError("ERR client-id should be greater than 0");
    run("CLIENT", "KILL", "ID", "x").isError("ERR client-id should be greater than 0");
    run("CLIENT", "KILL", "MAXAGE", "0").isError("ERR maxage should be greater than 0");
    run("CLIENT", "KILL", "USER", "x").isError("ERR No such user 'x'");
    run("CLIENT", "KILL", "SKIPME", "x").isError("ERR syntax error");
    run("CLIENT", "KILL", "ID", "1", "ADDR").isError("ERR syntax error");
  }

  @Test
  void repliesAreTurnedOffAndSkipped() {
    assertThat(text("CLIENT REPLY SKIP\r\nPING\r\nECHO a\r\n")).isEqualTo("$1\r\na\r\n");
    assertThat(text("CLIENT REPLY SKIP\r\nRESET\r\nPING\r\n")).isEqualTo("+PONG\r\n");
    assertThat(text("CLIENT REPLY OFF\r\nPING\r\nFOO\r\n")).isEmpty();
    assertThat(text("CLIENT REPLY SKIP\r\nPING\r\n")).isEmpty();
    assertThat(text("CLIENT REPLY OFF\r\nRESET\r\nPING\r\n")).isEqualTo("+RESET\r\n+PONG\r\n");
    assertThat(text("CLIENT REPLY ON\r\nPING\r\n")).isEqualTo("+OK\r\n+PONG\r\n");
    run("CLIENT", "REPLY", "x").isError("ERR syntax error");
  }

  @Test
  void aPauseHoldsClientsBackUntilItIsOver() {
    try (LocalClient other = client.another()) {
      run("CLIENT", "PAUSE", "100").isOk();
      assertThat(other.exchange(Ascii.bytes("PING\r\n"))).isEmpty();
      clock.advance(ofMillis(100));
      tick();
      assertThat(Ascii.string(other.exchange(Ascii.EMPTY))).isEqualTo("+PONG\r\n");
    }
  }

  @Test
  void aPauseOfWritesLetsReadsThrough() {
    run("CLIENT", "PAUSE", "100000", "WRITE").isOk();
    try (LocalClient other = client.another()) {
      assertThat(other.call("DBSIZE").integer()).isZero();
      assertThat(other.exchange(Ascii.bytes("FLUSHALL\r\n"))).isEmpty();
      run("CLIENT", "UNPAUSE").isOk();
      assertThat(Ascii.string(other.exchange(Ascii.EMPTY))).isEqualTo("+OK\r\n");
    }
  }

  @Test
  void whileClientsArePausedNothingExpiresThoughItIsNoLongerThere() {
    run("SET", "a", "v", "PX", "10").isOk();
    run("SET", "b", "v", "PX", "10").isOk();
    run("CLIENT", "PAUSE", "100000", "WRITE").isOk();
    clock.advance(ofSeconds(1));
    tick();
    run("GET", "a").isNil();
    run("EXISTS", "b").isInteger(0);
    run("KEYS", "*").isArrayOf();
    run("SCAN", "0").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    run("DBSIZE").isInteger(2);
    assertThat(engine.statistics().expiredKeys()).isZero();
    run("CLIENT", "UNPAUSE").isOk();
    run("GET", "a").isNil();
    tick();
    run("DBSIZE").isInteger(0);
    assertThat(engine.statistics().expiredKeys()).isEqualTo(2);
  }

  @Test
  void inAPauseAWriteToAnExpiredKeyFindsItGone() {
    run("SET", "a", "old", "PX", "10").isOk();
    run("SET", "b", "old", "PX", "10").isOk();
    run("MULTI").isOk();
    client.call("CLIENT", "PAUSE", "100000", "WRITE");
    client.call("GET", "a");
    client.call("APPEND", "a", "new");
    client.call("SETNX", "b", "new");
    client.call("DBSIZE");
    clock.advance(ofMillis(11));
    run("EXEC").onWire("*5\r\n+OK\r\n$-1\r\n:3\r\n:1\r\n:2\r\n");
    run("GET", "b").isBulk("new");
    run("TTL", "b").isInteger(-1);
    run("CLIENT", "UNPAUSE").isOk();
  }

  @Test
  void pauseRefusesWhatItDoesNotUnderstand() {
    run("CLIENT", "PAUSE", "x").isError("ERR timeout is not an integer or out of range");
    run("CLIENT", "PAUSE", "-1").isError("ERR timeout is negative");
    run("CLIENT", "PAUSE", "9223372036854775807").isError("ERR timeout is out of range");
    run("CLIENT", "PAUSE", "x", "SOME").isError("ERR CLIENT PAUSE mode must be WRITE or ALL");
  }

  @Test
  void nobodyIsBlockedOrTracked() {
    run("CLIENT", "UNBLOCK", "1").isInteger(0);
    run("CLIENT", "UNBLOCK", "1", "x")
        .isError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
    run("CLIENT", "GETREDIR").isInteger(-1);
    run("CLIENT", "TRACKINGINFO")
        .onWire(
            "*6\r\n$5\r\nflags\r\n*1\r\n$3\r\noff\r\n$8\r\nredirect\r\n:-1\r\n$8\r\nprefixes\r\n*0\r\n");
  }

  @Test
  void flagsAreShown() {
    run("CLIENT", "NO-EVICT", "on").isOk();
    run("CLIENT", "NO-TOUCH", "on").isOk();
    assertThat(run("CLIENT", "INFO").tree().text()).contains(" flags=eT ");
    run("CLIENT", "NO-EVICT", "off").isOk();
    run("CLIENT", "NO-TOUCH", "off").isOk();
    assertThat(run("CLIENT", "INFO").tree().text()).contains(" flags=N ");
    run("CLIENT", "NO-TOUCH", "maybe").isError("ERR syntax error");
  }

  @Test
  void aContainerAloneLacksArguments() {
    run("CLIENT").isError("ERR wrong number of arguments for 'client' command");
    run("CLIENT", "FOO").isError("ERR unknown subcommand 'FOO'. Try CLIENT HELP.");
  }

  private String text(String inline) {
    return Ascii.string(client.exchange(Ascii.bytes(inline)));
  }
}
