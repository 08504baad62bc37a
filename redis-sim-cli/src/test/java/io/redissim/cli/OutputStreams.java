package io.redissim.cli;

import java.io.OutputStream;

/** A standard error that nothing may be written to. */
final class OutputStreams {
  private OutputStreams() {}

  static OutputStream failing() {
    return new OutputStream() {
      @Override
      public void write(int b) {
        throw new AssertionError("unexpected on standard error: " + (char) b);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        if (length > 0) {
          throw new AssertionError(
              "unexpected on standard error: "
                  + new String(
                      bytes, offset, length, java.nio.charset.StandardCharsets.ISO_8859_1));
        }
      }
    };
  }
}
