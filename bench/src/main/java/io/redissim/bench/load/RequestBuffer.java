package io.redissim.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One connection's pipeline of equal requests. The bytes are laid out once; for each batch only the
 * digits of the keys are written anew, four at a time out of a table.
 */
final class RequestBuffer {
  private static final int[] FOUR_DIGITS = new int[10_000];

  static {
    for (int i = 0; i < FOUR_DIGITS.length; i++) {
      FOUR_DIGITS[i] =
          ('0' + i / 1000)
              | ('0' + i / 100 % 10) << 8
              | ('0' + i / 10 % 10) << 16
              | ('0' + i % 10) << 24;
    }
  }

  private final ByteBuffer bytes;
  private final int[] keyOffsets;
  private final int requestBytes;

  RequestBuffer(RequestTemplate request, int depth) {
    byte[] template = request.bytes();
    int[] one = request.digitOffsets();
    requestBytes = template.length;
    bytes = ByteBuffer.allocateDirect(requestBytes * depth).order(ByteOrder.LITTLE_ENDIAN);
    keyOffsets = new int[one.length * depth];
    for (int i = 0; i < depth; i++) {
      bytes.put(template);
      for (int k = 0; k < one.length; k++) {
        int at = i * requestBytes;
        keyOffsets[i * one.length + k] = one[k] < 0 ? one[k] - at : one[k] + at;
      }
    }
  }

  /** The first {@code requests} requests with new keys, ready to be written to a channel. */
  ByteBuffer next(KeySequence keys, int requests) {
    int count = keyOffsets.length * requests / (bytes.capacity() / requestBytes);
    long key = 0;
    for (int i = 0; i < count; i++) {
      boolean again = keyOffsets[i] < 0;
      int at = again ? ~keyOffsets[i] : keyOffsets[i];
      key = again ? key : keys.next();
      int low = (int) (key % 100_000_000);
      bytes.putInt(at, FOUR_DIGITS[(int) (key / 100_000_000)]);
      bytes.putInt(at + 4, FOUR_DIGITS[low / 10_000]);
      bytes.putInt(at + 8, FOUR_DIGITS[low % 10_000]);
    }
    return bytes.clear().limit(requests * requestBytes);
  }
}
