package io.redissim.core.command;

/**
 * How long the calls of one command took, from a nanosecond to a second, with two significant
 * digits: what INFO and LATENCY HISTOGRAM report, with the same cells as Redis'.
 *
 * <p>Idea: an HDR histogram (Gil Tene, hdrhistogram.org). The lowest 256 values have a cell each;
 * from there on each doubling of the value shares 128 cells, so that a cell is never wider than a
 * 128th of what is in it. Recording is a few shifts and an increment.
 */
public final class LatencyHistogram {
  private static final int SUB_BUCKET_BITS = 8;
  private static final int SUB_BUCKETS = 1 << SUB_BUCKET_BITS;
  private static final int HALF = SUB_BUCKETS / 2;

  /** So many doublings that the highest value has a cell. */
  private static final int CELLS = 24 * HALF;

  private static final long MAX_NANOS = 1_000_000_000;

  private final long[] counts = new long[CELLS];
  private long total;

  /** Called behind the engine's door. */
  void record(long nanos) {
    counts[cell(Math.max(1, Math.min(MAX_NANOS, nanos)))]++;
    total++;
  }

  /** Everything that was recorded. */
  public long total() {
    return total;
  }

  /** The value in nanoseconds below which this share of all lies, 0 to 100 percent. */
  public long percentile(double percent) {
    long wanted = Math.max(1, (long) (Math.min(100, percent) / 100 * total + 0.5));
    long seen = 0;
    for (int cell = 0; cell < CELLS; cell++) {
      seen += counts[cell];
      if (seen >= wanted) {
        return percent == 0 ? lowest(cell) : highest(cell);
      }
    }
    return 0;
  }

  /** Told of what is at most so long. */
  @FunctionalInterface
  public interface Steps {
    /** So many calls took at most so many microseconds, those of the steps before among them. */
    void step(long micros, long calls);
  }

  /**
   * The cumulative distribution at 1.024 microseconds and its doublings, without the steps in which
   * nothing is added. A step includes the whole cell that it falls into.
   */
  public void forEachStep(Steps to) {
    long calls = 0;
    long told = 0;
    int cell = 0;
    for (long level = 1024; told < total; level *= 2) {
      int last = Math.min(cell(level), CELLS - 1);
      for (; cell <= last; cell++) {
        calls += counts[cell];
      }
      if (calls > told) {
        to.step(highest(last) / 1000, calls);
        told = calls;
      }
    }
  }

  private static int cell(long value) {
    int shift = Long.SIZE - SUB_BUCKET_BITS - Long.numberOfLeadingZeros(value | (SUB_BUCKETS - 1));
    return shift * HALF + (int) (value >>> shift);
  }

  private static int shift(int cell) {
    return Math.max(0, cell / HALF - 1);
  }

  private static long lowest(int cell) {
    int shift = shift(cell);
    return (long) (cell - shift * HALF) << shift;
  }

  private static long highest(int cell) {
    return lowest(cell) + (1L << shift(cell)) - 1;
  }
}
