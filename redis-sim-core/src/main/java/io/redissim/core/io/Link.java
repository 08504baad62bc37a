package io.redissim.core.io;

/**
 * A connection to another server: bytes there and back. After an exception it is of no use any more
 * but to be closed.
 */
public interface Link extends AutoCloseable {
  /** Sends all of it, within the time given. */
  void write(byte[] array, int offset, int length, long timeoutMillis) throws LinkException;

  /**
   * Waits until something is there, and returns how many bytes of it are in the array now: at least
   * one. That the peer has closed is an exception.
   */
  int read(byte[] array, int offset, int length, long timeoutMillis) throws LinkException;

  @Override
  void close();
}
