package io.redissim.core.connection;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Which clients CLIENT KILL and CLIENT LIST mean: those that every given filter lets pass. Source:
 * Valkey {@code networking.c:parseClientFiltersOrReply, clientMatchesFilter}, since 8.1, and its
 * page on CLIENT LIST for the filters that begin with NOT-.
 */
final class ClientFilter {
  /** The kinds of client that Redis tells apart. */
  enum Kind {
    NORMAL,
    REPLICA,
    PUBSUB,
    PRIMARY;

    /** By a name in any case, old names included. */
    static Kind parse(Args args, int i) {
      if (args.is(i, "normal")) {
        return NORMAL;
      }
      if (args.is(i, "replica") || args.is(i, "slave")) {
        return REPLICA;
      }
      if (args.is(i, "pubsub")) {
        return PUBSUB;
      }
      if (args.is(i, "primary") || args.is(i, "master")) {
        return PRIMARY;
      }
      throw Errors.err("Unknown client type '" + args.text(i) + "'");
    }

    boolean includes(Client client) {
      return this == of(client);
    }

    /** A primary that this server would follow is no client of it. */
    private static Kind of(Client client) {
      if (client.replica()) {
        return REPLICA;
      }
      return client.subscribed() ? PUBSUB : NORMAL;
    }
  }

  private static final RedisError ID_TOO_SMALL =
      new RedisError("ERR client-id should be greater than 0");

  private static final List<String> BOTH_WAYS =
      List.of(
          "TYPE",
          "ADDR",
          "LADDR",
          "USER",
          "FLAGS",
          "NAME",
          "LIB-NAME",
          "LIB-VER",
          "DB",
          "CAPA",
          "IP");

  private static final String NOT = "NOT-";
  private static final String REDIRECT = "r";

  /** By what each looks at, the last one of a kind counts. */
  private final Map<String, Predicate<Client>> filters = new HashMap<>();

  private final Set<Long> ids = new HashSet<>();
  private final Set<Long> notIds = new HashSet<>();
  private boolean skipsCaller;

  private ClientFilter(boolean skipsCaller) {
    this.skipsCaller = skipsCaller;
  }

  /** The old form names one address, and may name the caller's. */
  static ClientFilter ofAddress(String address) {
    ClientFilter filter = new ClientFilter(false);
    filter.filters.put("ADDR", client -> address.equals(client.transport().remoteAddress()));
    return filter;
  }

  /** Pairs of filter and value from argument 2 on, and IDs in any number. */
  static ClientFilter parse(
      CommandContext ctx, Args args, Authentication authentication, boolean skipsCaller) {
    ClientFilter filter = new ClientFilter(skipsCaller);
    for (Options opt = ctx.options(args, 2); opt.hasNext(); ) {
      if (!filter.takeIds(args, opt) && !filter.take(ctx, args, opt, authentication)) {
        throw Errors.SYNTAX;
      }
    }
    return filter;
  }

  private boolean takeIds(Args args, Options opt) {
    Set<Long> to;
    if (opt.takeWithValue("ID")) {
      to = ids;
    } else if (opt.takeWithValue("NOT-ID")) {
      to = notIds;
    } else {
      return false;
    }
    int first = args.count() - opt.left();
    int at = first;
    for (; at < args.count() && args.isInteger(at); at++) {
      if (args.integer(at) < 1) {
        throw ID_TOO_SMALL;
      }
      to.add(args.integer(opt.next()));
    }
    if (at == first) {
      throw ID_TOO_SMALL;
    }
    return true;
  }

  private boolean take(CommandContext ctx, Args args, Options opt, Authentication authentication) {
    if (opt.takeWithValue("SKIPME")) {
      skipsCaller = yes(opt);
    } else if (opt.takeWithValue("MAXAGE")) {
      long seconds = seconds(opt, "maxage");
      filters.put("MAXAGE", client -> wholeSeconds(ctx, client.createdMillis()) >= seconds);
    } else if (opt.takeWithValue("IDLE")) {
      long seconds = seconds(opt, "idle");
      filters.put("IDLE", client -> wholeSeconds(ctx, client.lastInteractionMillis()) >= seconds);
    } else {
      return takeEither(opt, false, word -> test(ctx, args, opt, authentication, word))
          || takeEither(opt, true, word -> test(ctx, args, opt, authentication, word));
    }
    return true;
  }

  /** A filter with its opposite. */
  private boolean takeEither(Options opt, boolean not, Function<String, Predicate<Client>> test) {
    for (String word : BOTH_WAYS) {
      String given = not ? NOT + word : word;
      if (opt.takeWithValue(given)) {
        Predicate<Client> wanted = test.apply(given);
        filters.put(given, not ? wanted.negate() : wanted);
        return true;
      }
    }
    return false;
  }

  private static Predicate<Client> test(
      CommandContext ctx, Args args, Options opt, Authentication authentication, String given) {
    int arg = opt.next();
    String value = args.text(arg);
    return switch (given.startsWith(NOT) ? given.substring(NOT.length()) : given) {
      case "TYPE" -> Kind.parse(args, arg)::includes;
      case "ADDR" -> client -> value.equals(client.transport().remoteAddress());
      case "LADDR" -> client -> value.equals(client.transport().localAddress());
      case "USER" -> user(args, arg, authentication);
      case "FLAGS" -> flags(given, value);
      case "NAME" -> client -> is(client.name(), value);
      case "LIB-NAME" -> client -> is(client.libraryName(), value);
      case "LIB-VER" -> client -> is(client.libraryVersion(), value);
      case "DB" -> database(ctx, args, arg, given);
      case "CAPA" -> capabilities(given, value);
      default -> client -> isFrom(client.transport().remoteAddress(), value);
    };
  }

  private static Predicate<Client> user(Args args, int i, Authentication authentication) {
    byte[] name = args.copy(i);
    String user = Ascii.string(name);
    if (!authentication.isUser(name)) {
      throw Errors.err("No such user '" + user + "'");
    }
    return client -> user.equals(client.user());
  }

  private static Predicate<Client> flags(String given, String letters) {
    if (!ClientFlags.areKnown(letters)) {
      throw Errors.err("Unknown flags found in the " + nameOf(given) + " filter: " + letters);
    }
    return client -> ClientFlags.hasAll(client, letters);
  }

  private static Predicate<Client> capabilities(String given, String letters) {
    if (!letters.replace(REDIRECT, "").isEmpty()) {
      throw Errors.err("Unknown capa found in the " + nameOf(given) + " filter: " + letters);
    }
    return client -> letters.isEmpty() || client.followsRedirects();
  }

  private static String nameOf(String given) {
    return given.startsWith(NOT) ? given : "provided";
  }

  private static Predicate<Client> database(CommandContext ctx, Args args, int i, String given) {
    long index = args.integer(i, Errors.err(given + " is not an integer or out of range"));
    int last = ctx.keyspace().databases() - 1;
    if (index < 0 || index > last) {
      throw Errors.err(given + " number should be between 0 and " + last);
    }
    return client -> client.databaseIndex() == index;
  }

  private static boolean is(byte[] text, String value) {
    return text.length > 0 && Ascii.string(text).equals(value);
  }

  /** Whether an address is this IP and a port. */
  private static boolean isFrom(String address, String ip) {
    int start = address.startsWith("[") ? 1 : 0;
    if (!address.startsWith(ip, start)) {
      return false;
    }
    String port = address.substring(start + ip.length());
    if (port.startsWith("]")) {
      port = port.substring(1);
    }
    return port.startsWith(":") && !port.startsWith(":0");
  }

  private static long seconds(Options opt, String what) {
    long seconds = opt.nextInteger(Errors.err(what + " is not an integer or out of range"));
    if (seconds <= 0) {
      throw Errors.err(what + " should be greater than 0");
    }
    return seconds;
  }

  private static long wholeSeconds(CommandContext ctx, long since) {
    return (ctx.now() - since) / 1000;
  }

  private static boolean yes(Options options) {
    if (options.take("YES")) {
      return true;
    }
    if (options.take("NO")) {
      return false;
    }
    throw Errors.SYNTAX;
  }

  boolean matches(Client client, Client caller) {
    return (ids.isEmpty() || ids.contains(client.id()))
        && !notIds.contains(client.id())
        && (!skipsCaller || client != caller)
        && filters.values().stream().allMatch(filter -> filter.test(client));
  }
}
