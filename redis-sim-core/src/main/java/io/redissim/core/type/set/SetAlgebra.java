package io.redissim.core.type.set;

import io.redissim.core.bytes.DistinctBytes;
import io.redissim.core.bytes.KeyHash;
import io.redissim.core.command.CommandContext;
import io.redissim.core.resp.Args;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Intersections, unions and differences of sets that lie in the keyspace. The sets are looked up
 * first ({@link #load}) and must not change until the result is there. Source of the choices:
 * Valkey {@code t_set.c:sinterGenericCommand, sunionDiffGenericCommand}.
 */
final class SetAlgebra {
  private static final Comparator<Members> BY_SIZE =
      (one, other) -> Long.compare(one.size(), other.size());
  private static final Comparator<Members> BY_SIZE_DOWN =
      (one, other) -> Long.compare(other.size(), one.size());

  /** More views than this are not kept for the next command. */
  private static final int KEPT = 64;

  private final KeyHash hash;
  private final Member member = new Member();
  private final DistinctBytes seen = new DistinctBytes();
  private Members[] sets = {};
  private int count;

  SetAlgebra(KeyHash hash) {
    this.hash = hash;
  }

  /** Looks up the sets of {@code keys} arguments from {@code first} on, in this order. */
  void load(CommandContext ctx, Args args, int first, int keys) {
    if (sets.length < keys) {
      int known = sets.length;
      sets = Arrays.copyOf(sets, keys);
      for (int i = known; i < keys; i++) {
        sets[i] = new Members();
      }
    }
    for (int i = 0; i < keys; i++) {
      count = i + 1;
      SetValue set = Sets.read(ctx, args.key(first + i));
      if (set == null) {
        sets[i].clear();
      } else {
        sets[i].point(set.members());
      }
    }
  }

  /** Lets go of the sets. */
  void clear() {
    if (sets.length > KEPT) {
      sets = new Members[0];
    }
    for (int i = 0; i < Math.min(count, sets.length); i++) {
      sets[i].clear();
    }
    count = 0;
    seen.clear();
  }

  /**
   * The set that an intersection walks over: a smallest one. After {@link #sortForIntersection}.
   */
  Members smallest() {
    return sets[0];
  }

  void sortForIntersection() {
    if (count > 1) {
      Arrays.sort(sets, 0, count, BY_SIZE);
    }
  }

  /** Each member of the smallest set that is in all others. */
  void intersect(Outcome outcome) {
    Members smallest = sets[0];
    reserve(outcome);
    int others = others(smallest);
    if (others > 1) {
      sets[1].expect(smallest.size());
    }
    for (long at = smallest.first(); at != Members.NONE; at = smallest.next(at)) {
      smallest.read(at, member);
      if (isInAll(others) && !outcome.take(member)) {
        return;
      }
    }
  }

  /** Many members may come for a new set, or none. */
  private static void reserve(Outcome outcome) {
    SetValue target = outcome.target();
    if (target != null) {
      target.reserve(1);
    }
  }

  /** Moves the sets that are the first one itself behind all others; where those end. */
  private int others(Members first) {
    int end = count;
    for (int i = count - 1; i > 0; i--) {
      if (sets[i].isSameAs(first)) {
        Members same = sets[i];
        System.arraycopy(sets, i + 1, sets, i, --end - i);
        sets[end] = same;
      }
    }
    return end;
  }

  private boolean isInAll(int end) {
    for (int i = 1; i < end; i++) {
      if (!sets[i].contains(member, hash)) {
        return false;
      }
    }
    return true;
  }

  /** Each member of any set, once. */
  void unite(Outcome outcome) {
    SetValue target = outcome.target();
    if (target != null) {
      uniteIn(target, outcome);
      return;
    }
    seen.clear();
    int last = lastWithMembers();
    boolean first = true;
    for (int i = 0; i <= last; i++) {
      if (sets[i].size() > 0) {
        if (!unite(sets[i], first, i == last, outcome)) {
          return;
        }
        first = false;
      }
    }
  }

  /** False: that is enough. The members of the last set need not be known any more. */
  private boolean unite(Members set, boolean isFirst, boolean isLast, Outcome outcome) {
    if (!isLast) {
      seen.expect(set.size());
    }
    for (long at = set.first(); at != Members.NONE; at = set.next(at)) {
      set.read(at, member);
      boolean comes = isFirst || !isSeen();
      if (comes && !isLast) {
        see();
      }
      if (comes && !outcome.take(member)) {
        return false;
      }
    }
    return true;
  }

  private void uniteIn(SetValue target, Outcome outcome) {
    long most = 1;
    for (int i = 0; i < count; i++) {
      most = Math.max(most, sets[i].size());
    }
    target.reserve(most);
    for (int i = 0; i < count; i++) {
      Members set = sets[i];
      for (long at = set.first(); at != Members.NONE; at = set.next(at)) {
        outcome.takeAgain(set.read(at, member));
      }
    }
  }

  private int lastWithMembers() {
    int last = count - 1;
    while (last > 0 && sets[last].size() == 0) {
      last--;
    }
    return last;
  }

  /**
   * Each member of the first set that is in none of the others: by looking each up in the others,
   * O(size of the first * sets), or in the union of the others, O(members of all); whichever
   * promises less work.
   */
  void subtract(Outcome outcome) {
    Members first = sets[0];
    long lookUps = 0;
    long all = 0;
    for (int i = 0; i < count; i++) {
      if (i > 0 && sets[i].isSameAs(first)) {
        return;
      }
      if (sets[i].size() > 0) {
        lookUps += first.size();
        all += sets[i].size();
      }
    }
    reserve(outcome);
    // Looking up costs less a member, and often ends early.
    SetValue target = outcome.target();
    if (lookUps / 2 <= all) {
      subtractByLookUp(outcome);
    } else if (target != null) {
      subtractIn(target, outcome);
    } else {
      subtractUnion(outcome);
    }
  }

  private void subtractByLookUp(Outcome outcome) {
    if (count > 1) {
      // The more a set holds the more it is likely to hold.
      Arrays.sort(sets, 1, count, BY_SIZE_DOWN);
      sets[1].expect(sets[0].size());
    }
    Members first = sets[0];
    for (long at = first.first(); at != Members.NONE; at = first.next(at)) {
      first.read(at, member);
      if (isInNoOther() && !outcome.take(member)) {
        return;
      }
    }
  }

  private boolean isInNoOther() {
    for (int i = 1; i < count; i++) {
      if (sets[i].contains(member, hash)) {
        return false;
      }
    }
    return true;
  }

  /** The copy is the new set itself, whose encoding stays what all of the first set made it. */
  private void subtractIn(SetValue target, Outcome outcome) {
    for (int i = 0; i < count && (i == 0 || target.size() > 0); i++) {
      Members set = sets[i];
      for (long at = set.first(); at != Members.NONE; at = set.next(at)) {
        set.read(at, member);
        if (i == 0) {
          outcome.take(member);
        } else {
          target.remove(member.array(), member.offset(), member.length());
        }
      }
    }
  }

  private void subtractUnion(Outcome outcome) {
    seen.clear();
    for (int i = 1; i < count; i++) {
      Members set = sets[i];
      seen.expect(set.size());
      for (long at = set.first(); at != Members.NONE; at = set.next(at)) {
        set.read(at, member);
        if (!isSeen()) {
          see();
        }
      }
    }
    Members first = sets[0];
    for (long at = first.first(); at != Members.NONE; at = first.next(at)) {
      first.read(at, member);
      if (!isSeen() && !outcome.take(member)) {
        return;
      }
    }
  }

  // ---- Members seen.

  private boolean isSeen() {
    int length = member.length();
    return seen.find(member.array(), member.offset(), length, member.hash(hash)) >= 0;
  }

  private void see() {
    int length = member.length();
    seen.add(member.array(), member.offset(), length, member.hash(hash), member.isNumber());
  }
}
