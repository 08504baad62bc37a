package io.redissim.core.type.stream;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.keyspace.LargeValue;
import java.util.Arrays;

/**
 * The nodes of a stream by the ID of their master entries, which is the ID of the first entry they
 * ever had. Appending and removing at the front take O(1) amortized, a search O(log n).
 *
 * <p>The map of IDs says in which place of an array each node is; places of removed nodes are used
 * again.
 */
final class StreamNodes {
  private static final int OBJECT_BYTES = 40;
  private static final int PLACE = 0;
  private static final int INDEX_WIDTH = 3;
  private static final int REFERENCE_BYTES = 4;

  private final HeapCount heap;
  private final IdMap index;
  private byte[][] nodes = {};

  /** Places without a node, as a stack. */
  private int[] vacant = {};

  private int vacantCount;
  private int end;

  /** What {@link #treeNodes} has counted; -1: nodes came or went since. */
  private long treeNodes = -1;

  StreamNodes(HeapCount heap) {
    this.heap = heap;
    this.index = new IdMap(heap, INDEX_WIDTH);
    heap.add(OBJECT_BYTES + placeBytes(0));
  }

  private StreamNodes(HeapCount heap, StreamNodes other) {
    this.heap = heap;
    this.index = other.index.copy(heap);
    this.nodes = other.nodes.clone();
    this.vacant = other.vacant.clone();
    this.vacantCount = other.vacantCount;
    this.end = other.end;
    heap.add(OBJECT_BYTES + placeBytes(nodes.length));
    for (long at = index.first(); at != IdMap.NONE; at = index.next(at)) {
      byte[] node = StreamNode.trimmed(node(at).clone());
      nodes[(int) index.value(at, PLACE)] = node;
      heap.add(LargeValue.heapBytes(node));
    }
  }

  StreamNodes copy(HeapCount newHeap) {
    return new StreamNodes(newHeap, this);
  }

  long size() {
    return index.size();
  }

  /** The IDs of the master entries; its positions are those of the nodes. */
  IdMap ids() {
    return index;
  }

  byte[] node(long position) {
    return nodes[(int) index.value(position, PLACE)];
  }

  /** Another array takes the node's place. */
  void replace(long position, byte[] node) {
    int place = (int) index.value(position, PLACE);
    if (node != nodes[place]) {
      heap.add(LargeValue.heapBytes(node) - LargeValue.heapBytes(nodes[place]));
      nodes[place] = node;
    }
  }

  /** Adds a node. Nothing has changed if there is no memory. */
  void add(long ms, long seq, byte[] node) {
    if (vacantCount == 0 && end == nodes.length) {
      growPlaces();
    }
    long position = index.insert(ms, seq);
    int place = vacantCount > 0 ? vacant[--vacantCount] : end++;
    index.value(position, PLACE, place);
    nodes[place] = node;
    heap.add(LargeValue.heapBytes(node));
    treeNodes = -1;
  }

  void remove(long position) {
    int place = (int) index.value(position, PLACE);
    heap.add(-LargeValue.heapBytes(nodes[place]));
    nodes[place] = Ascii.EMPTY;
    vacant[vacantCount++] = place;
    index.remove(position);
    treeNodes = -1;
  }

  private void growPlaces() {
    int wider = end < 2 ? end + 1 : end + (end >> 1);
    int[] widerVacant = Arrays.copyOf(vacant, wider);
    nodes = Arrays.copyOf(nodes, wider);
    vacant = widerVacant;
    heap.add(placeBytes(wider) - placeBytes(end));
  }

  private static long placeBytes(int places) {
    return LargeValue.arrayBytes((long) places * REFERENCE_BYTES)
        + LargeValue.arrayBytes((long) places * Integer.BYTES);
  }

  /**
   * How many nodes Redis' radix tree of the same IDs would have, as XINFO tells it: one for each
   * ID, one for each place where the bytes of IDs part, and one for each run of bytes between them.
   * O(n) of the nodes after a node came or went.
   *
   * <p>The walk keeps the depths at which the IDs up to the current one have parted from it: a
   * place that is deeper than what the next ID shares is left for good.
   */
  long treeNodes() {
    if (treeNodes < 0) {
      treeNodes = countTreeNodes();
    }
    return treeNodes;
  }

  private long countTreeNodes() {
    if (index.isEmpty()) {
      return 1;
    }
    int[] open = new int[ID_BYTES + 1]; // depths of the partings above the last ID
    int depth = 0;
    long count = index.size();
    long last = index.first();
    for (long at = index.next(last); at != IdMap.NONE; at = index.next(at)) {
      int shared = sharedBytes(last, at);
      int below = ID_BYTES;
      while (depth > 0 && open[depth - 1] > shared) {
        int parting = open[--depth];
        count += below > parting + 1 ? 1 : 0;
        below = parting;
      }
      count += below > shared + 1 ? 1 : 0;
      if (depth == 0 || open[depth - 1] < shared) {
        open[depth++] = shared;
        count++;
      }
      last = at;
    }
    int below = ID_BYTES;
    while (depth > 0) {
      int parting = open[--depth];
      count += below > parting + 1 ? 1 : 0;
      below = parting;
    }
    return count + (below > 0 ? 1 : 0);
  }

  private static final int ID_BYTES = 16;

  /** How many bytes, the high ones first, two different IDs have in common. */
  private int sharedBytes(long one, long other) {
    long ms = index.ms(one) ^ index.ms(other);
    if (ms != 0) {
      return Long.numberOfLeadingZeros(ms) / Byte.SIZE;
    }
    long seq = index.seq(one) ^ index.seq(other);
    return Long.BYTES + Long.numberOfLeadingZeros(seq) / Byte.SIZE;
  }
}
