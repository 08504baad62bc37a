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

  private final int blockBits;
  private final int chunkShift;
  private final int blocksPerChunk;
  private final int wordsPerChunk;

  /** Chunks; an empty array where one was given back. */
  private long[][] chunks = {};

  /** One bit per block, set when it is free; {@link #wordsPerChunk} words for each chunk. */
  private long[] free = {};

  private int[] freeInChunk = {};
  private int freeBlocks;
  private int usedBlocks;
  private long reservedLongs;

  /** No chunk below this one has a free block. */
  private int firstCandidate;

  BlockPool(int blockBits) {
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

  /** A block with unspecified content. */
  int allocate() {
    int chunk = chunkWithRoom();
    int word = chunk * wordsPerChunk;
    while (free[word] == 0) {
      word++;
    }
    int bit = Long.numberOfTrailingZeros(free[word]);
    free[word] &= free[word] - 1;
    freeInChunk[chunk]--;
    freeBlocks--;
    usedBlocks++;
    return (chunk << chunkShift) + ((word - chunk * wordsPerChunk) << 6) + bit;
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
    if (freeBlocks > 0) {
      while (freeInChunk[firstCandidate] == 0) {
        firstCandidate++;
      }
      return firstCandidate;
    }
    if (chunks.length > 0 && chunks[0].length < CHUNK_LONGS) {
      resize(0, Math.min(CHUNK_LONGS, chunks[0].length * 4));
      firstCandidate = 0;
      return 0;
    }
    int chunk = 0;
    while (chunk < chunks.length && chunks[chunk].length > 0) {
      chunk++;
    }
    if (chunk == chunks.length) {
      int wider = Math.max(1, chunks.length * 2);
      chunks = Arrays.copyOf(chunks, wider);
      Arrays.fill(chunks, chunk, wider, NOTHING);
      free = Arrays.copyOf(free, wider * wordsPerChunk);
      freeInChunk = Arrays.copyOf(freeInChunk, wider);
    }
    resize(chunk, chunk == 0 ? FIRST_CHUNK_LONGS : CHUNK_LONGS);
    firstCandidate = chunk;
    return chunk;
  }

  private void resize(int chunk, int longs) {
    int from = chunks[chunk].length >> blockBits;
    int to = longs >> blockBits;
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
