package io.redissim.core.type.set;

import io.redissim.core.resp.ReplySink;
import org.jspecify.annotations.Nullable;

/**
 * Where the members of an intersection, a union or a difference go: into a reply, into a new set,
 * or nowhere but into their number. One per family, used again and again.
 */
final class Outcome {
  private final SetLimits limits;
  private @Nullable ReplySink reply;
  private @Nullable SetValue target;
  private long limit;
  private long count;

  Outcome(SetLimits limits) {
    this.limits = limits;
  }

  Outcome toReply(ReplySink to) {
    return begin(to, null, 0);
  }

  Outcome toSet(SetValue to) {
    return begin(null, to, 0);
  }

  /** Counts up to {@code most}; 0: all. */
  Outcome counting(long most) {
    return begin(null, null, most);
  }

  private Outcome begin(@Nullable ReplySink toReply, @Nullable SetValue toSet, long most) {
    reply = toReply;
    target = toSet;
    limit = most;
    count = 0;
    return this;
  }

  /** Takes a member that did not come before; false: that is enough. */
  boolean take(Member member) {
    count++;
    if (reply != null) {
      member.replyTo(reply);
    } else if (target != null) {
      target.add(member, limits, true);
    }
    return count != limit;
  }

  /** Takes a member for a new set, which may have come before. */
  void takeAgain(Member member) {
    if (target != null) {
      target.add(member, limits);
    }
  }

  /** The new set; null: there is none. */
  @Nullable SetValue target() {
    return target;
  }

  /** Members taken. */
  long count() {
    return count;
  }

  /** Lets go of what it wrote to. */
  void end() {
    if (target != null) {
      target.settle();
    }
    reply = null;
    target = null;
  }
}
