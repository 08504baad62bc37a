package io.redissim.core.type.list;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ListBlockingCommandsTest extends CommandTest {
  private final LocalClient one = client.another();
  private final LocalClient two = client.another();

  private static void waits(LocalClient client, String request) {
    assertThat(Ascii.string(client.exchange(Ascii.bytes(request + "\r\n")))).isEmpty();
    assertThat(received(client)).isEmpty();
  }

  private static String received(LocalClient client) {
    return Ascii.string(client.received());
  }

  @Test
  void aListThatIsThereServesAtOnce() {
    run("RPUSH", "b", "1", "2", "3", "4");
    run("BLPOP", "a", "b", "0").isArrayOf("b", "1");
    run("BRPOP", "a", "b", "0.5").isArrayOf("b", "4");
    run("BRPOPLPUSH", "b", "c", "1").isBulk("3");
    run("BLMOVE", "b", "c", "LEFT", "RIGHT", "1").isBulk("2");
    run("BLMPOP", "1", "2", "b", "c", "RIGHT", "COUNT", "5")
        .onWire("*2\r\n$1\r\nc\r\n*2\r\n$1\r\n2\r\n$1\r\n3\r\n");
    assertThat(effects())
        .containsExactly(
            "RPUSH b 1 2 3 4",
            "LPOP b",
            "RPOP b",
            "RPOPLPUSH b c",
            "LMOVE b c LEFT RIGHT",
            "RPOP c 2");
  }

  @Test
  void whoeverWaitedLongestGetsTheElement() {
    waits(one, "BLPOP k 0");
    waits(two, "BRPOP other k 0");
    run("RPUSH", "k", "1", "2", "3").isInteger(3);
    assertThat(received(one)).isEqualTo("*2\r\n$1\r\nk\r\n$1\r\n1\r\n");
    assertThat(received(two)).isEqualTo("*2\r\n$1\r\nk\r\n$1\r\n3\r\n");
    run("LRANGE", "k", "0", "-1").isArrayOf("2");
    assertThat(effects()).containsExactly("RPUSH k 1 2 3", "LPOP k", "RPOP k");
  }

  @Test
  void anElementGoesThroughAChainOfThoseWhoWait() {
    waits(one, "BLMOVE a b LEFT LEFT 0");
    waits(two, "BLMPOP 0 1 b LEFT");
    run("RPUSH", "a", "x").isInteger(1);
    assertThat(received(one)).isEqualTo("$1\r\nx\r\n");
    assertThat(received(two)).isEqualTo("*2\r\n$1\r\nb\r\n*1\r\n$1\r\nx\r\n");
    run("EXISTS", "a", "b").isInteger(0);
  }

  @Test
  void aListThatOverwritesSomethingElseServesNobody() {
    waits(one, "BLPOP k 0");
    run("SET", "k", "x").isOk();
    run("RPUSH", "from", "1", "2").isInteger(2);
    run("SORT", "from", "STORE", "k").isInteger(2);
    run("LPOP", "k").isBulk("1");
    assertThat(received(one)).isEmpty();
    run("COPY", "from", "k", "REPLACE").isInteger(1); // deletes first, so that the key appears
    assertThat(received(one)).isEqualTo("*2\r\n$1\r\nk\r\n$1\r\n1\r\n");
  }

  @Test
  void blmovemWaitsUntilThereAreEnough() {
    waits(one, "BLMOVEM s d LEFT RIGHT 0 EXACTLY 3 BULK");
    run("RPUSH", "s", "1", "2").isInteger(2);
    assertThat(received(one)).isEmpty();
    run("LINSERT", "s", "BEFORE", "1", "0").isInteger(3);
    assertThat(received(one)).isEqualTo("*3\r\n$1\r\n0\r\n$1\r\n1\r\n$1\r\n2\r\n");
    run("BLMOVEM", "d", "s", "LEFT", "LEFT", "0", "COUNT", "2", "OBO").isArrayOf("1", "0");
    assertThat(effects())
        .containsExactly(
            "RPUSH s 1 2",
            "LINSERT s BEFORE 1 0",
            "LMOVEM s d LEFT RIGHT EXACTLY 3 BULK",
            "LMOVEM d s LEFT LEFT EXACTLY 2 OBO");
  }

  @Test
  void nothingInTimeIsANilArray() {
    waits(one, "BLPOP k 1");
    waits(two, "BRPOPLPUSH k other 1.5");
    clock.advance(Duration.ofMillis(1600));
    tick();
    assertThat(received(one)).isEqualTo("*-1\r\n");
    assertThat(received(two)).isEqualTo("*-1\r\n");
  }

  @Test
  void whatBecameAnotherTypeDoesNotServe() {
    waits(one, "BLPOP k 0");
    run("SET", "k", "x").isOk();
    assertThat(received(one)).isEmpty();
    run("DEL", "k").isInteger(1);
    run("LPUSH", "k", "y").isInteger(1);
    assertThat(received(one)).isEqualTo("*2\r\n$1\r\nk\r\n$1\r\ny\r\n");
  }

  @Test
  void wordsAreCheckedBeforeTheTimeoutAndThatBeforeKeys() {
    run("SET", "s", "x");
    run("BLMOVE", "s", "b", "UP", "LEFT", "x").isError("ERR syntax error");
    run("BLMOVE", "s", "b", "LEFT", "LEFT", "x")
        .isError("ERR timeout is not a float or out of range");
    run("BLPOP", "s", "-1").isError("ERR timeout is negative");
    run("BLPOP", "s", "1")
        .isError("WRONGTYPE Operation against a key holding the wrong kind of value");
    run("BLMPOP", "x", "0", "s", "LEFT").isError("ERR numkeys should be greater than 0");
    run("BLMPOP", "x", "1", "s", "LEFT").isError("ERR timeout is not a float or out of range");
  }
}
