package io.redissim.cli;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Standard output or standard error: collects, and writes when full or flushed. When nobody reads
 * any more (a closed pipe) the program ends, as one killed by SIGPIPE does.
 */
public final class Output {
  private static final int FULL = 16 * 1024;
  private static final int SIGPIPE_STATUS = 128 + 13;

  private final OutputStream target;
  private final boolean buffered;
  private final ByteText pending = new ByteText();

  /**
   * @param buffered false writes through at once, as standard error does
   */
  public Output(OutputStream target, boolean buffered) {
    this.target = target;
    this.buffered = buffered;
  }

  public void print(String text) {
    pending.append(text);
    written();
  }

  public void print(ByteText text) {
    pending.append(text);
    written();
  }

  public void flush() {
    try {
      pending.writeTo(target);
      pending.clear();
      target.flush();
    } catch (IOException e) {
      pending.clear();
      throw new Exit(SIGPIPE_STATUS);
    }
  }

  private void written() {
    if (!buffered || pending.length() > FULL) {
      flush();
    }
  }
}
