package io.redissim.core.keyspace;

import java.util.Arrays;

/**
 * The memory that entries lie in: cells of whole granules (8 bytes), cut from pages of 256 KiB.
 *
 * <p>Idea: bump allocation in the newest page; a freed cell joins the list of its exact size, and
 * an allocation takes from that list, else splits the smallest larger free cell, else bumps. The
 * lists are threaded through the free cells themselves, in both directions, so that a page can be
 * emptied: all its free cells leave their lists, and the page is given back. That happens when its
 * last live cell is freed, and on purpose when the page is sparse ({@link Database#compact}).
 * Neighbouring free cells are not joined: it would cost cache misses on every free, and emptying a
 * sparse page does the same work for a whole page at once.
 *
 * <p>A cell too big for the size classes, which only a huge key needs, has a page of its own.
 *
 * <p>An address is a granule number: page << 15 | granule in the page. Granule 0 of a page is never
 * used, so address 0 is nothing. A free cell is
 *
 * <pre>
 * byte 0 = 0 | bytes 1-2 granules | bytes 3-7 next free cell of this size (34 bits)
 * bytes 8-15 previous one, 0 at the head
 * </pre>
 */
final class Arena {
  static final int ADDRESS_BITS = 34;
  static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;
  static final int PAGE_BITS = 15;
  static final int PAGE_GRANULES = 1 << PAGE_BITS;
  static final int PAGE_BYTES = PAGE_GRANULES * 8;

  /** The largest size class; bigger cells have pages of their own. */
  static final int MAX_CLASS = 4095;

  private static final int MAX_PAGES = 1 << (ADDRESS_BITS - PAGE_BITS);
  private static final byte[] NO_PAGE = {};
  private static final int NONE = -1;

  private byte[][] pages = {};

  /** Live granules per page. */
  private int[] live = {};

  /** Page numbers below {@link #pageEnd} that are not in use, as a stack. */
  private int[] vacant = {};

  private int vacantCount;
  private int pageEnd;

  /** The page that is bump-allocated, and its first granule never used. */
  private int current = NONE;

  private int bump = PAGE_GRANULES;

  /** The heads of the free lists by granules; a two-level bitmap says which are not empty. */
  private long[] heads = {};

  private long[] filled = {};
  private long filledWords;

  /** One empty page is kept, so that a page's worth coming and going does not allocate. */
  private byte[] spare = NO_PAGE;

  private int granted;
  private long liveGranules;
  private long tiledGranules;
  private long reservedBytes;

  byte[] page(long address) {
    return pages[(int) (address >>> PAGE_BITS)];
  }

  static int offset(long address) {
    return ((int) address & PAGE_GRANULES - 1) << 3;
  }

  /**
   * The address of a cell of this size, or one granule more where the rest would be too small for a
   * cell: {@link #granted} says.
   */
  long allocate(int granules) {
    if (granules > MAX_CLASS) {
      return allocateAlone(granules);
    }
    if (heads.length == 0) {
      heads = new long[MAX_CLASS + 1];
      filled = new long[(MAX_CLASS + 1) / 64];
    }
    long address = heads[granules];
    if (address != 0) {
      unlink(address, granules);
      granted = granules;
    } else {
      int larger = classAbove(granules);
      address = larger != NONE ? split(larger, granules) : bump(granules);
    }
    live[(int) (address >>> PAGE_BITS)] += granted;
    liveGranules += granted;
    return address;
  }

  /** Granules of the cell allocated last. */
  int granted() {
    return granted;
  }

  void free(long address, int granules) {
    int page = (int) (address >>> PAGE_BITS);
    live[page] -= granules;
    liveGranules -= granules;
    if (granules > MAX_CLASS) {
      reservedBytes -= pages[page].length;
      vacate(page);
      return;
    }
    link(address, granules);
    if (live[page] == 0 && page != current) {
      unlinkFreeCells(page);
      giveBack(page);
    }
  }

  /** Frees the end of a live cell, which keeps {@code kept} granules. */
  void trim(long address, int granules, int kept) {
    int rest = granules - kept;
    live[(int) (address >>> PAGE_BITS)] -= rest;
    liveGranules -= rest;
    link(address + kept, rest);
  }

  long liveBytes() {
    return liveGranules << 3;
  }

  long reservedBytes() {
    return reservedBytes + spare.length;
  }

  // ---- Compaction: the database moves the live cells, because it knows who points at them.

  /**
   * The page whose live cells are best moved elsewhere, or -1 when moving is not worth it: less
   * than an eighth of the arena is free, or no page is even a quarter free.
   */
  int sparsePage() {
    long freeGranules = tiledGranules - liveGranules;
    if (freeGranules < Math.max(2 * PAGE_GRANULES, tiledGranules / 8)) {
      return NONE;
    }
    int sparsest = NONE;
    int least = PAGE_GRANULES / 4 * 3;
    for (int page = 0; page < pageEnd; page++) {
      if (live[page] < least && page != current && pages[page].length == PAGE_BYTES) {
        sparsest = page;
        least = live[page];
      }
    }
    return sparsest;
  }

  /** Takes the page's free cells out of their lists, so that nothing is allocated in it. */
  void unlinkFreeCells(int page) {
    for (long at = firstCell(page); at != 0; at = nextCell(at)) {
      if (isFree(at)) {
        unlink(at, freeGranules(at));
      }
    }
  }

  /** Drops a page whose free cells are unlinked and whose live cells have been copied elsewhere. */
  void giveBack(int page) {
    liveGranules -= live[page];
    tiledGranules -= PAGE_GRANULES - 1;
    reservedBytes -= PAGE_BYTES;
    if (spare.length == 0) {
      spare = pages[page];
    }
    vacate(page);
  }

  // ---- Walking a page cell by cell.

  int pageEnd() {
    return pageEnd;
  }

  /** The address of the page's first cell, 0 if it has none. */
  long firstCell(int page) {
    return pages[page].length == 0 || (page == current && bump == 1)
        ? 0
        : (long) page << PAGE_BITS | 1;
  }

  /** The cell behind this one in its page, 0 if it is the last. */
  long nextCell(long address) {
    int page = (int) (address >>> PAGE_BITS);
    int granules = isFree(address) ? freeGranules(address) : liveGranules(address);
    int next = ((int) address & PAGE_GRANULES - 1) + granules;
    int end = page == current ? bump : Math.min(pages[page].length >> 3, PAGE_GRANULES);
    return next < end ? (long) page << PAGE_BITS | next : 0;
  }

  boolean isFree(long address) {
    return page(address)[offset(address)] == 0;
  }

  int liveGranules(long address) {
    byte[] page = page(address);
    int at = offset(address);
    return Cell.granules(page, at, Cell.header(page, at));
  }

  int liveGranulesIn(int page) {
    return live[page];
  }

  // ---- Allocation.

  private int classAbove(int granules) {
    int word = granules >> 6;
    long bits = filled[word] & -2L << granules;
    if (bits == 0) {
      long words = filledWords & -2L << word;
      if (words == 0) {
        return NONE;
      }
      word = Long.numberOfTrailingZeros(words);
      bits = filled[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  private long split(int larger, int granules) {
    long address = heads[larger];
    unlink(address, larger);
    int rest = larger - granules;
    if (rest < Cell.MIN_GRANULES) {
      granted = larger;
    } else {
      granted = granules;
      link(address + granules, rest);
    }
    return address;
  }

  private long bump(int granules) {
    if (PAGE_GRANULES - bump < granules) {
      nextPage();
    }
    long address = (long) current << PAGE_BITS | bump;
    // A last granule that could hold no cell goes with this one.
    granted = PAGE_GRANULES - bump == granules + 1 ? granules + 1 : granules;
    bump += granted;
    return address;
  }

  private void nextPage() {
    byte[] bytes = spare.length > 0 ? spare : new byte[PAGE_BYTES];
    int page = newPageNumber();
    spare = NO_PAGE;
    int left = current;
    int rest = PAGE_GRANULES - bump;
    long restAt = (long) left << PAGE_BITS | bump;
    current = page;
    bump = 1;
    pages[page] = bytes;
    tiledGranules += PAGE_GRANULES - 1;
    reservedBytes += PAGE_BYTES;
    if (left == NONE) {
      return;
    }
    if (rest > 0) {
      link(restAt, rest);
    }
    if (live[left] == 0) {
      unlinkFreeCells(left);
      giveBack(left);
    }
  }

  private long allocateAlone(int granules) {
    byte[] bytes = new byte[(granules + 1) * 8];
    int page = newPageNumber();
    pages[page] = bytes;
    live[page] = granules;
    liveGranules += granules;
    reservedBytes += bytes.length;
    granted = granules;
    return (long) page << PAGE_BITS | 1;
  }

  private int newPageNumber() {
    if (vacantCount > 0) {
      return vacant[--vacantCount];
    }
    if (pageEnd == MAX_PAGES) {
      throw new KeyspaceFullException("128 GiB of keys and values in one database");
    }
    if (pageEnd == pages.length) {
      int wider = Math.max(1, pages.length * 2);
      pages = Arrays.copyOf(pages, wider);
      Arrays.fill(pages, pageEnd, wider, NO_PAGE);
      live = Arrays.copyOf(live, wider);
    }
    return pageEnd++;
  }

  private void vacate(int page) {
    pages[page] = NO_PAGE;
    live[page] = 0;
    if (vacantCount == vacant.length) {
      vacant = Arrays.copyOf(vacant, Math.max(4, vacantCount * 2));
    }
    vacant[vacantCount++] = page;
  }

  // ---- Free lists.

  private int freeGranules(long address) {
    return (int) (Cell.header(page(address), offset(address)) >>> 8) & 0xffff;
  }

  private void link(long address, int granules) {
    long next = heads[granules];
    writeNext(address, granules, next);
    writePrevious(address, 0);
    if (next != 0) {
      writePrevious(next, address);
    } else {
      filled[granules >> 6] |= 1L << granules;
      filledWords |= 1L << (granules >> 6);
    }
    heads[granules] = address;
  }

  private void unlink(long address, int granules) {
    byte[] page = page(address);
    int at = offset(address);
    long next = Cell.header(page, at) >>> 24;
    long previous = (long) Cell.LONG.get(page, at + 8);
    if (next != 0) {
      writePrevious(next, previous);
    }
    if (previous != 0) {
      writeNext(previous, granules, next);
      return;
    }
    heads[granules] = next;
    if (next == 0) {
      filled[granules >> 6] &= ~(1L << granules);
      if (filled[granules >> 6] == 0) {
        filledWords &= ~(1L << (granules >> 6));
      }
    }
  }

  private void writeNext(long address, int granules, long next) {
    Cell.LONG.set(page(address), offset(address), (long) granules << 8 | next << 24);
  }

  private void writePrevious(long address, long previous) {
    Cell.LONG.set(page(address), offset(address) + 8, previous);
  }
}
