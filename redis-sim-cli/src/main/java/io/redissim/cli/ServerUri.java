package io.redissim.cli;

import org.jspecify.annotations.Nullable;

/**
 * {@code redis://[[user:]password@][host[:port]][/database]}; what is missing stays null. Source:
 * Valkey {@code cli_common.c:parseUri}.
 *
 * @param host an empty string where the URI has {@code //} and then none
 */
public record ServerUri(
    @Nullable String user,
    @Nullable String password,
    @Nullable String host,
    @Nullable Integer port,
    @Nullable Integer database) {
  private static final String SCHEME = "redis://";
  private static final String TLS_SCHEME = "rediss://";

  /** The complaint is for standard error, and ends the program. */
  static final class Invalid extends Exception {
    private static final long serialVersionUID = 1L;

    Invalid(String message) {
      super(message);
    }
  }

  public static ServerUri parseOrExit(String uri, Host process) {
    try {
      return parse(uri);
    } catch (Invalid e) {
      process.err().print(e.getMessage() + "\n");
      throw new Exit(1);
    }
  }

  static ServerUri parse(String uri) throws Invalid {
    if (uri.regionMatches(true, 0, TLS_SCHEME, 0, TLS_SCHEME.length())) {
      throw new Invalid("rediss:// needs TLS, which redis-sim-cli does not have");
    }
    if (!uri.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new Invalid("Invalid URI scheme");
    }
    String rest = uri.substring(SCHEME.length());
    String user = null;
    String password = null;
    int at = rest.indexOf('@');
    if (at >= 0) {
      int colon = rest.indexOf(':');
      if (colon >= 0 && colon < at) {
        user = decode(rest.substring(0, colon));
      } else {
        colon = -1;
      }
      password = decode(rest.substring(colon + 1, at));
      rest = rest.substring(at + 1);
    }
    int slash = rest.indexOf('/');
    String authority = slash < 0 ? rest : rest.substring(0, slash);
    String path = slash < 0 ? "" : rest.substring(slash + 1);
    String host = null;
    Integer port = null;
    if (!authority.isEmpty()) {
      int colon = authority.indexOf(':');
      host = colon < 0 ? authority : authority.substring(0, colon);
      port = colon < 0 ? null : Numbers.leadingInt(authority.substring(colon + 1));
    }
    Integer database = path.isEmpty() ? null : Numbers.leadingInt(path);
    return new ServerUri(user, password, host, port, database);
  }

  private static String decode(String text) throws Invalid {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c);
        continue;
      }
      if (i + 1 >= text.length()) {
        throw new Invalid("Incomplete URI encoding");
      }
      int high = Character.digit(text.charAt(++i), 16);
      int low = ++i < text.length() ? Character.digit(text.charAt(i), 16) : -1;
      if (high < 0 || low < 0) {
        throw new Invalid("Illegal character in URI encoding");
      }
      out.append((char) (high * 16 + low));
    }
    return out.toString();
  }
}
