package io.redissim.core.introspect;

import static io.redissim.core.command.AclCategory.ADMIN;
import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.ALLOW_BUSY;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.NO_MULTI;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.STALE;
import static io.redissim.core.command.CommandFlag.WRITE;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Commands on whole databases, and small questions about the server. */
public final class ServerCommands implements CommandFamily {
  private static final Logger LOG = LoggerFactory.getLogger(ServerCommands.class);

  private static final RedisError BAD_FIRST_INDEX = new RedisError("ERR invalid first DB index");
  private static final RedisError BAD_SECOND_INDEX = new RedisError("ERR invalid second DB index");

  private static final RedisError NO_SHUTDOWN = new RedisError("ERR No shutdown in progress.");
  private static final RedisError CANNOT_SHUT_DOWN =
      new RedisError("ERR Errors trying to SHUTDOWN. Check logs.");

  private final ServerView server;

  private boolean flushesLazily;

  public ServerCommands(ServerView server) {
    this.server = server;
  }

  /** {@code lazyfree-lazy-user-flush}: whether FLUSHALL and FLUSHDB are ASYNC by themselves. */
  public void flushesLazily(boolean on) {
    flushesLazily = on;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("dbsize")
        .arity(1)
        .flags(READONLY, FAST)
        .acl(KEYSPACE)
        .tips("request_policy:all_shards", "response_policy:agg_sum")
        .handler(this::dbSize);
    table
        .add("flushall")
        .arity(-1)
        .flags(WRITE)
        .acl(KEYSPACE, DANGEROUS)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .handler(this::flushAll);
    table
        .add("flushdb")
        .arity(-1)
        .flags(WRITE)
        .acl(KEYSPACE, DANGEROUS)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .handler(this::flushDb);
    table
        .add("lastsave")
        .arity(1)
        .flags(LOADING, STALE, FAST)
        .acl(ADMIN, DANGEROUS)
        .tips("nondeterministic_output")
        .handler(this::lastSave);
    table.add("lolwut").arity(-1).flags(READONLY, FAST).handler(this::lolwut);
    table
        .add("shutdown")
        .arity(-1)
        .flags(CommandFlag.ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, ALLOW_BUSY)
        .handler(this::shutdown);
    table.add("swapdb").arity(3).flags(WRITE, FAST).acl(KEYSPACE, DANGEROUS).handler(this::swapDb);
    table
        .add("time")
        .arity(1)
        .flags(LOADING, STALE, FAST)
        .tips("nondeterministic_output")
        .handler(this::time);
  }

  /**
   * {@code DBSIZE}. Reply: integer, keys in the selected database; one that has expired counts
   * until it is met. O(1). Source: redis.io/docs/latest/commands/dbsize
   */
  private void dbSize(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(ctx.db().size());
  }

  /**
   * {@code FLUSHALL [ASYNC | SYNC]}. Reply: OK. Errors: syntax. Propagated even if nothing was
   * there. O(1): the pages are left to the collector, so that ASYNC and SYNC are the same. Source:
   * Valkey {@code db.c:flushallCommand}
   */
  private void flushAll(CommandContext ctx, Args args, ReplySink reply) {
    boolean lazily = isLazy(args);
    flushed(ctx, ctx.keyspace().clear(), lazily);
    reply.ok();
  }

  /** {@code FLUSHDB [ASYNC | SYNC]}. As FLUSHALL, for the selected database. */
  private void flushDb(CommandContext ctx, Args args, ReplySink reply) {
    boolean lazily = isLazy(args);
    flushed(ctx, ctx.db().clear(), lazily);
    reply.ok();
  }

  private static void flushed(CommandContext ctx, long keys, boolean lazily) {
    ctx.changed(Math.max(1, keys));
    if (lazily) {
      ctx.keyspace().freedLazily(keys);
    }
  }

  private boolean isLazy(Args args) {
    if (args.count() == 1) {
      return flushesLazily;
    }
    boolean lazily = args.is(1, "ASYNC");
    if (args.count() > 2 || !(lazily || args.is(1, "SYNC"))) {
      throw Errors.SYNTAX;
    }
    return lazily;
  }

  /**
   * {@code SWAPDB index1 index2}. Reply: OK. Errors: bad index. O(1). Source:
   * redis.io/docs/latest/commands/swapdb
   */
  private void swapDb(CommandContext ctx, Args args, ReplySink reply) {
    int one = index(args.integer(1, BAD_FIRST_INDEX), BAD_FIRST_INDEX);
    int other = index(args.integer(2, BAD_SECOND_INDEX), BAD_SECOND_INDEX);
    int databases = ctx.keyspace().databases();
    if (one < 0 || one >= databases || other < 0 || other >= databases) {
      throw Errors.DB_OUT_OF_RANGE;
    }
    if (one != other) {
      ctx.keyspace().swap(one, other);
    }
    ctx.changed(1);
    reply.ok();
  }

  private static int index(long value, RedisError otherwise) {
    if (value != (int) value) {
      throw otherwise;
    }
    return (int) value;
  }

  /**
   * {@code TIME}. Reply: array of two bulk strings, Unix seconds and microseconds in them. O(1).
   */
  private void time(CommandContext ctx, Args args, ReplySink reply) {
    reply.array(2);
    reply.bulkNumber(Math.floorDiv(ctx.nowMicros(), 1_000_000L));
    reply.bulkNumber(Math.floorMod(ctx.nowMicros(), 1_000_000L));
  }

  /** {@code LASTSAVE}. Reply: integer, Unix seconds; the server's start, nothing saves. O(1). */
  private void lastSave(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(Math.floorDiv(server.startedMillis(), 1000L));
  }

  /**
   * {@code LOLWUT [VERSION version]}. Reply: a drawing and the version, verbatim in RESP3. Errors:
   * not an integer. O(1).
   */
  private void lolwut(CommandContext ctx, Args args, ReplySink reply) {
    int rule = Lolwut.DEFAULT_RULE;
    if (args.count() > 2 && args.is(1, "VERSION")) {
      rule = (int) args.integer(2) & 255;
    }
    reply.verbatim("txt", Lolwut.draw(rule));
  }

  /**
   * {@code SHUTDOWN [NOSAVE | SAVE] [NOW] [FORCE]} or {@code SHUTDOWN ABORT}. No reply: the
   * connection ends with the server. Errors: syntax; no shutdown to abort, for none takes long; it
   * cannot be done, which the log explains. Source: Valkey {@code db.c:shutdownCommand}
   */
  private void shutdown(CommandContext ctx, Args args, ReplySink ignored) {
    boolean save = false;
    boolean noSave = false;
    boolean force = false;
    boolean now = false;
    boolean abort = false;
    for (Options opt = ctx.options(args, 1); opt.hasNext(); ) {
      if (opt.take("SAVE")) {
        save = true;
      } else if (opt.take("NOSAVE")) {
        noSave = true;
      } else if (opt.take("FORCE")) {
        force = true;
      } else if (opt.take("NOW")) {
        now = true;
      } else if (opt.take("ABORT")) {
        abort = true;
      } else {
        throw Errors.SYNTAX;
      }
    }
    if ((save && noSave) || (abort && (save || noSave || force || now))) {
      throw Errors.SYNTAX;
    }
    if (abort) {
      throw NO_SHUTDOWN;
    }
    if (save && !force) {
      LOG.warn("SHUTDOWN SAVE: this server cannot save its data yet, so it goes on");
      throw CANNOT_SHUT_DOWN;
    }
    if (!server.host().get().shutDown()) {
      LOG.warn("SHUTDOWN: this engine belongs to no server that could end");
      throw CANNOT_SHUT_DOWN;
    }
    ctx.client().await();
  }
}
