package io.redissim.core.type.hash;

import static io.redissim.core.command.AclCategory.HASH;
import static io.redissim.core.command.CommandFlag.READONLY;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.RO;

import io.redissim.core.bytes.Glob;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Options;
import io.redissim.core.command.ScanCursor;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;

/** Walking over the fields of a hash. */
public final class HashScanCommands implements CommandFamily {
  private static final long DEFAULT_COUNT = 10;

  private final Places places = new Places();

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("hscan")
        .arity(-3)
        .flags(READONLY)
        .acl(HASH)
        .key(1, RO, ACCESS)
        .tips("nondeterministic_output")
        .handler(this::hscan);
  }

  /**
   * {@code HSCAN key cursor [MATCH pattern] [COUNT count] [NOVALUES]}. Reply: array of the next
   * cursor, "0" at the end, and an array of fields and values in turn, or of fields alone. A field
   * that is there all the time is returned once. Errors: invalid cursor, WRONGTYPE; only if there
   * is such a key: not an integer, syntax. O(count) a call, O(N) for a packed hash. Source:
   * redis.io/docs/latest/commands/hscan
   */
  private void hscan(CommandContext ctx, Args args, ReplySink reply) {
    long cursor = ScanCursor.parse(args, 2);
    HashValue hash = Hashes.read(ctx, args.key(1));
    reply.array(2);
    if (hash == null) {
      reply.bulkNumber(0);
      reply.array(0);
      return;
    }
    long count = DEFAULT_COUNT;
    int match = 0;
    boolean withValues = true;
    for (Options opt = ctx.options(args, 3); opt.hasNext(); ) {
      if (opt.takeWithValue("COUNT")) {
        count = opt.nextInteger();
        if (count < 1) {
          throw Errors.SYNTAX;
        }
      } else if (opt.takeWithValue("MATCH")) {
        match = opt.next();
      } else if (opt.take("NOVALUES")) {
        withValues = false;
      } else {
        throw Errors.SYNTAX;
      }
    }
    places.clear();
    reply.bulkNumber(hash.scan(cursor, (int) Math.min(count, Integer.MAX_VALUE), places));
    long start = reply.deferredArray();
    int elements = 0;
    for (int i = 0; i < places.size(); i++) {
      hash.pointAt(places.get(i));
      if (match == 0 || matches(args, match, hash.field())) {
        hash.field().replyTo(reply);
        elements++;
        if (withValues) {
          hash.value().replyTo(reply);
          elements++;
        }
      }
    }
    reply.endArray(start, elements);
  }

  /** As a pattern, {@code *} alone matches the empty field too, which Glob's does not. */
  private static boolean matches(Args args, int i, HashText field) {
    if (args.length(i) == 1 && args.byteAt(i, 0) == '*') {
      return true;
    }
    return Glob.matches(
        args.array(i),
        args.offset(i),
        args.length(i),
        field.array(),
        field.offset(),
        field.length(),
        false);
  }
}
