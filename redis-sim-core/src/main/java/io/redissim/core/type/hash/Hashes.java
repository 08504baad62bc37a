package io.redissim.core.type.hash;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EventClass;
import org.jspecify.annotations.Nullable;

/** What the families of this package share: to find a hash, to edit it, to end the edit. */
final class Hashes {
  private Hashes() {}

  /** The hash that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable HashValue read(CommandContext ctx, Key key) {
    return ctx.read(key, HashValue.TYPE);
  }

  /** Stores what was made of a hash; {@code isNew}: the key was not there before. */
  static void commit(CommandContext ctx, Key key, boolean isNew, String event) {
    ctx.db().commit();
    if (isNew) {
      ctx.event(EventClass.NEW, "new", key);
    }
    ctx.event(EventClass.HASH, event, key);
  }

  /** Stores a hash that has lost fields; without any the key is gone. */
  static void commitRemoval(CommandContext ctx, Key key) {
    boolean stays = ctx.db().commit();
    ctx.event(EventClass.HASH, "hdel", key);
    if (!stays) {
      ctx.event(EventClass.GENERIC, "del", key);
    }
  }
}
