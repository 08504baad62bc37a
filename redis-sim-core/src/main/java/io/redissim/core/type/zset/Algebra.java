package io.redissim.core.type.zset;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.keyspace.table.PackedTable;
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

  static LargeZSet compute(Operation operation, AlgebraQuery query, KeyHash hash) {
    PackedTable scores = new PackedTable(hash, PackedTable.Values.LONG);
    List<AlgebraSource> sources = query.sources();
    switch (operation) {
      case UNION -> union(sources, query.aggregate(), scores);
      case INTERSECTION -> intersect(sources, query.aggregate(), scores);
      case DIFFERENCE -> subtract(sources, scores);
    }
    return LargeZSet.of(scores);
  }

  private static void union(List<AlgebraSource> sources, Aggregate aggregate, PackedTable into) {
    sources.sort(BY_SIZE);
    for (AlgebraSource source : sources) {
      int left = source.count();
      if (left > 0) {
        source.first();
      }
      for (; left > 0; left--) {
        double score = weighed(source, aggregate);
        int length = source.length();
        long at = into.find(source.array(), source.offset(), length);
        if (at == PackedTable.NONE) {
          put(into, source, score);
        } else {
          double so = Double.longBitsToDouble(into.longValue(at));
          into.setLong(at, Double.doubleToRawLongBits(aggregate.of(so, score)));
        }
        source.next();
      }
    }
  }

  private static void intersect(
      List<AlgebraSource> sources, Aggregate aggregate, PackedTable into) {
    sources.sort(BY_SIZE);
    AlgebraSource smallest = sources.get(0);
    int left = smallest.count();
    if (left > 0) {
      smallest.first();
    }
    for (; left > 0; left--) {
      double score = weighed(smallest, aggregate);
      boolean inAll = true;
      for (int i = 1; i < sources.size() && inAll; i++) {
        double other = sources.get(i).scoreOfThatOf(smallest);
        inAll = !Double.isNaN(other);
        if (inAll) {
          score = aggregate.of(score, aggregate.weighed(other, sources.get(i).weight()));
        }
      }
      if (inAll) {
        put(into, smallest, score);
      }
      smallest.next();
    }
  }

  private static void subtract(List<AlgebraSource> sources, PackedTable into) {
    AlgebraSource first = sources.get(0);
    int left = first.count();
    if (left > 0) {
      first.first();
    }
    for (; left > 0; left--) {
      boolean elsewhere = false;
      for (int i = 1; i < sources.size() && !elsewhere; i++) {
        elsewhere = !Double.isNaN(sources.get(i).scoreOfThatOf(first));
      }
      if (!elsewhere) {
        put(into, first, first.score());
      }
      first.next();
    }
  }

  /** How many members are in all sources, counted no further than {@code limit} unless it is 0. */
  static int countCommon(List<AlgebraSource> sources, long limit) {
    sources.sort(BY_SIZE);
    AlgebraSource smallest = sources.get(0);
    int left = smallest.count();
    if (left > 0) {
      smallest.first();
    }
    int common = 0;
    for (; left > 0 && (limit == 0 || common < limit); left--) {
      boolean inAll = true;
      for (int i = 1; i < sources.size() && inAll; i++) {
        inAll = !Double.isNaN(sources.get(i).scoreOfThatOf(smallest));
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

  private static void put(PackedTable into, AlgebraSource source, double score) {
    int length = source.length();
    into.putIfAbsent(source.array(), source.offset(), length, Double.doubleToRawLongBits(score));
  }
}
