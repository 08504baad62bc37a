package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.STALE;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandHandler;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/** {@code OBJECT}: how a value is kept and used. None of it is an access. */
public final class ObjectCommands implements CommandFamily {
  private static final String BOTH_NEED_TIME =
      " Please note that when switching between policies at runtime LRU and LFU data will take some"
          + " time to adjust.";
  private static final RedisError NO_IDLE_TIME =
      Errors.err("An LFU maxmemory policy is selected, idle time not tracked." + BOTH_NEED_TIME);
  private static final RedisError NO_FREQUENCY =
      Errors.err(
          "An LFU maxmemory policy is not selected, access frequency not tracked."
              + BOTH_NEED_TIME);

  /** Redis keeps the numbers below this once for everybody and tells so by an endless count. */
  private static final int SHARED_NUMBERS = 10_000;

  private boolean sharing = true;

  /** Whether Redis would share numbers: not where every key needs an access clock of its own. */
  public void sharing(boolean on) {
    sharing = on;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("object").arity(-2);
    asker(table, "object|encoding", this::encoding);
    asker(table, "object|refcount", this::refCount);
    asker(table, "object|idletime", this::idleTime);
    asker(table, "object|freq", this::freq);
    table.add("object|help").arity(2).flags(LOADING, STALE).acl(KEYSPACE).handler(this::help);
  }

  private static void asker(CommandTable.Builder table, String name, CommandHandler handler) {
    table
        .add(name)
        .arity(3)
        .flags(READONLY)
        .acl(KEYSPACE)
        .key(2, RO)
        .tips("nondeterministic_output")
        .handler(handler);
  }

  /**
   * {@code OBJECT ENCODING key}. Reply: bulk string; nil if there is no such key. O(1). Source:
   * redis.io/docs/latest/commands/object-encoding
   */
  private void encoding(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = found(ctx, args, reply);
    if (entry != null) {
      reply.bulk(entry.encoding().printed());
    }
  }

  /**
   * {@code OBJECT REFCOUNT key}. Reply: integer, 1, or 2147483647 for a number from 0 to 9999 as
   * clients expect it, unless {@code maxmemory} is set with an LRU or LFU policy; nil if there is
   * no such key. O(1). Source: redis.io/docs/latest/commands/object-refcount
   */
  private void refCount(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = found(ctx, args, reply);
    if (entry != null) {
      reply.integer(isSharedNumber(entry) ? Integer.MAX_VALUE : 1);
    }
  }

  private boolean isSharedNumber(Entry entry) {
    if (!sharing || entry.encoding() != Encoding.INT) {
      return false;
    }
    long number = entry.string().longValue();
    return number >= 0 && number < SHARED_NUMBERS;
  }

  /**
   * {@code OBJECT IDLETIME key}. Reply: integer, seconds since the last access; nil if there is no
   * such key. Errors: an LFU policy counts accesses instead. O(1). Source:
   * redis.io/docs/latest/commands/object-idletime
   */
  private void idleTime(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = found(ctx, args, reply);
    if (entry != null) {
      if (ctx.keyspace().isCountingAccesses()) {
        throw NO_IDLE_TIME;
      }
      reply.integer(entry.idleSeconds());
    }
  }

  /**
   * {@code OBJECT FREQ key}. Reply: integer, the logarithmic access counter; nil if there is no
   * such key. Errors: no LFU policy counts accesses. O(1). Source:
   * redis.io/docs/latest/commands/object-freq
   */
  private void freq(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = found(ctx, args, reply);
    if (entry != null) {
      if (!ctx.keyspace().isCountingAccesses()) {
        throw NO_FREQUENCY;
      }
      reply.integer(entry.lfuCounter());
    }
  }

  /** {@code OBJECT HELP}. Reply: array of simple strings. */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "OBJECT",
        "ENCODING <key>",
        "    How the value of a key is kept in memory.",
        "FREQ <key>",
        "    How often a key is used, as a counter that grows with the logarithm.",
        "IDLETIME <key>",
        "    Seconds since a key was used last.",
        "REFCOUNT <key>",
        "    How many share the value of a key.");
  }

  /** The key's entry; if there is none, nil is replied. */
  private static @Nullable Entry found(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = ctx.db().peek(args.key(2));
    ctx.lookedUpQuietly(entry != null);
    if (entry == null) {
      reply.nil();
    }
    return entry;
  }
}
