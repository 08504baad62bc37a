package io.redissim.core.generic;

import io.redissim.core.bytes.Ascii;
import io.redissim.core.keyspace.Entry;
import io.redissim.core.resp.ReplySink;
import java.util.Arrays;

/** Keys copied one after the other, for a reply that says something else before them. */
final class KeyList {
  private static final int KEPT = 64 * 1024;

  private byte[] bytes = Ascii.EMPTY;
  private int[] ends = {};
  private int count;

  void clear() {
    count = 0;
    if (bytes.length > KEPT || ends.length > KEPT) {
      bytes = Ascii.EMPTY;
      ends = new int[0];
    }
  }

  void add(Entry entry) {
    int from = count == 0 ? 0 : ends[count - 1];
    int to = Math.addExact(from, entry.keyLength());
    if (to > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(to, (int) Math.min(1 << 30, 2L * bytes.length)));
    }
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, count * 2 + 16);
    }
    System.arraycopy(entry.keyArray(), entry.keyOffset(), bytes, from, entry.keyLength());
    ends[count++] = to;
  }

  void replyTo(ReplySink reply) {
    reply.array(count);
    for (int i = 0; i < count; i++) {
      int from = i == 0 ? 0 : ends[i - 1];
      reply.bulk(bytes, from, ends[i] - from);
    }
  }
}
