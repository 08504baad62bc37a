package io.redissim.core.type.stream;

import static io.redissim.core.command.AclCategory.STREAM;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.STALE;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.UPDATE;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Help;
import io.redissim.core.command.Options;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** Consumer groups: making and removing them and their consumers, acknowledging entries. */
public final class GroupCommands implements CommandFamily {
  private static final RedisError NO_KEY =
      Errors.err(
          "The XGROUP subcommand requires the key to exist. Note that for CREATE you may want to"
              + " use the MKSTREAM option to create an empty stream automatically.");
  private static final RedisError BUSY_GROUP =
      new RedisError("BUSYGROUP Consumer Group name already exists");
  private static final RedisError BAD_ENTRIES_READ =
      Errors.err("value for ENTRIESREAD must be positive or -1");

  /** {@code XGROUP CREATE key group id MKSTREAM ENTRIESREAD n}. */
  private static final int MOST_CREATE_WORDS = 8;

  private static final int MOST_SETID_WORDS = 7;

  private final IdParser ids = new IdParser();
  private final StreamId id = new StreamId();

  private boolean makesStream;
  private long entriesRead;

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("xgroup").arity(-2);
    table
        .add("xgroup|create")
        .arity(-5)
        .flags(WRITE, DENYOOM)
        .acl(STREAM)
        .key(2, RW, INSERT)
        .handler(this::create);
    table
        .add("xgroup|setid")
        .arity(-5)
        .flags(WRITE)
        .acl(STREAM)
        .key(2, RW, UPDATE)
        .handler(this::setId);
    table
        .add("xgroup|destroy")
        .arity(4)
        .flags(WRITE)
        .acl(STREAM)
        .key(2, RW, DELETE)
        .handler(this::destroy);
    table
        .add("xgroup|createconsumer")
        .arity(5)
        .flags(WRITE, DENYOOM)
        .acl(STREAM)
        .key(2, RW, INSERT)
        .handler(this::createConsumer);
    table
        .add("xgroup|delconsumer")
        .arity(5)
        .flags(WRITE)
        .acl(STREAM)
        .key(2, RW, DELETE)
        .handler(this::deleteConsumer);
    table.add("xgroup|help").arity(2).flags(LOADING, STALE).acl(STREAM).handler(this::help);
    table
        .add("xack")
        .arity(-4)
        .flags(WRITE, FAST)
        .acl(STREAM)
        .key(1, RW, UPDATE)
        .handler(this::xack);
  }

  /**
   * {@code XGROUP CREATE key group id|$ [MKSTREAM] [ENTRIESREAD count]}. Reply: OK. Errors:
   * BUSYGROUP, no such key, an ID that is none, syntax, WRONGTYPE. O(1). Source:
   * redis.io/docs/latest/commands/xgroup-create
   */
  private void create(CommandContext ctx, Args args, ReplySink reply) {
    options(ctx, args, true);
    Key key = args.key(2);
    Database db = ctx.db();
    StreamValue value = db.find(key, StreamValue.TYPE);
    Stream stream = value == null ? null : value.stream();
    if (stream == null && !makesStream) {
      throw NO_KEY;
    }
    if (args.count() > MOST_CREATE_WORDS) {
      throw syntax(args);
    }
    if (!args.is(4, "$")) {
      ids.strict(args, 4, id);
    } else if (stream == null) {
      id.set(0, 0);
    } else {
      id.set(stream.lastId());
    }
    if (stream != null && StreamReplies.group(stream, args, 3) != null) {
      throw BUSY_GROUP;
    }
    if (stream == null) {
      addGroup(args, db.create(key, StreamValue.TYPE, Database.NO_DEADLINE));
      db.commit();
      ctx.event(EventClass.NEW, "new", key);
    } else {
      addGroup(args, db.edit(key, StreamValue.TYPE));
      db.commitUnmodified();
    }
    reply.ok();
    ctx.changed(1);
    ctx.event(EventClass.STREAM, "xgroup-create", key);
  }

  private void addGroup(Args args, StreamValue value) {
    value.stream().addGroup(args.copy(3), id, entriesRead);
  }

  /** Reads what may follow the ID of CREATE and SETID. */
  private void options(CommandContext ctx, Args args, boolean mayMakeStream) {
    makesStream = false;
    entriesRead = Group.UNKNOWN;
    for (Options opt = ctx.options(args, 5); opt.hasNext(); ) {
      if (mayMakeStream && opt.take("MKSTREAM")) {
        makesStream = true;
      } else if (opt.takeWithValue("ENTRIESREAD")) {
        entriesRead = opt.nextInteger();
        if (entriesRead < Group.UNKNOWN) {
          throw BAD_ENTRIES_READ;
        }
      } else {
        throw syntax(args);
      }
    }
  }

  private static RedisError syntax(Args args) {
    return StreamReplies.subcommandSyntax(args, "XGROUP");
  }

  /**
   * {@code XGROUP SETID key group id|$ [ENTRIESREAD count]}. Reply: OK. Errors: NOGROUP, no such
   * key, an ID that is none, syntax, WRONGTYPE. O(1). Source:
   * redis.io/docs/latest/commands/xgroup-setid
   */
  private void setId(CommandContext ctx, Args args, ReplySink reply) {
    options(ctx, args, false);
    Stream stream = existing(ctx, args);
    Group group = existingGroup(stream, args);
    if (args.count() > MOST_SETID_WORDS) {
      throw syntax(args);
    }
    if (args.is(4, "$")) {
      id.set(stream.lastId());
    } else {
      ids.any(args, 4, id);
    }
    group.lastDelivered().set(id);
    group.entriesRead(entriesRead);
    reply.ok();
    ctx.changed(1);
    ctx.event(EventClass.STREAM, "xgroup-setid", args.key(2));
  }

  private static Stream existing(CommandContext ctx, Args args) {
    StreamValue value = ctx.db().find(args.key(2), StreamValue.TYPE);
    if (value == null) {
      throw NO_KEY;
    }
    return value.stream();
  }

  private static Group existingGroup(Stream stream, Args args) {
    Group group = StreamReplies.group(stream, args, 3);
    if (group == null) {
      throw StreamReplies.noGroup(args, 2, 3);
    }
    return group;
  }

  /** As {@link #existing}, in an edit. */
  private static Stream edited(CommandContext ctx, Args args) {
    return ctx.db().edit(args.key(2), StreamValue.TYPE).stream();
  }

  /**
   * {@code XGROUP DESTROY key group}. Reply: integer, 1 if there was such a group. Errors: no such
   * key, WRONGTYPE. O(N) of its consumers. Source: redis.io/docs/latest/commands/xgroup-destroy
   */
  private void destroy(CommandContext ctx, Args args, ReplySink reply) {
    if (StreamReplies.group(existing(ctx, args), args, 3) == null) {
      reply.integer(0);
      return;
    }
    Stream stream = edited(ctx, args);
    stream.removeGroup(existingGroup(stream, args));
    ctx.db().commit(); // modified, so that those who wait as its members are told

    reply.integer(1);
    ctx.changed(1);
    ctx.event(EventClass.STREAM, "xgroup-destroy", args.key(2));
  }

  /**
   * {@code XGROUP CREATECONSUMER key group consumer}. Reply: integer, 1 if it is new. Errors:
   * NOGROUP, no such key, WRONGTYPE. O(log N) of the consumers. Source:
   * redis.io/docs/latest/commands/xgroup-createconsumer
   */
  private void createConsumer(CommandContext ctx, Args args, ReplySink reply) {
    if (StreamReplies.consumer(existingGroup(existing(ctx, args), args), args, 4) != null) {
      reply.integer(0);
      return;
    }
    existingGroup(edited(ctx, args), args).addConsumer(args.copy(4), ctx.now());
    ctx.db().commitUnmodified();
    reply.integer(1);
    ctx.changed(1);
    ctx.event(EventClass.STREAM, "xgroup-createconsumer", args.key(2));
  }

  /**
   * {@code XGROUP DELCONSUMER key group consumer}. Reply: integer, how many entries were pending
   * for it and are no longer. Errors: NOGROUP, no such key, WRONGTYPE. O(N log M) of its pending
   * entries and the group's. Source: redis.io/docs/latest/commands/xgroup-delconsumer
   */
  private void deleteConsumer(CommandContext ctx, Args args, ReplySink reply) {
    if (StreamReplies.consumer(existingGroup(existing(ctx, args), args), args, 4) == null) {
      reply.integer(0);
      return;
    }
    Group group = existingGroup(edited(ctx, args), args);
    Consumer consumer = StreamReplies.consumer(group, args, 4);
    long pending = 0;
    if (consumer != null) {
      pending = consumer.pending().size();
      group.removeConsumer(consumer);
    }
    ctx.db().commitUnmodified();
    reply.integer(pending);
    ctx.changed(1);
    ctx.event(EventClass.STREAM, "xgroup-delconsumer", args.key(2));
  }

  /** {@code XGROUP HELP}. Reply: what subcommands there are. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "XGROUP",
        "CREATE <key> <groupname> <id|$> [option]",
        "    Create a new consumer group. Options are:",
        "    * MKSTREAM",
        "      Create the empty stream if it does not exist.",
        "    * ENTRIESREAD entries_read",
        "      Set the group's entries_read counter (internal use).",
        "CREATECONSUMER <key> <groupname> <consumer>",
        "    Create a new consumer in the specified group.",
        "DELCONSUMER <key> <groupname> <consumer>",
        "    Remove the specified consumer.",
        "DESTROY <key> <groupname>",
        "    Remove the specified group.",
        "SETID <key> <groupname> <id|$> [ENTRIESREAD entries_read]",
        "    Set the current group ID and entries_read counter.");
  }

  /**
   * {@code XACK key group id [id ...]}. Reply: integer, how many entries were pending and are no
   * longer. Errors: an ID that is none, WRONGTYPE. O(log N) of the pending entries, for each ID.
   * Source: redis.io/docs/latest/commands/xack
   */
  private void xack(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StreamValue value = ctx.db().editIfPresent(key, StreamValue.TYPE);
    ctx.lookedUp(key, value != null);
    Group group = value == null ? null : StreamReplies.group(value.stream(), args, 2);
    boolean valid = group == null || ids.areStrict(args, 3, id);
    long acknowledged = valid ? acknowledge(group, args) : 0;
    if (value != null) {
      ctx.db().commitUnmodified();
    }
    if (!valid) {
      throw IdParser.INVALID;
    }
    reply.integer(acknowledged);
    ctx.changed(acknowledged);
  }

  private long acknowledge(@Nullable Group group, Args args) {
    if (group == null) {
      return 0;
    }
    long acknowledged = 0;
    for (int i = 3; i < args.count(); i++) {
      ids.strict(args, i, id);
      long position = group.pending().find(id.ms(), id.seq());
      if (position != IdMap.NONE) {
        group.removePending(position);
        acknowledged++;
      }
    }
    return acknowledged;
  }
}
