package io.redissim.core.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One entry of a family's table while it is being declared. */
public final class CommandDeclaration {
  private final String name;
  private int arity;
  private int flags;
  private int aclCategories;
  private final List<KeySpec> keySpecs = new ArrayList<>();
  private List<String> tips = List.of();
  private @Nullable CommandHandler handler;

  CommandDeclaration(String name) {
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException("command names are lower case: " + name);
    }
    this.name = name;
  }

  String name() {
    return name;
  }

  /** Arguments including the name and the subcommand; negative: at least that many. */
  public CommandDeclaration arity(int arity) {
    this.arity = arity;
    return this;
  }

  public CommandDeclaration flags(CommandFlag... flags) {
    for (CommandFlag flag : flags) {
      this.flags |= flag.bit();
    }
    return this;
  }

  /** The categories that do not follow from the flags. */
  public CommandDeclaration acl(AclCategory... categories) {
    for (AclCategory category : categories) {
      aclCategories |= category.bit();
    }
    return this;
  }

  /** One key, at a fixed argument. */
  public CommandDeclaration key(int index, KeyFlag... flags) {
    return keys(KeySpec.range(index, 0, 1, flags));
  }

  /** Every {@code step}th argument from {@code first} to the last is a key. */
  public CommandDeclaration keysToEnd(int first, int step, KeyFlag... flags) {
    return keys(KeySpec.range(first, -1, step, flags));
  }

  public CommandDeclaration keys(KeySpec spec) {
    keySpecs.add(spec);
    return this;
  }

  /** What COMMAND INFO tells to proxies. */
  public CommandDeclaration tips(String... tips) {
    this.tips = List.of(tips);
    return this;
  }

  public CommandDeclaration handler(CommandHandler handler) {
    this.handler = handler;
    return this;
  }

  CommandSpec build(@Nullable CommandTable subcommands) {
    if (arity == 0) {
      throw new IllegalStateException("no arity: " + name);
    }
    if (handler == null && subcommands == null) {
      throw new IllegalStateException("no handler: " + name);
    }
    return new CommandSpec(
        name, arity, flags, allCategories(), keySpecs, tips, handler, subcommands);
  }

  /** With those that follow from the flags. Source: Valkey {@code setImplicitACLCategories}. */
  private int allCategories() {
    int all = aclCategories;
    if (has(CommandFlag.WRITE)) {
      all |= AclCategory.WRITE.bit();
    }
    if (has(CommandFlag.READONLY) && (all & AclCategory.SCRIPTING.bit()) == 0) {
      all |= AclCategory.READ.bit();
    }
    if (has(CommandFlag.ADMIN)) {
      all |= AclCategory.ADMIN.bit() | AclCategory.DANGEROUS.bit();
    }
    if (has(CommandFlag.PUBSUB)) {
      all |= AclCategory.PUBSUB.bit();
    }
    if (has(CommandFlag.BLOCKING)) {
      all |= AclCategory.BLOCKING.bit();
    }
    all |= has(CommandFlag.FAST) ? AclCategory.FAST.bit() : AclCategory.SLOW.bit();
    return all;
  }

  private boolean has(CommandFlag flag) {
    return (flags & flag.bit()) != 0;
  }
}
