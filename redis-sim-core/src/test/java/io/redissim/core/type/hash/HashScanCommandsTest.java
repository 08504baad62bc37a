package io.redissim.core.type.hash;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HashScanCommandsTest extends CommandTest {

  @Test
  void aPackedHashComesAtOnce() {
    run("HSET", "h", "a", "1", "b", "2");
    run("HSCAN", "h", "0", "COUNT", "1")
        .onWire("*2\r\n$1\r\n0\r\n*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$1\r\n2\r\n");
    run("HSCAN", "h", "0", "NOVALUES", "MATCH", "b*").onWire("*2\r\n$1\r\n0\r\n*1\r\n$1\r\nb\r\n");
    run("HSCAN", "none", "0").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
  }

  @Test
  void optionsAreCheckedOnlyIfThereIsAKey() {
    run("HSCAN", "none", "0", "FOO").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    run("HSCAN", "none", "x").isError("ERR invalid cursor");
    run("HSET", "h", "a", "1");
    run("HSCAN", "h", "0", "FOO").isError("ERR syntax error");
    run("HSCAN", "h", "0", "COUNT", "0").isError("ERR syntax error");
    run("HSCAN", "h", "0", "COUNT", "x").isError("ERR value is not an integer or out of range");
  }

  @Test
  void whatStaysIsSeenOnceThoughTheHashChanges() {
    for (int i = 0; i < 2000; i++) {
      run("HSET", "h", "stay" + i, "v", "go" + i, "v");
    }
    Set<String> seen = new HashSet<>();
    String cursor = "0";
    int step = 0;
    do {
      Reply reply = run("HSCAN", "h", cursor, "COUNT", "50", "NOVALUES").tree();
      cursor = reply.element(0).text();
      for (Reply field : reply.element(1).elements()) {
        if (field.text().startsWith("stay")) {
          assertThat(seen.add(field.text())).as(field.text()).isTrue();
        }
      }
      for (int i = 0; i < 20; i++) {
        run("HDEL", "h", "go" + (20 * step + i));
        run("HSET", "h", "new" + (20 * step + i), "v");
      }
      step++;
    } while (!cursor.equals("0"));
    assertThat(seen).hasSize(2000);
  }

  @Test
  void differentFieldsAreDrawnWithoutRepetition() {
    for (int size : new int[] {5, 1000}) {
      for (int i = 0; i < size; i++) {
        run("HSET", "h" + size, "f" + i, Integer.toString(i));
      }
      for (int count : new int[] {1, 2, 4, size / 2, size - 1, size, size + 5}) {
        Reply reply = run("HRANDFIELD", "h" + size, Integer.toString(count)).tree();
        Set<String> fields = new HashSet<>();
        reply.elements().forEach(field -> fields.add(field.text()));
        assertThat(fields).hasSize(Math.min(count, size));
        assertThat(reply.size()).isEqualTo(fields.size());
      }
    }
  }

  @Test
  void everyFieldIsDrawnAsOftenAsTheOthers() {
    for (int i = 0; i < 10; i++) {
      run("HSET", "h", "f" + i, "v");
    }
    Map<String, Integer> drawn = new HashMap<>();
    for (Reply field : run("HRANDFIELD", "h", "-10000").tree().elements()) {
      drawn.merge(field.text(), 1, Integer::sum);
    }
    for (int i = 0; i < 4000; i++) {
      for (Reply field : run("HRANDFIELD", "h", "3").tree().elements()) {
        drawn.merge(field.text(), 1, Integer::sum);
      }
    }
    assertThat(drawn.values()).hasSize(10).allMatch(times -> times > 1900 && times < 2500);
  }

  @Test
  void valuesComeNestedInResp3() {
    run("HSET", "h", "a", "1");
    run("HRANDFIELD", "h", "2", "WITHVALUES").isArrayOf("a", "1");
    run("HRANDFIELD", "h", "-2", "WITHVALUES").isArrayOf("a", "1", "a", "1");
    run("HELLO", "3");
    run("HRANDFIELD", "h", "2", "WITHVALUES").onWire("*1\r\n*2\r\n$1\r\na\r\n$1\r\n1\r\n");
    run("HRANDFIELD", "none").isNil();
    run("HRANDFIELD", "none", "3").onWire("*0\r\n");
  }

  @Test
  void aCountBeyondAllReasonIsRefused() {
    run("HSET", "h", "a", "1");
    run("HRANDFIELD", "h", "-9223372036854775807").isError("ERR value is out of range");
    run("HRANDFIELD", "h", "-4611686018427387904", "WITHVALUES")
        .isError("ERR value is out of range");
    run("HRANDFIELD", "h", "1", "VALUES").isError("ERR syntax error");
    run("HRANDFIELD", "h", "x").isError("ERR value is not an integer or out of range");
  }
}
