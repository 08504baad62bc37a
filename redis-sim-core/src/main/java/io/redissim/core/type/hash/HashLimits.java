package io.redissim.core.type.hash;

/** Up to where a hash stays one packed block; told by the configuration. */
public final class HashLimits {
  private long maxEntries = 512;
  private long maxValue = 64;

  /** {@code hash-max-listpack-entries}: fields. */
  public void maxEntries(long fields) {
    maxEntries = fields;
  }

  /** {@code hash-max-listpack-value}: bytes of the longest field or value. */
  public void maxValue(long bytes) {
    maxValue = bytes;
  }

  boolean allowsFields(long fields) {
    return fields <= maxEntries;
  }

  boolean allowsBytes(int length) {
    return length <= maxValue;
  }
}
