package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.ASKING;
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
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.persist.rdb.LoadedValue;
import io.redissim.core.persist.rdb.RdbFormatException;
import io.redissim.core.persist.rdb.RdbValues;
import io.redissim.core.persist.rdb.RdbWriter;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Values as payloads that another server can take over. */
public final class DumpCommands implements CommandFamily {
  private static final RedisError BUSY_KEY =
      new RedisError("BUSYKEY Target key name already exists.");
  private static final RedisError BAD_PAYLOAD =
      Errors.err("DUMP payload version or checksum are wrong");
  private static final RedisError BAD_FORMAT = Errors.err("Bad data format");
  private static final RedisError BAD_TTL = Errors.err("Invalid TTL value, must be >= 0");
  private static final RedisError BAD_IDLE_TIME =
      Errors.err("Invalid IDLETIME value, must be >= 0");
  private static final RedisError BAD_FREQ =
      Errors.err("Invalid FREQ value, must be >= 0 and <= 255");

  private static final int NOT_GIVEN = -1;
  private static final int MAX_FREQ = 255;

  private final RdbValues values;
  private final RdbWriter writer = new RdbWriter();
  private boolean anyChecksum;

  public DumpCommands(RdbValues values) {
    this.values = values;
  }

  /**
   * Whether payloads are taken whatever their checksum says: DEBUG SET-SKIP-CHECKSUM-VALIDATION.
   */
  public void anyChecksum(boolean on) {
    anyChecksum = on;
  }

  /** Where a payload is written to; tells {@code rdbcompression}. */
  public RdbWriter writer() {
    return writer;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("dump")
        .arity(2)
        .flags(READONLY)
        .acl(KEYSPACE)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::dump);
    table
        .add("restore")
        .arity(-4)
        .flags(WRITE, DENYOOM)
        .acl(KEYSPACE, DANGEROUS)
        .key(1, OW, UPDATE)
        .handler(this::restore);
    table
        .add("restore-asking")
        .arity(-4)
        .flags(WRITE, DENYOOM, ASKING)
        .acl(KEYSPACE, DANGEROUS)
        .key(1, OW, UPDATE)
        .handler(this::restore);
  }

  /**
   * {@code DUMP key}. Reply: bulk string, the payload that RESTORE takes; nil if there is no such
   * key. O(bytes of the value). Source: redis.io/docs/latest/commands/dump
   */
  private void dump(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    Entry entry = ctx.db().find(key);
    ctx.lookedUp(key, entry != null);
    if (entry == null) {
      reply.nil();
      return;
    }
    values.dump(entry, writer);
    reply.bulk(writer.array(), 0, writer.size());
    writer.clear();
  }

  /**
   * {@code RESTORE key ttl payload [REPLACE] [ABSTTL] [IDLETIME seconds] [FREQ frequency]}: ttl in
   * milliseconds, 0 for none. The payload is checked and read whole before anything is changed. A
   * deadline that has passed stores nothing. Reply: OK. Errors: BUSYKEY; invalid TTL, IDLETIME or
   * FREQ; payload version or checksum; bad data format. Effect: with the deadline and ABSTTL, or
   * {@code DEL key} or UNLINK. O(bytes of the value). Source: redis.io/docs/latest/commands/restore
   */
  private void restore(CommandContext ctx, Args args, ReplySink reply) {
    boolean replace = false;
    boolean absolute = false;
    long idleSeconds = NOT_GIVEN;
    long freq = NOT_GIVEN;
    for (Options opt = ctx.options(args, 4); opt.hasNext(); ) {
      if (opt.take("REPLACE")) {
        replace = true;
      } else if (opt.take("ABSTTL")) {
        absolute = true;
      } else if (freq == NOT_GIVEN && opt.takeWithValue("IDLETIME")) {
        idleSeconds = atLeastZero(opt.nextInteger(), BAD_IDLE_TIME);
      } else if (idleSeconds == NOT_GIVEN && opt.takeWithValue("FREQ")) {
        freq = atLeastZero(opt.nextInteger(), BAD_FREQ);
        if (freq > MAX_FREQ) {
          throw BAD_FREQ;
        }
      } else {
        throw Errors.SYNTAX;
      }
    }
    Database db = ctx.db();
    Key key = args.key(1);
    if (!replace && db.contains(key)) {
      throw BUSY_KEY;
    }
    long ttl = atLeastZero(args.integer(2), BAD_TTL);
    LoadedValue value = payload(args, 3);
    long deadline = ttl == 0 || absolute ? ttl : ttl + ctx.now();
    if (ttl != 0 && deadline <= ctx.now()) {
      if (db.remove(key)) {
        ctx.effects().dropped(key);
        ctx.event(EventClass.GENERIC, "del", key);
        ctx.changed(1);
      }
      reply.ok();
      return;
    }
    value.store(db, key, ttl == 0 ? Database.NO_DEADLINE : deadline);
    if (replace) {
      db.written(key); // the old one was deleted: who waits is served
    }
    setAccess(ctx, key, idleSeconds, freq);
    if (ttl != 0 && !absolute) {
      propagate(ctx, args, deadline);
    }
    ctx.event(EventClass.NEW, "new", key);
    ctx.event(EventClass.GENERIC, "restore", key);
    ctx.changed(1);
    reply.ok();
  }

  private LoadedValue payload(Args args, int i) {
    if (!RdbValues.isIntact(args.array(i), args.offset(i), args.length(i), anyChecksum)) {
      throw BAD_PAYLOAD;
    }
    try {
      return values.restore(args.array(i), args.offset(i), args.length(i));
    } catch (RdbFormatException broken) {
      throw BAD_FORMAT;
    }
  }

  private static void setAccess(CommandContext ctx, Key key, long idleSeconds, long freq) {
    boolean counting = ctx.keyspace().isCountingAccesses();
    if (counting ? freq == NOT_GIVEN : idleSeconds == NOT_GIVEN) {
      return;
    }
    Entry entry = ctx.db().peek(key);
    if (entry != null) {
      if (counting) {
        entry.setLfuCounter((int) freq);
      } else {
        entry.setIdleSeconds(idleSeconds);
      }
    }
  }

  /** The command as it came, but with a deadline instead of a time to live. */
  private static void propagate(CommandContext ctx, Args args, long deadline) {
    ctx.effects().command(args.count() + 1).arg(args, 0).arg(args, 1).number(deadline);
    for (int i = 3; i < args.count(); i++) {
      ctx.effects().arg(args, i);
    }
    ctx.effects().word("ABSTTL");
  }

  private static long atLeastZero(long value, RedisError otherwise) {
    if (value < 0) {
      throw otherwise;
    }
    return value;
  }
}
