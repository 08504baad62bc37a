package io.redissim.core.type.stream;

import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.Effects;
import io.redissim.core.resp.Args;

/**
 * The effects of what happens to pending entries: words that give the same result however often and
 * whenever they are run. Source: Valkey {@code t_stream.c:streamPropagateXCLAIM,
 * streamPropagateGroupID, streamPropagateConsumerCreation}.
 */
final class PendingEffects {
  private final byte[] idText = new byte[StreamId.MAX_TEXT_BYTES];
  private Effects effects = new Effects();
  private Args args = new Args(new KeyHash(0));
  private int key;
  private int group;

  /** {@code key} and {@code group}: the arguments of the command that name them. */
  void begin(Effects to, Args words, int keyArg, int groupArg) {
    effects = to;
    args = words;
    key = keyArg;
    group = groupArg;
  }

  /** The pending entry's owner and deliveries, and the group's last ID. */
  void claim(Group of, long position) {
    if (!effects.wanted()) {
      effects.none();
      return;
    }
    byte[] consumer = of.ownerName(position);
    effects.command(14).word("XCLAIM").arg(args, key).arg(args, group);
    effects.word(consumer, 0, consumer.length).word("0");
    id(of.pending().ms(position), of.pending().seq(position));
    effects.word("TIME").number(of.deliveryTime(position));
    effects.word("RETRYCOUNT").number(of.deliveryCount(position));
    effects.word("FORCE").word("JUSTID").word("LASTID");
    id(of.lastDelivered().ms(), of.lastDelivered().seq());
  }

  /** The pending entry has no owner, and so many deliveries. */
  void release(Group of, long position) {
    if (!effects.wanted()) {
      effects.none();
      return;
    }
    effects.command(10).word("XNACK").arg(args, key).arg(args, group).word("FAIL");
    effects.word("IDS").word("1");
    id(of.pending().ms(position), of.pending().seq(position));
    effects.word("RETRYCOUNT").number(of.deliveryCount(position)).word("FORCE");
  }

  /** The pending entry is none any longer: its entry is gone. */
  void forget(Group of, long position) {
    if (!effects.wanted()) {
      effects.none();
      return;
    }
    effects.command(4).word("XACK").arg(args, key).arg(args, group);
    id(of.pending().ms(position), of.pending().seq(position));
  }

  /** How far the group has read. */
  void groupId(Group of) {
    effects.command(7).word("XGROUP").word("SETID").arg(args, key).arg(args, group);
    id(of.lastDelivered().ms(), of.lastDelivered().seq());
    effects.word("ENTRIESREAD").number(of.entriesRead());
  }

  void createConsumer(Consumer consumer) {
    effects.command(5).word("XGROUP").word("CREATECONSUMER").arg(args, key).arg(args, group);
    effects.word(consumer.name(), 0, consumer.name().length);
  }

  private void id(long ms, long seq) {
    effects.word(idText, 0, StreamId.write(ms, seq, idText, 0));
  }
}
