package io.redissim.core.type.stream;

/** The bytes that a stream takes on the heap, kept by all its parts together. */
final class HeapCount {
  private long bytes;

  void add(long more) {
    bytes += more;
  }

  long bytes() {
    return bytes;
  }
}
