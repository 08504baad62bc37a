package io.redissim.server.pipeline;

/**
 * What one connection may hold. Written by whoever changes the configuration, read by all loops.
 */
public final class ConnectionLimits {
  private volatile long maxBulkLength = 512L * 1024 * 1024;
  private volatile long maxQueryBufferBytes = 1024L * 1024 * 1024;
  private volatile long maxClients = 10_000;
  private volatile boolean protectedMode = true;

  /** {@code proto-max-bulk-len}, bytes. */
  public long maxBulkLength() {
    return maxBulkLength;
  }

  public void maxBulkLength(long bytes) {
    maxBulkLength = bytes;
  }

  /** {@code client-query-buffer-limit}, bytes. */
  public long maxQueryBufferBytes() {
    return maxQueryBufferBytes;
  }

  public void maxQueryBufferBytes(long bytes) {
    maxQueryBufferBytes = bytes;
  }

  /** {@code maxclients}. */
  public long maxClients() {
    return maxClients;
  }

  public void maxClients(long count) {
    maxClients = count;
  }

  /** {@code protected-mode}. */
  public boolean protectedMode() {
    return protectedMode;
  }

  public void protectedMode(boolean on) {
    protectedMode = on;
  }
}
