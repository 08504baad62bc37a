package io.redissim.bench.jmh;

import io.redissim.bench.load.Operation;
import io.redissim.bench.load.RequestTemplate;
import io.redissim.core.resp.RequestParser;

/** A pipeline of requests as bytes, whose keys are drawn anew for every batch. */
final class Requests {
  private static final int VALUE_BYTES = 32;

  private final byte[] bytes;
  private final int[] digits;
  private final int keys;
  private long random = 88172645463325252L;
  private int ordered;

  Requests(Operation operation, int depth, int keys) {
    byte[] one = operation.template(VALUE_BYTES).bytes();
    int[] offsets = operation.template(VALUE_BYTES).digitOffsets();
    this.keys = keys;
    bytes = new byte[one.length * depth];
    digits = new int[offsets.length * depth];
    for (int i = 0; i < depth; i++) {
      System.arraycopy(one, 0, bytes, i * one.length, one.length);
      for (int k = 0; k < offsets.length; k++) {
        digits[i * offsets.length + k] = i * one.length + offsets[k];
      }
    }
  }

  int length() {
    return bytes.length;
  }

  /** The next batch has random keys. */
  Requests random() {
    for (int at : digits) {
      random ^= random << 13;
      random ^= random >>> 7;
      random ^= random << 17;
      write((int) (((random >>> 33) * keys) >>> 31), at);
    }
    return this;
  }

  /** The next batch has the keys that come next in order. */
  Requests ordered() {
    for (int at : digits) {
      write(ordered++, at);
    }
    return this;
  }

  /** Hands the bytes to a parser as the decoder does. */
  void feed(RequestParser parser, byte[] lent) {
    parser.lend(lent);
    byte[] to = parser.writeArray(bytes.length);
    System.arraycopy(bytes, 0, to, parser.writeOffset(), bytes.length);
    parser.wrote(bytes.length);
  }

  private void write(int key, int at) {
    int rest = key;
    for (int i = at + RequestTemplate.DIGITS - 1; i >= at; i--) {
      bytes[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }
}
