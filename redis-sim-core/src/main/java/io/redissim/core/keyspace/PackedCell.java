package io.redissim.core.keyspace;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.bytes.Block;

/**
 * The cell whose packed value is being edited: where everything in it is, looked up once. Until the
 * edit ends the cell says what it said before, though the bytes of its value change.
 */
final class PackedCell {
  private byte[] page = Ascii.EMPTY;
  private int at;
  private long header;
  private int granules;

  /** Where the value begins, counted from the start of the cell. */
  private int valueOffset;

  void open(Arena arena, long address) {
    page = arena.page(address);
    at = Arena.offset(address);
    header = Cell.header(page, at);
    granules = Cell.granules(page, at, header);
    valueOffset = Cell.valueOffset(page, at, header);
  }

  void close() {
    page = Ascii.EMPTY;
  }

  /** Where the value begins in its page, with the gap before its listpack, if it has one. */
  int valueAt() {
    return at + valueOffset;
  }

  /** How many bytes the value may have where it lies; 0: it may not be changed there. */
  int room() {
    if (page.length == 0 || granules > Arena.MAX_CLASS) {
      return 0; // no cell is open, or it is so large that its end could not be given back
    }
    return Math.min((granules << 3) - valueOffset, Cell.maxLength(Cell.form(header)));
  }

  /**
   * The value becomes what the block is, which lies in it or has room in it. What the cell needs no
   * more is given back, if it is much. Takes no memory.
   */
  void become(Arena arena, long address, AccessClock access, int kind, Block block) {
    int fewest = Cell.granules(valueOffset + block.length());
    boolean keepsAll =
        Contents.isWorthKeeping(granules - fewest, fewest, Cell.hasLongSlack(header));
    int gap = 0;
    if (!block.isBorrowed()) {
      System.arraycopy(block.array(), 0, page, at + valueOffset, block.length());
    } else if (keepsAll) {
      gap = block.gap();
    } else {
      block.closeGap();
    }
    int newKind = kind;
    if (gap > 0) {
      newKind = Cell.gapped(kind);
      Cell.writeGap(page, at + valueOffset, gap);
    }
    int length = gap + block.length();
    int needed = Cell.granules(valueOffset + length);
    int slack = keepsAll ? granules - needed : 0;
    Cell.rewrite(page, at, header, newKind, slack, access.written(Cell.clock(header)), length);
    if (!keepsAll) {
      arena.trim(address, granules, needed);
    }
  }
}
