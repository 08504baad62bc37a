package io.redissim.core.type.bitmap;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.keyspace.StringValue;
import io.redissim.core.keyspace.ValueType;
import org.jspecify.annotations.Nullable;

/** What the families of this package share: to find a string. */
final class Bitmaps {
  private Bitmaps() {}

  /** The value that a command is about to change, null if there is none. */
  static @Nullable StringValue find(CommandContext ctx, Key key) {
    return ctx.db().find(key, ValueType.STRING);
  }

  /** The value that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable StringValue read(CommandContext ctx, Key key) {
    return ctx.read(key, ValueType.STRING);
  }
}
