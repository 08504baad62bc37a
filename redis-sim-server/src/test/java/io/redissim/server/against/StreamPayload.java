package io.redissim.server.against;

import java.io.ByteArrayOutputStream;

/**
 * Rewrites the dump of a stream as redis-server 7.0 wrote it: since 7.2 each consumer has a second
 * time, when it was active, behind the one when it was seen.
 */
final class StreamPayload {
  private static final int TYPE_7_0 = 19;
  private static final int TYPE_7_2 = 21;
  private static final int ID = 16;
  private static final int TIME = 8;

  private final byte[] payload;
  private final ByteArrayOutputStream rewritten = new ByteArrayOutputStream();
  private int at = 1;
  private int copiedTo = 1;

  private StreamPayload(byte[] payload) {
    this.payload = payload;
  }

  /** Anything but a stream of 7.2 stays as it is. */
  static byte[] asOf7(byte[] payload) {
    return payload[0] == TYPE_7_2 ? new StreamPayload(payload).rewrite() : payload;
  }

  private byte[] rewrite() {
    rewritten.write(TYPE_7_0);
    for (long nodes = length(); nodes > 0; nodes--) {
      skipString();
      skipString();
    }
    skipLengths(8); // entries, last, first and greatest deleted ID, entries ever added
    for (long groups = length(); groups > 0; groups--) {
      skipString();
      skipLengths(3); // last ID, entries read
      for (long pending = length(); pending > 0; pending--) {
        at += ID + TIME;
        skipLengths(1); // deliveries
      }
      for (long consumers = length(); consumers > 0; consumers--) {
        skipString();
        at += TIME;
        copy();
        at += TIME;
        copiedTo = at;
        skip(length() * ID);
      }
    }
    at = payload.length;
    copy();
    return rewritten.toByteArray();
  }

  private void copy() {
    rewritten.write(payload, copiedTo, at - copiedTo);
  }

  private void skip(long bytes) {
    at += (int) bytes;
  }

  private void skipLengths(int count) {
    for (int i = 0; i < count; i++) {
      length();
    }
  }

  private void skipString() {
    int first = payload[at] & 0xff;
    switch (first) {
      case 0xc0, 0xc1, 0xc2 -> at += 1 + (1 << first - 0xc0); // a number of 1, 2 or 4 bytes
      case 0xc3 -> { // compressed
        at++;
        long compressed = length();
        length();
        at += (int) compressed;
      }
      default -> skip(length());
    }
  }

  private long length() {
    int first = payload[at++] & 0xff;
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> (first & 0x3f) << 8 | payload[at++] & 0xff;
      default -> number(first == 0x80 ? 4 : 8);
    };
  }

  private long number(int bytes) {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number = number << 8 | payload[at++] & 0xff;
    }
    return number;
  }
}
