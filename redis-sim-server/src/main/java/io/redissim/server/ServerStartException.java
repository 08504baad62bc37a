package io.redissim.server;

/** The server cannot start: an option is wrong, or an address is taken. The message says which. */
public final class ServerStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ServerStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
