package io.redissim.core.type.zset;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.util.ArrayList;
import java.util.List;

/** The inputs and options of ZUNION and its relatives, in the order in which Redis checks them. */
final class AlgebraQuery {
  /** What is made of the inputs. */
  enum Operation {
    UNION,
    INTERSECTION,
    DIFFERENCE
  }

  /** Where the result goes. */
  enum Target {
    REPLY,
    KEY,
    COUNT
  }

  /** How the scores of one member become one. */
  enum Aggregate {
    SUM {
      @Override
      double of(double a, double b) {
        double sum = a + b;
        return Double.isNaN(sum) ? 0 : sum;
      }
    },
    MIN {
      @Override
      double of(double a, double b) {
        return b < a ? b : a;
      }
    },
    MAX {
      @Override
      double of(double a, double b) {
        return b > a ? b : a;
      }
    },

    /** Since Redis 8.8: how many inputs have the member, each by its weight. */
    COUNT {
      @Override
      double weighed(double score, double weight) {
        return weight;
      }

      @Override
      double of(double a, double b) {
        return SUM.of(a, b);
      }
    };

    /** What one input brings; not a number where infinity is weighed by 0. */
    double weighed(double score, double weight) {
      return score * weight;
    }

    abstract double of(double a, double b);
  }

  private static final RedisError BAD_WEIGHT = new RedisError("ERR weight value is not a float");
  private static final RedisError NEGATIVE_LIMIT = new RedisError("ERR LIMIT can't be negative");

  /** More sources than this are not kept from command to command. */
  private static final int KEPT = 16;

  private final List<AlgebraSource> kept = new ArrayList<>();
  private final List<AlgebraSource> sources = new ArrayList<>();
  private Aggregate aggregate = Aggregate.SUM;
  private boolean withScores;
  private long limit;

  /** Reads {@code numkeys key [key …] [options]} from argument {@code first} on. */
  void read(CommandContext ctx, Args args, int first, Operation operation, Target target) {
    aggregate = Aggregate.SUM;
    withScores = false;
    limit = 0;
    long count = args.integer(first);
    if (count < 1) {
      throw Errors.err("at least 1 input key is needed for '" + ctx.command().name() + "' command");
    }
    if (count > args.count() - first - 1) {
      throw Errors.SYNTAX;
    }
    findSources(ctx, args, first + 1, (int) count);
    readOptions(ctx, args, first + 1 + (int) count, operation, target);
  }

  private void findSources(CommandContext ctx, Args args, int first, int count) {
    sources.clear();
    for (int i = 0; i < count; i++) {
      AlgebraSource source;
      if (i < kept.size()) {
        source = kept.get(i);
      } else {
        source = new AlgebraSource();
        if (kept.size() < KEPT) {
          kept.add(source);
        }
      }
      source.find(ctx, args.key(first + i));
      sources.add(source);
    }
  }

  private void readOptions(
      CommandContext ctx, Args args, int first, Operation operation, Target target) {
    boolean weighs = operation != Operation.DIFFERENCE && target != Target.COUNT;
    Options opt = ctx.options(args, first);
    while (opt.hasNext()) {
      if (weighs && opt.left() > sources.size() && opt.take("WEIGHTS")) {
        for (AlgebraSource source : sources) {
          source.weight(ZSets.number(args, opt.next(), BAD_WEIGHT));
        }
      } else if (weighs && opt.takeWithValue("AGGREGATE")) {
        aggregate = readAggregate(opt);
      } else if (target == Target.REPLY && opt.take("WITHSCORES")) {
        withScores = true;
      } else if (target == Target.COUNT && opt.takeWithValue("LIMIT")) {
        limit = opt.nextInteger(NEGATIVE_LIMIT);
        if (limit < 0) {
          throw NEGATIVE_LIMIT;
        }
      } else {
        throw Errors.SYNTAX;
      }
    }
  }

  private static Aggregate readAggregate(Options opt) {
    if (opt.take("SUM")) {
      return Aggregate.SUM;
    }
    if (opt.take("MIN")) {
      return Aggregate.MIN;
    }
    if (opt.take("MAX")) {
      return Aggregate.MAX;
    }
    if (opt.take("COUNT")) {
      return Aggregate.COUNT;
    }
    throw Errors.SYNTAX;
  }

  /** In the order of the request. */
  List<AlgebraSource> sources() {
    return sources;
  }

  Aggregate aggregate() {
    return aggregate;
  }

  boolean isWithScores() {
    return withScores;
  }

  /** Where counting may stop; 0: nowhere. */
  long limit() {
    return limit;
  }
}
