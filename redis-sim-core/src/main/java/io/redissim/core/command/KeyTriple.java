package io.redissim.core.command;

import java.util.List;

/**
 * Key specs folded into the first key, last key and step of old clients. Source: Valkey {@code
 * server.c:populateCommandLegacyRangeSpec}.
 */
record KeyTriple(int first, int last, int step, boolean movable) {

  static KeyTriple of(List<KeySpec> specs) {
    if (specs.size() == 1
        && specs.get(0).begin() instanceof KeySpec.BeginIndex begin
        && specs.get(0).find() instanceof KeySpec.FindRange range) {
      boolean movable = specs.get(0).has(KeyFlag.INCOMPLETE);
      return new KeyTriple(begin.index(), absolute(begin, range), range.step(), movable);
    }
    boolean movable = false;
    int first = 0;
    int last = 0;
    for (KeySpec spec : specs) {
      if (!(spec.begin() instanceof KeySpec.BeginIndex begin)
          || !(spec.find() instanceof KeySpec.FindRange range)
          || range.step() != 1
          || (last != 0 && last != begin.index() - 1)) {
        movable = true;
        continue;
      }
      movable |= spec.has(KeyFlag.INCOMPLETE);
      first = first == 0 ? begin.index() : Math.min(first, begin.index());
      int here = absolute(begin, range);
      // Counted from the end is later than any absolute position.
      last = Integer.compareUnsigned(last, here) > 0 ? last : here;
    }
    return first == 0 ? new KeyTriple(0, 0, 0, movable) : new KeyTriple(first, last, 1, movable);
  }

  private static int absolute(KeySpec.BeginIndex begin, KeySpec.FindRange range) {
    return range.lastKey() >= 0 ? begin.index() + range.lastKey() : range.lastKey();
  }
}
