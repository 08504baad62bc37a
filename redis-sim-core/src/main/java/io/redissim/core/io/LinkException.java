package io.redissim.core.io;

import java.io.IOException;

/** A link that could not be opened, or that has broken. */
public final class LinkException extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean timedOut;

  public LinkException(String message, boolean timedOut) {
    super(message);
    this.timedOut = timedOut;
  }

  public LinkException(String message, Throwable cause) {
    super(message, cause);
    this.timedOut = false;
  }

  /** Whether the peer took too long, rather than being gone. */
  public boolean timedOut() {
    return timedOut;
  }
}
