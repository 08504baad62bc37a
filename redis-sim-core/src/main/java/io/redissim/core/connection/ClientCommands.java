package io.redissim.core.connection;

import static io.redissim.core.command.AclCategory.CONNECTION;
import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.client.Client.ReplyMode;
import io.redissim.core.client.Clients;
import io.redissim.core.client.Pause;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandDeclaration;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.List;

/** {@code CLIENT}: what the server knows of its connections, and what becomes of them. */
public final class ClientCommands implements CommandFamily {
  private static final RedisError INVALID_ID = new RedisError("ERR Invalid client ID");
  private static final RedisError NO_SUCH_CLIENT = new RedisError("ERR No such client");
  private static final RedisError PAUSE_MODE =
      new RedisError("ERR CLIENT PAUSE mode must be WRITE or ALL");
  private static final RedisError UNBLOCK_REASON =
      new RedisError("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR");
  private static final RedisError TIMEOUT_OUT_OF_RANGE =
      new RedisError("ERR timeout is out of range");

  private final Clients clients;
  private final Pause pause;
  private final Unblocker unblocker;
  private final Authentication authentication;

  public ClientCommands(
      Clients clients, Pause pause, Unblocker unblocker, Authentication authentication) {
    this.unblocker = unblocker;
    this.clients = clients;
    this.pause = pause;
    this.authentication = authentication;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("client").arity(-2);
    ofOneself(table, "capa", -3).handler(this::capabilities);
    ofOneself(table, "getname", 2).handler(this::getName);
    ofOneself(table, "getredir", 2).handler(this::getRedirection);
    table.add("client|help").arity(2).flags(LOADING, STALE).acl(CONNECTION).handler(this::help);
    ofOneself(table, "id", 2).handler(this::id);
    ofOneself(table, "info", 2).tips("nondeterministic_output").handler(this::info);
    ofOthers(table, "kill", -3).handler(this::kill);
    ofOthers(table, "list", -2).tips("nondeterministic_output").handler(this::list);
    ofOthers(table, "no-evict", 3).handler(this::noEvict);
    ofOneself(table, "no-touch", 3).handler(this::noTouch);
    ofOthers(table, "pause", -3).handler(this::pause);
    ofOneself(table, "reply", 3).handler(this::reply);
    ofOneself(table, "setinfo", 4)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .handler(this::setInfo);
    ofOneself(table, "setname", 3)
        .tips("request_policy:all_nodes", "response_policy:all_succeeded")
        .handler(this::setName);
    ofOneself(table, "trackinginfo", 2).handler(this::trackingInfo);
    ofOthers(table, "unblock", -3).handler(this::unblock);
    ofOthers(table, "unpause", 2).handler(this::unpause);
  }

  private static CommandDeclaration ofOneself(CommandTable.Builder table, String name, int arity) {
    return table.add("client|" + name).arity(arity).flags(NOSCRIPT, LOADING, STALE).acl(CONNECTION);
  }

  private static CommandDeclaration ofOthers(CommandTable.Builder table, String name, int arity) {
    return ofOneself(table, name, arity).flags(ADMIN);
  }

  /** {@code CLIENT ID}. Reply: integer. O(1). */
  private void id(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(ctx.client().id());
  }

  /** {@code CLIENT INFO}. Reply: the own line of CLIENT LIST. O(1). */
  private void info(CommandContext ctx, Args args, ReplySink reply) {
    StringBuilder line = new StringBuilder();
    append(line, ctx.client(), ctx, args);
    reply.verbatim("txt", Ascii.bytes(line.toString()));
  }

  /**
   * {@code CLIENT LIST [ID id [id ...]] [filter value ...]}. Reply: a line per client that all
   * filters let pass, oldest first; with IDs alone a line for each, none for one that nobody has.
   * Errors: unknown type, bad id, bad filter values, syntax. O(clients). Source: Valkey {@code
   * networking.c:clientCommand}, valkey.io/commands/client-list
   */
  private void list(CommandContext ctx, Args args, ReplySink reply) {
    StringBuilder lines = new StringBuilder();
    if (args.count() == 2) {
      clients.all().forEach(client -> append(lines, client, ctx, args));
    } else if (args.count() > 3 && args.is(2, "ID") && areIds(args, 3)) {
      for (int i = 3; i < args.count(); i++) {
        Client client = clients.byId(args.integer(i));
        if (client != null) {
          append(lines, client, ctx, args);
        }
      }
    } else if (args.count() > 3) {
      ClientFilter filter = ClientFilter.parse(ctx, args, authentication, false);
      for (Client client : clients.all()) {
        if (filter.matches(client, ctx.client())) {
          append(lines, client, ctx, args);
        }
      }
    } else {
      throw Errors.SYNTAX;
    }
    reply.verbatim("txt", Ascii.bytes(lines.toString()));
  }

  /** Whether nothing but IDs follows, of which the first has to be one. */
  private static boolean areIds(Args args, int from) {
    if (!args.isInteger(from)) {
      throw INVALID_ID;
    }
    int at = from;
    while (at < args.count() && args.isInteger(at)) {
      at++;
    }
    return at == args.count();
  }

  private static void append(StringBuilder to, Client client, CommandContext ctx, Args args) {
    long argumentBytes = 0;
    if (client == ctx.client()) {
      for (int i = 0; i < args.count(); i++) {
        argumentBytes += args.length(i);
      }
    }
    ClientLine.append(to, client, ctx.now(), argumentBytes);
  }

  /**
   * {@code CLIENT SETNAME name}. Reply: OK; empty takes the name away. Errors: characters. O(1).
   */
  private void setName(CommandContext ctx, Args args, ReplySink reply) {
    ClientAttributes.checkName(args, 2);
    ctx.client().name(args.copy(2));
    reply.ok();
  }

  /** {@code CLIENT GETNAME}. Reply: bulk string, nil if there is none. O(1). */
  private void getName(CommandContext ctx, Args args, ReplySink reply) {
    byte[] name = ctx.client().name();
    if (name.length == 0) {
      reply.nil();
    } else {
      reply.bulk(name);
    }
  }

  /**
   * {@code CLIENT SETINFO LIB-NAME name | LIB-VER version}. Reply: OK. Errors: unknown option,
   * characters. O(1).
   */
  private void setInfo(CommandContext ctx, Args args, ReplySink reply) {
    boolean isName = args.is(2, "LIB-NAME");
    if (!isName && !args.is(2, "LIB-VER")) {
      throw Errors.err("Unrecognized option '" + args.text(2) + "'");
    }
    ClientAttributes.check(args.text(2), args, 3);
    if (isName) {
      ctx.client().libraryName(args.copy(3));
    } else {
      ctx.client().libraryVersion(args.copy(3));
    }
    reply.ok();
  }

  /**
   * {@code CLIENT KILL address} or {@code CLIENT KILL filter value [filter value ...]}. Reply: OK,
   * or with filters how many. The caller's own connection closes after the reply. Errors: no such
   * client (old form), bad filter values, syntax. O(clients). Source: Valkey {@code
   * networking.c:clientCommand}
   */
  private void kill(CommandContext ctx, Args args, ReplySink reply) {
    boolean oldForm = args.count() == 3;
    ClientFilter filter =
        oldForm
            ? ClientFilter.ofAddress(args.text(2))
            : ClientFilter.parse(ctx, args, authentication, true);
    int killed = 0;
    for (Client client : List.copyOf(clients.all())) {
      if (filter.matches(client, ctx.client())) {
        killed++;
        client.close();
        if (client != ctx.client()) {
          clients.disconnect(client);
          client.transport().closeNow();
        }
      }
    }
    if (!oldForm) {
      reply.integer(killed);
    } else if (killed > 0) {
      reply.ok();
    } else {
      throw NO_SUCH_CLIENT;
    }
  }

  /**
   * {@code CLIENT PAUSE timeout [WRITE | ALL]}. Reply: OK. Errors: mode, timeout. O(1). Source:
   * redis.io/docs/latest/commands/client-pause
   */
  private void pause(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 4) {
      throw wrongUse(args);
    }
    boolean all = args.count() == 3 || args.is(3, "ALL");
    if (!all && !args.is(3, "WRITE")) {
      throw PAUSE_MODE;
    }
    long millis = args.integer(2, Errors.TIMEOUT_NOT_INTEGER);
    if (millis < 0) {
      throw Errors.TIMEOUT_NEGATIVE;
    }
    if (millis > Long.MAX_VALUE - ctx.now()) {
      throw TIMEOUT_OUT_OF_RANGE;
    }
    pause.begin(all, ctx.now() + millis, ctx.now());
    reply.ok();
  }

  /** {@code CLIENT UNPAUSE}. Reply: OK, whether or not there was a pause. O(clients that wait). */
  private void unpause(CommandContext ctx, Args args, ReplySink reply) {
    pause.end();
    reply.ok();
  }

  /**
   * {@code CLIENT REPLY ON | OFF | SKIP}. Reply: OK to ON, else none. Errors: syntax. O(1). Source:
   * redis.io/docs/latest/commands/client-reply
   */
  private void reply(CommandContext ctx, Args args, ReplySink reply) {
    Client client = ctx.client();
    if (args.is(2, "ON")) {
      client.replyMode(ReplyMode.ON);
      reply.ok();
    } else if (args.is(2, "OFF")) {
      client.replyMode(ReplyMode.OFF);
    } else if (args.is(2, "SKIP")) {
      if (client.replyMode() != ReplyMode.OFF) {
        client.replyMode(ReplyMode.SKIP_NEXT);
      }
    } else {
      throw Errors.SYNTAX;
    }
  }

  /**
   * {@code CLIENT CAPA capability [capability ...]}. Reply: OK; those that are not known are passed
   * over. REDIRECT: it goes where it is told to. O(1). Source: valkey.io/commands/client-capa
   */
  private void capabilities(CommandContext ctx, Args args, ReplySink reply) {
    for (int i = 2; i < args.count(); i++) {
      if (args.is(i, "REDIRECT")) {
        ctx.client().followRedirects();
      }
    }
    reply.ok();
  }

  /** {@code CLIENT NO-EVICT ON | OFF}. Reply: OK. Errors: syntax. O(1). */
  private void noEvict(CommandContext ctx, Args args, ReplySink reply) {
    ctx.client().noEvict(onOrOff(args));
    reply.ok();
  }

  /** {@code CLIENT NO-TOUCH ON | OFF}. Reply: OK. Errors: syntax. O(1). */
  private void noTouch(CommandContext ctx, Args args, ReplySink reply) {
    ctx.client().noTouch(onOrOff(args));
    reply.ok();
  }

  private static boolean onOrOff(Args args) {
    if (args.is(2, "ON")) {
      return true;
    }
    if (args.is(2, "OFF")) {
      return false;
    }
    throw Errors.SYNTAX;
  }

  /**
   * {@code CLIENT UNBLOCK id [TIMEOUT | ERROR]}. Reply: 1 if that client waited and is answered as
   * at its timeout, or with an error; else 0, also if it waits for the end of a pause. Errors:
   * reason, id. O(log(clients that wait)). Source: redis.io/docs/latest/commands/client-unblock
   */
  private void unblock(CommandContext ctx, Args args, ReplySink reply) {
    if (args.count() > 4) {
      throw wrongUse(args);
    }
    if (args.count() == 4 && !args.is(3, "TIMEOUT") && !args.is(3, "ERROR")) {
      throw UNBLOCK_REASON;
    }
    Client client = clients.byId(args.integer(2));
    boolean withError = args.count() == 4 && args.is(3, "ERROR");
    reply.integer(client != null && unblocker.unblock(client, withError) ? 1 : 0);
  }

  /** {@code CLIENT GETREDIR}. Reply: -1, nobody tracks keys. O(1). */
  private void getRedirection(CommandContext ctx, Args args, ReplySink reply) {
    reply.integer(-1);
  }

  /** {@code CLIENT TRACKINGINFO}. Reply: a map that says that tracking is off. O(1). */
  private void trackingInfo(CommandContext ctx, Args args, ReplySink reply) {
    reply.map(3);
    reply.bulk("flags");
    reply.set(1);
    reply.bulk("off");
    reply.bulk("redirect");
    reply.integer(-1);
    reply.bulk("prefixes");
    reply.array(0);
  }

  /** As CLIENT answers what fits no form of a subcommand. */
  private static RedisError wrongUse(Args args) {
    return Errors.err(
        "unknown subcommand or wrong number of arguments for '"
            + args.text(1)
            + "'. Try CLIENT HELP.");
  }

  /** {@code CLIENT HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "CLIENT",
        "CAPA <option> [options...]",
        "    Tell the server what this client can do. Options:",
        "    * REDIRECT",
        "      It follows redirections when primary and replica change places.",
        "GETNAME",
        "    The name of this connection.",
        "GETREDIR",
        "    The id of the client that gets this one's invalidation messages.",
        "ID",
        "    The id of this connection.",
        "INFO",
        "    This connection's line of CLIENT LIST.",
        "KILL <ip:port>",
        "    Close the connection from this address.",
        "KILL <option> <value> [<option> <value> [...]]",
        "    Close the connections that match all options:",
        "    * ADDR (<ip:port>|<unixsocket>:0)",
        "      Connected from this address.",
        "    * CAPA <capa>",
        "      Able to do this.",
        "    * DB <db-id>",
        "      Using this database.",
        "    * FLAGS <flags>",
        "      With all these flags.",
        "    * ID <client-id> [<client-id>...]",
        "      With one of these ids.",
        "    * IDLE <idle>",
        "      Idle for at least so many seconds.",
        "    * IP <ip>",
        "      Connected from any port of this address.",
        "    * LADDR (<ip:port>|<unixsocket>:0)",
        "      Connected to this address of the server.",
        "    * LIB-NAME <library-name>",
        "      Using this library.",
        "    * LIB-VER <library-version>",
        "      Using this version of a library.",
        "    * MAXAGE <maxage>",
        "      Connected for at least so many seconds.",
        "    * NAME <client-name>",
        "      With this name.",
        "    * SKIPME (YES|NO)",
        "      Whether this connection is spared (default: yes).",
        "    * TYPE (NORMAL|PRIMARY|REPLICA|PUBSUB)",
        "      Of this type.",
        "    * USER <username>",
        "      Authenticated as this user.",
        "    NOT- before any but IDLE, MAXAGE and SKIPME means all others.",
        "LIST [<option> <value> [...]]",
        "    A line for each connection, or for those that match all options: those of KILL",
        "    (SKIPME by default: no).",
        "NO-EVICT (ON|OFF)",
        "    Whether this connection is spared when clients take too much memory.",
        "NO-TOUCH (ON|OFF)",
        "    Whether this connection leaves the LRU and LFU data of keys alone.",
        "PAUSE <timeout> [WRITE|ALL]",
        "    Hold back the commands of clients, all or those that write, for so many milliseconds.",
        "REPLY (ON|OFF|SKIP)",
        "    Whether this connection gets replies.",
        "SETINFO <option> <value>",
        "    Tell the server about the client's library. Options:",
        "    * LIB-NAME: its name.",
        "    * LIB-VER: its version.",
        "SETNAME <name>",
        "    Name this connection.",
        "TRACKINGINFO",
        "    How the keys that this connection reads are tracked.",
        "UNBLOCK <clientid> [TIMEOUT|ERROR]",
        "    End the wait of a client that is blocked by a command.",
        "UNPAUSE",
        "    End the pause that PAUSE began.");
  }
}
