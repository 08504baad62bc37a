package io.redissim.core.persist.rdb;

import io.redissim.core.bytes.Block;
import io.redissim.core.bytes.Listpack;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The list of strings and integers in one run of bytes that servers before 7.0 had in place of the
 * listpack.
 *
 * <pre>
 *   4 bytes   all bytes, header and end included     little-endian
 *   4 bytes   offset of the last entry               little-endian
 *   2 bytes   number of entries; 65535: count them   little-endian
 *   entries
 *   0xff      the end
 * </pre>
 *
 * An entry begins with the bytes of the one before it: one byte up to 253, else 0xfe and four bytes
 * little-endian. Then its own form:
 *
 * <pre>
 *   00nnnnnn                bytes of a string
 *   01nnnnnn nnnnnnnn       bytes of a string, high bits first
 *   10------ 4 bytes        bytes of a string, high bits first
 *   0xc0 0xf0 0xd0 0xe0     integer of 2, 3, 4, 8 bytes, little-endian
 *   0xfe                    integer of 1 byte
 *   1111nnnn                the integer n - 1, n = 1..13
 * </pre>
 *
 * Source: Valkey {@code ziplist.c}.
 */
final class Ziplist {
  private static final int HEADER = 10;
  private static final int END = 0xff;
  private static final int LONG_PREVIOUS = 0xfe;
  private static final int UNKNOWN_COUNT = 0xffff;

  private static final int STRING_14_BITS = 0x40;
  private static final int STRING_32_BITS = 0x80;
  private static final int NUMBER = 0xc0;
  private static final int INT_16 = 0xc0;
  private static final int INT_32 = 0xd0;
  private static final int INT_64 = 0xe0;
  private static final int INT_24 = 0xf0;
  private static final int INT_8 = 0xfe;
  private static final int FIRST_IMMEDIATE = 0xf1;

  private static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT_BE =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;

  /** Where the end mark stands. */
  private final int end;

  private final Block listpack = new Block();
  private int at = HEADER;
  private int count;

  private Ziplist(byte[] bytes) {
    this.bytes = bytes;
    this.end = bytes.length - 1;
  }

  /** A listpack with the same elements, of bytes that nobody vouches for. */
  static Block toListpack(byte[] bytes) throws RdbFormatException {
    Ziplist ziplist = new Ziplist(bytes);
    ziplist.convert();
    return ziplist.listpack;
  }

  private void convert() throws RdbFormatException {
    require(bytes.length > HEADER);
    long lastEntry = (int) INT.get(bytes, 4) & 0xffffffffL;
    require((int) INT.get(bytes, 0) == bytes.length && lastEntry <= end && at(end) == END);
    Listpack.create(listpack);
    int previous = 0;
    int last = 0;
    while (at < end && at(at) != END) {
      last = at;
      require(previousLength() == previous);
      entry();
      previous = at - last;
      count++;
    }
    require(at == end && (count == 0 || last == lastEntry));
    int told = (short) SHORT.get(bytes, 8) & 0xffff;
    require(told == UNKNOWN_COUNT || told == count);
  }

  /** What the entry says about the length of the one before it. */
  private long previousLength() throws RdbFormatException {
    if (at(at) < LONG_PREVIOUS) {
      return at(at++);
    }
    return (int) INT.get(bytes, take(1 + Integer.BYTES) + 1) & 0xffffffffL;
  }

  private void entry() throws RdbFormatException {
    int form = at(take(1));
    if (form < NUMBER) {
      int length = length(form);
      Listpack.append(listpack, bytes, take(length), length);
    } else {
      Listpack.appendInteger(listpack, integer(form));
    }
  }

  private int length(int form) throws RdbFormatException {
    if (form < STRING_14_BITS) {
      return form;
    }
    if (form < STRING_32_BITS) {
      return (form & 0x3f) << 8 | at(take(1));
    }
    return (int) INT_BE.get(bytes, take(Integer.BYTES));
  }

  private long integer(int form) throws RdbFormatException {
    switch (form) {
      case INT_8:
        return bytes[take(1)];
      case INT_16:
        return (short) SHORT.get(bytes, take(Short.BYTES));
      case INT_24:
        int from = take(3);
        int high = bytes[from + 2] << 16;
        return high | ((short) SHORT.get(bytes, from) & 0xffff);
      case INT_32:
        return (int) INT.get(bytes, take(Integer.BYTES));
      case INT_64:
        return (long) LONG.get(bytes, take(Long.BYTES));
      default:
        require(form >= FIRST_IMMEDIATE && form < INT_8);
        return (long) form - FIRST_IMMEDIATE;
    }
  }

  private int at(int index) {
    return bytes[index] & 0xff;
  }

  /** Passes so many bytes and returns where they begin; the end mark is not among them. */
  private int take(int wanted) throws RdbFormatException {
    require(wanted >= 0 && wanted <= end - at);
    int from = at;
    at += wanted;
    return from;
  }

  private static void require(boolean condition) throws RdbFormatException {
    if (!condition) {
      throw RdbFormatException.INSTANCE;
    }
  }
}
