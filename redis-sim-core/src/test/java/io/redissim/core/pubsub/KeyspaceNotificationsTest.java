package io.redissim.core.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import io.redissim.core.resp.Reply;
import io.redissim.core.resp.ReplyFormatException;
import io.redissim.core.resp.ReplyParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyspaceNotificationsTest extends CommandTest {
  private final LocalClient listener = client.another();

  @Test
  void nothingIsToldUnlessItIsAskedFor() {
    listener.call("PSUBSCRIBE", "*");
    run("SET", "k", "v");
    assertThat(heard()).isEmpty();
    run("CONFIG", "SET", "notify-keyspace-events", "A");
    run("SET", "k", "v");
    assertThat(heard()).isEmpty();
  }

  @Test
  void theKeysChannelComesBeforeTheEvents() {
    listen("KEA");
    run("SELECT", "3");
    run("SET", "k", "v");
    assertThat(heard()).containsExactly("__keyspace@3__:k set", "__keyevent@3__:set k");
  }

  @Test
  void onlyTheClassesAskedForAreTold() {
    listen("Eg");
    run("SET", "k", "v", "EX", "100");
    run("DEL", "k");
    assertThat(heard()).containsExactly("__keyevent@0__:expire k", "__keyevent@0__:del k");
  }

  @Test
  void missesAndNewKeysAreNotAmongAll() {
    listen("Enm");
    run("GET", "k");
    run("SET", "k", "v");
    run("SET", "k", "w");
    assertThat(heard()).containsExactly("__keyevent@0__:keymiss k", "__keyevent@0__:new k");
  }

  @Test
  void aMissIsToldThoughTheArgumentsAreWrong() {
    listen("Em");
    run("XAUTOCLAIM", "k", "g", "a", "x", "0")
        .isError("ERR Invalid min-idle-time argument for XAUTOCLAIM");
    assertThat(heard()).containsExactly("__keyevent@0__:keymiss k");
  }

  @Test
  void aNewKeyIsToldBeforeWhatMadeIt() {
    listen("E$n");
    run("INCR", "a");
    run("INCR", "a");
    run("APPEND", "b", "x");
    run("SETBIT", "c", "1", "1");
    run("MSET", "b", "1", "d", "1");
    assertThat(heard())
        .containsExactly(
            "__keyevent@0__:new a",
            "__keyevent@0__:incrby a",
            "__keyevent@0__:incrby a",
            "__keyevent@0__:new b",
            "__keyevent@0__:append b",
            "__keyevent@0__:new c",
            "__keyevent@0__:setbit c",
            "__keyevent@0__:set b",
            "__keyevent@0__:new d",
            "__keyevent@0__:set d");
  }

  @Test
  void aKeyThatExpiresIsToldWithoutAnybodyAsking() {
    listen("Ex");
    run("SET", "k", "v", "PX", "10");
    clock.advance(Duration.ofMillis(200));
    tick();
    assertThat(heard()).containsExactly("__keyevent@0__:expired k");
  }

  @Test
  void aWordThatIsNoClassIsRefused() {
    run("CONFIG", "SET", "notify-keyspace-events", "KEAq")
        .isError(
            "ERR CONFIG SET failed (possibly related to argument 'notify-keyspace-events') -"
                + " Invalid event class character. Use 'Ag$lshzxeKEtmdn'.");
  }

  private void listen(String classes) {
    run("CONFIG", "SET", "notify-keyspace-events", classes).isOk();
    listener.call("PSUBSCRIBE", "__key*__:*");
  }

  /** Channel and message of each event. */
  private List<String> heard() {
    byte[] bytes = listener.received();
    ReplyParser parser = new ReplyParser();
    parser.feed(bytes, 0, bytes.length);
    List<String> heard = new ArrayList<>();
    try {
      for (Reply reply = parser.next(); reply != null; reply = parser.next()) {
        heard.add(reply.element(2).text() + " " + reply.element(3).text());
      }
    } catch (ReplyFormatException e) {
      throw new AssertionError("not RESP: " + Ascii.string(bytes), e);
    }
    return heard;
  }
}
