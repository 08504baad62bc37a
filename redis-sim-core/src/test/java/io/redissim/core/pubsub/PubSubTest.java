package io.redissim.core.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandTest;
import io.redissim.core.engine.LocalClient;
import org.junit.jupiter.api.Test;

class PubSubTest extends CommandTest {
  private final LocalClient subscriber = client.another();

  @Test
  void eachSubscriptionIsConfirmedWithTheirNumber() {
    assertThat(toSubscriber("SUBSCRIBE", "a", "b", "a"))
        .isEqualTo(
            String.join(
                "",
                "*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:1\r\n",
                "*3\r\n$9\r\nsubscribe\r\n$1\r\nb\r\n:2\r\n",
                "*3\r\n$9\r\nsubscribe\r\n$1\r\na\r\n:2\r\n"));
    assertThat(toSubscriber("PSUBSCRIBE", "p*"))
        .isEqualTo("*3\r\n$10\r\npsubscribe\r\n$2\r\np*\r\n:3\r\n");
    assertThat(toSubscriber("SSUBSCRIBE", "s"))
        .isEqualTo("*3\r\n$10\r\nssubscribe\r\n$1\r\ns\r\n:1\r\n");
  }

  @Test
  void aMessageReachesChannelAndPatternEachForItself() {
    subscriber.call("SUBSCRIBE", "news");
    subscriber.call("PSUBSCRIBE", "n*");
    run("PUBLISH", "news", "hi").isInteger(2);
    assertThat(received())
        .isEqualTo(
            String.join(
                "",
                "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$2\r\nhi\r\n",
                "*4\r\n$8\r\npmessage\r\n$2\r\nn*\r\n$4\r\nnews\r\n$2\r\nhi\r\n"));
    run("PUBLISH", "other", "hi").isInteger(0);
    assertThat(received()).isEmpty();
  }

  @Test
  void shardChannelsAreASpaceOfTheirOwn() {
    subscriber.call("SSUBSCRIBE", "c");
    subscriber.call("PSUBSCRIBE", "*");
    run("SPUBLISH", "c", "m").isInteger(1);
    assertThat(received()).isEqualTo("*3\r\n$8\r\nsmessage\r\n$1\r\nc\r\n$1\r\nm\r\n");
    run("PUBSUB", "SHARDCHANNELS").isArrayOf("c");
    run("PUBSUB", "CHANNELS").isArrayOf();
  }

  @Test
  void messagesArePushesInResp3AndComeBehindOnesOwnReply() {
    subscriber.call("HELLO", "3");
    toSubscriber("SUBSCRIBE", "c");
    run("PUBLISH", "c", "m").isInteger(1);
    assertThat(received()).isEqualTo(">3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n");
    assertThat(toSubscriber("PUBLISH", "c", "m"))
        .isEqualTo(":1\r\n>3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n");
  }

  @Test
  void aSubscriberInResp2MayDoLittleElse() {
    subscriber.call("SUBSCRIBE", "c");
    assertThat(toSubscriber("CONFIG", "GET", "x"))
        .isEqualTo(
            "-ERR Can't execute 'config|get': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT"
                + " / RESET are allowed in this context\r\n");
    assertThat(toSubscriber("PING")).isEqualTo("*2\r\n$4\r\npong\r\n$0\r\n\r\n");
    assertThat(toSubscriber("PING", "m")).isEqualTo("*2\r\n$4\r\npong\r\n$1\r\nm\r\n");
    subscriber.call("UNSUBSCRIBE", "c");
    assertThat(toSubscriber("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void aSubscriberInResp3MayDoEverything() {
    subscriber.call("HELLO", "3");
    toSubscriber("SUBSCRIBE", "c");
    assertThat(toSubscriber("GET", "k")).isEqualTo("_\r\n");
    assertThat(toSubscriber("PING")).isEqualTo("+PONG\r\n");
  }

  @Test
  void unsubscribingWithoutNamesEndsAllOfAKind() {
    toSubscriber("SUBSCRIBE", "a", "b");
    subscriber.call("PSUBSCRIBE", "p");
    assertThat(toSubscriber("UNSUBSCRIBE"))
        .isEqualTo(
            String.join(
                "",
                "*3\r\n$11\r\nunsubscribe\r\n$1\r\na\r\n:2\r\n",
                "*3\r\n$11\r\nunsubscribe\r\n$1\r\nb\r\n:1\r\n"));
    assertThat(toSubscriber("UNSUBSCRIBE")).isEqualTo("*3\r\n$11\r\nunsubscribe\r\n$-1\r\n:1\r\n");
    run("PUBSUB", "NUMPAT").isInteger(1);
  }

  @Test
  void resetAndDisconnectEndAllSubscriptions() {
    toSubscriber("SUBSCRIBE", "a", "b");
    LocalClient another = client.another();
    another.call("PSUBSCRIBE", "*");
    assertThat(toSubscriber("RESET")).isEqualTo("+RESET\r\n");
    run("PUBSUB", "CHANNELS").isArrayOf();
    another.close();
    run("PUBSUB", "NUMPAT").isInteger(0);
    run("PUBLISH", "a", "m").isInteger(0);
  }

  @Test
  void pubSubTellsWhoListens() {
    toSubscriber("SUBSCRIBE", "a", "b");
    client.another().call("SUBSCRIBE", "a");
    run("PUBSUB", "NUMSUB", "a", "b", "c")
        .onWire("*6\r\n$1\r\na\r\n:2\r\n$1\r\nb\r\n:1\r\n$1\r\nc\r\n:0\r\n");
    run("PUBSUB", "CHANNELS", "[b]").isArrayOf("b");
    run("PUBSUB", "CHANNELS", "a", "b")
        .isError(
            "ERR unknown subcommand or wrong number of arguments for 'CHANNELS'. Try PUBSUB HELP.");
    assertThat(run("INFO", "clients").tree().text()).contains("\r\npubsub_clients:2\r\n");
    assertThat(run("INFO", "stats").tree().text()).contains("\r\npubsub_channels:2\r\n");
    assertThat(run("CLIENT", "LIST").tree().text()).contains(" flags=P db=0 sub=2 psub=0 ssub=0 ");
  }

  @Test
  void confirmationsComeThoughRepliesAreOff() {
    toSubscriber("CLIENT", "REPLY", "OFF");
    assertThat(toSubscriber("SUBSCRIBE", "c"))
        .isEqualTo("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n");
    assertThat(toSubscriber("PING")).isEmpty();
  }

  private String toSubscriber(String... words) {
    byte[][] bytes = new byte[words.length][];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Ascii.bytes(words[i]);
    }
    return Ascii.string(subscriber.callForBytes(bytes));
  }

  private String received() {
    return Ascii.string(subscriber.received());
  }
}
