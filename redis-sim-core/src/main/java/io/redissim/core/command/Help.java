package io.redissim.core.command;

import io.redissim.core.resp.ReplySink;

/** The reply to {@code <container> HELP}: a headline, a line each, and HELP itself. */
public final class Help {
  private Help() {}

  /** {@code container}: upper case; {@code lines}: ASCII. */
  public static void reply(ReplySink reply, String container, String... lines) {
    reply.array(lines.length + 3);
    reply.simple(container + " <subcommand> [<arg> [value] [opt] ...]. Subcommands are:");
    for (String line : lines) {
      reply.simple(line);
    }
    reply.simple("HELP");
    reply.simple("    Print this help.");
  }
}
