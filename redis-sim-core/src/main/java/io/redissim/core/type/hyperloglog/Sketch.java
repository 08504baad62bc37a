package io.redissim.core.type.hyperloglog;

import io.redissim.core.bytes.Block;
import io.redissim.core.keyspace.StringValue;
import java.util.Arrays;

/** A copy of one value on which a command works: sparse as long as that will do, then dense. */
final class Sketch {
  private final Block block = new Block();

  /** {@code hll-sparse-max-bytes}. */
  private long maxSparseBytes = 3000;

  void maxSparseBytes(long bytes) {
    maxSparseBytes = bytes;
  }

  /** Becomes a new value. */
  void empty() {
    Sparse.empty(block);
  }

  void load(StringValue value) {
    block.set(value.array(), value.offset(), value.length());
  }

  byte[] array() {
    return block.array();
  }

  int length() {
    return block.length();
  }

  boolean isDense() {
    return HllFormat.encoding(block.array(), 0) == HllFormat.DENSE;
  }

  /** Whether that raised a register. */
  boolean add(byte[] element, int offset, int length) {
    long hash = ElementHash.of(element, offset, length);
    return raise(ElementHash.register(hash), ElementHash.rank(hash));
  }

  /** Raises a register, if it is lower; whether it was. */
  boolean raise(int register, int rank) {
    if (!isDense()) {
      switch (Sparse.set(block, register, rank, maxSparseBytes)) {
        case UNCHANGED:
          return false;
        case CHANGED:
          return true;
        case TOO_LONG:
          toDense();
          break;
        case CORRUPTED:
          throw HllFormat.CORRUPTED;
      }
    }
    boolean lower = Dense.get(block.array(), 0, register) < rank;
    if (lower) {
      Dense.set(block.array(), 0, register, rank);
    }
    return lower;
  }

  /** Becomes dense; the cached cardinality stays. */
  void toDense() {
    if (isDense()) {
      return;
    }
    int sparseEnd = block.length();
    // The dense form goes behind the sparse one, which is then cut off.
    block.splice(sparseEnd, 0, Dense.LENGTH);
    byte[] a = block.array();
    Arrays.fill(a, sparseEnd, sparseEnd + Dense.LENGTH, (byte) 0);
    System.arraycopy(a, 0, a, sparseEnd, HllFormat.HEADER);
    int register = 0;
    for (int at = HllFormat.HEADER; at < sparseEnd; at += Sparse.bytes(a[at])) {
      int value = Sparse.value(a[at]);
      int next = register + Sparse.covered(a, at, sparseEnd);
      if (next > HllFormat.REGISTERS) {
        throw HllFormat.CORRUPTED;
      }
      for (; value > 0 && register < next; register++) {
        Dense.set(a, sparseEnd, register, value);
      }
      register = next;
    }
    if (register != HllFormat.REGISTERS) {
      throw HllFormat.CORRUPTED;
    }
    block.splice(0, sparseEnd, 0);
    HllFormat.setEncoding(block.array(), HllFormat.DENSE);
  }
}
