package io.redissim.core.keyspace;

import java.util.Arrays;

/**
 * Blocks of longs, all of one size, numbered from 0 and cut from big flat chunks.
 *
 * <p>Few big arrays instead of many small ones: a block costs no header, and a look-up touches only
 * array lengths that stay in the cache. The lowest free block is given out first, so that when many
 * are released the high chunks run empty and can be given back. The first chunk starts small and
 * grows by copying, so that a small database stays small.
 */
final class BlockPool {
  /** A full chunk: 32768 longs, 256 KiB. */
  private static final int CHUNK_BITS = 15;

  private static final int CHUNK_LONGS = 1 << CHUNK_BITS;
  private static final int FIRST_CHUNK_LONGS = 512;
  private static final long[] NOTHING = {};

  private static final long[][] NO_CHUNKS = {};
  private static final int[] NO_COUNTS = {};

  private final GrowthHook growth;
  private final int blockBits;
  private final int chunkShift;
  private final int blocksPerChunk;
  private final int wordsPerChunk;

  /** Chunks; an empty array where one was given back. */
  private long[][] chunks = NO_CHUNKS;

  /** One bit per block, set when it is free; {@link #wordsPerChunk} words for each chunk. */
  private long[] free = NOTHING;

  private int[] freeInChunk = NO_COUNTS;
  private int freeBlocks;
  private int usedBlocks;
  private long reservedLongs;

  /** No chunk below this one has a free block. */
  private int firstCandidate;

  BlockPool(int blockBits, GrowthHook growth) {
    this.growth = growth;
    this.blockBits = blockBits;
    this.chunkShift = CHUNK_BITS - blockBits;
    this.blocksPerChunk = 1 << chunkShift;
    this.wordsPerChunk = Math.max(1, blocksPerChunk >> 6);
  }

  /** The array a block lies in; it changes only when a block is allocated. */
  long[] chunk(int block) {
    return chunks[block >>> chunkShift];
  }

  /** Where in {@link #chunk} the block starts. */
  int base(int block) {
    return (block & (blocksPerChunk - 1)) << blockBits;
  }

  /** The block that {@link #allocate} will give out next; makes sure that there is one. */
  int next() {
    int chunk = chunkWithRoom();
    int word = chunk * wordsPerChunk;
    while (free[word] == 0) {
      word++;
    }
    int bit = Long.numberOfTrailingZeros(free[word]);
    return (chunk << chunkShift) + ((word - chunk * wordsPerChunk) << 6) + bit;
  }

  /** A block with unspecified content, or throws and changes nothing. */
  int allocate() {
    int block = next();
    int chunk = block >>> chunkShift;
    int inChunk = block & (blocksPerChunk - 1);
    free[chunk * wordsPerChunk + (inChunk >> 6)] &= ~(1L << inChunk);
    freeInChunk[chunk]--;
    freeBlocks--;
    usedBlocks++;
    return block;
  }

  /**
   * Makes sure that so many blocks can be allocated without taking memory; no more than the first
   * chunk starts with.
   */
  void reserve(int blocks) {
    if (freeBlocks < blocks) {
      grow();
    }
  }

  int freeBlocks() {
    return freeBlocks;
  }

  /** Gives everything back: no block is in use any more. */
  void clear() {
    chunks = NO_CHUNKS;
    free = NOTHING;
    freeInChunk = NO_COUNTS;
    freeBlocks = 0;
    usedBlocks = 0;
    reservedLongs = 0;
    firstCandidate = 0;
  }

  void release(int block) {
    int chunk = block >>> chunkShift;
    int inChunk = block & (blocksPerChunk - 1);
    free[chunk * wordsPerChunk + (inChunk >> 6)] |= 1L << inChunk;
    freeInChunk[chunk]++;
    freeBlocks++;
    usedBlocks--;
    firstCandidate = Math.min(firstCandidate, chunk);
    // Some room stays, so that a block going back and forth does not move a chunk with it.
    if (chunk > 0
        && freeInChunk[chunk] == blocksPerChunk
        && freeBlocks - blocksPerChunk >= blocksPerChunk / 4) {
      giveBack(chunk);
    }
  }

  int usedBlocks() {
    return usedBlocks;
  }

  long usedBytes() {
    return (long) usedBlocks << blockBits << 3;
  }

  long reservedBytes() {
    return reservedLongs * Long.BYTES;
  }

  private int chunkWithRoom() {
    if (freeBlocks == 0) {
      grow();
    }
    while (freeInChunk[firstCandidate] == 0) {
      firstCandidate++;
    }
    return firstCandidate;
  }

  private void grow() {
    if (chunks.length > 0 && chunks[0].length < CHUNK_LONGS) {
      resize(0, Math.max(FIRST_CHUNK_LONGS, Math.min(CHUNK_LONGS, chunks[0].length * 4)));
      firstCandidate = 0;
      return;
    }
    int chunk = 0;
    while (chunk < chunks.length && chunks[chunk].length > 0) {
      chunk++;
    }
    if (chunk == chunks.length) {
      int wider = Math.max(1, chunks.length * 2);
      growth.beforeGrowth();
      long[][] widerChunks = Arrays.copyOf(chunks, wider);
      Arrays.fill(widerChunks, chunk, wider, NOTHING);
      growth.beforeGrowth();
      long[] widerFree = Arrays.copyOf(free, wider * wordsPerChunk);
      growth.beforeGrowth();
      freeInChunk = Arrays.copyOf(freeInChunk, wider);
      free = widerFree;
      chunks = widerChunks;
    }
    resize(chunk, chunk == 0 ? FIRST_CHUNK_LONGS : CHUNK_LONGS);
    firstCandidate = Math.min(firstCandidate, chunk);
  }

  private void resize(int chunk, int longs) {
    int from = chunks[chunk].length >> blockBits;
    int to = longs >> blockBits;
    growth.beforeGrowth();
    chunks[chunk] = Arrays.copyOf(chunks[chunk], longs);
    for (int block = from; block < to; block++) {
      free[chunk * wordsPerChunk + (block >> 6)] |= 1L << block;
    }
    freeInChunk[chunk] += to - from;
    freeBlocks += to - from;
    reservedLongs += (long) (to - from) << blockBits;
  }

  private void giveBack(int chunk) {
    Arrays.fill(free, chunk * wordsPerChunk, (chunk + 1) * wordsPerChunk, 0);
    freeInChunk[chunk] = 0;
    freeBlocks -= blocksPerChunk;
    reservedLongs -= CHUNK_LONGS;
    chunks[chunk] = NOTHING;
  }
}
