package io.redissim.core.keyspace;

import java.util.Arrays;

/**
 * The memory that entries lie in: cells of whole granules (8 bytes), cut from pages of 256 KiB.
 *
 * <p>Idea: boundary tags (Knuth, The Art of Computer Programming 1, section 2.5). A freed cell
 * joins its free neighbours at once, and then the list of its size; an allocation takes the
 * smallest free cell that is large enough and splits it, else it bumps through the newest page. The
 * lists are threaded through the free cells, in both directions, so that any cell can leave its
 * list: a page whose last live cell is freed has become one free cell and is given back; a sparse
 * page is emptied on purpose ({@link Contents#compactPage}).
 *
 * <p>A cell too big for the size classes, which only a huge key needs, has a page of its own.
 *
 * <p>An address is a granule number: page << 15 | granule in the page. Granule 0 of a page is never
 * used, so address 0 is nothing. A free cell is
 *
 * <pre>
 * byte 0 = 0 | bytes 1-2 granules | bytes 3-7 next free cell in its list (34 bits), 0 at the end
 * bytes 8-13 previous one, meaningless at the head
 * last 2 bytes granules again, for the neighbour behind
 * </pre>
 *
 * Invariants: no two free cells are neighbours, none touches the part of the newest page that was
 * never used; a live cell says in its first byte whether the cell before it is free.
 */
final class Arena {
  static final int ADDRESS_BITS = 34;
  static final long ADDRESS_MASK = (1L << ADDRESS_BITS) - 1;
  static final int PAGE_BITS = 15;
  static final int PAGE_GRANULES = 1 << PAGE_BITS;
  static final int PAGE_BYTES = PAGE_GRANULES * 8;

  /** The largest live cell in a shared page, and the list of all free ones of that size or more. */
  static final int MAX_CLASS = 4095;

  private static final int MAX_PAGES = 1 << (ADDRESS_BITS - PAGE_BITS);
  private static final byte[] NO_PAGE = {};
  private static final int NONE = -1;

  private final GrowthHook growth;
  private byte[][] pages = {};

  /** Live granules per page. */
  private int[] live = {};

  /** Page numbers below {@link #pageEnd} that are not in use, as a stack with room for all. */
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

  Arena(GrowthHook growth) {
    this.growth = growth;
  }

  byte[] page(long address) {
    return pages[(int) (address >>> PAGE_BITS)];
  }

  static int offset(long address) {
    return ((int) address & PAGE_GRANULES - 1) << 3;
  }

  /**
   * The address of a cell of this size, or one granule more where the rest would be too small for a
   * cell: {@link #granted} says. The cell before it is not free.
   */
  long allocate(int granules) {
    if (granules > MAX_CLASS) {
      return allocateAlone(granules);
    }
    if (heads.length == 0) {
      growth.beforeGrowth();
      filled = new long[(MAX_CLASS + 1) / 64];
      growth.beforeGrowth();
      heads = new long[MAX_CLASS + 1];
    }
    int smallest = classFrom(granules);
    long address = smallest == NONE ? bump(granules) : split(heads[smallest], granules);
    live[pageOf(address)] += granted;
    liveGranules += granted;
    return address;
  }

  /** Granules of the cell allocated last. */
  int granted() {
    return granted;
  }

  void free(long address, int granules) {
    if (granules > MAX_CLASS) {
      int page = pageOf(address);
      liveGranules -= granules;
      reservedBytes -= pages[page].length;
      vacate(page);
    } else {
      release(address, granules, Cell.isPreviousFree(page(address), offset(address)));
    }
  }

  /** Frees the end of a live cell, which keeps {@code kept} granules. */
  void trim(long address, int granules, int kept) {
    release(address + kept, granules - kept, false);
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

  /**
   * Takes from the heap what moving the cells of one sparse page may need, which is at most one
   * page: once that has begun, it must not fail halfway. False: there is no number for a page.
   */
  boolean prepareMove() {
    if (spare.length == 0) {
      growth.beforeGrowth();
      spare = new byte[PAGE_BYTES];
    }
    if (vacantCount == 0 && pageEnd < MAX_PAGES) {
      makeRoomForPage();
    }
    return vacantCount > 0 || pageEnd < MAX_PAGES;
  }

  /** Takes the page's free cells out of their lists, so that nothing is allocated in it. */
  void unlinkFreeCells(int page) {
    for (long at = firstCell(page); at != 0; at = nextCell(at)) {
      if (isFree(at)) {
        unlink(at);
      }
    }
  }

  /** Drops a page that is in no list and whose live cells have been copied elsewhere. */
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

  /** The smallest class of at least this size whose list is not empty; -1: all are. */
  private int classFrom(int granules) {
    int word = granules >> 6;
    long bits = filled[word] & -1L << granules;
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

  private long split(long address, int granules) {
    int all = freeGranules(address);
    unlink(address);
    int rest = all - granules;
    if (rest >= Cell.MIN_GRANULES) {
      granted = granules;
      link(address + granules, rest);
    } else {
      granted = all;
      long behind = cellBehind(address, all);
      if (behind != 0) {
        Cell.writePreviousFree(page(behind), offset(behind), false);
      }
    }
    return address;
  }

  private void release(long address, int granules, boolean previousFree) {
    int page = pageOf(address);
    live[page] -= granules;
    liveGranules -= granules;
    long start = address;
    long end = address + granules;
    long behind = cellBehind(address, granules);
    if (behind != 0 && isFree(behind)) {
      end += freeGranules(behind);
      unlink(behind);
    }
    if (previousFree) {
      start -= granulesBefore(address);
      unlink(start);
    }
    if (page == current && granuleOf(end - 1) == bump - 1) {
      bump = granuleOf(start);
    } else if (live[page] == 0) {
      giveBack(page);
    } else {
      link(start, (int) (end - start));
      behind = cellBehind(start, (int) (end - start));
      if (behind != 0) {
        Cell.writePreviousFree(page(behind), offset(behind), true);
      }
    }
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
    byte[] bytes = spare;
    if (bytes.length == 0) {
      growth.beforeGrowth();
      bytes = new byte[PAGE_BYTES];
    }
    int page = newPageNumber();
    spare = NO_PAGE;
    int rest = PAGE_GRANULES - bump;
    if (rest > 0) {
      link((long) current << PAGE_BITS | bump, rest);
    }
    pages[page] = bytes;
    tiledGranules += PAGE_GRANULES - 1;
    reservedBytes += PAGE_BYTES;
    current = page;
    bump = 1;
  }

  private long allocateAlone(int granules) {
    growth.beforeGrowth();
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
    makeRoomForPage();
    return pageEnd++;
  }

  private void makeRoomForPage() {
    if (pageEnd == pages.length) {
      int wider = Math.max(1, pages.length * 2);
      growth.beforeGrowth();
      int[] widerLive = Arrays.copyOf(live, wider);
      growth.beforeGrowth();
      int[] widerVacant = Arrays.copyOf(vacant, wider);
      growth.beforeGrowth();
      pages = Arrays.copyOf(pages, wider);
      Arrays.fill(pages, pageEnd, wider, NO_PAGE);
      live = widerLive;
      vacant = widerVacant;
    }
  }

  private void vacate(int page) {
    pages[page] = NO_PAGE;
    live[page] = 0;
    vacant[vacantCount++] = page;
  }

  // ---- Free lists.

  private static int pageOf(long address) {
    return (int) (address >>> PAGE_BITS);
  }

  private static int granuleOf(long address) {
    return (int) address & PAGE_GRANULES - 1;
  }

  /** The cell behind one of this size, 0 if that is the last in its page. */
  private long cellBehind(long address, int granules) {
    int end = pageOf(address) == current ? bump : PAGE_GRANULES;
    return granuleOf(address) + granules < end ? address + granules : 0;
  }

  private int freeGranules(long address) {
    return (int) (Cell.header(page(address), offset(address)) >>> 8) & 0xffff;
  }

  /** Granules of the free cell that ends where this one starts. */
  private int granulesBefore(long address) {
    return (int) ((long) Cell.LONG.get(page(address), offset(address) - 8) >>> 48);
  }

  private static int classOf(int granules) {
    return Math.min(granules, MAX_CLASS);
  }

  private void link(long address, int granules) {
    int list = classOf(granules);
    long next = heads[list];
    byte[] page = page(address);
    int at = offset(address);
    Cell.LONG.set(page, at, (long) granules << 8 | next << 24);
    Cell.LONG.set(page, at + (granules << 3) - 8, (long) granules << 48);
    if (next != 0) {
      writePrevious(next, address);
    } else {
      filled[list >> 6] |= 1L << list;
      filledWords |= 1L << (list >> 6);
    }
    heads[list] = address;
  }

  private void unlink(long address) {
    byte[] page = page(address);
    int at = offset(address);
    long header = Cell.header(page, at);
    long next = header >>> 24;
    int list = classOf((int) (header >>> 8) & 0xffff);
    if (heads[list] != address) {
      long previous = (long) Cell.LONG.get(page, at + 8) & ADDRESS_MASK;
      writeNext(previous, next);
      if (next != 0) {
        writePrevious(next, previous);
      }
      return;
    }
    heads[list] = next;
    if (next == 0) {
      filled[list >> 6] &= ~(1L << list);
      if (filled[list >> 6] == 0) {
        filledWords &= ~(1L << (list >> 6));
      }
    }
  }

  private void writeNext(long address, long next) {
    byte[] page = page(address);
    int at = offset(address);
    Cell.LONG.set(page, at, (Cell.header(page, at) & 0xffffff) | next << 24);
  }

  /** Leaves the upper 16 bits, which in the smallest cell are the granules at its end. */
  private void writePrevious(long address, long previous) {
    byte[] page = page(address);
    int at = offset(address) + 8;
    Cell.LONG.set(page, at, ((long) Cell.LONG.get(page, at) & ~ADDRESS_MASK) | previous);
  }
}
