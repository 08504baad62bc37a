package io.redissim.core.resp;

import io.redissim.core.bytes.Ascii;
import java.util.Locale;

/**
 * The error texts that commands share, exact to the byte, without the leading '-'. What only one
 * family says stands beside its handlers.
 */
public final class Errors {
  public static final RedisError WRONG_TYPE =
      new RedisError("WRONGTYPE Operation against a key holding the wrong kind of value");
  public static final RedisError SYNTAX = new RedisError("ERR syntax error");
  public static final RedisError NOT_AN_INTEGER =
      new RedisError("ERR value is not an integer or out of range");
  public static final RedisError NOT_A_FLOAT = new RedisError("ERR value is not a valid float");
  public static final RedisError NO_SUCH_KEY = new RedisError("ERR no such key");
  public static final RedisError OUT_OF_RANGE = new RedisError("ERR index out of range");
  public static final RedisError SAME_OBJECT =
      new RedisError("ERR source and destination objects are the same");
  public static final RedisError INVALID_DB_INDEX = new RedisError("ERR invalid DB index");
  public static final RedisError DB_OUT_OF_RANGE = new RedisError("ERR DB index is out of range");
  public static final RedisError OVERFLOW =
      new RedisError("ERR increment or decrement would overflow");
  public static final RedisError DECREMENT_OVERFLOW =
      new RedisError("ERR decrement would overflow");
  public static final RedisError NAN_OR_INFINITY =
      new RedisError("ERR increment would produce NaN or Infinity");
  public static final RedisError STRING_TOO_LONG =
      new RedisError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
  public static final RedisError BAD_OFFSET = new RedisError("ERR offset is out of range");
  public static final RedisError NO_AUTH = new RedisError("NOAUTH Authentication required.");
  public static final RedisError WRONG_PASS =
      new RedisError("WRONGPASS invalid username-password pair or user is disabled.");
  public static final RedisError OUT_OF_MEMORY =
      new RedisError("OOM command not allowed when used memory > 'maxmemory'.");
  public static final RedisError INTERNAL = new RedisError("ERR internal error");
  public static final RedisError INVALID_CURSOR = new RedisError("ERR invalid cursor");
  public static final RedisError TIMEOUT_NOT_INTEGER =
      new RedisError("ERR timeout is not an integer or out of range");
  public static final RedisError TIMEOUT_NEGATIVE = new RedisError("ERR timeout is negative");
  public static final RedisError NO_PROTO = new RedisError("NOPROTO unsupported protocol version");

  private Errors() {}

  /** {@code command}: lower case, with its container as {@code config|get}. */
  public static RedisError wrongArity(String command) {
    return new RedisError("ERR wrong number of arguments for '" + command + "' command");
  }

  /** {@code command}: as SET or GETEX, lower case. */
  public static RedisError invalidExpire(String command) {
    return new RedisError("ERR invalid expire time in '" + command + "' command");
  }

  /**
   * The name and the first arguments as they came, at most 128 bytes of each. Source: Valkey {@code
   * server.c:commandCheckExistence}.
   */
  public static RedisError unknownCommand(Args args) {
    StringBuilder given = new StringBuilder();
    for (int i = 1; i < args.count() && given.length() < 128; i++) {
      String word = clip(args.text(i), 128 - given.length());
      given.append('\'').append(word).append("' ");
    }
    return new RedisError(
        "ERR unknown command '"
            + clip(args.text(0), 128)
            + "', with args beginning with: "
            + given);
  }

  /** {@code container}: as the command table spells it, lower case. */
  public static RedisError unknownSubcommand(String container, Args args) {
    return new RedisError(
        "ERR unknown subcommand '"
            + clip(args.text(1), 128)
            + "'. Try "
            + container.toUpperCase(Locale.ROOT)
            + " HELP.");
  }

  /** An {@code ERR} of the given text. */
  public static RedisError err(String text) {
    return new RedisError("ERR " + text);
  }

  /** The error as it stands inside of another one: without a code that says nothing. */
  public static String reason(RedisError error) {
    String text = Ascii.string(error.text());
    return text.startsWith("ERR ") ? text.substring(4) : text;
  }

  public static RedisError protocol(String text) {
    return new RedisError("ERR Protocol error: " + text);
  }

  /** As C's {@code %.128s} prints it: at most so long, and not beyond a NUL. */
  private static String clip(String text, int length) {
    int nul = text.indexOf('\0');
    int end = Math.min(nul < 0 ? text.length() : nul, length);
    return text.substring(0, end);
  }
}
