package io.redissim.core.type.geo;

import static io.redissim.core.command.AclCategory.GEO;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.OW;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.KeySpec;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.type.zset.ZSetLimits;
import io.redissim.core.type.zset.ZSetValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which places are near another one. */
public final class GeoSearchCommands implements CommandFamily {
  private final ZSetLimits limits;
  private final GeoSearch search = new GeoSearch();

  public GeoSearchCommands(ZSetLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("georadius")
        .arity(-6)
        .flags(WRITE, DENYOOM)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .keys(after("STORE", 6))
        .keys(after("STOREDIST", 6))
        .handler((ctx, args, reply) -> geoRadius(ctx, args, reply, GeoSearch.Form.RADIUS));
    table
        .add("georadius_ro")
        .arity(-6)
        .flags(READONLY)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .handler(
            (ctx, args, reply) -> geoRadius(ctx, args, reply, GeoSearch.Form.RADIUS_READ_ONLY));
    table
        .add("georadiusbymember")
        .arity(-5)
        .flags(WRITE, DENYOOM)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .keys(after("STORE", 5))
        .keys(after("STOREDIST", 5))
        .handler((ctx, args, reply) -> geoRadiusByMember(ctx, args, reply, GeoSearch.Form.RADIUS));
    table
        .add("georadiusbymember_ro")
        .arity(-5)
        .flags(READONLY)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .handler(
            (ctx, args, reply) ->
                geoRadiusByMember(ctx, args, reply, GeoSearch.Form.RADIUS_READ_ONLY));
    table
        .add("geosearch")
        .arity(-7)
        .flags(READONLY)
        .acl(GEO)
        .key(1, RO, ACCESS)
        .handler(this::geoSearch);
    table
        .add("geosearchstore")
        .arity(-8)
        .flags(WRITE, DENYOOM)
        .acl(GEO)
        .key(1, OW, UPDATE)
        .key(2, RO, ACCESS)
        .handler(this::geoSearchStore);
  }

  private static KeySpec after(String word, int from) {
    return new KeySpec(
        List.of(OW, UPDATE), new KeySpec.BeginKeyword(word, from), new KeySpec.FindRange(0, 1, 0));
  }

  /**
   * {@code GEORADIUS key longitude latitude radius M|KM|FT|MI [WITHCOORD] [WITHDIST] [WITHHASH]
   * [COUNT count [ANY]] [ASC|DESC] [STORE key|STOREDIST key]}; the read-only form stores nothing.
   * Reply: the members in the circle, each in an array with what is told of it if that was asked
   * for; how many, if they are stored. Errors: not a number, a place that is not on the map, unit,
   * syntax, WRONGTYPE. O(members looked at + log N). Source:
   * redis.io/docs/latest/commands/georadius
   */
  private void geoRadius(CommandContext ctx, Args args, ReplySink reply, GeoSearch.Form form) {
    ZSetValue set = read(ctx, args.key(1));
    search.begin(form);
    GeoArguments.center(args, 2, search.shape());
    GeoArguments.circle(args, 4, search.shape());
    search(ctx, args, reply, 6, set);
  }

  /**
   * {@code GEORADIUSBYMEMBER key member radius M|KM|FT|MI …}: as GEORADIUS, around a member.
   * Errors: also if there is no such member. Source:
   * redis.io/docs/latest/commands/georadiusbymember
   */
  private void geoRadiusByMember(
      CommandContext ctx, Args args, ReplySink reply, GeoSearch.Form form) {
    ZSetValue set = read(ctx, args.key(1));
    search.begin(form);
    if (set != null) {
      search.centerOn(set, args, 2);
      GeoArguments.circle(args, 3, search.shape());
    }
    search(ctx, args, reply, 5, set);
  }

  /**
   * {@code GEOSEARCH key FROMMEMBER member|FROMLONLAT longitude latitude BYRADIUS radius unit|BYBOX
   * width height unit [ASC|DESC] [COUNT count [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]}. Reply and
   * errors: as GEORADIUS. O(members looked at + log N). Source:
   * redis.io/docs/latest/commands/geosearch
   */
  private void geoSearch(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = read(ctx, args.key(1));
    search.begin(GeoSearch.Form.GEOSEARCH);
    search(ctx, args, reply, 2, set);
  }

  /**
   * {@code GEOSEARCHSTORE destination key … [STOREDIST]}: as GEOSEARCH, but the members are stored
   * with their scores or, by STOREDIST, with their distances. Reply: how many. Source:
   * redis.io/docs/latest/commands/geosearchstore
   */
  private void geoSearchStore(CommandContext ctx, Args args, ReplySink reply) {
    ZSetValue set = read(ctx, args.key(2));
    search.begin(GeoSearch.Form.GEOSEARCHSTORE);
    search(ctx, args, reply, 3, set);
  }

  private static @Nullable ZSetValue read(CommandContext ctx, Key key) {
    return ctx.read(key, ZSetValue.TYPE);
  }

  private void search(
      CommandContext ctx, Args args, ReplySink reply, int firstOption, @Nullable ZSetValue set) {
    search.readOptions(args, ctx.options(args, firstOption), set);
    int found = set == null ? 0 : search.run(set);
    if (search.store() == GeoSearch.NO_STORE) {
      reply(reply, found);
    } else {
      store(ctx, args.key(search.store()), found);
      reply.integer(found);
    }
    search.points().clear();
  }

  private void reply(ReplySink reply, int found) {
    GeoPoints points = search.points();
    int told =
        (search.withDistance() ? 1 : 0)
            + (search.withHash() ? 1 : 0)
            + (search.withPlace() ? 1 : 0);
    reply.array(found);
    for (int i = 0; i < found; i++) {
      if (told > 0) {
        reply.array(1 + told);
      }
      reply.bulk(points.memberArray(), points.memberOffset(i), points.memberLength(i));
      if (search.withDistance()) {
        GeoReplies.distance(reply, points.distance(i) / search.shape().unit());
      }
      if (search.withHash()) {
        GeoReplies.hash(reply, points.score(i));
      }
      if (search.withPlace()) {
        GeoReplies.place(reply, GeoHash.ofScore(points.score(i)));
      }
    }
  }

  private void store(CommandContext ctx, Key key, int found) {
    Database db = ctx.db();
    boolean existed = db.contains(key);
    if (found == 0) {
      if (existed) {
        db.remove(key);
        ctx.changed(1);
        ctx.event(EventClass.GENERIC, "del", key);
      }
      return;
    }
    GeoPoints points = search.points();
    double unit = search.shape().unit();
    ZSetValue target = db.create(key, ZSetValue.TYPE, Database.NO_DEADLINE);
    for (int i = 0; i < found; i++) {
      double score = search.storesDistance() ? points.distance(i) / unit : points.score(i);
      target.put(
          score, points.memberArray(), points.memberOffset(i), points.memberLength(i), limits);
    }
    db.commit();
    ctx.changed(found);
    if (!existed) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.ZSET, search.storeEvent(), key);
  }
}
