package io.redissim.core.resp;

import java.io.IOException;

/** What a peer sent is no reply. The connection cannot be read any further. */
public final class ReplyFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  public ReplyFormatException(String message) {
    super(message);
  }
}
