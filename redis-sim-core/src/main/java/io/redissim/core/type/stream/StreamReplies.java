package io.redissim.core.type.stream;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.Errors;
import io.redissim.core.resp.RedisError;
import org.jspecify.annotations.Nullable;

/** What the families of this package share: look-ups, and the errors that name a key. */
final class StreamReplies {
  private StreamReplies() {}

  /** The stream that a command reads, null if there is none: counted as a hit or a miss. */
  static @Nullable Stream read(CommandContext ctx, Key key) {
    StreamValue value = ctx.read(key, StreamValue.TYPE);
    return value == null ? null : value.stream();
  }

  static @Nullable Group group(Stream stream, Args args, int i) {
    return stream.groups().find(args.array(i), args.offset(i), args.length(i));
  }

  static @Nullable Consumer consumer(Group group, Args args, int i) {
    return group.consumer(args.array(i), args.offset(i), args.length(i));
  }

  /** NOGROUP, as XCLAIM and XPENDING say it. */
  static RedisError noKeyOrGroup(Args args, int key, int group) {
    return new RedisError(
        "NOGROUP No such key '"
            + text(args, key)
            + "' or consumer group '"
            + text(args, group)
            + "'");
  }

  /** NOGROUP, as XGROUP and XINFO say it. */
  static RedisError noGroup(Args args, int key, int group) {
    return new RedisError(
        "NOGROUP No such consumer group '"
            + text(args, group)
            + "' for key name '"
            + text(args, key)
            + "'");
  }

  /** What a subcommand says to arguments that it does not take. */
  static RedisError subcommandSyntax(Args args, String container) {
    String given = text(args, 1);
    return Errors.err(
        "unknown subcommand or wrong number of arguments for '"
            + given.substring(0, Math.min(128, given.length()))
            + "'. Try "
            + container
            + " HELP.");
  }

  /** As C's {@code %s} prints it: not beyond a NUL. */
  static String text(Args args, int i) {
    String text = args.text(i);
    int nul = text.indexOf('\0');
    return nul < 0 ? text : text.substring(0, nul);
  }
}
