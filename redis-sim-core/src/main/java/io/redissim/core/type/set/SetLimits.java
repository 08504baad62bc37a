package io.redissim.core.type.set;

import io.redissim.core.bytes.Listpack;

/** Up to where a set stays one packed block; told by the configuration. */
public final class SetLimits {
  /** Redis lets no intset grow over this. */
  private static final long MOST_NUMBERS = 1 << 30;

  private long intsetEntries = 512;
  private long listpackEntries = 128;
  private long listpackValue = 64;

  /** {@code set-max-intset-entries}: members of a set of integers. */
  public void intsetEntries(long members) {
    intsetEntries = members;
  }

  /** {@code set-max-listpack-entries}: members of another small set. */
  public void listpackEntries(long members) {
    listpackEntries = members;
  }

  /** {@code set-max-listpack-value}: bytes of its longest member. */
  public void listpackValue(long bytes) {
    listpackValue = bytes;
  }

  boolean allowsNumbers(long members) {
    return members <= Math.min(intsetEntries, MOST_NUMBERS);
  }

  boolean allowsMembers(long members) {
    return members <= listpackEntries;
  }

  /** Whether a listpack of so many bytes may get a member of this length. */
  boolean allowsMember(long bytes, int length) {
    return length <= listpackValue && bytes + length <= Listpack.SAFETY_LIMIT;
  }
}
