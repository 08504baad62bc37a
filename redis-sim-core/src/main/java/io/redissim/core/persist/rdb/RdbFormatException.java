package io.redissim.core.persist.rdb;

/** The bytes are no RDB value that we can read. Shared and stackless: callers answer it. */
public final class RdbFormatException extends Exception {
  private static final long serialVersionUID = 1;

  static final RdbFormatException INSTANCE = new RdbFormatException();

  private RdbFormatException() {
    super("bad data format", null, false, false);
  }
}
