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
    for (int round = 0; round < 60; round++) {
      run("FLUSHALL");
      int count = 1 + random.nextInt(4);
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
    int size = random.nextInt(random.nextInt(10) == 0 ? 600 : 40);
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
