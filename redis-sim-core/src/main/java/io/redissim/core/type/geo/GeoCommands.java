package io.redissim.core.type.geo;

import static io.redissim.core.command.AclCategory.GEO;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Effects;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.type.zset.ZSetLimits;
import io.redissim.core.type.zset.ZSetValue;
import org.jspecify.annotations.Nullable;

/** Places as members of a sorted set, whose scores are hashes of longitude and latitude. */
public final class GeoCommands implements CommandFamily {
  private final ZSetLimits limits;

  public GeoCommands(ZSetLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("geoadd")
        .arity(-5)
        .flags(WRITE, DENYOOM)
        .acl(GEO)
        .key(1, RW, UPDATE)
        .handler(this::geoAdd);
    table
        .add("geodist")
        .arity(-4)
        .flags(READONLY)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .handler(this::geoDist);
    table
        .add("geohash")
        .arity(-2)
        .flags(READONLY)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .handler(this::geoHash);
    table.add("geopos").arity(-2).flags(READONLY).acl(GEO).key(1, RO, ACCESS).handler(this::geoPos);
  }

  /**
   * {@code GEOADD key [NX|XX] [CH] longitude latitude member [longitude latitude member …]}. Reply:
   * how many members are new; with CH also those that moved. Errors: syntax, not a float, a place
   * that is not on the map, WRONGTYPE. Effect: ZADD with the scores. O(log N) for each member.
   * Source: redis.io/docs/latest/commands/geoadd
   */
  private void geoAdd(CommandContext ctx, Args args, ReplySink reply) {
    boolean onlyNew = false;
    boolean onlyOld = false;
    boolean countMoved = false;
    int first = 2;
    for (; first < args.count(); first++) {
      if (args.is(first, "NX")) {
        onlyNew = true;
      } else if (args.is(first, "XX")) {
        onlyOld = true;
      } else if (args.is(first, "CH")) {
        countMoved = true;
      } else {
        break;
      }
    }
    int places = (args.count() - first) / 3;
    if ((args.count() - first) % 3 != 0 || (onlyOld && onlyNew)) {
      throw Errors.SYNTAX;
    }
    int longestMember = 0;
    for (int i = first; i < args.count(); i += 3) {
      GeoArguments.longitude(args, i);
      longestMember = Math.max(longestMember, args.length(i + 2));
    }
    if (places == 0) {
      throw Errors.SYNTAX;
    }
    Key key = args.key(1);
    ZSetValue set = ctx.db().find(key, ZSetValue.TYPE);
    if (set == null && onlyOld) {
      reply.integer(0);
      return;
    }
    long before = set == null ? 0 : set.size();
    ZSetValue edited = ctx.db().edit(key, ZSetValue.TYPE);
    if (set == null) {
      edited.expect(places, longestMember, limits);
    }
    long changed = put(edited, args, first, onlyNew, onlyOld);
    long added = edited.size() - before;
    if (changed > 0) {
      ctx.db().commit();
      tell(ctx, args, key, first, changed);
      if (before == 0) {
        ctx.event(EventClass.NEW, "new", key);
      }
      ctx.event(EventClass.ZSET, "zadd", key);
    } else {
      ctx.db().cancel();
    }
    reply.integer(countMoved ? changed : added);
  }

  /** Returns how many members are new or have moved. */
  private long put(ZSetValue set, Args args, int first, boolean onlyNew, boolean onlyOld) {
    long changed = 0;
    for (int i = first; i < args.count(); i += 3) {
      int member = i + 2;
      double old = set.scoreOf(args.array(member), args.offset(member), args.length(member));
      double score = score(args, i);
      boolean allowed = Double.isNaN(old) ? !onlyOld : !onlyNew;
      if (allowed && old != score) {
        set.put(score, old, args.array(member), args.offset(member), args.length(member), limits);
        changed++;
      }
    }
    return changed;
  }

  private static long score(Args args, int i) {
    double longitude = GeoArguments.longitude(args, i);
    return GeoHash.encode(longitude, GeoArguments.latitude(args, i), GeoHash.MAX_STEP);
  }

  private static void tell(CommandContext ctx, Args args, Key key, int first, long changed) {
    ctx.changed(changed);
    Effects effects = ctx.effects();
    if (!effects.wanted()) {
      return;
    }
    effects.command(first + (args.count() - first) / 3 * 2).word("ZADD").key(key);
    for (int i = 2; i < first; i++) {
      effects.arg(args, i);
    }
    for (int i = first; i < args.count(); i += 3) {
      effects.number(score(args, i)).arg(args, i + 2);
    }
  }

  /**
   * {@code GEODIST key member member [M|KM|FT|MI]}. Reply: bulk string, the distance with four
   * digits behind the point; nil if a member is missing. Errors: unit, syntax, WRONGTYPE. O(1).
   * Source: redis.io/docs/latest/commands/geodist
   */
  private void geoDist(CommandContext ctx, Args args, ReplySink reply) {
    double unit = args.count() == 5 ? GeoArguments.unit(args, 4) : 1;
    if (args.count() > 5) {
      throw Errors.SYNTAX;
    }
    ZSetValue set = read(ctx, args);
    double one = set == null ? Double.NaN : score(set, args, 2);
    double other = set == null ? Double.NaN : score(set, args, 3);
    if (Double.isNaN(one) || Double.isNaN(other)) {
      reply.nil();
      return;
    }
    long from = GeoHash.ofScore(one);
    long to = GeoHash.ofScore(other);
    double metres =
        Earth.distance(
            GeoHash.longitude(from),
            GeoHash.latitude(from),
            GeoHash.longitude(to),
            GeoHash.latitude(to));
    GeoReplies.distance(reply, metres / unit);
  }

  /**
   * {@code GEOHASH key [member …]}. Reply: array of geohashes as maps write them, 11 letters each;
   * nil for a member that is missing. Errors: WRONGTYPE. O(1) for each member. Source:
   * redis.io/docs/latest/commands/geohash
   */
  private void geoHash(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = read(ctx, args);
    reply.array(args.count() - 2);
    for (int i = 2; i < args.count(); i++) {
      double score = set == null ? Double.NaN : score(set, args, i);
      if (Double.isNaN(score)) {
        reply.nil();
      } else {
        reply.bulk(GeoHash.letters(GeoHash.ofScore(score)));
      }
    }
  }

  /**
   * {@code GEOPOS key [member …]}. Reply: array of pairs, longitude and latitude; a nil array for a
   * member that is missing. Errors: WRONGTYPE. O(1) for each member. Source:
   * redis.io/docs/latest/commands/geopos
   */
  private void geoPos(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = read(ctx, args);
    reply.array(args.count() - 2);
    for (int i = 2; i < args.count(); i++) {
      double score = set == null ? Double.NaN : score(set, args, i);
      if (Double.isNaN(score)) {
        reply.nilArray();
      } else {
        GeoReplies.place(reply, GeoHash.ofScore(score));
      }
    }
  }

  private static @Nullable ZSetValue read(CommandContext ctx, Args args) {
    return ctx.read(args.key(1), ZSetValue.TYPE);
  }

  private static double score(ZSetValue set, Args args, int i) {
    return set.scoreOf(args.array(i), args.offset(i), args.length(i));
  }
}
