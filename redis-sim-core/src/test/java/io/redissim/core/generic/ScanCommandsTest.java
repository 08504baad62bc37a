package io.redissim.core.generic;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScanCommandsTest extends CommandTest {
  private void fill(int count) {
    for (int i = 0; i < count; i++) {
      run("SET", "key:" + i, "v").isOk();
    }
  }

  private List<String> texts(Reply array) {
    List<String> texts = new ArrayList<>();
    array.elements().forEach(element -> texts.add(element.text()));
    return texts;
  }

  private List<String> scanAll(String... options) {
    List<String> found = new ArrayList<>();
    String cursor = "0";
    do {
      String[] words = new String[options.length + 2];
      words[0] = "SCAN";
      words[1] = cursor;
      System.arraycopy(options, 0, words, 2, options.length);
      Reply reply = run(words).tree();
      cursor = reply.elements().get(0).text();
      found.addAll(texts(reply.elements().get(1)));
    } while (!cursor.equals("0"));
    return found;
  }

  @Test
  void keysFindsWhatMatches() {
    fill(12);
    assertThat(texts(run("KEYS", "key:1*").tree()))
        .containsExactlyInAnyOrder("key:1", "key:10", "key:11");
  }

  @Test
  void keysOfALiteralPatternIsALookUp() {
    fill(3);
    run("KEYS", "key:1").isArrayOf("key:1");
    run("KEYS", "key").isArrayOf();
  }

  @Test
  void keysStarFindsTheEmptyKeyToo() {
    run("SET", "", "v").isOk();
    run("KEYS", "*").isArrayOf("");
    run("KEYS", "**").isArrayOf();
    run("KEYS", "").isArrayOf("");
  }

  @Test
  void keysLeavesOutWhatHasExpired() {
    run("SET", "a", "v", "PX", "1").isOk();
    clock.advance(ofMillis(2));
    run("KEYS", "*").isArrayOf();
    run("KEYS", "a").isArrayOf();
  }

  @Test
  void scanReturnsEveryKeyOnce() {
    fill(2000);
    assertThat(scanAll()).hasSize(2000).doesNotHaveDuplicates();
    assertThat(scanAll("COUNT", "1000000")).hasSize(2000).doesNotHaveDuplicates();
  }

  @Test
  void scanFiltersByPatternAndType() {
    fill(200);
    assertThat(scanAll("MATCH", "key:19?")).hasSize(10);
    assertThat(scanAll("MATCH", "*", "TYPE", "STRING")).hasSize(200);
    assertThat(scanAll("TYPE", "hash")).isEmpty();
  }

  @Test
  void scanOfALiteralPatternEndsAtOnce() {
    fill(2000);
    run("SCAN", "0", "MATCH", "key:7").onWire("*2\r\n$1\r\n0\r\n*1\r\n$5\r\nkey:7\r\n");
    run("SCAN", "0", "MATCH", "key:7", "TYPE", "list").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
  }

  @Test
  void scanRemovesWhatHasExpired() {
    run("SET", "a", "v", "PX", "1").isOk();
    clock.advance(ofMillis(2));
    run("SCAN", "0").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    run("DBSIZE").isInteger(0);
  }

  @Test
  void scanLeavesAloneWhatHasExpiredAndDoesNotMatch() {
    run("SET", "a", "v", "PX", "1").isOk();
    run("SET", "b", "v", "PX", "1").isOk();
    run("RPUSH", "c", "v").isInteger(1);
    run("PEXPIRE", "c", "1").isInteger(1);
    clock.advance(ofMillis(2));
    run("SCAN", "0", "TYPE", "list").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    run("DBSIZE").isInteger(2);
    run("SCAN", "0", "MATCH", "a*").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    run("DBSIZE").isInteger(1);
  }

  @Test
  void scanRefusesWhatIsNoCursor() {
    for (String cursor : new String[] {"x", "-1", "", "1 ", "18446744073709551616", "0x1", "--1"}) {
      run("SCAN", cursor).isError("ERR invalid cursor");
    }
  }

  @Test
  void scanTakesACursorInAnyFormThatCTakes() {
    for (String cursor : new String[] {"00", "+0", " 0", "-0", "18446744073709551615"}) {
      run("SCAN", cursor).onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    }
  }

  @Test
  void scanRefusesWrongOptions() {
    run("SCAN", "0", "COUNT", "0").isError("ERR syntax error");
    run("SCAN", "0", "COUNT", "x").isError("ERR value is not an integer or out of range");
    run("SCAN", "0", "MATCH").isError("ERR syntax error");
    run("SCAN", "0", "TYPE", "Foo").isError("ERR unknown type name 'Foo'");
  }

  @Test
  void randomKeyIsAnyKey() {
    run("RANDOMKEY").isNil();
    fill(20);
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      seen.add(run("RANDOMKEY").tree().text());
    }
    assertThat(seen.stream().distinct().count()).isEqualTo(20);
  }
}
