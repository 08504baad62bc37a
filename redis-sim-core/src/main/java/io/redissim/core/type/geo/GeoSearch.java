package io.redissim.core.type.geo;

import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.type.zset.ZSetValue;
import org.jspecify.annotations.Nullable;

/**
 * One search: what it looks for, as its arguments say, and how it finds it. Source: Valkey {@code
 * geo.c:georadiusGeneric}.
 */
final class GeoSearch {
  /** What may stand among the options. */
  enum Form {
    /** GEORADIUS and GEORADIUSBYMEMBER. */
    RADIUS,
    /** Their read-only forms. */
    RADIUS_READ_ONLY,
    GEOSEARCH,
    GEOSEARCHSTORE
  }

  static final RedisError NO_SUCH_MEMBER = Errors.err("could not decode requested zset member");
  private static final RedisError BAD_COUNT = Errors.err("COUNT must be > 0");
  private static final RedisError ANY_WITHOUT_COUNT =
      Errors.err("the ANY argument requires COUNT argument");

  /** The argument that names the destination; this: there is none. */
  static final int NO_STORE = 0;

  private final GeoShape shape = new GeoShape();
  private final GeoCover cover = new GeoCover();
  private final GeoPoints points = new GeoPoints();

  private Form form = Form.GEOSEARCH;
  private boolean withDistance;
  private boolean withHash;
  private boolean withPlace;
  private boolean fromMember;
  private boolean fromPlace;
  private boolean byCircle;
  private boolean byBox;
  private boolean any;
  private boolean sorted;
  private boolean descending;
  private long count;
  private int store;
  private boolean storesDistance;

  GeoShape shape() {
    return shape;
  }

  GeoPoints points() {
    return points;
  }

  boolean withDistance() {
    return withDistance;
  }

  boolean withHash() {
    return withHash;
  }

  boolean withPlace() {
    return withPlace;
  }

  /** The argument that names where the result is stored, or {@link #NO_STORE}. */
  int store() {
    return store;
  }

  /** Whether the scores stored are distances. */
  boolean storesDistance() {
    return storesDistance;
  }

  /** The keyspace event of a result that is stored. */
  String storeEvent() {
    return form == Form.GEOSEARCHSTORE ? "geosearchstore" : "georadiusstore";
  }

  void begin(Form newForm) {
    form = newForm;
    withDistance = false;
    withHash = false;
    withPlace = false;
    fromMember = false;
    fromPlace = false;
    byCircle = false;
    byBox = false;
    any = false;
    sorted = false;
    descending = false;
    count = 0;
    store = form == Form.GEOSEARCHSTORE ? 1 : NO_STORE;
    storesDistance = false;
    points.clear();
  }

  /** Makes the member the centre. */
  void centerOn(ZSetValue set, Args args, int i) {
    double score = set.scoreOf(args.array(i), args.offset(i), args.length(i));
    if (Double.isNaN(score)) {
      throw NO_SUCH_MEMBER;
    }
    long hash = GeoHash.ofScore(score);
    shape.center(GeoHash.longitude(hash), GeoHash.latitude(hash));
  }

  /**
   * Reads what follows the fixed arguments.
   *
   * @param set what is searched; null: there is no such key
   */
  void readOptions(Args args, Options options, @Nullable ZSetValue set) {
    while (options.hasNext()) {
      if (!takesCommon(options) && !takesStore(options) && !takesShape(args, options, set)) {
        throw Errors.SYNTAX;
      }
    }
    check(args);
  }

  private boolean takesCommon(Options options) {
    if (options.take("WITHDIST")) {
      withDistance = true;
    } else if (options.take("WITHHASH")) {
      withHash = true;
    } else if (options.take("WITHCOORD")) {
      withPlace = true;
    } else if (options.take("ANY")) {
      any = true;
    } else if (options.take("ASC")) {
      sorted = true;
      descending = false;
    } else if (options.take("DESC")) {
      sorted = true;
      descending = true;
    } else if (options.takeWithValue("COUNT")) {
      count = options.nextInteger();
      if (count <= 0) {
        throw BAD_COUNT;
      }
    } else {
      return false;
    }
    return true;
  }

  private boolean takesStore(Options options) {
    if (form == Form.GEOSEARCHSTORE) {
      boolean taken = options.take("STOREDIST");
      storesDistance |= taken;
      return taken;
    }
    if (form != Form.RADIUS) {
      return false;
    }
    if (options.takeWithValue("STORE")) {
      store = options.next();
      storesDistance = false;
    } else if (options.takeWithValue("STOREDIST")) {
      store = options.next();
      storesDistance = true;
    } else {
      return false;
    }
    return true;
  }

  private boolean takesShape(Args args, Options options, @Nullable ZSetValue set) {
    if (form != Form.GEOSEARCH && form != Form.GEOSEARCHSTORE) {
      return false;
    }
    if (!fromPlace && options.takeWithValue("FROMMEMBER")) {
      int member = options.next();
      if (set != null) {
        centerOn(set, args, member);
      }
      fromMember = true;
    } else if (!fromMember && options.left() > 2 && options.take("FROMLONLAT")) {
      GeoArguments.center(args, take(options, 2), shape);
      fromPlace = true;
    } else if (!byBox && options.left() > 2 && options.take("BYRADIUS")) {
      GeoArguments.circle(args, take(options, 2), shape);
      byCircle = true;
    } else if (!byCircle && options.left() > 3 && options.take("BYBOX")) {
      GeoArguments.box(args, take(options, 3), shape);
      byBox = true;
    } else {
      return false;
    }
    return true;
  }

  /** Passes so many arguments and returns the first one. */
  private static int take(Options options, int wanted) {
    int first = options.next();
    for (int i = 1; i < wanted; i++) {
      options.next();
    }
    return first;
  }

  private void check(Args args) {
    boolean isSearch = form == Form.GEOSEARCH || form == Form.GEOSEARCHSTORE;
    if (store != NO_STORE && (withDistance || withHash || withPlace)) {
      throw Errors.err(
          (isSearch ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
              + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    if (isSearch && !fromMember && !fromPlace) {
      throw Errors.err(
          "exactly one of FROMMEMBER or FROMLONLAT can be specified for " + args.text(0));
    }
    if (isSearch && !byCircle && !byBox) {
      throw Errors.err("exactly one of BYRADIUS and BYBOX can be specified for " + args.text(0));
    }
    if (any && count == 0) {
      throw ANY_WITHOUT_COUNT;
    }
  }

  /** Searches; {@link #points} has what was found. Returns how many of them are wanted. */
  int run(ZSetValue set) {
    cover.cover(shape);
    long limit = any ? count : Long.MAX_VALUE;
    int last = 0;
    for (int i = 0; i < GeoCover.CELLS && points.count() < limit; i++) {
      // Of a very wide search, cells beside each other may be the same one.
      boolean again = last > 0 && cover.cell(i) == cover.cell(last);
      if (cover.isNeeded(i) && !again) {
        look(set, cover.cell(i), limit);
        last = i;
      }
    }
    // The nearest ones are meant, unless any will do.
    if (sorted || (count > 0 && !any)) {
      points.sort(descending);
    }
    return count == 0 ? points.count() : (int) Math.min(count, points.count());
  }

  private void look(ZSetValue set, long cell, long limit) {
    double from = GeoHash.align(cell, cover.step());
    double to = GeoHash.align(cell + 1, cover.step());
    int rank = set.below(from, false);
    int end = set.below(to, false);
    if (rank < end) {
      set.seek(rank);
    }
    for (; rank < end && points.count() < limit; rank++) {
      double score = set.score();
      long hash = GeoHash.ofScore(score);
      double distance = shape.distanceWithin(GeoHash.longitude(hash), GeoHash.latitude(hash));
      if (!Double.isNaN(distance)) {
        points.add(score, distance, set.memberArray(), set.memberOffset(), set.memberLength());
      }
      set.next();
    }
  }
}
