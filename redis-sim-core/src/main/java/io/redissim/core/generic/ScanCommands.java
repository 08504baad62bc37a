package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.CommandFlag.TOUCHES_ARBITRARY_KEYS;

import io.redissim.core.bytes.Glob;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.command.ScanCursor;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.keyspace.ScanVisitor;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Commands that walk over the keys of a database. */
public final class ScanCommands implements CommandFamily {
  private static final long DEFAULT_COUNT = 10;

  /** KEYS goes on in steps of so many, for what has expired on the way is removed between them. */
  private static final int KEYS_STEP = 4096;

  /** What may be asked for, whether or not a value of the type can exist here. */
  private static final List<String> TYPE_NAMES =
      List.of("string", "list", "set", "zset", "hash", "stream");

  private final KeyList found = new KeyList();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("keys")
        .arity(2)
        .flags(READONLY)
        .acl(KEYSPACE, DANGEROUS)
        .tips("request_policy:all_shards", "nondeterministic_output_order")
        .handler(this::keys);
    table
        .add("scan")
        .arity(-2)
        .flags(READONLY, TOUCHES_ARBITRARY_KEYS)
        .acl(KEYSPACE)
        .tips("nondeterministic_output", "request_policy:special", "response_policy:special")
        .handler(this::scan);
    table
        .add("randomkey")
        .arity(1)
        .flags(READONLY, TOUCHES_ARBITRARY_KEYS)
        .acl(KEYSPACE)
        .tips("request_policy:all_shards", "response_policy:special", "nondeterministic_output")
        .handler(this::randomKey);
  }

  /**
   * {@code KEYS pattern}. Reply: array of the keys that match, in no order. O(keys), O(1) for a
   * pattern without special characters. Source: redis.io/docs/latest/commands/keys
   */
  private void keys(CommandContext ctx, Args args, ReplySink reply) {
    if (isLiteral(args, 1)) {
      boolean exists = ctx.db().contains(args.key(1));
      reply.array(exists ? 1 : 0);
      if (exists) {
        reply.bulk(args.array(1), args.offset(1), args.length(1));
      }
      return;
    }
    boolean all = isStar(args, 1);
    byte[] pattern = args.array(1);
    int offset = args.offset(1);
    int length = args.length(1);
    KeyCounter counter = new KeyCounter();
    ScanVisitor visitor =
        entry -> {
          if (all || matches(entry, pattern, offset, length)) {
            reply.bulk(entry.keyArray(), entry.keyOffset(), entry.keyLength());
            counter.count++;
          }
        };
    long start = reply.deferredArray();
    long cursor = 0;
    do {
      cursor = ctx.db().scan(cursor, KEYS_STEP, visitor);
    } while (cursor != 0 && !ctx.overflows(reply));
    reply.endArray(start, counter.count);
  }

  /**
   * {@code SCAN cursor [MATCH pattern] [COUNT count] [TYPE type]}. Reply: array of the next cursor,
   * "0" at the end, and an array of keys. A key that is there all the time is returned once. A
   * pattern without special characters is looked up at once. Errors: invalid cursor, unknown type
   * name. O(count) a call. Source: redis.io/docs/latest/commands/scan
   */
  private void scan(CommandContext ctx, Args args, ReplySink reply) {
    long cursor = ScanCursor.parse(args, 1);
    long count = DEFAULT_COUNT;
    int match = 0;
    String type = null;
    for (Options opt = ctx.options(args, 2); opt.hasNext(); ) {
      if (opt.takeWithValue("COUNT")) {
        count = opt.nextInteger();
        if (count < 1) {
          throw Errors.SYNTAX;
        }
      } else if (opt.takeWithValue("MATCH")) {
        match = opt.next();
      } else if (opt.takeWithValue("TYPE")) {
        type = type(args, opt.next());
      } else {
        throw Errors.SYNTAX;
      }
    }
    found.clear();
    long next;
    if (match != 0 && isLiteral(args, match)) {
      next = 0;
      Entry entry = cursor == 0 ? ctx.db().peek(args.key(match)) : null;
      if (entry != null && isOf(type, entry)) {
        found.add(entry);
      }
    } else {
      next =
          ctx.db().scan(cursor, clamp(count), filter(args, isStar(args, match) ? 0 : match, type));
    }
    reply.array(2);
    reply.bulkNumber(next);
    found.replyTo(reply);
    found.clear();
  }

  /**
   * {@code RANDOMKEY}. Reply: bulk string, a key chosen at random, all alike; nil if there is none.
   * O(1). Source: redis.io/docs/latest/commands/randomkey
   */
  private void randomKey(CommandContext ctx, Args args, ReplySink reply) {
    Entry entry = ctx.db().randomKey();
    if (entry == null) {
      reply.nil();
    } else {
      reply.bulk(entry.keyArray(), entry.keyOffset(), entry.keyLength());
    }
  }

  private ScanVisitor filter(Args args, int match, @Nullable String type) {
    return new ScanVisitor() {
      @Override
      public void visit(Entry entry) {
        if (isWanted(entry)) {
          found.add(entry);
        }
      }

      // Source: Valkey db.c:scanGenericCommand, which expires only what has passed the filter.
      @Override
      public boolean removes(Entry expired) {
        return isWanted(expired);
      }

      private boolean isWanted(Entry entry) {
        return isOf(type, entry)
            && (match == 0
                || matches(entry, args.array(match), args.offset(match), args.length(match)));
      }
    };
  }

  private static boolean matches(Entry entry, byte[] pattern, int offset, int length) {
    return Glob.matches(
        pattern, offset, length, entry.keyArray(), entry.keyOffset(), entry.keyLength(), false);
  }

  private static boolean isLiteral(Args args, int i) {
    return Glob.isLiteral(args.array(i), args.offset(i), args.length(i));
  }

  /** As a pattern, {@code *} alone matches the empty key too, which Glob's does not. */
  private static boolean isStar(Args args, int i) {
    return args.length(i) == 1 && args.byteAt(i, 0) == '*';
  }

  private static int clamp(long count) {
    return (int) Math.min(count, Integer.MAX_VALUE);
  }

  private static boolean isOf(@Nullable String type, Entry entry) {
    return type == null || entry.kind().printed().equals(type);
  }

  private static String type(Args args, int i) {
    String name = args.text(i).toLowerCase(Locale.ROOT);
    if (!TYPE_NAMES.contains(name)) {
      throw Errors.err("unknown type name '" + args.text(i) + "'");
    }
    return name;
  }

  /** Counts inside a visitor. */
  private static final class KeyCounter {
    private int count;
  }
}
