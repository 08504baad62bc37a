package io.redissim.core.blocking;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.BlockTimeout;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.EventClass;
import io.redissim.core.command.Wait;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueKind;
import io.redissim.core.keyspace.ValueType;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** Commands that wait for strings, to see what any command that waits can rely on. */
final class TakingCommands implements CommandFamily {
  @Override
  public void declare(CommandTable.Builder table) {
    table.add("take").arity(-3).flags(CommandFlag.WRITE, CommandFlag.BLOCKING).handler(this::take);
    table.add("reach").arity(4).flags(CommandFlag.READONLY).handler(this::reach);
  }

  /** {@code TAKE key [key ...] seconds}: the first key that is a string, and its value. */
  private void take(CommandContext ctx, Args args, ReplySink reply) {
    long deadline = BlockTimeout.seconds(ctx, args, args.count() - 1);
    for (int i = 1; i < args.count() - 1; i++) {
      Key key = args.key(i);
      StringValue value = ctx.db().find(key, ValueType.STRING);
      if (value != null) {
        reply.array(2);
        reply.bulk(args.copy(i));
        reply.bulk(value.copy());
        ctx.db().remove(key);
        ctx.changed(1);
        ctx.event(EventClass.GENERIC, "del", key);
        ctx.effects().command(2).word("DEL").key(key);
        return;
      }
    }
    if (!ctx.mayBlock()) {
      reply.nil();
      return;
    }
    ctx.block(Wait.forKeys(ValueKind.STRING, args, 1, args.count() - 2, deadline));
  }

  /** {@code REACH key length seconds}: OK once the string has that length; an error if it goes. */
  private void reach(CommandContext ctx, Args args, ReplySink reply) {
    StringValue value = ctx.db().find(args.key(1), ValueType.STRING);
    if (value == null) {
      throw Errors.NO_SUCH_KEY;
    }
    if (value.length() >= args.integer(2)) {
      reply.ok();
      return;
    }
    long deadline = BlockTimeout.seconds(ctx, args, 3);
    ctx.block(Wait.forKeys(ValueKind.STRING, args, 1, 1, deadline).orTheirEnd());
  }
}
