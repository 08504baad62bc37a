package io.redissim.core.type.stream;

import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * The options of XADD and XTRIM, and the ID of XADD behind them. Source: Valkey {@code
 * t_stream.c:streamParseAddOrTrimArgsOrReply}.
 */
final class AddOptions {
  private static final RedisError TWO_STRATEGIES =
      Errors.err("syntax error, MAXLEN and MINID options at the same time are not compatible");
  private static final RedisError NEGATIVE_MAXLEN = Errors.err("The MAXLEN argument must be >= 0.");
  private static final RedisError NEGATIVE_LIMIT = Errors.err("The LIMIT argument must be >= 0.");
  private static final RedisError LIMIT_ALONE =
      Errors.err("syntax error, LIMIT cannot be used without specifying a trimming strategy");
  private static final RedisError NO_STRATEGY =
      Errors.err("syntax error, XTRIM must be called with a trimming strategy");
  private static final RedisError LIMIT_EXACT =
      Errors.err("syntax error, LIMIT cannot be used without the special ~ option");

  private static final RedisError IDMP_TWICE = Errors.err("IDMP/IDMPAUTO specified multiple times");
  private static final RedisError IDMP_NEEDS_STAR =
      Errors.err("IDMP/IDMPAUTO can be used only with auto-generated IDs");
  private static final RedisError NO_PRODUCER = Errors.err("IDMP requires a non-empty producer ID");
  private static final RedisError NO_IDEMPOTENT_ID =
      Errors.err("IDMP requires a non-empty idempotent ID");
  private static final RedisError NO_AUTO_PRODUCER =
      Errors.err("IDMPAUTO requires a non-empty producer ID");

  /** No such argument. */
  static final int ABSENT = 0;

  /** An approximate trim without LIMIT removes at most so many full nodes. */
  private static final int DEFAULT_LIMIT_NODES = 100;

  private static final long DEFAULT_LIMIT = 10_000;
  private static final long MAX_DEFAULT_LIMIT = 1_000_000;

  private static final References[] ALL_REFERENCES = References.values();

  private final IdParser ids = new IdParser();
  private final StreamTrim trim = new StreamTrim();
  private final StreamId id = new StreamId();
  private boolean idGiven;
  private boolean sequenceGiven;
  private boolean mayCreate;
  private boolean limitGiven;
  private long limit;
  private int producer;
  private int idempotentId;

  /**
   * Reads from argument 2 on. Returns where the ID of XADD stands.
   *
   * @param maxEntries {@code stream-node-max-entries}
   */
  int parse(Args args, boolean isAdd, long maxEntries) {
    trim.clear();
    idGiven = false;
    sequenceGiven = false;
    mayCreate = true;
    limitGiven = false;
    limit = 0;
    producer = ABSENT;
    idempotentId = ABSENT;
    boolean referencesGiven = false;
    int at = 2;
    while (at < args.count() && !(isAdd && isId(args, at))) {
      boolean hasValue = at + 1 < args.count();
      if (hasValue && args.is(at, "maxlen")) {
        at = maxLength(args, at + 1);
      } else if (hasValue && args.is(at, "minid")) {
        at = minId(args, at + 1);
      } else if (hasValue && args.is(at, "limit")) {
        limit = notNegative(args.integer(at + 1), NEGATIVE_LIMIT);
        limitGiven = true;
        at += 2;
      } else if (!referencesGiven && takesReferences(args, at)) {
        referencesGiven = true;
        at++;
      } else if (isAdd && args.is(at, "nomkstream")) {
        mayCreate = false;
        at++;
      } else if (isAdd && hasValue && args.is(at, "idmpauto")) {
        at = idmpAuto(args, at + 1);
      } else if (isAdd && at + 2 < args.count() && args.is(at, "idmp")) {
        at = idmp(args, at + 1);
      } else if (isAdd) {
        sequenceGiven = ids.forNewEntry(args, at, id);
        idGiven = true;
        break;
      } else {
        throw Errors.SYNTAX;
      }
    }
    check(isAdd, maxEntries);
    return at;
  }

  /** Whether the word is the star that asks for an ID. */
  private static boolean isId(Args args, int i) {
    return args.length(i) > 0
        && args.byteAt(i, 0) == '*'
        && (args.length(i) == 1 || args.byteAt(i, 1) == 0);
  }

  private boolean takesReferences(Args args, int at) {
    for (References what : ALL_REFERENCES) {
      if (args.is(at, what.option())) {
        trim.references(what);
        return true;
      }
    }
    return false;
  }

  private int idmpAuto(Args args, int at) {
    if (producer != ABSENT) {
      throw IDMP_TWICE;
    }
    if (args.length(at) == 0) {
      throw NO_AUTO_PRODUCER;
    }
    producer = at;
    return at + 1;
  }

  private int idmp(Args args, int at) {
    if (producer != ABSENT) {
      throw IDMP_TWICE;
    }
    if (args.length(at) == 0) {
      throw NO_PRODUCER;
    }
    if (args.length(at + 1) == 0) {
      throw NO_IDEMPOTENT_ID;
    }
    producer = at;
    idempotentId = at + 1;
    return at + 2;
  }

  private int maxLength(Args args, int from) {
    int at = threshold(args, from);
    trim.toLength(notNegative(args.integer(at), NEGATIVE_MAXLEN));
    return at + 1;
  }

  private int minId(Args args, int from) {
    int at = threshold(args, from);
    ids.strict(args, at, trim.byId());
    return at + 1;
  }

  /** Reads {@code ~} or {@code =}, if any, and returns where the threshold stands. */
  private int threshold(Args args, int from) {
    if (trim.strategy() != StreamTrim.Strategy.NONE) {
      throw TWO_STRATEGIES;
    }
    boolean hasSign = from + 1 < args.count() && (args.is(from, "~") || args.is(from, "="));
    trim.approximate(hasSign && args.is(from, "~"));
    return hasSign ? from + 1 : from;
  }

  private void check(boolean isAdd, long maxEntries) {
    boolean trims = trim.strategy() != StreamTrim.Strategy.NONE;
    if (limit != 0 && !trims) {
      throw LIMIT_ALONE;
    }
    if (!isAdd && !trims) {
      throw NO_STRATEGY;
    }
    if (producer != ABSENT && idGiven) {
      throw IDMP_NEEDS_STAR;
    }
    if (limitGiven && !trim.isApproximate()) {
      throw LIMIT_EXACT;
    }
    if (!limitGiven && trim.isApproximate()) {
      limit = DEFAULT_LIMIT_NODES * maxEntries;
      limit = limit <= 0 ? DEFAULT_LIMIT : Math.min(limit, MAX_DEFAULT_LIMIT);
    }
    trim.limit(limit);
  }

  private static long notNegative(long value, RedisError otherwise) {
    if (value < 0) {
      throw otherwise;
    }
    return value;
  }

  StreamTrim trim() {
    return trim;
  }

  /** What XADD was given: the ID, or its milliseconds if {@link #isSequenceGiven} does not hold. */
  StreamId id() {
    return id;
  }

  /** False: the ID is to be chosen. */
  boolean isIdGiven() {
    return idGiven;
  }

  /** False: the sequence number is to be chosen. */
  boolean isSequenceGiven() {
    return sequenceGiven;
  }

  /** The argument with the producer's ID; {@link #ABSENT}: neither IDMP nor IDMPAUTO. */
  int producer() {
    return producer;
  }

  /** The argument with the producer's ID of the entry; {@link #ABSENT}: not given. */
  int idempotentId() {
    return idempotentId;
  }

  /** False: NOMKSTREAM. */
  boolean mayCreate() {
    return mayCreate;
  }
}
