package io.redissim.cli;

/** Ends the program with this status, from wherever it was thrown; what is to be said was said. */
public final class Exit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  public Exit(int status) {
    super("exit " + status, null, false, false);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
