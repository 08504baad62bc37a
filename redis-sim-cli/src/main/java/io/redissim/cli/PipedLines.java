package io.redissim.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Lines from a file or a pipe: no prompt, no editing, no limit to a line's length. */
final class PipedLines implements LineSource {
  private final InputStream in;

  PipedLines(InputStream in) {
    this.in = new BufferedInputStream(in);
  }

  @Override
  public @Nullable String readLine(String prompt) throws IOException {
    ByteText line = new ByteText();
    while (true) {
      int b = in.read();
      if (b < 0) {
        return line.length() == 0 ? null : line.toString();
      }
      if (b == '\n') {
        return line.toString();
      }
      line.append((char) b);
    }
  }
}
