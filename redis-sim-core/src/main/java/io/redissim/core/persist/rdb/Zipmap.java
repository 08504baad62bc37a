package io.redissim.core.persist.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The small hash of servers before 2.6:
 *
 * <pre>
 *   1 byte    number of pairs; 254: count them
 *   pairs     length, field; length, unused bytes (1 byte), value, that many bytes of anything
 *   0xff      the end
 * </pre>
 *
 * A length is one byte up to 253, else that byte and four bytes little-endian. Source: Valkey
 * {@code zipmap.c}.
 */
final class Zipmap {
  private static final int END = 0xff;
  private static final int LONG_LENGTH = 0xfe;
  private static final int UNKNOWN_COUNT = 0xfe;
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;
  private int at = 1;

  private Zipmap(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Writes the pairs, of bytes that nobody vouches for, as RDB strings and returns their number.
   */
  static int writePairs(byte[] bytes, RdbWriter to) throws RdbFormatException {
    return new Zipmap(bytes).writePairs(to);
  }

  private int writePairs(RdbWriter to) throws RdbFormatException {
    require(bytes.length > 1 && (bytes[bytes.length - 1] & 0xff) == END);
    int count = 0;
    while ((bytes[at] & 0xff) != END) {
      int fieldLength = length();
      to.string(bytes, take(fieldLength), fieldLength);
      int valueLength = length();
      int unused = bytes[take(1)] & 0xff;
      to.string(bytes, take(valueLength), valueLength);
      take(unused);
      count++;
    }
    int told = bytes[0] & 0xff;
    require(count > 0 && (told == UNKNOWN_COUNT || told == count));
    return count;
  }

  private int length() throws RdbFormatException {
    int first = bytes[take(1)] & 0xff;
    return first < LONG_LENGTH ? first : (int) INT.get(bytes, take(Integer.BYTES));
  }

  /** Passes so many bytes, of which the last one of all is never one. */
  private int take(int count) throws RdbFormatException {
    require(count >= 0 && count < bytes.length - at);
    int from = at;
    at += count;
    return from;
  }

  private static void require(boolean condition) throws RdbFormatException {
    if (!condition) {
      throw RdbFormatException.INSTANCE;
    }
  }
}
