package io.redissim.server.transport;

/** An address cannot be listened on. The message is the operating system's. */
public final class ListenException extends Exception {
  private static final long serialVersionUID = 1;

  private final String address;

  ListenException(String address, String message) {
    super(message);
    this.address = address;
  }

  /** As configured: {@code *:6379}, {@code ::1:6379} or a path. */
  public String address() {
    return address;
  }
}
