package io.redissim.core.config;

import static io.redissim.core.command.CommandFlag.ADMIN;
import static io.redissim.core.command.CommandFlag.LOADING;
import static io.redissim.core.command.CommandFlag.NOSCRIPT;
import static io.redissim.core.command.CommandFlag.STALE;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Glob;
import io.redissim.core.client.Client;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.CommandFamily;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.Help;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.ReplySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reading and changing the configuration of a running server. */
public final class ConfigCommands implements CommandFamily {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigCommands.class);
  private static final String[] EVERYWHERE = {
    "request_policy:all_nodes", "response_policy:all_succeeded"
  };

  private final Config config;
  private final Runnable resetStatistics;

  public ConfigCommands(Config config, Runnable resetStatistics) {
    this.config = config;
    this.resetStatistics = resetStatistics;
  }

  @Override
  public void declare(CommandTable.Builder table) {
    table.add("config").arity(-2);
    table.add("config|get").arity(-3).flags(ADMIN, NOSCRIPT, LOADING, STALE).handler(this::get);
    table
        .add("config|set")
        .arity(-4)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
        .tips(EVERYWHERE)
        .handler(this::set);
    table
        .add("config|resetstat")
        .arity(2)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
        .tips(EVERYWHERE)
        .handler(this::resetStat);
    table
        .add("config|rewrite")
        .arity(2)
        .flags(ADMIN, NOSCRIPT, LOADING, STALE)
        .tips(EVERYWHERE)
        .handler(this::rewrite);
    table.add("config|help").arity(2).flags(LOADING, STALE).handler(this::help);
  }

  /**
   * {@code CONFIG GET pattern...}. Reply: map of names and values, each name once; a name that is
   * no pattern comes back as it was given. O(parameters) per pattern. Source:
   * redis.io/docs/latest/commands/config-get
   */
  private void get(CommandContext ctx, Args args, ReplySink reply) {
    Map<String, Config.Entry> found = new LinkedHashMap<>();
    Map<String, String> names = new LinkedHashMap<>();
    for (int i = 2; i < args.count(); i++) {
      String name = args.text(i);
      if (isPattern(name)) {
        addMatching(args.copy(i), found, names);
      } else {
        Config.Entry entry = config.find(name);
        if (entry != null && found.putIfAbsent(entry.name(), entry) == null) {
          names.put(entry.name(), name);
        }
      }
    }
    reply.map(found.size());
    found.forEach(
        (name, entry) -> {
          reply.bulk(String.valueOf(names.get(name)));
          reply.bulk(config.show(entry.directive()));
        });
  }

  private void addMatching(
      byte[] pattern, Map<String, Config.Entry> found, Map<String, String> names) {
    for (Config.Entry entry : config.entries()) {
      if (!entry.directive().is(Flag.HIDDEN)
          && Glob.matches(pattern, Ascii.bytes(entry.name()), true)
          && found.putIfAbsent(entry.name(), entry) == null) {
        names.put(entry.name(), entry.name());
      }
    }
  }

  private static boolean isPattern(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0 || name.indexOf('[') >= 0;
  }

  /**
   * {@code CONFIG SET name value [name value]...}, all or none. Reply: OK. Errors: syntax, unknown
   * or immutable or twice the same name, a value out of bounds, a change that cannot be applied.
   * O(names). Source: redis.io/docs/latest/commands/config-set
   */
  private void set(CommandContext ctx, Args args, ReplySink reply) {
    if ((args.count() & 1) != 0) {
      throw Errors.SYNTAX;
    }
    List<String> namesAndValues = new ArrayList<>();
    for (int i = 2; i < args.count(); i++) {
      namesAndValues.add(args.text(i));
      if ((i & 1) == 1 && config.isSecret(args.text(i - 1))) {
        ctx.redact(i);
      }
    }
    try {
      config.set(namesAndValues, isTrusted(ctx.client()));
    } catch (ConfigRefusal e) {
      throw Errors.err(e.text());
    }
    reply.ok();
  }

  private boolean isTrusted(Client client) {
    return switch (config.text("enable-protected-configs")) {
      case "yes" -> true;
      case "local" -> client.isLocal();
      default -> false;
    };
  }

  /**
   * {@code CONFIG RESETSTAT}. Reply: OK. O(commands). Source:
   * redis.io/docs/latest/commands/config-resetstat
   */
  private void resetStat(CommandContext ctx, Args args, ReplySink reply) {
    resetStatistics.run();
    reply.ok();
  }

  /**
   * {@code CONFIG REWRITE}. Reply: OK. Errors: no configuration file, or it cannot be written.
   * O(lines). Source: redis.io/docs/latest/commands/config-rewrite
   */
  private void rewrite(CommandContext ctx, Args args, ReplySink reply) {
    if (config.file() == null) {
      throw Errors.err("The server is running without a config file");
    }
    try {
      config.rewriteFile(false);
    } catch (IOException e) {
      LOG.warn("CONFIG REWRITE failed: {}", e.getMessage());
      throw Errors.err("Rewriting config file: " + e.getMessage());
    }
    LOG.info("CONFIG REWRITE executed with success.");
    reply.ok();
  }

  /** {@code CONFIG HELP}. Reply: an array of lines. O(1). */
  private void help(CommandContext ctx, Args args, ReplySink reply) {
    Help.reply(
        reply,
        "CONFIG",
        "GET <pattern>",
        "    Return parameters matching the glob-like <pattern> and their values.",
        "SET <directive> <value>",
        "    Set the configuration <directive> to <value>.",
        "RESETSTAT",
        "    Reset statistics reported by the INFO command.",
        "REWRITE",
        "    Rewrite the configuration file.");
  }
}
