package io.redissim.core.connection;

import static io.redissim.core.command.AclCategory.CONNECTION;
import static io.redissim.core.command.CommandFlag.ALLOW_BUSY;
import static io.redissim.core.command.CommandFlag.FAST;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.NO_AUTH;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.Client.ReplyMode;
import io.redissim.core.client.Clients;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;

/** Commands on the connection itself. */
public final class ConnectionCommands implements CommandFamily {
  private static final RedisError NO_PASSWORD_CONFIGURED =
      new RedisError(
          "ERR AUTH <password> called without any password configured for the default user. Are you"
              + " sure your configuration is correct?");
  private static final RedisError NOT_NORMAL =
      new RedisError("ERR can only reset normal client connections");
  private static final RedisError PROTOCOL_NOT_INTEGER =
      new RedisError("ERR Protocol version is not an integer or out of range");
  private static final RedisError HELLO_UNAUTHENTICATED =
      new RedisError(
          "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO"
              + " <proto> AUTH <user> <pass> option can be used to authenticate the client and"
              + " select the RESP protocol version at the same time");

  private static final CommandFlag[] ALWAYS = {NOSCRIPT, LOADING, STALE, FAST, NO_AUTH, ALLOW_BUSY};

  private final Clients clients;
  private final Authentication authentication;
  private final String version;

  /**
   * @param version of Redis, as HELLO tells it
   */
  public ConnectionCommands(Clients clients, Authentication authentication, String version) {
    this.clients = clients;
    this.authentication = authentication;
    this.version = version;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("auth").arity(-2).flags(ALWAYS).acl(CONNECTION).handler(this::auth);
    table.add("echo").arity(2).flags(LOADING, STALE, FAST).acl(CONNECTION).handler(this::echo);
    table.add("hello").arity(-1).flags(ALWAYS).acl(CONNECTION).handler(this::hello);
    table
        .add("ping")
        .arity(-1)
        .flags(FAST)
        .acl(CONNECTION)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .handler(this::ping);
    table.add("quit").arity(-1).flags(ALWAYS).acl(CONNECTION).handler(this::quit);
    table.add("reset").arity(1).flags(ALWAYS).acl(CONNECTION).handler(this::reset);
    table.add("select").arity(2).flags(LOADING, STALE, FAST).acl(CONNECTION).handler(this::select);
  }

  /**
   * {@code PING [message]}. Reply: simple string PONG, or the message as a bulk string; to a
   * subscriber in RESP2 an array of {@code pong} and the message or nothing, in the shape of what
   * it reads anyway. Errors: arity. O(1). Source: redis.io/docs/latest/commands/ping
   */
  private void ping(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 2) {
      throw Errors.wrongArity("ping");
    }
    if (ctx.client().subscribed() && ctx.client().protocol() == 2) {
      reply.array(2);
      reply.bulk("pong");
      if (args.count() == 1) {
        reply.bulk(Ascii.EMPTY);
        return;
      }
    } else if (args.count() == 1) {
      reply.simple("PONG");
      return;
    }
    reply.bulk(args.array(1), args.offset(1), args.length(1));
  }

  /**
   * {@code ECHO message}. Reply: the message as a bulk string. O(1). Source:
   * redis.io/docs/latest/commands/echo
   */
  private void echo(CommandContext ctx, Args args, ReplySink reply) {
    reply.bulk(args.array(1), args.offset(1), args.length(1));
  }

  /**
   * {@code SELECT index}. Reply: OK. Errors: not an integer, no such database. O(1). Source:
   * redis.io/docs/latest/commands/select
   */
  private void select(CommandContext ctx, Args args, ReplySink reply) {
    long index = args.integer(1);
    if (index != (int) index) {
      throw Errors.err("value is out of range, value must between -2147483648 and 2147483647");
    }
    if (index < 0 || index >= ctx.keyspace().databases()) {
      throw Errors.DB_OUT_OF_RANGE;
    }
    ctx.client().select((int) index);
    reply.ok();
  }

  /**
   * {@code AUTH [username] password}. Reply: OK. Errors: syntax, no password configured (only
   * without a username), WRONGPASS. O(1). Source: redis.io/docs/latest/commands/auth
   */
  private void auth(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 3) {
      throw Errors.SYNTAX;
    }
    for (int i = 1; i < args.count(); i++) {
      ctx.redact(i);
    }
    if (args.count() == 2) {
      if (!authentication.required()) {
        throw NO_PASSWORD_CONFIGURED;
      }
      authentication.authenticate(
          ctx.client(), Ascii.bytes(Authentication.DEFAULT_USER), args.copy(1));
    } else {
      authentication.authenticate(ctx.client(), args.copy(1), args.copy(2));
    }
    reply.ok();
  }

  /**
   * {@code HELLO [protover [AUTH username password] [SETNAME clientname]]}. Reply: a map of what
   * the server is, already in the protocol asked for. Errors, in this order: version, options,
   * name, WRONGPASS, NOAUTH; nothing is changed by a HELLO that fails, but for who the client is.
   * O(1). Source: Valkey {@code networking.c:helloCommand}
   */
  private void hello(CommandContext ctx, Args args, ReplySink reply) {
    Client client = ctx.client();
    int protocol = client.protocol();
    if (args.count() > 1) {
      long asked = args.integer(1, PROTOCOL_NOT_INTEGER);
      if (asked != 2 && asked != 3) {
        throw Errors.NO_PROTO;
      }
      protocol = (int) asked;
    }
    int credentials = 0;
    int name = 0;
    Options options = ctx.options(args, 2);
    while (options.hasNext()) {
      if (options.left() > 2 && options.take("AUTH")) {
        credentials = options.next();
        ctx.redact(credentials);
        ctx.redact(options.next());
      } else if (options.takeWithValue("SETNAME")) {
        name = options.next();
        ClientAttributes.checkName(args, name);
      } else {
        throw Errors.err("Syntax error in HELLO option '" + args.text(options.next()) + "'");
      }
    }
    if (credentials > 0) {
      authentication.authenticate(client, args.copy(credentials), args.copy(credentials + 1));
    }
    if (!client.authenticated()) {
      throw HELLO_UNAUTHENTICATED;
    }
    if (name > 0) {
      client.name(args.copy(name));
    }
    client.protocol(protocol);
    reply.protocol(protocol);
    describe(client, reply);
  }

  private void describe(Client client, ReplySink reply) {
    reply.map(7);
    reply.bulk("server");
    reply.bulk("redis");
    reply.bulk("version");
    reply.bulk(version);
    reply.bulk("proto");
    reply.integer(client.protocol());
    reply.bulk("id");
    reply.integer(client.id());
    reply.bulk("mode");
    reply.bulk("standalone");
    reply.bulk("role");
    reply.bulk("master");
    reply.bulk("modules");
    reply.array(0);
  }

  /**
   * {@code QUIT}. Reply: OK, then the connection closes; requests behind it are not run. O(1).
   * Source: redis.io/docs/latest/commands/quit
   */
  private void quit(CommandContext ctx, Args args, ReplySink reply) {
    reply.ok();
    ctx.client().close();
  }

  /**
   * {@code RESET}. Reply: simple string RESET. The client is as after connecting, but for its id
   * and what it told of its library. O(1). Source: Valkey {@code
   * networking.c:clearClientConnectionState}
   */
  private void reset(CommandContext ctx, Args args, ReplySink reply) {
    Client client = ctx.client();
    if (client.replica()) {
      throw NOT_NORMAL;
    }
    clients.reset(client);
    client.select(0);
    client.protocol(2);
    client.deauthenticate(!authentication.required());
    client.name(Ascii.EMPTY);
    if (client.replyMode() == ReplyMode.OFF) {
      client.replyMode(ReplyMode.ON); // one that is being skipped stays so
    }
    client.noEvict(false);
    client.noTouch(false);
    reply.protocol(2);
    reply.simple("RESET");
  }
}
