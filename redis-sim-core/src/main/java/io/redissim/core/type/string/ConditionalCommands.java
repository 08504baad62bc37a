package io.redissim.core.type.string;

import static io.redissim.core.command.AclCategory.STRING;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.RM;
import static io.redissim.core.command.KeyFlag.RO;
import static io.redissim.core.command.KeyFlag.RW;
import static io.redissim.core.command.KeyFlag.VARIABLE_FLAGS;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Removing a string only if it is the expected one: compare-and-delete of both lineages. */
public final class ConditionalCommands implements CommandFamily {
  private static final RedisError NEEDS_STRING =
      new RedisError("ERR Key should be of string type if conditions are specified");
  private static final RedisError BAD_CONDITION =
      new RedisError("ERR Invalid condition. Use IFEQ, IFNE, IFDEQ, or IFDNE");

  private final byte[] digits = new byte[Condition.DIGEST_LENGTH];

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("digest")
        .arity(2)
        .flags(READONLY, FAST)
        .acl(STRING)
        .key(1, RO, ACCESS)
        .handler(this::digest);
    table
        .add("delex")
        .arity(-2)
        .flags(WRITE, FAST)
        .acl(STRING)
        .key(1, RW, DELETE, VARIABLE_FLAGS)
        .handler(this::delEx);
    table
        .add("delifeq")
        .arity(3)
        .flags(WRITE)
        .acl(STRING)
        .key(1, RM, ACCESS, DELETE)
        .handler(this::delIfEq);
  }

  /**
   * {@code DIGEST key}. Reply: the XXH3 digest of the value, 16 hexadecimal digits, nil if the key
   * is missing. Errors: WRONGTYPE. O(N). Source: redis.io/docs/latest/commands/digest
   */
  private void digest(CommandContext ctx, Args args, ReplySink reply) {
    StringValue value = Strings.read(ctx, args.key(1));
    if (value == null) {
      reply.nil();
      return;
    }
    long digest = Condition.digest(value);
    for (int i = 0; i < digits.length; i++) {
      digits[i] = Condition.digit(digest, i);
    }
    reply.bulk(digits, 0, digits.length);
  }

  /**
   * {@code DELEX key [IFEQ v | IFNE v | IFDEQ digest | IFDNE digest]}. Reply: 1 if the key was
   * removed, else 0. Errors: arity; with a condition a value that is no string, an unknown
   * condition, a digest of the wrong length, in this order and only if there is a key. O(1), with a
   * digest O(N). Source: redis.io/docs/latest/commands/delex
   */
  private void delEx(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() != 2 && args.count() != 4) {
      throw Errors.wrongArity("delex");
    }
    Key key = args.key(1);
    if (args.count() == 4) {
      Entry entry = ctx.db().find(key);
      if (entry == null) {
        reply.integer(0);
        return;
      }
      if (entry.kind() != ValueKind.STRING) {
        throw NEEDS_STRING;
      }
      if (!condition(args).holds(entry.string(), args, 3)) {
        reply.integer(0);
        return;
      }
    }
    reply.integer(Strings.remove(ctx, key) ? 1 : 0);
  }

  private static Condition condition(Args args) {
    if (args.is(2, "IFEQ")) {
      return Condition.IFEQ;
    }
    if (args.is(2, "IFNE")) {
      return Condition.IFNE;
    }
    if (args.is(2, "IFDEQ")) {
      return Condition.IFDEQ;
    }
    if (args.is(2, "IFDNE")) {
      return Condition.IFDNE;
    }
    throw BAD_CONDITION;
  }

  /**
   * {@code DELIFEQ key value}. Reply: 1 if the key held the value and was removed, else 0. Errors:
   * WRONGTYPE. O(N). Source: valkey.io/commands/delifeq
   */
  private void delIfEq(CommandContext ctx, Args args, ReplySink reply) {
    Key key = args.key(1);
    StringValue value = Strings.find(ctx, key);
    boolean removed = value != null && Condition.equal(value, args, 2) && Strings.remove(ctx, key);
    reply.integer(removed ? 1 : 0);
  }
}
