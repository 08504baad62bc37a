package io.redissim.core.type.hyperloglog;

import io.redissim.core.keyspace.StringValue;
import io.redissim.core.resp.RedisError;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The string that is a HyperLogLog:
 *
 * <pre>
 * "HYLL" | 1 byte: 0 dense, 1 sparse | 3 bytes unused | 8 bytes cardinality, little-endian | registers
 * </pre>
 *
 * The cardinality is what PFCOUNT found last; its highest bit tells that a register has changed
 * since. Registers: see {@link Dense} and {@link Sparse}. Source: Valkey {@code hyperloglog.c}.
 */
final class HllFormat {
  static final RedisError NOT_ONE =
      new RedisError("WRONGTYPE Key is not a valid HyperLogLog string value.");
  static final RedisError CORRUPTED = new RedisError("INVALIDOBJ Corrupted HLL object detected");

  static final int REGISTERS = 1 << 14;
  static final int HEADER = 16;

  static final byte DENSE = 0;
  static final byte SPARSE = 1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int ENCODING = 4;
  private static final int CARDINALITY = 8;
  private static final long STALE = Long.MIN_VALUE;

  private HllFormat() {}

  /** Refuses strings without a right header; whether the registers are right is seen later. */
  static StringValue check(StringValue value) {
    if (value.isLong() || value.length() < HEADER) {
      throw NOT_ONE;
    }
    byte[] a = value.array();
    int at = value.offset();
    boolean named = a[at] == 'H' && a[at + 1] == 'Y' && a[at + 2] == 'L' && a[at + 3] == 'L';
    boolean dense = encoding(a, at) == DENSE && value.length() == Dense.LENGTH;
    if (!named || !dense && encoding(a, at) != SPARSE) {
      throw NOT_ONE;
    }
    return value;
  }

  static byte encoding(byte[] a, int offset) {
    return a[offset + ENCODING];
  }

  static boolean isDense(StringValue value) {
    return value.byteAt(ENCODING) == DENSE;
  }

  /** A header for registers that are all zero, so that the cardinality is right. */
  static void writeHeader(byte[] a, byte encoding) {
    LONG.set(a, 0, 'H' | 'Y' << 8 | 'L' << 16 | 'L' << 24 | (long) encoding << 8 * ENCODING);
    LONG.set(a, CARDINALITY, 0L);
  }

  static void setEncoding(byte[] a, byte encoding) {
    a[ENCODING] = encoding;
  }

  /** Negative: not known. */
  static long cardinality(byte[] a, int offset) {
    return (long) LONG.get(a, offset + CARDINALITY);
  }

  static void setCardinality(byte[] a, int offset, long cardinality) {
    LONG.set(a, offset + CARDINALITY, cardinality);
  }

  /** A register has changed. */
  static void invalidate(byte[] a, int offset) {
    setCardinality(a, offset, cardinality(a, offset) | STALE);
  }
}
