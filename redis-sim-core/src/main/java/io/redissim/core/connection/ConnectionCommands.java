package io.redissim.core.connection;

import static io.redissim.core.command.AclCategory.CONNECTION;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** Commands on the connection itself. */
public final class ConnectionCommands implements CommandFamily {

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("ping")
        .arity(-1)
        .flags(FAST)
        .acl(CONNECTION)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .handler(this::ping);
    table.add("echo").arity(2).flags(LOADING, STALE, FAST).acl(CONNECTION).handler(this::echo);
  }

  /**
   * {@code PING [message]}. Reply: simple string PONG, or the message as a bulk string. Errors:
   * arity. O(1). Source: redis.io/docs/latest/commands/ping
   */
  private void ping(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 2) {
      throw Errors.wrongArity("ping");
    }
    if (args.count() == 1) {
      reply.simple("PONG");
    } else {
      reply.bulk(args.array(1), args.offset(1), args.length(1));
    }
  }

  /**
   * {@code ECHO message}. Reply: the message as a bulk string. O(1). Source:
   * redis.io/docs/latest/commands/echo
   */
  private void echo(CommandContext ctx, Args args, ReplySink reply) {
    reply.bulk(args.array(1), args.offset(1), args.length(1));
  }
}
