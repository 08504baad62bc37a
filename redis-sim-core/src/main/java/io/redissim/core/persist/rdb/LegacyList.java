package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Listpack;
import io.redissim.core.bytes.ListpackEntry;
import io.redissim.core.bytes.ListpackText;

/**
 * Makes the nodes of a list, as RDB type 18 has them, out of its elements: listpacks of up to 8
 * KiB, and an element that is larger alone in its node.
 *
 * <pre>
 * number of nodes, then for each: 1 | string, the element;  2 | string, a listpack
 * </pre>
 */
final class LegacyList {
  private static final int PLAIN = 1;
  private static final int PACKED = 2;
  private static final int MAX_NODE_BYTES = 8192;

  private final RdbWriter nodes = new RdbWriter();
  private final Block open = new Block();
  private final ListpackText text = new ListpackText();
  private long count;

  LegacyList() {
    nodes.compressing(false);
    Listpack.create(open);
  }

  void element(byte[] array, int offset, int length) {
    if (length > MAX_NODE_BYTES) {
      close();
      node(PLAIN, array, offset, length);
      return;
    }
    int size = ListpackEntry.size(array, offset, length);
    if (open.length() + size > MAX_NODE_BYTES) {
      close();
    }
    Listpack.append(open, array, offset, length);
  }

  /** All elements of a listpack, divided anew. */
  void elements(Block listpack) {
    byte[] a = listpack.array();
    for (int at = Listpack.first(a, 0); at != Listpack.NONE; at = Listpack.next(a, at)) {
      text.read(a, at);
      element(text.array(), text.offset(), text.length());
    }
  }

  /** A node as it is; one without elements is none. */
  void packed(Block listpack) {
    if (Listpack.first(listpack.array(), 0) != Listpack.NONE) {
      close();
      node(PACKED, listpack.array(), 0, listpack.length());
    }
  }

  private void close() {
    if (Listpack.first(open.array(), 0) != Listpack.NONE) {
      node(PACKED, open.array(), 0, open.length());
      Listpack.create(open);
    }
  }

  private void node(int container, byte[] array, int offset, int length) {
    nodes.length(container).length(length).raw(array, offset, length);
    count++;
  }

  /** The value; a list without elements is none. */
  RdbReader finish() throws RdbFormatException {
    close();
    if (count == 0) {
      throw RdbFormatException.INSTANCE;
    }
    RdbWriter all = new RdbWriter();
    all.length(count).raw(nodes.array(), 0, nodes.size());
    return new RdbReader(all.array(), 0, all.size());
  }
}
