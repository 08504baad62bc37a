package io.redissim.core.type.set;

import static io.redissim.core.command.AclCategory.SET;
import static io.redissim.core.command.CommandFlag.DENYOOM;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INSERT;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.keyspace.Database;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;

/** Commands on the members of one set. */
public final class SetCommands implements CommandFamily {
  private final SetLimits limits;
  private final Member member = new Member();

  public SetCommands(SetLimits limits) {
    this.limits = limits;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("sadd")
        .arity(-3)
        .flags(WRITE, DENYOOM, FAST)
        .acl(SET)
        .key(1, RW, INSERT)
        .handler(this::sadd);
    table.add("srem").arity(-3).flags(WRITE, FAST).acl(SET).key(1, RW, DELETE).handler(this::srem);
    table
        .add("smove")
        .arity(4)
        .flags(WRITE, FAST)
        .acl(SET)
        .key(1, RW, ACCESS, DELETE)
        .key(2, RW, INSERT)
        .handler(this::smove);
    table.add("scard").arity(2).flags(READONLY, FAST).acl(SET).key(1, RO).handler(this::scard);
    table
        .add("sismember")
        .arity(3)
        .flags(READONLY, FAST)
        .acl(SET)
        .key(1, RO)
        .handler(this::sismember);
    table
        .add("smismember")
        .arity(-3)
        .flags(READONLY, FAST)
        .acl(SET)
        .key(1, RO, ACCESS)
        .handler(this::smismember);
    table
        .add("smembers")
        .arity(2)
        .flags(READONLY)
        .acl(SET)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output_order")
        .handler(this::smembers);
  }

  /**
   * {@code SADD key member [member ...]}. Reply: integer, members that were not there before.
   * Errors: WRONGTYPE. Effect: itself. O(1) a member, O(N) while the set is packed. Source:
   * redis.io/docs/latest/commands/sadd
   */
  private void sadd(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    SetValue set = ctx.db().edit(key, SetValue.TYPE);
    boolean isNew = set.size() == 0;
    boolean converted = set.expect(args.isInteger(2), args.count() - 2, limits);
    int added = 0;
    for (int i = 2; i < args.count(); i++) {
      added += set.add(args.array(i), args.offset(i), args.length(i), limits) ? 1 : 0;
    }
    if (added == 0 && !converted) {
      ctx.db().leave();
    } else {
      ctx.db().commit();
    }
    if (added > 0) {
      ctx.changed(added);
      added(ctx, key, isNew);
    }
    reply.integer(added);
  }

  private static void added(CommandContext ctx, Key key, boolean isNew) {
    if (isNew) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.SET, "sadd", key);
  }

  /**
   * {@code SREM key member [member ...]}. Reply: integer, members that were there. Errors:
   * WRONGTYPE. Effect: itself. O(1) a member, O(N) while the set is packed. Source:
   * redis.io/docs/latest/commands/srem
   */
  private void srem(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    SetValue set = ctx.db().editIfPresent(key, SetValue.TYPE);
    int removed = 0;
    if (set != null) {
      for (int i = 2; i < args.count() && set.size() > 0; i++) {
        removed += set.remove(args.array(i), args.offset(i), args.length(i)) ? 1 : 0;
      }
      if (removed == 0) {
        ctx.db().leave();
      } else {
        Sets.commitRemoval(ctx, key, "srem", removed);
      }
    }
    reply.integer(removed);
  }

  /**
   * {@code SMOVE source destination member}. Reply: integer, 1 if the member was in the source.
   * Errors: WRONGTYPE, of the destination only if there is a source. Effect: itself. O(1), O(N)
   * while a set is packed. Source: redis.io/docs/latest/commands/smove
   */
  private void smove(CommandContext ctx, Args args, ReplySink reply) {
    Database db = ctx.db();
    Key from = args.key(1);
    Key to = args.key(2);
    byte[] bytes = args.array(3);
    int offset = args.offset(3);
    int length = args.length(3);
    SetValue source = db.find(from, SetValue.TYPE);
    if (source == null) {
      reply.integer(0);
      return;
    }
    boolean moves = source.members().contains(bytes, offset, length);
    boolean isNew = db.find(to, SetValue.TYPE) == null;
    if (moves && !from.sameBytes(to)) {
      // Added first: only that may lack memory.
      boolean added = addMoved(db, to, args);
      SetValue left = db.edit(from, SetValue.TYPE);
      left.remove(bytes, offset, length);
      Sets.commitRemoval(ctx, from, "srem", added ? 2 : 1);
      if (added) {
        added(ctx, to, isNew);
      }
    }
    reply.integer(moves ? 1 : 0);
  }

  private boolean addMoved(Database db, Key to, Args args) {
    SetValue target = db.edit(to, SetValue.TYPE);
    if (target.size() == 0) {
      target.expect(args.isInteger(3), 1, limits);
    }
    boolean added = target.add(args.array(3), args.offset(3), args.length(3), limits);
    if (added) {
      db.commit();
    } else {
      db.leave();
    }
    return added;
  }

  /**
   * {@code SCARD key}. Reply: integer, members of the set; 0 if there is none. Errors: WRONGTYPE.
   * O(1). Source: redis.io/docs/latest/commands/scard
   */
  private void scard(CommandContext ctx, Args args, ReplySink reply) {
    SetValue set = Sets.read(ctx, args.key(1));
    reply.integer(set == null ? 0 : set.size());
  }

  /**
   * {@code SISMEMBER key member}. Reply: integer, 1 or 0. Errors: WRONGTYPE. O(1), O(N) for a
   * packed set. Source: redis.io/docs/latest/commands/sismember
   */
  private void sismember(CommandContext ctx, Args args, ReplySink reply) {
    SetValue set = Sets.read(ctx, args.key(1));
    reply.integer(set != null && contains(set, args, 2) ? 1 : 0);
  }

  /**
   * {@code SMISMEMBER key member [member ...]}. Reply: array of 1 or 0 for each member. Errors:
   * WRONGTYPE. O(1) a member, O(N) for a packed set. Source:
   * redis.io/docs/latest/commands/smismember
   */
  private void smismember(CommandContext ctx, Args args, ReplySink reply) {
    SetValue set = Sets.read(ctx, args.key(1));
    reply.array(args.count() - 2);
    if (set != null) {
      set.members().expect(args.count() - 2);
    }
    KeyHash hash = ctx.keyspace().keyHash();
    for (int i = 2; i < args.count(); i++) {
      member.point(args.array(i), args.offset(i), args.length(i));
      reply.integer(set != null && set.members().contains(member, hash) ? 1 : 0);
    }
  }

  /**
   * {@code SMEMBERS key}. Reply: set of all members. Errors: WRONGTYPE. O(N). Source:
   * redis.io/docs/latest/commands/smembers
   */
  private void smembers(CommandContext ctx, Args args, ReplySink reply) {
    SetValue set = Sets.read(ctx, args.key(1));
    if (set == null) {
      reply.set(0);
      return;
    }
    Members members = set.members();
    reply.set((int) members.size());
    for (long at = members.first(); at != Members.NONE; at = members.next(at)) {
      members.read(at, member).replyTo(reply);
    }
  }

  private static boolean contains(SetValue set, Args args, int i) {
    return set.members().contains(args.array(i), args.offset(i), args.length(i));
  }
}
