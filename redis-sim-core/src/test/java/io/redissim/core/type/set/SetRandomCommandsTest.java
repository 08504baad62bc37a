package io.redissim.core.type.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.resp.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetRandomCommandsTest extends SetTest {
  @Test
  void spopPropagatesWhatItChose() {
    given("SADD", "s", "a", "b");
    String first = run("SPOP", "s").tree().text();
    assertEvents("sspop s");
    String second = first.equals("a") ? "b" : "a";
    run("SPOP", "s").isBulk(second);
    assertEvents("sspop s", "gdel s");
    run("SPOP", "s").isNil();
    assertThat(newEffects()).containsExactly("SREM s " + first, "SREM s " + second);
  }

  @ParameterizedTest
  @CsvSource({
    // prefix, members, popped
    "'', 100, 10",
    "'', 100, 90",
    "'', 1000, 10",
    "m, 100, 40",
    "m, 100, 99",
    "m, 5000, 100",
    "m, 5000, 4990",
    "m, 5000, 3000",
    "longer-than-64-bytes-each-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, 50, 49",
  })
  void spopTakesAsManyDifferentMembersAsAsked(String prefix, int members, int popped) {
    givenSet("s", prefix, members);
    Set<String> taken = new HashSet<>(sorted("SPOP", "s", Integer.toString(popped)));
    assertThat(taken).hasSize(popped);
    assertEvents("sspop s");
    Set<String> left = new HashSet<>(sorted("SMEMBERS", "s"));
    assertThat(left).hasSize(members - popped).doesNotContainAnyElementsOf(taken);
    assertThat(newEffects())
        .hasSize((popped + 1023) / 1024)
        .allMatch(effect -> effect.startsWith("SREM s "));
  }

  @Test
  void spopOfAllIsADeletion() {
    given("SADD", "s", "a", "b");
    assertThat(sorted("SPOP", "s", "2")).containsExactly("a", "b");
    assertEvents("sspop s", "gdel s");
    assertThat(newEffects()).containsExactly("UNLINK s");
    given("CONFIG", "SET", "lazyfree-lazy-server-del", "no");
    given("SADD", "s", "a");
    run("SPOP", "s", "5").isArrayOf("a");
    assertThat(newEffects()).containsExactly("DEL s");
  }

  @Test
  void countsAreChecked() {
    run("SPOP", "s", "-1").isError("ERR value is out of range, must be positive");
    run("SPOP", "s", "x").isError("ERR value is out of range, must be positive");
    run("SPOP", "s", "1", "2").isError("ERR syntax error");
    run("SRANDMEMBER", "s", "1", "2").isError("ERR syntax error");
    run("SRANDMEMBER", "s", "x").isError("ERR value is not an integer or out of range");
    run("SRANDMEMBER", "s", "-9223372036854775808")
        .isError(
            "ERR value is out of range, value must between -9223372036854775807 and"
                + " 9223372036854775807");
    given("SADD", "s", "a");
    run("SRANDMEMBER", "s", "-9223372036854775807").isError("ERR value is out of range");
    run("SPOP", "s", "0").onWire("*0\r\n");
    run("SRANDMEMBER", "s", "0").onWire("*0\r\n");
    run("SRANDMEMBER", "none").isNil();
    run("SRANDMEMBER", "none", "3").onWire("*0\r\n");
  }

  @ParameterizedTest
  @CsvSource({"'', 60", "m, 60", "m, 600"})
  void srandmemberDrawsWithAndWithoutRepetition(String prefix, int members) {
    givenSet("s", prefix, members);
    assertThat(sorted("SRANDMEMBER", "s", "1000000")).hasSize(members).doesNotHaveDuplicates();
    for (int count : new int[] {1, 5, members / 2, members - 1}) {
      assertThat(sorted("SRANDMEMBER", "s", Integer.toString(count)))
          .hasSize(count)
          .doesNotHaveDuplicates();
    }
    assertThat(sorted("SRANDMEMBER", "s", "-5000")).hasSize(5000);
  }

  @ParameterizedTest
  @CsvSource({"'', 30, -30", "m, 30, -30", "m, 200, -200", "m, 30, 10", "m, 200, 60", "m, 200, 90"})
  void everyMemberIsAsLikelyAsAnyOther(String prefix, int members, int count) {
    givenSet("s", prefix, members);
    Map<String, Integer> drawn = new HashMap<>();
    int draws = 2000;
    for (int i = 0; i < draws; i++) {
      List<Reply> reply = run("SRANDMEMBER", "s", Integer.toString(count)).tree().elements();
      reply.forEach(member -> drawn.merge(member.text(), 1, Integer::sum));
    }
    assertThat(drawn).hasSize(members);
    double expected = (double) draws * Math.abs(count) / members;
    double chiSquare = 0;
    for (int times : drawn.values()) {
      chiSquare += (times - expected) * (times - expected) / expected;
    }
    assertThat(chiSquare / members).isLessThan(1.8);
  }
}
