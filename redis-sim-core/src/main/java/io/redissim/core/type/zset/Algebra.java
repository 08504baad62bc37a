package io.redissim.core.type.zset;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.type.zset.AlgebraQuery.Aggregate;
import io.redissim.core.type.zset.AlgebraQuery.Operation;
import java.util.Comparator;
import java.util.List;

/**
 * Unions, intersections and differences of sorted sets. Scores are weighed and aggregated from the
 * smallest input to the largest, as in Redis, for the order decides on the last digit of a sum.
 * Source: Valkey {@code t_zset.c:zunionInterDiffGenericCommand}.
 */
final class Algebra {
  private static final Comparator<AlgebraSource> BY_SIZE =
      Comparator.comparingInt(AlgebraSource::count);

  private Algebra() {}

  /** Leaves in {@code into} what comes out, sorted. */
  static void compute(Operation operation, AlgebraQuery query, Combination into) {
    into.clear();
    List<AlgebraSource> sources = query.sources();
    switch (operation) {
      case UNION -> union(sources, query.aggregate(), into);
      case INTERSECTION -> intersect(sources, query.aggregate(), into);
      case DIFFERENCE -> subtract(sources, into);
    }
    into.sort();
  }

  private static void union(List<AlgebraSource> sources, Aggregate aggregate, Combination into) {
    sources.sort(BY_SIZE);
    for (int i = 0; i < sources.size(); i++) {
      AlgebraSource source = sources.get(i);
      int left = source.count();
      boolean isFirst = into.size() == 0;
      into.expect(left);
      if (left > 0) {
        source.first();
      }
      for (; left > 0; left--) {
        double score = weighed(source, aggregate);
        int number = isFirst ? -1 : into.find(source.member());
        if (number < 0) {
          into.add(source.member(), score);
        } else {
          into.score(number, aggregate.of(into.score(number), score));
        }
        source.next();
      }
    }
  }

  private static void intersect(
      List<AlgebraSource> sources, Aggregate aggregate, Combination into) {
    sources.sort(BY_SIZE);
    AlgebraSource smallest = sources.get(0);
    int left = smallest.count();
    if (left > 0) {
      smallest.first();
      expectLookUps(sources, left);
    }
    for (; left > 0; left--) {
      double score = weighed(smallest, aggregate);
      boolean inAll = true;
      for (int i = 1; i < sources.size() && inAll; i++) {
        double other = sources.get(i).scoreOf(smallest.member(), into.hash());
        inAll = !Double.isNaN(other);
        if (inAll) {
          score = aggregate.of(score, aggregate.weighed(other, sources.get(i).weight()));
        }
      }
      if (inAll) {
        into.add(smallest.member(), score);
      }
      smallest.next();
    }
  }

  private static void expectLookUps(List<AlgebraSource> sources, int lookUps) {
    if (sources.size() > 1) {
      sources.get(1).expect(lookUps);
    }
  }

  private static void subtract(List<AlgebraSource> sources, Combination into) {
    AlgebraSource first = sources.get(0);
    int left = first.count();
    if (left > 0) {
      first.first();
      expectLookUps(sources, left);
    }
    for (; left > 0; left--) {
      boolean elsewhere = false;
      for (int i = 1; i < sources.size() && !elsewhere; i++) {
        elsewhere = !Double.isNaN(sources.get(i).scoreOf(first.member(), into.hash()));
      }
      if (!elsewhere) {
        into.add(first.member(), first.score());
      }
      first.next();
    }
  }

  /** How many members are in all sources, counted no further than {@code limit} unless it is 0. */
  static int countCommon(List<AlgebraSource> sources, long limit, KeyHash hash) {
    sources.sort(BY_SIZE);
    AlgebraSource smallest = sources.get(0);
    int left = smallest.count();
    if (left > 0) {
      smallest.first();
      expectLookUps(sources, left);
    }
    int common = 0;
    for (; left > 0 && (limit == 0 || common < limit); left--) {
      boolean inAll = true;
      for (int i = 1; i < sources.size() && inAll; i++) {
        inAll = !Double.isNaN(sources.get(i).scoreOf(smallest.member(), hash));
      }
      common += inAll ? 1 : 0;
      smallest.next();
    }
    return common;
  }

  /** Infinity times 0 counts as 0. */
  private static double weighed(AlgebraSource source, Aggregate aggregate) {
    double score = aggregate.weighed(source.score(), source.weight());
    return Double.isNaN(score) ? 0 : score;
  }
}
