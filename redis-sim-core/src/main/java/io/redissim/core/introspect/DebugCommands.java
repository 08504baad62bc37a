package io.redissim.core.introspect;

import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.PROTECTED;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.keyspace.Database;
import io.redissim.core.keyspace.Encoding;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code DEBUG}: what tests need, of which only what can be done for true is there. */
public final class DebugCommands implements CommandFamily {
  private static final Logger LOG = LoggerFactory.getLogger(DebugCommands.class);
  private static final Pattern SECONDS = Pattern.compile("[0-9]+(\\.[0-9]*)?|\\.[0-9]+");
  private static final Pattern MEMORY_SIZE = Pattern.compile("([0-9]{1,9})(b|kb?|mb?|gb?|)");
  private static final RedisError NOT_POSITIVE =
      new RedisError("ERR value is out of range, must be positive");
  private static final RedisError NOT_A_LISTPACK = Errors.err("Not a listpack encoded object.");
  private static final RedisError BAD_THRESHOLD =
      Errors.err("argument must be a memory value bigger than 1 and smaller than 4gb");
  private static final long MAX_PACKED_THRESHOLD = (1L << 32) - (1 << 20);
  private static final RedisError NO_SLEEP =
      new RedisError("ERR DEBUG SLEEP is only for a server, not for an engine alone");

  private final ServerView server;
  private final DebugHooks hooks;

  public DebugCommands(ServerView server, DebugHooks hooks) {
    this.server = server;
    this.hooks = hooks;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    // No container: COMMAND INFO tells of no subcommands.
    table
        .add("debug")
        .arity(-2)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE, PROTECTED)
        .handler(this::debug);
  }

  /** {@code DEBUG subcommand [arg ...]}. Source: Valkey {@code debug.c:debugCommand} */
  private void debug(CommandContext ctx, Args args, ReplySink reply) {
    String subcommand = args.text(1).toLowerCase(Locale.ROOT);
    switch (subcommand + "/" + args.count()) {
      case "config-rewrite-force-all/2" -> rewriteConfig(reply);
      case "digest/2" -> reply.simple(Digest.ofAll(server.keyspace()));
      case "error/3" -> throw new RedisError(args.copy(2));
      case "help/2" -> help(reply);
      case "listpack/3" -> listpack(ctx, args, reply);
      case "log/3" -> log(args, reply);
      case "object/3", "object/4" -> object(ctx, args, reply);
      case "pause-cron/3" -> pauseCron(args, reply);
      case "populate/3", "populate/4", "populate/5" -> populate(ctx, args, reply);
      case "protocol/3" -> protocol(ctx, args, reply);
      case "quicklist-packed-threshold/3" -> quicklistPackedThreshold(args, reply);
      case "reload/2" -> reload(reply);
      case "set-active-expire/3" -> setActiveExpire(args, reply);
      case "set-skip-checksum-validation/3" -> skipChecksums(args, reply);
      case "sleep/3" -> sleep(args, reply);
      default -> {
        if (!subcommand.equals("digest-value")) {
          throw Errors.err(
              "unknown subcommand or wrong number of arguments for '"
                  + args.text(1)
                  + "'. Try DEBUG HELP.");
        }
        digestValues(ctx, args, reply);
      }
    }
  }

  /** {@code DEBUG SLEEP seconds}. Reply: OK, after so long, in which nobody is served. */
  private void sleep(Args args, ReplySink reply) {
    String seconds = args.text(2);
    if (!SECONDS.matcher(seconds).matches()) {
      throw Errors.NOT_A_FLOAT;
    }
    if (!server.host().get().sleep((long) (Double.parseDouble(seconds) * 1_000_000))) {
      throw NO_SLEEP;
    }
    reply.ok();
  }

  /** {@code DEBUG RELOAD}. Reply: OK. Everything is written as RDB and read again, in memory. */
  private void reload(ReplySink reply) {
    if (!hooks.reload().getAsBoolean()) {
      throw Errors.err("Error trying to load the RDB dump, check server logs.");
    }
    reply.ok();
  }

  /** {@code DEBUG PAUSE-CRON 0|1}. Reply: OK. While it is paused nothing happens by the clock. */
  private void pauseCron(Args args, ReplySink reply) {
    hooks.cron().accept(args.integer(2) == 0);
    reply.ok();
  }

  /**
   * {@code DEBUG CONFIG-REWRITE-FORCE-ALL}. Reply: OK. Errors: no file, or it cannot be written.
   */
  private void rewriteConfig(ReplySink reply) {
    if (!hooks.rewriteConfig().getAsBoolean()) {
      throw Errors.err("CONFIG-REWRITE-FORCE-ALL failed");
    }
    reply.ok();
  }

  /** {@code DEBUG LOG message}. Reply: OK. */
  private static void log(Args args, ReplySink reply) {
    LOG.warn("DEBUG LOG: {}", args.text(2));
    reply.ok();
  }

  /** {@code DEBUG LISTPACK key}. Reply: a status. Errors: no such key, no listpack. */
  private static void listpack(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = ctx.db().peek(args.key(2));
    if (entry == null) {
      throw Errors.NO_SUCH_KEY;
    }
    if (entry.encoding() != Encoding.LISTPACK) {
      throw NOT_A_LISTPACK;
    }
    reply.simple("Listpack structure printed on stdout");
  }

  /** {@code DEBUG QUICKLIST-PACKED-THRESHOLD size}: as in redis.conf. Reply: OK. */
  private void quicklistPackedThreshold(Args args, ReplySink reply) {
    Matcher size = MEMORY_SIZE.matcher(args.text(2).toLowerCase(Locale.ROOT));
    if (!size.matches()) {
      throw BAD_THRESHOLD;
    }
    long bytes = Long.parseLong(size.group(1)) * bytesOfUnit(size.group(2));
    if (bytes > MAX_PACKED_THRESHOLD) {
      throw BAD_THRESHOLD;
    }
    hooks.packedThreshold().accept(bytes);
    reply.ok();
  }

  private static long bytesOfUnit(String unit) {
    return switch (unit) {
      case "k" -> 1000;
      case "kb" -> 1 << 10;
      case "m" -> 1000_000;
      case "mb" -> 1 << 20;
      case "g" -> 1000_000_000;
      case "gb" -> 1 << 30;
      default -> 1;
    };
  }

  /** {@code DEBUG SET-ACTIVE-EXPIRE 0|1}. Reply: OK. */
  private void setActiveExpire(Args args, ReplySink reply) {
    hooks.activeExpiry().accept(args.integer(2) != 0);
    reply.ok();
  }

  /**
   * {@code DEBUG SET-SKIP-CHECKSUM-VALIDATION 0|1}. Reply: OK. While on, the checksum of payloads
   * is not looked at, so that tests reach what lies behind it.
   */
  private void skipChecksums(Args args, ReplySink reply) {
    hooks.skipChecksums().accept(args.integer(2) != 0);
    reply.ok();
  }

  /** {@code DEBUG OBJECT key [FAST]}. Reply: one line. Errors: no such key. */
  private void object(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = ctx.db().peek(args.key(2));
    if (entry == null) {
      throw Errors.NO_SUCH_KEY;
    }
    StringBuilder line = new StringBuilder("Value at:0x0 refcount:1 encoding:");
    line.append(entry.encoding().printed());
    if (args.count() == 3) {
      line.append(" serializedlength:").append(hooks.serializedLength().applyAsInt(entry));
    }
    long idle = entry.idleSeconds();
    line.append(" lru:").append((ctx.now() / 1000 - idle) & 0xffffff);
    line.append(" lru_seconds_idle:").append(idle);
    hooks.inside().accept(entry, line);
    reply.simple(line.toString());
  }

  /**
   * {@code DEBUG POPULATE count [prefix] [size]}. Reply: OK. Makes the keys {@code prefix:0} and so
   * on that are missing, with values {@code value:0} and so on, cut or filled with zero bytes to
   * the size. Not propagated, as in Redis.
   */
  private void populate(CommandContext ctx, Args args, ReplySink reply) {
    long count = positive(args, 2);
    String prefix = args.count() > 3 ? args.text(3) : "key";
    long size = args.count() > 4 ? positive(args, 4) : 0;
    if (size > Integer.MAX_VALUE - 16) {
      throw Errors.STRING_TOO_LONG;
    }
    Database db = ctx.db();
    for (long i = 0; i < count; i++) {
      Key key = Key.of(ctx.keyspace().keyHash(), Ascii.bytes(prefix + ":" + i));
      if (!db.contains(key)) {
        byte[] value = Ascii.bytes("value:" + i);
        if (size > 0) {
          value = Arrays.copyOf(value, (int) size);
        }
        db.setString(key, value, 0, value.length, Database.NO_DEADLINE);
      }
    }
    reply.ok();
  }

  private static long positive(Args args, int i) {
    long value = args.integer(i, NOT_POSITIVE);
    if (value < 0) {
      throw NOT_POSITIVE;
    }
    return value;
  }

  /** {@code DEBUG DIGEST-VALUE key ...}. Reply: array of digests, zeros for a missing key. */
  private static void digestValues(CommandContext ctx, Args args, ReplySink reply) {
    reply.array(args.count() - 2);
    for (int i = 2; i < args.count(); i++) {
      reply.simple(Digest.ofValue(ctx.db().peek(args.key(i))));
    }
  }

  /** {@code DEBUG PROTOCOL type}. Reply: an example of that type. Errors: unknown type. */
  private static void protocol(CommandContext ctx, Args args, ReplySink reply) {
    boolean resp3 = ctx.client().protocol() == 3;
    switch (args.text(2).toLowerCase(Locale.ROOT)) {
      case "string" -> reply.bulk("Hello World");
      case "integer" -> reply.integer(12345);
      case "double" -> reply.number(3.141);
      case "bignum" -> reply.bigNumber("1234567999999999999999999999999999999");
      case "null" -> reply.nil();
      case "array" -> {
        reply.array(3);
        zeroToTwo(reply);
      }
      case "set" -> {
        reply.set(3);
        zeroToTwo(reply);
      }
      case "map" -> {
        reply.map(3);
        for (int i = 0; i < 3; i++) {
          reply.integer(i);
          reply.bool(i == 1);
        }
      }
      case "attrib" -> {
        if (resp3) {
          reply.attribute(1);
          reply.bulk("key-popularity");
          reply.array(2);
          reply.bulk("key:123");
          reply.integer(90);
        }
        reply.bulk("Some real reply following the attribute");
      }
      case "push" -> {
        if (!resp3) {
          throw Errors.err("RESP2 is not supported by this command");
        }
        reply.push(2);
        reply.bulk("server-cpu-usage");
        reply.integer(42);
        reply.bulk("Some real reply following the push reply");
      }
      case "verbatim" -> reply.verbatim("txt", Ascii.bytes("This is a verbatim\nstring"));
      case "true" -> reply.bool(true);
      case "false" -> reply.bool(false);
      default ->
          throw Errors.err(
              "Wrong protocol type name. Please use one of the following:"
                  + " string|integer|double|bignum|null|array|set|map|attrib|push|verbatim|true"
                  + "|false");
    }
  }

  private static void zeroToTwo(ReplySink reply) {
    for (int i = 0; i < 3; i++) {
      reply.integer(i);
    }
  }

  private static void help(ReplySink reply) {
    Help.reply(
        reply,
        "DEBUG",
        "CONFIG-REWRITE-FORCE-ALL",
        "    Write the configuration file with every directive in it.",
        "DIGEST",
        "    A digest of all keys, values and deadlines.",
        "DIGEST-VALUE <key> [<key> ...]",
        "    Digests of the values of these keys.",
        "ERROR <string>",
        "    Answer with this error.",
        "LISTPACK <key>",
        "    Whether a value is a listpack.",
        "LOG <message>",
        "    Write to the server's log.",
        "OBJECT <key> [fast]",
        "    How a value is kept.",
        "PAUSE-CRON <0|1>",
        "    Whether nothing happens by the clock.",
        "POPULATE <count> [<prefix>] [<size>]",
        "    Make many keys, which are not propagated.",
        "PROTOCOL <type>",
        "    Answer with an example of a type: string, integer, double, bignum, null, array, set,",
        "    map, attrib, push, verbatim, true, false.",
        "QUICKLIST-PACKED-THRESHOLD <size>",
        "    From how many bytes on an element of a list gets a node of its own; 0: as configured.",
        "RELOAD",
        "    Write everything as RDB and read it again, in memory.",
        "SET-ACTIVE-EXPIRE <0|1>",
        "    Whether keys are removed after their deadline though nobody asks for them.",
        "SET-SKIP-CHECKSUM-VALIDATION <0|1>",
        "    Whether RESTORE takes payloads with a wrong checksum.",
        "SLEEP <seconds>",
        "    Serve nobody for so long. Decimals are fine.");
  }
}
