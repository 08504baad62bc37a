package io.redissim.core.type.bitmap;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.resp.Args;
import io.redissim.core.resp.RedisError;

/**
 * Reads bit offsets: from 0, the highest bit of the first byte, to the last of proto-max-bulk-len.
 */
final class BitOffsets {
  private static final RedisError BAD_OFFSET =
      new RedisError("ERR bit offset is not an integer or out of range");

  /** What a Java array holds, less the bytes by which a field may reach beyond its offset. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - 16;

  private long maxBytes = 512L * 1024 * 1024;

  /** {@code proto-max-bulk-len}. */
  void maxBytes(long bytes) {
    maxBytes = bytes;
  }

  /** Argument {@code i} as an offset in bits. */
  long read(Args args, int i) {
    return checked(args.integer(i, BAD_OFFSET));
  }

  /** Argument {@code i} as an offset in bits, or, after a {@code #}, in fields of {@code width}. */
  long read(Args args, int i, int width) {
    if (args.length(i) == 0 || args.byteAt(i, 0) != '#') {
      return read(args, i);
    }
    byte[] array = args.array(i);
    int offset = args.offset(i) + 1;
    int length = args.length(i) - 1;
    if (!Ascii.isLong(array, offset, length)) {
      throw BAD_OFFSET;
    }
    long fields = Ascii.parseLong(array, offset, length);
    // Refused here already, so that the product cannot overflow.
    return checked(checked(fields) * width);
  }

  private long checked(long offset) {
    if (offset < 0 || (offset >> 3) >= Math.min(maxBytes, MAX_BYTES)) {
      throw BAD_OFFSET;
    }
    return offset;
  }
}
