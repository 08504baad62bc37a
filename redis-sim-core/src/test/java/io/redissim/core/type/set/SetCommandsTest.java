package io.redissim.core.type.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SetCommandsTest extends SetTest {
  @Test
  void saddCountsNewMembersOnly() {
    run("SADD", "s", "1", "2", "1").isInteger(2);
    assertEvents("nnew s", "ssadd s");
    run("SADD", "s", "2", "a").isInteger(1);
    assertEvents("ssadd s");
    run("SADD", "s", "a").isInteger(0);
    assertEvents();
    run("SCARD", "s").isInteger(3);
    assertThat(newEffects()).containsExactly("SADD s 1 2 1", "SADD s 2 a");
  }

  @Test
  void aSetOfNumbersIsAnIntsetUntilItIsTooLong() {
    givenSet("s", "", 512);
    assertEncoding("s", "intset");
    run("SADD", "s", "512");
    assertEncoding("s", "hashtable");
    run("SCARD", "s").isInteger(513);
    run("SISMEMBER", "s", "511").isInteger(1);
  }

  @Test
  void aWordMakesAnIntsetAListpackOrATable() {
    given("SADD", "few", "1", "-70000", "5000000000");
    run("SADD", "few", "x");
    assertEncoding("few", "listpack");
    assertThat(sorted("SMEMBERS", "few")).containsExactly("-70000", "1", "5000000000", "x");
    givenSet("many", "", 128);
    run("SADD", "many", "x");
    assertEncoding("many", "hashtable");
    given("SADD", "long", "1");
    run("SADD", "long", "x".repeat(65));
    assertEncoding("long", "hashtable");
  }

  @Test
  void aListpackTakes128MembersOf64Bytes() {
    givenSet("s", "m", 127);
    run("SADD", "s", "x".repeat(64));
    assertEncoding("s", "listpack");
    run("SADD", "s", "one more");
    assertEncoding("s", "hashtable");
    assertThat(sorted("SMEMBERS", "s")).hasSize(129).contains("one more", "m0", "m126");
  }

  @Test
  void thresholdsFollowTheConfiguration() {
    given("CONFIG", "SET", "set-max-intset-entries", "2");
    given("CONFIG", "SET", "set-max-listpack-entries", "0");
    givenSet("s", "", 2);
    assertEncoding("s", "intset");
    run("SADD", "s", "x");
    assertEncoding("s", "hashtable");
  }

  @Test
  void numbersInOddSpellingAreWords() {
    run("SADD", "s", "1", "01", "+1", "-0", "").isInteger(5);
    run("SISMEMBER", "s", "").isInteger(1);
    run("SMISMEMBER", "s", "1", "-0", "0").onWire("*3\r\n:1\r\n:1\r\n:0\r\n");
  }

  @Test
  void sremRemovesTheSetWithItsLastMember() {
    given("SADD", "s", "a", "b", "c");
    run("SREM", "s", "a", "x").isInteger(1);
    assertEvents("ssrem s");
    run("SREM", "s", "c", "b", "a").isInteger(2);
    assertEvents("ssrem s", "gdel s");
    run("EXISTS", "s").isInteger(0);
    run("SREM", "s", "a").isInteger(0);
    assertThat(newEffects()).containsExactly("SREM s a x", "SREM s c b a");
  }

  @Test
  void aTableShrinksToNothing() {
    givenSet("s", "member:", 5000);
    List<String> words = new ArrayList<>(List.of("SREM", "s"));
    for (int i = 0; i < 4999; i++) {
      words.add("member:" + i);
    }
    run(words.toArray(new String[0])).isInteger(4999);
    run("SMEMBERS", "s").isArrayOf("member:4999");
    run("SREM", "s", "member:4999").isInteger(1);
    run("TYPE", "s").onWire("+none\r\n");
  }

  @Test
  void smoveTellsOfBothSets() {
    given("SADD", "from", "a", "b");
    run("SMOVE", "from", "to", "a").isInteger(1);
    assertEvents("ssrem from", "nnew to", "ssadd to");
    given("SADD", "from", "a");
    run("SMOVE", "from", "to", "a").isInteger(1);
    assertEvents("ssrem from");
    run("SMOVE", "from", "to", "b").isInteger(1);
    assertEvents("ssrem from", "gdel from", "ssadd to");
    run("SMOVE", "from", "to", "b").isInteger(0);
    run("SMOVE", "to", "from", "none").isInteger(0);
    run("SMOVE", "to", "to", "b").isInteger(1);
    assertEvents();
    assertThat(sorted("SMEMBERS", "to")).containsExactly("a", "b");
  }

  @Test
  void smoveLooksAtTheDestinationOnlyIfThereIsASource() {
    given("SET", "string", "x");
    run("SMOVE", "none", "string", "a").isInteger(0);
    given("SADD", "s", "a");
    run("SMOVE", "s", "string", "b").isError(WRONG_TYPE);
    run("SMOVE", "string", "s", "b").isError(WRONG_TYPE);
  }

  @Test
  void otherTypesAreRefused() {
    given("SET", "string", "x");
    for (String command : List.of("SADD", "SREM", "SISMEMBER", "SMISMEMBER")) {
      run(command, "string", "a").isError(WRONG_TYPE);
    }
    run("SCARD", "string").isError(WRONG_TYPE);
    run("SMEMBERS", "string").isError(WRONG_TYPE);
    given("SADD", "s", "a");
    run("GET", "s").isError(WRONG_TYPE);
  }

  @Test
  void membersAreASetInResp3() {
    given("HELLO", "3");
    given("SADD", "s", "1", "2");
    run("SMEMBERS", "s").onWire("~2\r\n$1\r\n1\r\n$1\r\n2\r\n");
    run("SMEMBERS", "none").onWire("~0\r\n");
  }

  @Test
  void nothingAddedDisturbsNoWatch() {
    givenSet("s", "member:", 200);
    long changes = engine.context().changes();
    run("SADD", "s", "member:7").isInteger(0);
    run("SREM", "s", "none").isInteger(0);
    assertThat(engine.context().changes()).isEqualTo(changes);
    assertThat(newEffects()).isEmpty();
  }

  @Test
  void hugeMembersAreMembers() {
    String huge = "x".repeat(100_000);
    run("SADD", "s", huge, huge + "y", "z").isInteger(3);
    run("SISMEMBER", "s", huge).isInteger(1);
    run("SREM", "s", huge).isInteger(1);
    assertThat(sorted("SMEMBERS", "s")).containsExactly(huge + "y", "z");
  }

  @Test
  void sscanVisitsEachMemberOfATableOnce() {
    givenSet("s", "member:", 1000);
    List<String> seen = new ArrayList<>();
    String cursor = "0";
    do {
      var reply = run("SSCAN", "s", cursor, "COUNT", "7").tree().elements();
      cursor = reply.get(0).text();
      reply.get(1).elements().forEach(member -> seen.add(member.text()));
      run("SREM", "s", "member:" + seen.size());
      run("SADD", "s", "new:" + seen.size());
    } while (!cursor.equals("0"));
    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen.stream().filter(member -> member.startsWith("member:")).count())
        .isGreaterThan(800);
  }

  @Test
  void sscanOfAPackedSetIsOneCall() {
    given("SADD", "s", "12", "1", "foo");
    assertThat(run("SSCAN", "s", "0", "MATCH", "1*", "COUNT", "1").tree().elements().get(1))
        .hasToString(run("SSCAN", "s", "99", "MATCH", "1*").tree().elements().get(1).toString());
    run("SSCAN", "none", "0", "FOO").onWire("*2\r\n$1\r\n0\r\n*0\r\n");
    run("SSCAN", "s", "x").isError("ERR invalid cursor");
    run("SSCAN", "s", "0", "COUNT", "0").isError("ERR syntax error");
    run("SSCAN", "s", "0", "COUNT", "x").isError("ERR value is not an integer or out of range");
    run("SSCAN", "s", "0", "NOVALUES").isError("ERR NOVALUES option can only be used in HSCAN");
  }
}
