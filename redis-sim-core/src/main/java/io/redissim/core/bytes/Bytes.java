package io.redissim.core.bytes;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Runs of bytes compared: for members, fields and keys, which are a few words long. */
public final class Bytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** From here on the library's way, which costs more to begin with, is the faster one. */
  private static final int LONG_RUN = 64;

  private Bytes() {}

  /** Whether {@code length} bytes are the same; the last ones, which differ most often, first. */
  public static boolean same(byte[] a, int from, byte[] b, int offset, int length) {
    if (length < Long.BYTES) {
      for (int i = length - 1; i >= 0; i--) {
        if (a[from + i] != b[offset + i]) {
          return false;
        }
      }
      return true;
    }
    if (length >= LONG_RUN) {
      return Arrays.equals(a, from, from + length, b, offset, offset + length);
    }
    int last = length - Long.BYTES;
    if ((long) LONG.get(a, from + last) != (long) LONG.get(b, offset + last)) {
      return false;
    }
    for (int i = 0; i < last; i += Long.BYTES) {
      if ((long) LONG.get(a, from + i) != (long) LONG.get(b, offset + i)) {
        return false;
      }
    }
    return true;
  }
}
