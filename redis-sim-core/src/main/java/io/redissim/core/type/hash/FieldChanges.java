package io.redissim.core.type.hash;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.command.Effects;
import io.redissim.core.command.EventClass;
import io.redissim.core.resp.Args;
import java.util.Arrays;

/**
 * The fields that a command has changed, as the arguments that name them, so that its effect names
 * them and no others. Reused.
 */
final class FieldChanges {
  private static final int KEPT = 1024;

  private int[] fields = new int[16];
  private int count;

  void clear() {
    count = 0;
    if (fields.length > KEPT) {
      fields = new int[16];
    }
  }

  void add(int argument) {
    if (count == fields.length) {
      fields = Arrays.copyOf(fields, 2 * count);
    }
    fields[count++] = argument;
  }

  int count() {
    return count;
  }

  /** Ends the edit: the fields were removed. Without changes it leaves no trace. */
  void commitRemoval(CommandContext ctx, Key key, Args args) {
    if (count == 0) {
      ctx.db().leave();
      return;
    }
    Hashes.commitRemoval(ctx, key);
    ctx.changed(count);
    names(ctx.effects().command(count + 2).word("HDEL").key(key), args);
  }

  /** Ends the edit: the fields have this deadline now. */
  void commitDeadline(CommandContext ctx, Key key, Args args, long deadline) {
    if (count == 0) {
      ctx.db().leave();
      return;
    }
    ctx.db().commit();
    ctx.event(EventClass.HASH, "hexpire", key);
    ctx.changed(count);
    Effects effects = ctx.effects().command(count + 5).word("HPEXPIREAT").key(key);
    names(effects.number(deadline).word("FIELDS").number(count), args);
  }

  /** Ends the edit: the fields have no deadline any more. */
  void commitPersistence(CommandContext ctx, Key key, Args args) {
    if (count == 0) {
      ctx.db().leave();
      return;
    }
    ctx.db().commit();
    ctx.event(EventClass.HASH, "hpersist", key);
    ctx.changed(count);
    Effects effects = ctx.effects().command(count + 4).word("HPERSIST").key(key);
    names(effects.word("FIELDS").number(count), args);
  }

  private void names(Effects effects, Args args) {
    for (int i = 0; i < count; i++) {
      effects.arg(args, fields[i]);
    }
  }
}
