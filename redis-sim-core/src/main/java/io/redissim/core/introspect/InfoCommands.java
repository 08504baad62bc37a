package io.redissim.core.introspect;

import static io.redissim.core.command.AclCategory.DANGEROUS;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.ReplySink;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** {@code INFO}. */
public final class InfoCommands implements CommandFamily {
  private final InfoReport report;

  public InfoCommands(ServerView server) {
    report = new InfoReport(server);
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table
        .add("info")
        .arity(-1)
        .flags(LOADING, STALE)
        .acl(DANGEROUS)
        .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
        .handler(this::info);
  }

  /**
   * {@code INFO [section ...]}. Reply: text, verbatim in RESP3; a section that does not exist adds
   * nothing. O(clients), with commandstats O(commands), with keysizes O(keys). Source:
   * redis.io/docs/latest/commands/info
   */
  private void info(CommandContext ctx, Args args, ReplySink reply) {
    Set<String> asked = new HashSet<>();
    for (int i = 1; i < args.count(); i++) {
      asked.add(args.text(i).toLowerCase(Locale.ROOT));
    }
    reply.verbatim("txt", Ascii.bytes(report.text(asked)));
  }
}
