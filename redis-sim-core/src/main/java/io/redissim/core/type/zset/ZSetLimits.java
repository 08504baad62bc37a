package io.redissim.core.type.zset;

import io.redissim.core.bytes.Listpack;

/** Up to where a sorted set is packed: the directives {@code zset-max-listpack-*}. */
public final class ZSetLimits {
  private long maxEntries = 128;
  private long maxValue = 64;

  /** {@code zset-max-listpack-entries}. */
  public void maxEntries(long entries) {
    maxEntries = entries;
  }

  /** {@code zset-max-listpack-value}, in bytes of a member. */
  public void maxValue(long bytes) {
    maxValue = bytes;
  }

  /** Whether a packed set may have so many elements, the longest member having so many bytes. */
  public boolean allow(long entries, long longestMember) {
    return entries <= maxEntries && longestMember <= maxValue;
  }

  /** Whether a packed set of {@code bytes} may get a member more. */
  boolean allow(long entries, int member, int bytes) {
    return allow(entries, member) && Listpack.isSafeToAdd(bytes, member);
  }
}
