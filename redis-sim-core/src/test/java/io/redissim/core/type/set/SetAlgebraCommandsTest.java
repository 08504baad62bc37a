package io.redissim.core.type.set;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SetAlgebraCommandsTest extends SetTest {
  @Test
  void randomSetsAreCombinedAsJavaDoes() {
    Random random = new Random(1);
    for (int round = 0; round < 150; round++) {
      run("FLUSHALL");
      int count = 1 + random.nextInt(round % 10 == 0 ? 9 : 4);
      List<Set<String>> sets = new ArrayList<>();
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        sets.add(randomSet(random, "s" + i));
        keys.add("s" + i);
      }
      Set<String> union = new TreeSet<>(sets.get(0));
      Set<String> common = new TreeSet<>(sets.get(0));
      Set<String> alone = new TreeSet<>(sets.get(0));
      for (Set<String> other : sets.subList(1, count)) {
        union.addAll(other);
        common.retainAll(other);
        alone.removeAll(other);
      }
      check("SUNION", keys, union);
      check("SINTER", keys, common);
      check("SDIFF", keys, alone);
    }
  }

  private Set<String> randomSet(Random random, String key) {
    Set<String> members = new TreeSet<>();
    int size = random.nextInt(List.of(8, 40, 40, 130, 130, 600).get(random.nextInt(6)));
    boolean numbers = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      String number = Integer.toString(random.nextInt(2 * size));
      members.add(numbers || random.nextInt(3) > 0 ? number : "m" + number);
    }
    if (!members.isEmpty()) {
      List<String> words = new ArrayList<>(List.of("SADD", key));
      words.addAll(members);
      run(words.toArray(new String[0])).isInteger(members.size());
    }
    return members;
  }

  private void check(String command, List<String> keys, Set<String> expected) {
    assertThat(sorted(words(command, keys))).containsExactlyElementsOf(sortedCopy(expected));
    List<String> counted = new ArrayList<>(List.of(Integer.toString(keys.size())));
    counted.addAll(keys);
    run(words(command + "CARD", counted)).isInteger(expected.size());
    counted.addAll(List.of("LIMIT", "7"));
    run(words(command + "CARD", counted)).isInteger(Math.min(7, expected.size()));
    // The destination is the first source, too.
    List<String> stored = new ArrayList<>(List.of(keys.get(0)));
    stored.addAll(keys);
    run("COPY", keys.get(0), "kept");
    run(words(command + "STORE", stored)).isInteger(expected.size());
    assertThat(sorted("SMEMBERS", keys.get(0))).containsExactlyElementsOf(sortedCopy(expected));
    run("DEL", keys.get(0));
    assertThat(run("RENAME", "kept", keys.get(0))).isNotNull(); // an error if there was none
  }

  private static List<String> sortedCopy(Set<String> members) {
    return members.stream().sorted().toList();
  }

  private static String[] words(String command, List<String> rest) {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(rest);
    return words.toArray(new String[0]);
  }

  @Test
  void aSetIsCombinedWithItself() {
    givenSet("words", "member:", 100);
    givenSet("many", "member:", 1000);
    for (String key : List.of("words", "many")) {
      int size = key.equals("words") ? 100 : 1000;
      run("SINTERCARD", "3", key, key, key).isInteger(size);
      run("SINTERCARD", "4", key, "many", key, "words").isInteger(100);
      run("SUNIONCARD", "2", key, key).isInteger(size);
      run("SDIFFCARD", "2", key, key).isInteger(0);
    }
  }

  @Test
  void anIntersectionComesInTheOrderOfTheSmallestSet() {
    given("SADD", "a", "one", "2", "three", "four");
    given("SADD", "b", "four", "three", "2", "one", "five");
    run("SINTER", "b", "a").isArrayOf("one", "2", "three", "four");
    run("SUNION", "b", "a").isArrayOf("four", "three", "2", "one", "five");
    run("SDIFF", "b", "a").isArrayOf("five");
  }

  @Test
  void manyMembersAreLookedForInOneListpack() {
    givenSet("words", "member:", 100);
    given("SADD", "words", "17");
    List<String> request = new ArrayList<>(List.of("SMISMEMBER", "words"));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      request.addAll(List.of("member:" + 3 * i, Integer.toString(i)));
      expected.addAll(List.of(3 * i < 100 ? "1" : "0", i == 17 ? "1" : "0"));
    }
    List<String> found =
        run(request.toArray(new String[0])).tree().elements().stream()
            .map(each -> Long.toString(each.integer()))
            .toList();
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void membersThatComeAgainAreAddedOnce() {
    List<String> request = new ArrayList<>(List.of("SADD", "s", "a"));
    for (int i = 0; i < 200; i++) {
      request.addAll(List.of("m" + i % 60, "" + i % 7));
    }
    run(request.toArray(new String[0])).isInteger(68);
    assertEncoding("s", "hashtable"); // by the number of arguments
    run("DEL", "s");
    for (int i = 0; i < 200; i += 50) {
      List<String> part = new ArrayList<>(List.of("SADD", "s"));
      part.addAll(request.subList(2 + i, 52 + i));
      assertThat(run(part.toArray(new String[0]))).isNotNull();
    }
    assertEncoding("s", "listpack");
    run("SCARD", "s").isInteger(68);
    assertThat(sorted("SMEMBERS", "s")).doesNotHaveDuplicates();
  }

  @Test
  void anEmptyResultDeletesTheDestination() {
    given("SET", "to", "string");
    given("SADD", "s", "a");
    run("SINTERSTORE", "to", "s", "none").isInteger(0);
    assertEvents("mkeymiss none", "gdel to");
    run("SDIFFSTORE", "to", "s", "s").isInteger(0);
    assertEvents();
    run("EXISTS", "to").isInteger(0);
    assertThat(newEffects()).containsExactly("SINTERSTORE to s none");
  }

  @Test
  void storingReplacesWhateverWasThereWithItsDeadline() {
    given("SADD", "s", "1", "2");
    given("SET", "to", "string", "EX", "100");
    run("SUNIONSTORE", "to", "s").isInteger(2);
    assertEvents("ssunionstore to");
    run("TTL", "to").isInteger(-1);
    assertEncoding("to", "intset");
    run("SINTERSTORE", "fresh", "s", "to").isInteger(2);
    assertEvents("nnew fresh", "ssinterstore fresh");
  }

  @Test
  void numbersOutOfAListpackMakeAnIntset() {
    given("SADD", "a", "1", "2", "x");
    given("SADD", "b", "1", "2", "y");
    run("SINTERSTORE", "to", "a", "b").isInteger(2);
    assertEncoding("to", "intset");
  }

  @Test
  void aWrongTypeAnywhereIsRefused() {
    given("SET", "string", "x");
    given("SADD", "s", "a");
    run("SINTER", "none", "string").isError(WRONG_TYPE);
    run("SUNION", "s", "string").isError(WRONG_TYPE);
    run("SDIFF", "none", "string").isError(WRONG_TYPE);
    run("SDIFFSTORE", "to", "s", "string").isError(WRONG_TYPE);
    run("SINTERCARD", "2", "s", "string").isError(WRONG_TYPE);
  }

  @Test
  void cardinalitiesCheckTheirArguments() {
    String greater = "ERR numkeys should be greater than 0";
    run("SINTERCARD", "0", "a").isError(greater);
    run("SINTERCARD", "x", "a").isError(greater);
    run("SINTERCARD", "2", "a").isError("ERR Number of keys can't be greater than number of args");
    run("SINTERCARD", "1", "a", "LIMIT").isError("ERR syntax error");
    run("SINTERCARD", "1", "a", "LIMIT", "-1").isError("ERR LIMIT can't be negative");
    run("SINTERCARD", "1", "a", "LIMIT", "x").isError("ERR LIMIT can't be negative");
    run("SINTERCARD", "1", "a", "APPROX").isError("ERR syntax error");
    given("SADD", "a", "1", "2", "3");
    run("SUNIONCARD", "1", "a", "APPROX", "LIMIT", "2").isInteger(2);
    run("SUNIONCARD", "2", "a", "a", "LIMIT", "0", "APPROX").isInteger(3);
  }

  @Test
  void repliesAreSetsInResp3() {
    given("HELLO", "3");
    given("SADD", "s", "1");
    run("SINTER", "s", "s").onWire("~1\r\n$1\r\n1\r\n");
    run("SUNION", "none").onWire("~0\r\n");
  }
}
