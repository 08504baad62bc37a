package io.redissim.core.io;

import java.io.IOException;

/** A link that could not be opened, or that is of no use any more. */
public final class LinkException extends IOException {
  private static final long serialVersionUID = 1;

  /** What has happened. */
  public enum Reason {
    /** There is no such address, or no way to it. */
    UNREACHABLE,
    /** The peer has refused or closed the link, or it is lost. */
    BROKEN,
    /** The peer took too long. */
    TIMED_OUT
  }

  private final Reason reason;

  public LinkException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public LinkException(Reason reason, Throwable cause) {
    super(String.valueOf(cause), cause);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }

  public boolean timedOut() {
    return reason == Reason.TIMED_OUT;
  }
}
