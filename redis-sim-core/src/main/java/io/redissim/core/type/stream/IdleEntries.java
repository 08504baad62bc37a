package io.redissim.core.type.stream;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The pending entries of a group that XREADGROUP may claim, in the order in which it does: first
 * those that XNACK gave back, as they were, then those that were delivered longest ago. Those whose
 * entry is gone are left where they are. Costs a look at every pending entry, and sorting those
 * that qualify. Source: redis.io/docs/latest/commands/xreadgroup
 */
final class IdleEntries {
  /** {@code order}: below 0 for what was given back, else the time of its delivery. */
  private record Idle(long order, long ms, long seq) {
    static final Comparator<Idle> FIRST_CLAIMED =
        Comparator.comparingLong(Idle::order)
            .thenComparing((one, other) -> StreamId.compare(one.ms, one.seq, other.ms, other.seq));
  }

  private final StreamCursor cursor = new StreamCursor();
  private final StreamId id = new StreamId();
  private final IdList found = new IdList();

  /** Whether there is such an entry: delivered at this time or before. */
  boolean any(Stream stream, Group group, long until) {
    IdMap pending = group.pending();
    for (long at = pending.first(); at != IdMap.NONE; at = pending.next(at)) {
      if (isIdle(group, at, until) && exists(stream, pending.ms(at), pending.seq(at))) {
        return true;
      }
    }
    return false;
  }

  /** Finds so many at most. */
  void find(Stream stream, Group group, long until, long most) {
    List<Idle> all = new ArrayList<>();
    IdMap pending = group.pending();
    for (long at = pending.first(); at != IdMap.NONE; at = pending.next(at)) {
      if (isIdle(group, at, until)) {
        long order =
            group.isReleased(at)
                ? Long.MIN_VALUE + group.releaseNumber(at)
                : group.deliveryTime(at);
        all.add(new Idle(order, pending.ms(at), pending.seq(at)));
      }
    }
    all.sort(Idle.FIRST_CLAIMED);
    found.clear();
    for (int i = 0; i < all.size() && found.size() < most; i++) {
      Idle idle = all.get(i);
      if (exists(stream, idle.ms, idle.seq)) {
        found.add(idle.ms, idle.seq);
      }
    }
  }

  private static boolean isIdle(Group group, long position, long until) {
    return group.isReleased(position) || group.deliveryTime(position) <= until;
  }

  private boolean exists(Stream stream, long ms, long seq) {
    return stream.contains(id.set(ms, seq), cursor);
  }

  int size() {
    return found.size();
  }

  long ms(int i) {
    return found.ms(i);
  }

  long seq(int i) {
    return found.seq(i);
  }
}
