package io.redissim.core.generic;

import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.AclCategory.KEYSPACE;
import static io.redissim.core.command.CommandFlag.WRITE;
import static io.redissim.core.command.KeyFlag.ACCESS;
import static io.redissim.core.command.KeyFlag.DELETE;
import static io.redissim.core.command.KeyFlag.INCOMPLETE;
import static io.redissim.core.command.KeyFlag.RW;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.KeySpec;
import io.redissim.core.persist.rdb.RdbValues;
import io.redissim.core.persist.rdb.RdbWriter;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import io.redissim.core.resp.RespWriter;
import java.util.Arrays;
import java.util.List;

/** Keys that move to another server. */
public final class MigrateCommands implements CommandFamily {
  private final MigrateLinks links;
  private final RdbValues values;
  private final RdbWriter payload = new RdbWriter();
  private final RespWriter requests = new RespWriter();
  private boolean inCluster;

  public MigrateCommands(MigrateLinks links, RdbValues values) {
    this.links = links;
    this.values = values;
  }

  /** {@code rdbcompression}. */
  public void compressing(boolean on) {
    payload.compressing(on);
  }

  /** {@code cluster-enabled}: the target is asked to take keys of slots that it is importing. */
  public void inCluster(boolean on) {
    inCluster = on;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("migrate")
        .arity(-6)
        .flags(WRITE)
        .acl(KEYSPACE, DANGEROUS)
        .key(3, RW, ACCESS, DELETE)
        .keys(
            new KeySpec(
                List.of(RW, ACCESS, DELETE, INCOMPLETE),
                new KeySpec.BeginKeyword("KEYS", -2),
                new KeySpec.FindRange(-1, 1, 0)))
        .tips("nondeterministic_output")
        .handler(this::migrate);
  }

  /**
   * {@code MIGRATE host port key|"" destination-db timeout [COPY] [REPLACE] [AUTH password | AUTH2
   * username password] [KEYS key ...]}: timeout in milliseconds without progress. Nobody is served
   * until the target has answered. Reply: OK, or NOKEY if none of the keys exists. Errors: syntax,
   * not an integer, IOERR if the target cannot be reached or stops answering, the first error of
   * the target; keys that it has taken are gone from here nevertheless. Effect: DEL of the keys
   * that the target has taken, none with COPY. O(bytes of the values). Source:
   * redis.io/docs/latest/commands/migrate
   */
  private void migrate(CommandContext ctx, Args args, ReplySink reply) {
    MigrateOptions options = MigrateOptions.of(ctx, args);
    int[] keys = existing(ctx, args, options);
    if (keys.length == 0) {
      reply.simple("NOKEY");
      return;
    }
    String command = inCluster ? "RESTORE-ASKING" : "RESTORE";
    new Migration(ctx, args, options, links, keys)
        .run(new Migration.Format(command, values, payload, requests));
    reply.ok();
  }

  /** Which arguments are keys that exist. */
  private static int[] existing(CommandContext ctx, Args args, MigrateOptions options) {
    int[] found = new int[options.keys()];
    int count = 0;
    for (int i = options.firstKey(); i < options.firstKey() + options.keys(); i++) {
      Key key = args.key(i);
      boolean present = ctx.db().find(key) != null;
      ctx.lookedUp(key, present);
      if (present) {
        found[count++] = i;
      }
    }
    return Arrays.copyOf(found, count);
  }
}
