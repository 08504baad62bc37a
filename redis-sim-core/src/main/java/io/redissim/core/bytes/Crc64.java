package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The CRC of RDB files and DUMP payloads: 64 bits, Jones' polynomial, reflected, starting at 0.
 *
 * <p>Idea: eight bytes a step through eight tables (Kounavis and Berry, "slicing-by-8", 2005).
 * Table n gives what a byte does to the CRC when n more bytes follow it.
 */
public final class Crc64 {
  /** 0xad93d23594c935a9 with its bits in reverse. */
  private static final long POLYNOMIAL = 0x95ac9329ac4bc9b5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[][] TABLES = tables();

  private Crc64() {}

  /** Goes on from {@code crc}, 0 at the start. */
  public static long update(long crc, byte[] array, int offset, int length) {
    long[][] tables = TABLES;
    long c = crc;
    int at = offset;
    int end = offset + length;
    for (; end - at >= 8; at += 8) {
      c ^= (long) LONG.get(array, at);
      c =
          tables[7][(int) c & 0xff]
              ^ tables[6][(int) (c >>> 8) & 0xff]
              ^ tables[5][(int) (c >>> 16) & 0xff]
              ^ tables[4][(int) (c >>> 24) & 0xff]
              ^ tables[3][(int) (c >>> 32) & 0xff]
              ^ tables[2][(int) (c >>> 40) & 0xff]
              ^ tables[1][(int) (c >>> 48) & 0xff]
              ^ tables[0][(int) (c >>> 56)];
    }
    for (; at < end; at++) {
      c = tables[0][(int) (c ^ array[at]) & 0xff] ^ (c >>> 8);
    }
    return c;
  }

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int b = 0; b < 256; b++) {
      long c = b;
      for (int bit = 0; bit < 8; bit++) {
        c = (c & 1) != 0 ? c >>> 1 ^ POLYNOMIAL : c >>> 1;
      }
      tables[0][b] = c;
    }
    for (int n = 1; n < 8; n++) {
      for (int b = 0; b < 256; b++) {
        long before = tables[n - 1][b];
        tables[n][b] = tables[0][(int) before & 0xff] ^ before >>> 8;
      }
    }
    return tables;
  }
}
