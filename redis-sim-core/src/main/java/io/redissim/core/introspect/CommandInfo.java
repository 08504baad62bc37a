package io.redissim.core.introspect;

import io.redissim.core.command.AclCategory;
import io.redissim.core.command.CommandFlag;
import io.redissim.core.command.CommandSpec;
import io.redissim.core.command.CommandTable;
import io.redissim.core.command.KeyFlag;
import io.redissim.core.command.KeySpec;
import io.redissim.core.resp.ReplySink;
import java.util.Collection;
import java.util.List;

/**
 * One command as COMMAND INFO prints it, ten elements: name, arity, flags, first key, last key,
 * step, ACL categories, tips, key specs, subcommands in the same shape. Source: Valkey {@code
 * server.c:addReplyCommandInfo}.
 */
final class CommandInfo {
  private CommandInfo() {}

  static void write(CommandSpec command, ReplySink reply) {
    reply.array(10);
    reply.bulk(command.name());
    reply.integer(command.arity());
    List<CommandFlag> flags = command.printedFlags();
    reply.set(flags.size());
    flags.forEach(flag -> reply.simple(flag.text()));
    reply.integer(command.firstKey());
    reply.integer(command.lastKey());
    reply.integer(command.keyStep());
    List<AclCategory> categories = command.aclCategories();
    reply.set(categories.size());
    categories.forEach(category -> reply.simple(category.text()));
    reply.set(command.tips().size());
    command.tips().forEach(reply::bulk);
    reply.set(command.keySpecs().size());
    command.keySpecs().forEach(spec -> write(spec, reply));
    CommandTable subcommands = command.subcommands();
    if (subcommands == null) {
      reply.set(0);
    } else {
      Collection<CommandSpec> all = subcommands.all();
      reply.array(all.size());
      all.forEach(subcommand -> write(subcommand, reply));
    }
  }

  static void writeFlags(List<KeyFlag> flags, ReplySink reply) {
    reply.set(flags.size());
    flags.forEach(flag -> reply.simple(flag.text()));
  }

  private static void write(KeySpec spec, ReplySink reply) {
    reply.map(3);
    reply.bulk("flags");
    writeFlags(spec.flags(), reply);
    reply.bulk("begin_search");
    reply.map(2);
    writeBegin(spec.begin(), reply);
    reply.bulk("find_keys");
    reply.map(2);
    writeFind(spec.find(), reply);
  }

  private static void writeBegin(KeySpec.Begin begin, ReplySink reply) {
    if (begin instanceof KeySpec.BeginIndex index) {
      start("index", 1, reply);
      pair("index", index.index(), reply);
    } else if (begin instanceof KeySpec.BeginKeyword keyword) {
      start("keyword", 2, reply);
      reply.bulk("keyword");
      reply.bulk(keyword.keyword());
      pair("startfrom", keyword.startFrom(), reply);
    } else {
      start("unknown", 0, reply);
    }
  }

  private static void writeFind(KeySpec.Find find, ReplySink reply) {
    if (find instanceof KeySpec.FindRange range) {
      start("range", 3, reply);
      pair("lastkey", range.lastKey(), reply);
      pair("keystep", range.step(), reply);
      pair("limit", range.limit(), reply);
    } else if (find instanceof KeySpec.FindKeyNum keys) {
      start("keynum", 3, reply);
      pair("keynumidx", keys.keyNumIndex(), reply);
      pair("firstkey", keys.firstKey(), reply);
      pair("keystep", keys.step(), reply);
    } else {
      start("unknown", 0, reply);
    }
  }

  private static void start(String type, int pairs, ReplySink reply) {
    reply.bulk("type");
    reply.bulk(type);
    reply.bulk("spec");
    reply.map(pairs);
  }

  private static void pair(String name, int value, ReplySink reply) {
    reply.bulk(name);
    reply.integer(value);
  }
}
