package io.redissim.cli;

import java.io.IOException;

/** The connection could not be made, broke, or carried something that is no reply. */
public final class LinkException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean lost;

  private LinkException(String message, boolean lost) {
    super(message);
    this.lost = lost;
  }

  static LinkException closed() {
    return new LinkException("Server closed the connection", true);
  }

  static LinkException broken(String message) {
    return new LinkException(message, true);
  }

  static LinkException failed(String message) {
    return new LinkException(message, false);
  }

  /** Whether a new connection may well work: the server went away, or the network did. */
  boolean isLost() {
    return lost;
  }
}
