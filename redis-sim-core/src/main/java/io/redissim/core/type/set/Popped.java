package io.redissim.core.type.set;

import io.redissim.core.bytes.Key;
import io.redissim.core.command.CommandContext;
import io.redissim.core.resp.ReplySink;

/** The members that SPOP takes away: each goes into the reply, and into the effects in batches. */
final class Popped {
  private static final int BATCH = 1024;

  private final CommandContext ctx;
  private final Key key;
  private final ReplySink reply;
  private long left;
  private int leftInBatch;

  Popped(CommandContext ctx, Key key, long count, ReplySink reply) {
    this.ctx = ctx;
    this.key = key;
    this.left = count;
    this.reply = reply;
  }

  void add(Member member) {
    member.replyTo(reply);
    if (leftInBatch == 0) {
      leftInBatch = (int) Math.min(BATCH, left);
      ctx.effects().command(2 + leftInBatch).word("SREM").key(key);
    }
    ctx.effects().word(member.array(), member.offset(), member.length());
    leftInBatch--;
    left--;
  }
}
