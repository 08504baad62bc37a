package io.redissim.server;

/**
 * Decides when the JVM should collect only to give memory back. After FLUSHALL or a mass deletion
 * the store has let go of its pages, but a store that is idle, or overwrites in place, allocates
 * nothing, so no collection would ever come by itself. For a program: inside somebody else's
 * process the collector is theirs.
 */
final class HeapTrimmer {
  /** Less is not worth a pause of some 10 ms. */
  private static final long WORTH_BYTES = 32L << 20;

  private final Runnable collector;
  private long mostReserved;

  HeapTrimmer(Runnable collector) {
    this.collector = collector;
  }

  /** {@code reservedBytes}: what the store holds now. Collects once a quarter of it was let go. */
  void look(long reservedBytes) {
    mostReserved = Math.max(mostReserved, reservedBytes);
    long released = mostReserved - reservedBytes;
    if (released >= WORTH_BYTES && released >= mostReserved / 4) {
      mostReserved = reservedBytes;
      collector.run();
    }
  }
}
