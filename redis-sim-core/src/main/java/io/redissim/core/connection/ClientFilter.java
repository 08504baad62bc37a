package io.redissim.core.connection;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.client.Client;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import org.jspecify.annotations.Nullable;

/** Which clients CLIENT KILL means: those that every given filter matches. */
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
  private static final RedisError AGE_NOT_INTEGER =
      new RedisError("ERR maxage is not an integer or out of range");
  private static final RedisError AGE_TOO_SMALL =
      new RedisError("ERR maxage should be greater than 0");

  private @Nullable String remoteAddress;
  private @Nullable String localAddress;
  private @Nullable String user;
  private @Nullable Kind kind;
  private long id;
  private long ageSeconds;
  private boolean skipsCaller = true;

  private ClientFilter() {}

  /** The old form names one address, and may name the caller's. */
  static ClientFilter ofAddress(String address) {
    ClientFilter filter = new ClientFilter();
    filter.remoteAddress = address;
    filter.skipsCaller = false;
    return filter;
  }

  /** Pairs of filter and value, the last one of a kind counts. */
  static ClientFilter parse(Args args, Options options, Authentication authentication) {
    ClientFilter filter = new ClientFilter();
    while (options.hasNext()) {
      if (options.takeWithValue("ID")) {
        filter.id = options.nextInteger(ID_TOO_SMALL);
        if (filter.id < 1) {
          throw ID_TOO_SMALL;
        }
      } else if (options.takeWithValue("MAXAGE")) {
        filter.ageSeconds = options.nextInteger(AGE_NOT_INTEGER);
        if (filter.ageSeconds <= 0) {
          throw AGE_TOO_SMALL;
        }
      } else if (options.takeWithValue("TYPE")) {
        filter.kind = Kind.parse(args, options.next());
      } else if (options.takeWithValue("ADDR")) {
        filter.remoteAddress = args.text(options.next());
      } else if (options.takeWithValue("LADDR")) {
        filter.localAddress = args.text(options.next());
      } else if (options.takeWithValue("USER")) {
        byte[] name = args.copy(options.next());
        if (!authentication.isUser(name)) {
          throw Errors.err("No such user '" + Ascii.string(name) + "'");
        }
        filter.user = Ascii.string(name);
      } else if (options.takeWithValue("SKIPME")) {
        filter.skipsCaller = yes(options);
      } else {
        throw Errors.SYNTAX;
      }
    }
    return filter;
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

  boolean matches(Client client, Client caller, long nowMillis) {
    return (remoteAddress == null || remoteAddress.equals(client.transport().remoteAddress()))
        && (localAddress == null || localAddress.equals(client.transport().localAddress()))
        && (kind == null || kind.includes(client))
        && (id == 0 || id == client.id())
        && (user == null || user.equals(client.user()))
        && (!skipsCaller || client != caller)
        && (ageSeconds == 0 || (nowMillis - client.createdMillis()) / 1000 >= ageSeconds);
  }
}
