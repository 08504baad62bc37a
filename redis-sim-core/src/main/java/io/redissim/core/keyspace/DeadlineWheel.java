package io.redissim.core.keyspace;

import java.util.Arrays;

/**
 * A hierarchical timing wheel (Varghese and Lauck, 1987) of records that are one long each:
 *
 * <pre>
 * 30 bits: top of the key's hash | 34 bits: tick
 * </pre>
 *
 * <p>A tick is 16 ms. Six levels of 64 buckets: level 0 holds the ticks that differ from the
 * current one in the lowest 6 bits only, level 1 those that differ in the 6 bits above, and so on,
 * so a bucket of level n covers 64^n ticks. When the current tick enters a bucket of a higher
 * level, its records move down, one per {@link #poll}: no call does more than one record's work. A
 * bucket is a chain of blocks of 32 longs, the first word of each being count and next block; 8.3
 * bytes a record.
 *
 * <p>A record never fires early: its tick is the first one that begins after the deadline. The
 * range is 8.7 years from the origin; what lies beyond fires at its end and is then added again.
 */
final class DeadlineWheel {
  /** Not a record: nothing is due. */
  static final long NONE = -1;

  /** Not a record: one was moved nearer, there may be more to do. */
  static final long MOVED = -2;

  static final int TICK_BITS = 34;
  private static final long TICK_MASK = (1L << TICK_BITS) - 1;

  /** So that no record equals NONE or MOVED. */
  private static final long MAX_TICK = TICK_MASK - 2;

  private static final int MILLIS_PER_TICK_BITS = 4;
  private static final int LEVEL_BITS = 6;
  private static final int LEVELS = 6;
  private static final int BUCKETS = 1 << LEVEL_BITS;
  private static final int BUCKET_MASK = BUCKETS - 1;
  private static final int BLOCK_BITS = 5;
  private static final int BLOCK_RECORDS = (1 << BLOCK_BITS) - 1;

  /** How far the clock may go back before {@link #isOutOfRange} asks for a new wheel: 1 second. */
  private static final int BACKWARD_TICKS = 64;

  private static final int[] NO_HEADS = {};

  private final GrowthHook growth;
  private final BlockPool blocks;

  /** First block of each bucket, plus one; 0: empty. One bitmap per level says which are not. */
  private int[] heads = NO_HEADS;

  private final long[] filled = new long[LEVELS];
  private long origin;
  private long current;
  private long records;

  DeadlineWheel(GrowthHook growth) {
    this.growth = growth;
    this.blocks = new BlockPool(BLOCK_BITS, growth);
  }

  /** Adds a record, or throws and changes nothing. */
  void add(long hash, long deadline, long now) {
    if (records == 0) {
      origin = now;
      current = 0;
    }
    push((hash & ~TICK_MASK) | Math.min(MAX_TICK, Math.max(current, tickAfter(deadline))));
    records++;
  }

  /** Makes room for so many records, up to 16, or throws and changes nothing. */
  void reserve(int count) {
    openHeads();
    blocks.reserve(count);
  }

  /** Whether so many records can be added without taking memory. */
  boolean hasRoom(int count) {
    return heads.length > 0 && blocks.freeBlocks() >= count;
  }

  /** Drops all records and gives their memory back. */
  void clear() {
    heads = NO_HEADS;
    Arrays.fill(filled, 0);
    blocks.clear();
    records = 0;
  }

  /**
   * Finds a record that is due, which stays until {@link #takeDue}, or moves one nearer, or finds
   * nothing to do at this time.
   */
  long poll(long now) {
    long target = (now - origin) >> MILLIS_PER_TICK_BITS;
    while (records > 0 && current <= target) {
      int level = levelToCascade();
      if (level > 0) {
        blocks.reserve(1);
        push(pop(level, bucket(current, level)));
        return MOVED;
      }
      long next = nextTick();
      if (next > target) {
        current = target;
        return NONE;
      }
      current = next;
      if ((filled[0] >>> bucket(current, 0) & 1) != 0) {
        return last(0, bucket(current, 0));
      }
    }
    return NONE;
  }

  /** Takes away the record that {@link #poll} has found, if it was not dropped since. */
  void takeDue() {
    if ((filled[0] >>> bucket(current, 0) & 1) != 0) {
      records--;
      pop(0, bucket(current, 0));
    }
  }

  /** Any record, due or not, which stays until {@link #takeAny}; NONE when there is none. */
  long any() {
    int level = firstFilled();
    return level == LEVELS ? NONE : last(level, Long.numberOfTrailingZeros(filled[level]));
  }

  /** Takes away the record that {@link #any} has found. */
  void takeAny() {
    int level = firstFilled();
    records--;
    pop(level, Long.numberOfTrailingZeros(filled[level]));
  }

  private int firstFilled() {
    int level = 0;
    while (level < LEVELS && filled[level] == 0) {
      level++;
    }
    return level;
  }

  /** The earliest time at which {@link #poll} may find something; the maximum when empty. */
  long nextMillis() {
    if (records == 0) {
      return Long.MAX_VALUE;
    }
    long tick = levelToCascade() > 0 ? current : nextTick();
    return origin + (tick << MILLIS_PER_TICK_BITS);
  }

  /** Whether the clock has left the range in which this wheel is on time. */
  boolean isOutOfRange(long now) {
    long target = (now - origin) >> MILLIS_PER_TICK_BITS;
    return records > 0 && (target < current - BACKWARD_TICKS || target > MAX_TICK / 2);
  }

  long records() {
    return records;
  }

  long usedBytes() {
    return blocks.usedBytes() + (long) heads.length * Integer.BYTES;
  }

  long reservedBytes() {
    return blocks.reservedBytes() + (long) heads.length * Integer.BYTES;
  }

  private long tickAfter(long deadline) {
    return ((deadline - origin) >> MILLIS_PER_TICK_BITS) + 1;
  }

  /** The level whose bucket at the current tick still has records, 0 if there is none. */
  private int levelToCascade() {
    for (int level = LEVELS - 1; level > 0; level--) {
      if ((filled[level] >>> bucket(current, level) & 1) != 0) {
        return level;
      }
    }
    return 0;
  }

  /** The first tick, from the current one on, at which a bucket begins that has records. */
  private long nextTick() {
    long near = filled[0] & -1L << bucket(current, 0);
    if (near != 0) {
      return (current & ~(long) BUCKET_MASK) | Long.numberOfTrailingZeros(near);
    }
    for (int level = 1; level < LEVELS; level++) {
      long later = filled[level] & -2L << bucket(current, level);
      if (later != 0) {
        int shift = LEVEL_BITS * level;
        long rotation = current >>> (shift + LEVEL_BITS) << LEVEL_BITS;
        return (rotation | Long.numberOfTrailingZeros(later)) << shift;
      }
    }
    return Long.MAX_VALUE;
  }

  private static int bucket(long tick, int level) {
    return (int) (tick >>> (LEVEL_BITS * level)) & BUCKET_MASK;
  }

  private void push(long record) {
    openHeads();
    long tick = record & TICK_MASK;
    long differing = tick ^ current;
    int level = differing == 0 ? 0 : (63 - Long.numberOfLeadingZeros(differing)) / LEVEL_BITS;
    int bucket = bucket(tick, level);
    int head = heads[level * BUCKETS + bucket];
    if (head == 0 || (int) first(head - 1) == BLOCK_RECORDS) {
      int block = blocks.allocate();
      blocks.chunk(block)[blocks.base(block)] = (long) head << 32;
      head = block + 1;
      heads[level * BUCKETS + bucket] = head;
      filled[level] |= 1L << bucket;
    }
    long[] chunk = blocks.chunk(head - 1);
    int base = blocks.base(head - 1);
    int count = (int) ++chunk[base];
    chunk[base + count] = record;
  }

  private void openHeads() {
    if (heads.length == 0) {
      growth.beforeGrowth();
      heads = new int[LEVELS * BUCKETS];
    }
  }

  /** The record that {@link #pop} will take. */
  private long last(int level, int bucket) {
    int block = heads[level * BUCKETS + bucket] - 1;
    return blocks.chunk(block)[blocks.base(block) + (int) first(block)];
  }

  private long pop(int level, int bucket) {
    int head = heads[level * BUCKETS + bucket];
    long[] chunk = blocks.chunk(head - 1);
    int base = blocks.base(head - 1);
    long record = chunk[base + (int) chunk[base]];
    if ((int) --chunk[base] == 0) {
      int next = (int) (chunk[base] >>> 32);
      heads[level * BUCKETS + bucket] = next;
      if (next == 0) {
        filled[level] &= ~(1L << bucket);
      }
      blocks.release(head - 1);
    }
    return record;
  }

  private long first(int block) {
    return blocks.chunk(block)[blocks.base(block)];
  }

  /** For tests: every record's hash prefix, in the top bits, and the time at which it fires. */
  void forEach(RecordVisitor visitor) {
    for (int head : heads) {
      for (int block = head; block != 0; block = (int) (first(block - 1) >>> 32)) {
        int base = blocks.base(block - 1);
        for (int i = (int) first(block - 1); i > 0; i--) {
          long record = blocks.chunk(block - 1)[base + i];
          long millis = origin + ((record & TICK_MASK) << MILLIS_PER_TICK_BITS);
          visitor.visit(record & ~TICK_MASK, millis);
        }
      }
    }
  }

  interface RecordVisitor {
    void visit(long hash, long firesAtMillis);
  }
}
