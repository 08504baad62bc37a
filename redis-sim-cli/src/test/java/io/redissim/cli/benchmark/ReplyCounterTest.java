package io.redissim.cli.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ReplyCounterTest {
  private static final String REPLIES =
      String.join(
          "",
          "+OK\r\n",
          ":1\r\n",
          "$5\r\n\r\n$1\r\r\n",
          "$-1\r\n",
          "$0\r\n\r\n",
          "*0\r\n",
          "*-1\r\n",
          "*2\r\n*2\r\n$1\r\na\r\n:-5\r\n-ERR inner\r\n",
          "%1\r\n+k\r\n~1\r\n,1.5\r\n",
          ">2\r\n+invalidate\r\n*1\r\n$1\r\nk\r\n",
          "|1\r\n+a\r\n+b\r\n+annotated\r\n",
          "=7\r\ntxt:abc\r\n",
          "_\r\n");
  private static final int COUNT = 12;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void countsRepliesWhereverTheyAreCut() {
    for (int cut = 0; cut <= REPLIES.length(); cut++) {
      ReplyCounter counter = new ReplyCounter();
      byte[] first = bytes(REPLIES.substring(0, cut));
      byte[] second = bytes(REPLIES.substring(cut));
      int count = counter.count(first, first.length) + counter.count(second, second.length);
      assertThat(count).as("cut at %d", cut).isEqualTo(COUNT);
      assertThat(counter.failure()).isNull();
    }
  }

  @Test
  void keepsTheFirstErrorReply() {
    ReplyCounter counter = new ReplyCounter();
    byte[] bytes = bytes("+OK\r\n-ERR first\r\n-ERR second\r\n");
    assertThat(counter.count(bytes, bytes.length)).isEqualTo(3);
    assertThat(counter.failure()).isEqualTo("ERR first");
  }

  @Test
  void noticesWhatIsNoReply() {
    ReplyCounter counter = new ReplyCounter();
    byte[] bytes = bytes("HTTP/1.1 400\r\n");
    counter.count(bytes, bytes.length);
    assertThat(counter.failure()).startsWith("Protocol error");
  }
}
