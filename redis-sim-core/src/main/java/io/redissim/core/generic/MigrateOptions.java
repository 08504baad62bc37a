package io.redissim.core.generic;

import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Options;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;

/**
 * What MIGRATE was told.
 *
 * @param database at the target; whether there is such a one is for the target to say
 * @param timeoutMillis how long the target may leave us without a sign of life
 * @param copy whether the keys stay here too
 * @param replace whether they take the place of keys of the target
 * @param user which argument is the user's name; 0: none
 * @param password which argument is the password; 0: none
 * @param firstKey which argument is the first key; the others follow
 */
record MigrateOptions(
    long database,
    long timeoutMillis,
    boolean copy,
    boolean replace,
    int user,
    int password,
    int firstKey,
    int keys) {
  private static final RedisError KEY_NOT_EMPTY =
      Errors.err(
          "When using MIGRATE KEYS option, the key argument must be set to the empty string");

  private static final int HOST = 1;
  private static final int PORT = 2;
  private static final int KEY = 3;
  private static final int DATABASE = 4;
  private static final int TIMEOUT = 5;
  private static final int FIRST_OPTION = 6;
  private static final long DEFAULT_TIMEOUT_MILLIS = 1000;

  static MigrateOptions of(CommandContext ctx, Args args) {
    boolean copy = false;
    boolean replace = false;
    int user = 0;
    int password = 0;
    int firstKey = KEY;
    int keys = 1;
    for (Options opt = ctx.options(args, FIRST_OPTION); opt.hasNext() && firstKey == KEY; ) {
      if (opt.take("COPY")) {
        copy = true;
      } else if (opt.take("REPLACE")) {
        replace = true;
      } else if (opt.takeWithValue("AUTH")) {
        password = secret(ctx, opt);
      } else if (opt.left() > 2 && opt.take("AUTH2")) {
        user = secret(ctx, opt);
        password = secret(ctx, opt);
      } else if (opt.take("KEYS")) {
        if (args.length(KEY) != 0) {
          throw KEY_NOT_EMPTY;
        }
        keys = opt.left();
        firstKey = args.count() - keys;
      } else {
        throw Errors.SYNTAX;
      }
    }
    long timeoutMillis = args.integer(TIMEOUT);
    long database = args.integer(DATABASE);
    return new MigrateOptions(
        database,
        timeoutMillis > 0 ? timeoutMillis : DEFAULT_TIMEOUT_MILLIS,
        copy,
        replace,
        user,
        password,
        firstKey,
        keys);
  }

  private static int secret(CommandContext ctx, Options opt) {
    int argument = opt.next();
    ctx.redact(argument);
    return argument;
  }

  static String host(Args args) {
    return args.text(HOST);
  }

  static String port(Args args) {
    return args.text(PORT);
  }
}
