package io.redissim.core.type.set;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.EventClass;
import org.jspecify.annotations.Nullable;

/** What the families of this package share. */
final class Sets {
  private Sets() {}

  /** The set that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable SetValue read(CommandContext ctx, Key key) {
    return ctx.read(key, SetValue.TYPE);
  }

  /** Ends an edit that took members away, and tells of it; with the last one the key goes. */
  static void commitRemoval(CommandContext ctx, Key key, String event, long removed) {
    boolean stays = ctx.db().commit();
    ctx.changed(removed);
    ctx.event(EventClass.SET, event, key);
    if (!stays) {
      ctx.event(EventClass.GENERIC, "del", key);
    }
  }
}
