package io.redissim.core.type.zset;

import static org.assertj.core.api.Assertions.assertThat;

import io.redissim.core.command.CommandTest;
import io.redissim.core.resp.Reply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Sorted sets and sets combined, beside maps. Scores are halves, so that sums are exact. */
class ZSetAlgebraCommandsTest extends CommandTest {
  private record Source(String key, Map<String, Double> scores) {}

  private final Random random = new Random(9);

  @Test
  void randomSortedSetsAreCombinedAsMapsAre() {
    for (int round = 0; round < 120; round++) {
      run("FLUSHALL");
      List<Source> sources = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        boolean again = !sources.isEmpty() && random.nextInt(8) == 0;
        sources.add(again ? sources.get(0) : source("k" + i));
      }
      checkUnionAndIntersection(sources);
      check("ZDIFF", sources, List.of(), difference(sources));
      int common = intersection(sources, ones(sources), "SUM").size();
      run(words("ZINTERCARD", sources, List.of())).isInteger(common);
      run(words("ZINTERCARD", sources, List.of("LIMIT", "7"))).isInteger(Math.min(7, common));
    }
  }

  private void checkUnionAndIntersection(List<Source> sources) {
    String aggregate = List.of("SUM", "MIN", "MAX").get(random.nextInt(3));
    List<String> options = new ArrayList<>(List.of("AGGREGATE", aggregate));
    double[] weights = ones(sources);
    if (random.nextBoolean()) {
      options.add("WEIGHTS");
      for (int i = 0; i < weights.length; i++) {
        weights[i] = random.nextInt(9) - 4;
        options.add(Double.toString(weights[i]));
      }
    }
    check("ZUNION", sources, options, union(sources, weights, aggregate));
    check("ZINTER", sources, options, intersection(sources, weights, aggregate));
  }

  private static double[] ones(List<Source> sources) {
    double[] weights = new double[sources.size()];
    Arrays.fill(weights, 1);
    return weights;
  }

  private Source source(String key) {
    Map<String, Double> scores = new HashMap<>();
    boolean sorted = random.nextInt(4) > 0;
    List<String> words = new ArrayList<>(List.of(sorted ? "ZADD" : "SADD", key));
    int size = random.nextInt(random.nextInt(6) == 0 ? 400 : 100);
    int kind = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      int number = random.nextInt(2 * size);
      String member = kind == 0 || kind == 1 && number % 3 == 0 ? "" + number : "m:" + number;
      if (!scores.containsKey(member)) {
        double score = sorted ? (random.nextInt(100) - 50) / 2.0 : 1;
        scores.put(member, score);
        if (sorted) {
          words.add(Double.toString(score));
        }
        words.add(member);
      }
    }
    if (size > 0) {
      run(words.toArray(new String[0])).isInteger(scores.size());
    }
    return new Source(key, scores);
  }

  // ---- What must come out.

  private static Map<String, Double> union(
      List<Source> sources, double[] weights, String aggregate) {
    Map<String, Double> all = new HashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      double weight = weights[i];
      sources
          .get(i)
          .scores()
          .forEach(
              (member, score) ->
                  all.merge(member, score * weight + 0.0, (a, b) -> aggregated(a, b, aggregate)));
    }
    return all;
  }

  private static Map<String, Double> intersection(
      List<Source> sources, double[] weights, String aggregate) {
    Map<String, Double> common = union(sources, weights, aggregate);
    for (Source source : sources) {
      common.keySet().retainAll(source.scores().keySet());
    }
    return common;
  }

  private static Map<String, Double> difference(List<Source> sources) {
    Map<String, Double> left = new HashMap<>(sources.get(0).scores());
    for (Source source : sources.subList(1, sources.size())) {
      left.keySet().removeAll(source.scores().keySet());
    }
    return left;
  }

  private static double aggregated(double a, double b, String aggregate) {
    return switch (aggregate) {
      case "SUM" -> a + b;
      case "MIN" -> Math.min(a, b);
      default -> Math.max(a, b);
    };
  }

  // ---- Checks.

  private void check(
      String command, List<Source> sources, List<String> options, Map<String, Double> expected) {
    List<String> members = new ArrayList<>(expected.keySet());
    members.sort(Comparator.<String>comparingDouble(expected::get).thenComparing(m -> m));
    List<String> withScores = new ArrayList<>(options);
    withScores.add("WITHSCORES");
    checkPairs(words(command, sources, withScores), members, expected);
    assertThat(texts(words(command, sources, options))).isEqualTo(members);

    // The destination is the first source, too.
    String first = sources.get(0).key();
    List<String> store = new ArrayList<>(List.of(command + "STORE", first));
    store.addAll(List.of(words(command, sources, options)).subList(1, 2 + sources.size()));
    store.addAll(options);
    run("COPY", first, "kept");
    run(store.toArray(new String[0])).isInteger(expected.size());
    checkPairs(new String[] {"ZRANGE", first, "0", "-1", "WITHSCORES"}, members, expected);
    if (!members.isEmpty()) {
      String encoding = members.size() <= 128 ? "listpack" : "skiplist";
      run("OBJECT", "ENCODING", first).isBulk(encoding);
      String member = members.get(members.size() / 2);
      run("ZRANK", first, member).isInteger(members.size() / 2);
    }
    run("DEL", first);
    assertThat(run("RENAME", "kept", first)).isNotNull(); // an error if there was none
  }

  private void checkPairs(String[] request, List<String> members, Map<String, Double> expected) {
    List<String> pairs = texts(request);
    assertThat(pairs).hasSize(2 * members.size());
    for (int i = 0; i < members.size(); i++) {
      assertThat(pairs.get(2 * i)).isEqualTo(members.get(i));
      double score = Double.parseDouble(pairs.get(2 * i + 1)) + 0.0; // 0 and -0 are equal
      assertThat(score).isEqualTo(expected.get(members.get(i)));
    }
  }

  private List<String> texts(String[] request) {
    return run(request).tree().elements().stream().map(Reply::text).toList();
  }

  private static String[] words(String command, List<Source> sources, List<String> options) {
    List<String> words = new ArrayList<>(List.of(command, Integer.toString(sources.size())));
    sources.forEach(source -> words.add(source.key()));
    words.addAll(options);
    return words.toArray(new String[0]);
  }
}
